//! What reading a list needs beside the list: the order of its dates, what is wrong with it, spans of days, secrets.

use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;

use jiff::civil::Date;

use tierone_records::lists::Problems;
use tierone_records::lists::dates::{DateOrder, Evidence, Order, date};
use tierone_records::lists::pseudonyms::Pseudonyms;
use tierone_records::lists::rows::RowError;
use tierone_stats::format::plain;

use super::exit::{Failure, INPUT};
use super::lists::{List, Reading};
use super::terminal;

/// Rows whose dates are looked at for the order of day and month.
const LOOKED_AT: usize = 20_000;

/// Tells what is wrong with the rows of a file.
///
/// # Errors
/// Unless wrong rows are to be left out.
pub(super) fn tell(problems: &Problems, path: &Path, reading: &Reading) -> Result<(), Failure> {
    for problem in &problems.first {
        terminal::talk(&plain(&problem.to_string()));
    }
    let more = problems.count() - problems.first.len() as u64;
    if more > 0 {
        let by_column: Vec<String> = problems
            .by_column
            .iter()
            .map(|(column, count)| match column.as_str() {
                "" => format!("{count} of whole rows"),
                column => format!("{count} in `{}`", plain(column)),
            })
            .collect();
        terminal::talk(&format!(
            "and {more} more; {} in all: {}",
            problems.count(),
            by_column.join(", ")
        ));
    }
    if reading.skip_bad_rows {
        terminal::talk(&format!(
            "warning: {} left out, so nothing can be said of them",
            are(problems.rows)
        ));
        return Ok(());
    }
    terminal::talk(&format!(
        "error: {} wrong in {}",
        are(problems.rows),
        path.display()
    ));
    terminal::talk("  = help: put them right, or leave them out with --skip-bad-rows");
    Err(Failure::said(INPUT))
}

fn are(rows: u64) -> String {
    match rows {
        1 => "1 row is".into(),
        rows => format!("{rows} rows are"),
    }
}

/// The order of day and month in a column of dates.
pub(super) fn order(
    list: &List,
    reading: &Reading,
    place: Option<usize>,
) -> Result<Option<DateOrder>, Failure> {
    if reading.date_order.is_some() {
        return Ok(reading.date_order);
    }
    let Some(place) = place else {
        return Ok(None);
    };
    let mut evidence = Evidence::default();
    let (mut rows, _) = list.rows()?;
    for _ in 0..LOOKED_AT {
        match rows.next_row() {
            Some(Ok(row)) => evidence.add(row.get(place)),
            Some(Err(RowError::Row(_))) => {}
            Some(Err(RowError::End(_))) | None => break,
        }
    }
    match evidence.order() {
        Order::NotNeeded => Ok(None),
        Order::Known(order) => Ok(Some(order)),
        Order::Unknown => Err(Failure::input(
            "the dates could have the day or the month first",
        )
        .help("tell which with --date-order day-first")),
        Order::Contradicted => Err(Failure::input(
            "some dates have the day first and some the month",
        )
        .help("write them all in one way, best as 2026-12-31; or tell which is right with --date-order and leave the others out with --skip-bad-rows")),
    }
}

/// Reads `2026-07-01..2026-09-30`.
pub(super) fn span(option: &str, text: &str) -> Result<RangeInclusive<Date>, Failure> {
    let wrong = |why: &str| {
        Failure::input(format!("`{option} {text}`: {why}"))
            .help(format!("write it like {option} 2026-07-01..2026-09-30"))
    };
    let (from, to) = text
        .split_once("..")
        .ok_or_else(|| wrong("there is no `..`"))?;
    let day = |text: &str| date(text, None).map_err(|why| wrong(&format!("`{text}` {why}")));
    let (from, to) = (day(from)?, day(to)?);
    if from > to {
        return Err(wrong("it ends before it begins"));
    }
    Ok(from..=to)
}

/// The secret of pseudonyms, from its file.
pub(super) fn secret(path: &Path) -> Result<Pseudonyms, Failure> {
    let secret = fs::read(path)
        .map_err(|error| Failure::input(format!("cannot read {}: {error}", path.display())))?;
    let secret = secret.trim_ascii();
    if secret.len() < 16 {
        return Err(Failure::input(format!(
            "the secret in {} has {} bytes, and names could be guessed",
            path.display(),
            secret.len()
        ))
        .help("write 16 bytes or more at random, and keep the file to yourself"));
    }
    Ok(Pseudonyms::new(secret))
}
