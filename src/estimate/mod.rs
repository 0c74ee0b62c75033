//! `tierone estimate`: accuracy and the monetary value of error from real check results.

mod asked;
mod command;
mod durations;
mod folder;
mod kept;
mod options;
mod pilot;
mod read;
mod record;
mod targets;

pub(super) use options::Options;
pub(super) use read::decisions;
pub(super) use record::{drawn_for, with_record};

use std::path::PathBuf;

use tierone_records::assess::FigureName;
use tierone_records::join::together;
use tierone_records::report::{build, explain, figures_csv, json, markdown, text};
use tierone_scenario::catalogue;

use super::destination;
use super::exit::{Failure, INPUT};
use super::files::scenario;
use super::terminal;
use options::Format;

/// Refuses several files of results where what is asked is of one.
fn one_file(options: &Options) -> Result<(), Failure> {
    let is_of_days = !options.durations.durations.is_empty();
    let what = match (is_of_days, &options.pilot.pilot, &options.cheap) {
        (true, ..) => "--durations",
        (_, Some(_), _) => "--pilot",
        (_, _, Some(_)) => "--cheap",
        _ => return Ok(()),
    };
    if options.results.len() == 1 {
        return Ok(());
    }
    Err(Failure::input(format!("{what} is of one file of results"))
        .help("put the rows of all files into one"))
}

/// Estimates, and writes and prints the report.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let columns = terminal::columns();
    let Some(results) = options.results.first() else {
        let figure = options.explain.unwrap_or(FigureName::Accuracy);
        return terminal::answer(&explain(figure, None, columns));
    };
    one_file(options)?;
    if let Some(out) = &options.out {
        destination::may_stand(out, options.force)?;
    }
    if !options.durations.durations.is_empty() {
        return durations::run(options, results);
    }
    if options.out.is_none() && (options.workbooks.xlsx || options.workbooks.ods) {
        return Err(
            Failure::input("a workbook is written into a folder, and none is named")
                .help("add --out results/july"),
        );
    }
    let draws = options.draws()?;
    if let (true, [draw]) = (options.pilot.pilot.is_some(), &draws[..]) {
        return pilot::run(draw, results);
    }
    let options = match &draws[..] {
        [draw] => draw,
        _ => options,
    };
    let scenario = match &options.scenario {
        Some(path) => {
            let reading = scenario(path, options.confine)?;
            Some(reading.scenario.ok_or(Failure::said(INPUT))?)
        }
        None => None,
    };
    let mut request = options.request();
    if let Some(scenario) = &scenario {
        targets::add(&mut request.targets, scenario);
    }
    let mut joined = Vec::new();
    for (draw, results) in draws.iter().zip(&options.results) {
        let sample = draw.sample.first().map(PathBuf::as_path);
        let attributes = match &scenario {
            Some(scenario) => catalogue::attributes_of(scenario),
            None => record::attributes(sample),
        };
        let mut read = read::joined(draw, &draw.request(), attributes, results)?;
        read.outside = record::outside(sample);
        joined.push(read);
    }
    let joined = together(&request, joined)?;
    let is_of_cases = |condition: &String| !joined.is_of_checks(condition);
    request.conditions.retain(is_of_cases);
    let cautions = joined.cautions.clone();
    // What is wrong with a file may be why it cannot be estimated from.
    let told = |_: &_| {
        let lines = cautions.iter();
        lines.for_each(|line| terminal::talk(&format!("warning: {line}")));
    };
    let report = build(&request, joined).inspect_err(told)?;
    if let Some(figure) = options.explain {
        return terminal::answer(&explain(figure, Some(&report), columns));
    }
    if let Some(out) = &options.out {
        folder::write(out, options, &report)?;
    }
    if options.format == Format::Csv && !options.change.is_empty() {
        terminal::talk(
            "note: --format csv has the figures, and no changes: --format json has both, and --out writes changes.csv",
        );
    }
    terminal::answer(&match options.format {
        Format::Table => text(&report, columns),
        Format::Markdown => markdown(&report),
        Format::Json => json(&report),
        Format::Csv => figures_csv(&report, options.raw.cells()),
    })
}
