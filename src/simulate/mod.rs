//! `tierone simulate-records`: lists of cases and outcome sheets whose truth is known, to try a procedure on
//! before it is tried on people.

mod fill;
mod lists;
mod options;

pub(super) use options::Options;

use super::exit::{Failure, INPUT};
use super::files;

/// Writes lists, or fills in a sheet.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let reading = files::scenario(&options.scenario, options.confine)?;
    let Some(scenario) = reading.scenario else {
        return Err(Failure::said(INPUT));
    };
    match (&options.fill, &options.truth, &options.check) {
        (Some(sheet), Some(truth), Some(check)) => {
            fill::fill(options, &scenario, (sheet, truth), check)
        }
        _ => lists::write(options, &scenario),
    }
}
