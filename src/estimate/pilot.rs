//! `tierone estimate --pilot`: what a pilot shows, from the results of checks in teams or sites that had it and others.

use std::path::Path;

use clap::Args;

use tierone_records::pilot::{Pilot, Report, Start, build, csv, json, text};
use tierone_scenario::catalogue;

use super::super::exit::{Failure, INPUT};
use super::super::files::scenario;
use super::super::terminal;
use super::durations::day;
use super::options::{Format, Options};
use super::read;

/// What is asked of a pilot.
#[derive(Args, Clone, Debug)]
pub(crate) struct PilotOptions {
    /// What a pilot shows: the column that says who had it, and what stands there if it is no usual word such as yes or pilot.
    #[arg(
        long,
        value_name = "COLUMN[=ARM]",
        requires = "cluster",
        conflicts_with_all = OTHER,
        value_parser = Pilot::read
    )]
    pub pilot: Option<(String, Option<String>)>,

    /// The column of what was dealt to the arms as one: teams, sites. Where single cases were, the column of their numbers.
    #[arg(long, value_name = "COLUMN", requires = "pilot")]
    pub cluster: Option<String>,

    /// The day on which the pilot started, by the close date of cases: those closed before are what arms are compared with.
    #[arg(long, value_name = "DAY", requires = "pilot", conflicts_with = "before", value_parser = day)]
    pub from: Option<jiff::civil::Date>,

    /// What stands in a column of cases from before the start, instead of a day: 'wave=baseline'.
    #[arg(long, value_name = "COLUMN=VALUE", requires = "pilot", value_parser = tierone_records::lists::columns::pair)]
    pub before: Option<(String, String)>,

    /// An effect that the pilot should show, in points: with what probability it would, and the clusters that it takes.
    #[arg(long, value_name = "POINTS", requires = "pilot", value_parser = Pilot::read_effect)]
    pub effect: Option<f64>,
}

/// Options of other estimates, which a pilot has no answer to.
const OTHER: [&str; 14] = [
    "population",
    "max_error",
    "total_value",
    "sensitivity",
    "false_fail",
    "by",
    "period",
    "funnel",
    "change",
    "target",
    "out",
    "suppress_below",
    "pseudonyms",
    "explain",
];

/// Reads results, and prints what the pilot shows.
pub(super) fn run(options: &Options, path: &Path) -> Result<(), Failure> {
    let asked = options.pilot.clone();
    let (column, treated) = asked.pilot.unwrap_or_default();
    let start = match (asked.from, asked.before) {
        (Some(day), _) => Some(Start::Day(day)),
        (None, Some((column, value))) => Some(Start::Before(column, value)),
        (None, None) => None,
    };
    let pilot = Pilot {
        column,
        treated,
        cluster: asked.cluster.unwrap_or_default(),
        start,
        effect: asked.effect,
    };
    let mut attributes = catalogue::attributes();
    if let Some(path) = &options.scenario {
        let reading = scenario(path, options.confine)?;
        attributes = catalogue::attributes_of(&reading.scenario.ok_or(Failure::said(INPUT))?);
    }
    let mut request = options.request();
    request.by = pilot.columns();
    let (joined, read) = read::joined(options, &request, attributes, path)?;
    let mut report = build(&pilot, &joined, options.confidence)?;
    report.read = read;
    terminal::answer(&shown(options, &report))
}

fn shown(options: &Options, report: &Report) -> String {
    match options.format {
        Format::Table => text(report, terminal::columns()),
        Format::Json => json(report),
        Format::Csv => csv(report, options.raw.cells()),
    }
}
