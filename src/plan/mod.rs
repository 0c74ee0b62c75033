//! `tierone plan`: how many checks, for stated aims of a scenario or of a single figure.

mod options;
mod quotas;
mod values;

pub(super) use options::Options;

use tierone_plan::{answer, csv, json, text};

use super::exit::Failure;
use super::terminal;
use options::Format;

/// Answers, and prints the answer.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    if let Some(scenario) = &options.scenario {
        return quotas::run(scenario, options);
    }
    let question = options.question()?;
    let answer = answer(&question);
    terminal::answer(&match options.format {
        Format::Table => text(&question, &answer, terminal::columns()),
        Format::Json => json(&answer),
        Format::Csv => csv(&answer),
    })
}
