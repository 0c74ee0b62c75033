//! `tierone estimate --durations`: how long cases take from stage to stage, in a list with their days.

use std::fs;
use std::path::Path;

use tierone_records::assess::PeriodLength;
use tierone_records::durations::{
    Calendar, Request, StageColumns, build, csv, holidays, read, text,
};
use tierone_records::input_error::InputError;
use tierone_records::join::Header;
use tierone_records::lists::{CASES, Columns};
use tierone_records::report::json;
use tierone_report::durations_page;

use super::super::exit::Failure;
use super::super::lists::{List, Reading};
use super::super::reading::{survey, tell};
use super::super::terminal;
use super::kept::{self, Kept};
use super::options::Options;

/// Reads the list, and prints how long its cases take.
pub(super) fn run(options: &Options, path: &Path) -> Result<(), Failure> {
    let asked = &options.durations;
    // The columns of stages are as good a sign of the header as any known name.
    let mut reading = options.reading.clone();
    let own = |name: &String| ("stage".to_owned(), name.clone());
    reading.map.extend(asked.durations.iter().map(own));
    let mut list = List::at(path, &reading)?;
    let header = Header {
        file: path.display().to_string(),
        columns: list.rows()?.0.header().to_vec(),
    };
    for note in &list.notes {
        terminal::talk(&format!("note: {note}"));
    }
    let request = request(options)?;
    let columns = StageColumns::find(&request, &header)?;
    let surveyed = survey(&list, &options.reading, &header.columns, columns.needs())?;
    let mut rows = list.rows()?.0;
    let (cases, problems) = read(&request, &columns, &surveyed.formats, &mut rows)?;
    list.read.no_cases = rows.no_cases().clone();
    if let Ok(known) = Columns::find(&header.columns, CASES, &[]) {
        list.read.columns = surveyed.columns(&header.columns, &known);
    }
    for line in list.read.lines() {
        terminal::talk(&line);
    }
    if !problems.is_empty() {
        tell(&problems, path, &options.reading)?;
    }
    let mut report = build(&request, &cases)?;
    report.read = vec![list.read];
    let kept = Kept {
        rows: ("durations.csv", csv(&report, options.raw.cells())),
        json: json(&report),
        text: text(&report, terminal::columns()),
        page: &|file, facts| durations_page(&report, file, facts),
    };
    kept::answer(options, path, kept)
}

fn request(options: &Options) -> Result<Request, Failure> {
    let asked = options.durations.clone();
    let reading: &Reading = &options.reading;
    let calendar = match &asked.holidays {
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|error| {
                Failure::input(format!("cannot read {}: {error}", path.display()))
            })?;
            let days = holidays(&text, reading.date_order).map_err(|why| InputError {
                message: format!("{}: {}", path.display(), why.message),
                ..why
            })?;
            Calendar::working(days)
        }
        None if asked.working_days => Calendar::working(Vec::new()),
        None => Calendar::Days,
    };
    let stages = asked.durations.iter();
    Ok(Request {
        stages: stages.map(|name| name.trim().to_owned()).collect(),
        targets: asked.within,
        withdrawn: asked.withdrawn,
        recorded: asked.recorded,
        as_at: asked.as_at,
        calendar,
        by: options.by.clone(),
        period: options.period.unwrap_or(PeriodLength::Month),
        conditions: options.conditions.clone(),
        confidence: options.confidence,
        maps: reading.map.clone(),
        problems: reading.problems,
    })
}
