//! `tierone fit`: a scenario whose numbers come from real check results.

mod folder;
mod found;
mod options;
mod write;

pub(super) use found::Files;
pub(super) use options::Options;

use std::sync::atomic::AtomicBool;

use serde_json::Value;

use tierone_engine::study::anchor;
use tierone_fit::office::{self, EstimateRow};
use tierone_records::report::json;

use super::exit::{Failure, INPUT};
use super::figures::{csv_text, json_of};
use super::files::scenario;
use super::terminal;
use options::Format;

/// Fits, writes the scenario and its estimates, and prints the report.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    write::may_stand(options)?;
    let reading = scenario(&options.scenario, options.confine)?;
    let base = reading.scenario.ok_or(Failure::said(INPUT))?;
    let files = Files {
        results: &options.results,
        sample: &options.sample,
        check: &options.check,
        trusted: &options.trusted,
        pseudonyms: options.pseudonyms.as_deref(),
        reading: &options.reading,
    };
    let found = files.found(&base)?;
    let stop = AtomicBool::new(false);
    let anchored = anchor(&base, options.seed, &|| {}, &stop)
        .map_err(|error| Failure::input(format!("{}: {error}", options.scenario.display())))?;
    let fit = office::fit(&base, anchored.shift, &found).map_err(not_fitted)?;
    let json = json(&fit);
    let rows: Vec<Value> = fit.rows().map(csv_row).collect::<Result<_, _>>()?;
    match options.out.extension() {
        None => folder::write(options, (&base, &reading.sources), &fit, (&rows, &json))?,
        Some(_) => write::write(options, &base, &fit, &json)?,
    }
    terminal::answer(&match options.format {
        Format::Table => office::text(&fit, terminal::columns()),
        Format::Json => json,
        Format::Csv => csv_text(&rows, options.raw.cells())?,
    })
}

/// An estimate as a row of a table: the steps to its key in one cell.
fn csv_row(row: &EstimateRow) -> Result<Value, Failure> {
    let mut written = json_of(row)?;
    written["key"] = row.key.join(".").into();
    Ok(written)
}

/// Why results cannot be fitted.
pub(super) fn not_fitted(why: String) -> Failure {
    Failure::input(format!("these results cannot be fitted: {why}")).help(
        "results need the drawn.csv of their sample (--sample), with `process`, `case owner`, `close date` and \
         `inclusion_probability`, and the activities and attributes of the scenario",
    )
}
