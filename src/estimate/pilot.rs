//! `tierone estimate --pilot`: what a pilot shows, from the results of checks in teams or sites that had it and others.

use std::path::{Path, PathBuf};

use tierone_records::pilot::{Pilot, Start, build, csv, text};
use tierone_records::report::{json, restricted};
use tierone_report::pilot_page;
use tierone_scenario::catalogue;

use super::super::exit::{Failure, INPUT};
use super::super::files::scenario;
use super::super::terminal;
use super::kept::{self, Kept};
use super::options::Options;
use super::{read, record};

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
    let mut attributes = record::attributes(options.sample.first().map(PathBuf::as_path));
    if let Some(path) = &options.scenario {
        let reading = scenario(path, options.confine)?;
        attributes = catalogue::attributes_of(&reading.scenario.ok_or(Failure::said(INPUT))?);
    }
    let mut request = options.request();
    request.by = pilot.columns();
    let joined = read::joined(options, &request, attributes, path)?;
    let mut report = build(&pilot, &joined, options.confidence)?;
    if let Some(restricted) = restricted(&request) {
        report.answer = format!("{restricted} {}", report.answer);
    }
    let kept = Kept {
        rows: ("pilot.csv", csv(&report, options.raw.cells())),
        json: json(&report),
        text: text(&report, terminal::columns()),
        page: &|file, facts| pilot_page(&report, file, facts),
    };
    kept::answer(options, path, kept)
}
