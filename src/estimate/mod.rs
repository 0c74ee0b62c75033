//! `tierone estimate`: accuracy and the monetary value of error from real check results.

mod asked;
mod command;
mod durations;
mod folder;
mod options;
mod pilot;
mod read;
mod record;
mod targets;

pub(super) use options::Options;
pub(super) use read::decisions;
pub(super) use record::with_record;

use tierone_records::assess::FigureName;
use tierone_records::report::{build, explain, figures_csv, json, text};
use tierone_scenario::catalogue;

use super::exit::{Failure, INPUT};
use super::files::scenario;
use super::terminal;
use options::Format;

/// Estimates, and writes and prints the report.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let columns = terminal::columns();
    let Some(results) = &options.results else {
        let figure = options.explain.unwrap_or(FigureName::Accuracy);
        return terminal::answer(&explain(figure, None, columns));
    };
    if !options.durations.durations.is_empty() {
        return durations::run(options, results);
    }
    match &options.out {
        Some(out) => folder::may_stand(out, options.force)?,
        None if options.workbooks.xlsx || options.workbooks.ods => {
            return Err(
                Failure::input("a workbook is written into a folder, and none is named")
                    .help("add --out results/july"),
            );
        }
        None => {}
    }
    let options = &Options {
        reading: with_record(&options.reading, options.sample.as_deref()),
        ..options.clone()
    };
    if options.pilot.pilot.is_some() {
        return pilot::run(options, results);
    }
    let scenario = match &options.scenario {
        Some(path) => {
            let reading = scenario(path, options.confine)?;
            Some(reading.scenario.ok_or(Failure::said(INPUT))?)
        }
        None => None,
    };
    let mut request = options.request();
    let mut attributes = record::attributes(options.sample.as_deref());
    if let Some(scenario) = &scenario {
        targets::add(&mut request.targets, scenario);
        attributes = catalogue::attributes_of(scenario);
    }
    let joined = read::joined(options, &request, attributes, results)?;
    let report = build(&request, joined)?;
    if let Some(figure) = options.explain {
        return terminal::answer(&explain(figure, Some(&report), columns));
    }
    if let Some(out) = &options.out {
        folder::write(out, options, &report)?;
    }
    terminal::answer(&match options.format {
        Format::Table => text(&report, columns),
        Format::Json => json(&report),
        Format::Csv => figures_csv(&report, options.raw.cells()),
    })
}
