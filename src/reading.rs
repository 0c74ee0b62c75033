//! What reading a list needs beside the list: what its columns hold, what is wrong with it, spans of days, secrets.

use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;

use jiff::civil::Date;

use tierone_records::lists::Problems;
use tierone_records::lists::dates::single_day;
use tierone_records::lists::needs::{Given, Need};
use tierone_records::lists::pseudonyms::Pseudonyms;
use tierone_records::lists::rows::RowError;
use tierone_records::lists::survey::{Survey, Surveyed};
use tierone_stats::format::plain;

use super::exit::{Failure, INPUT};
use super::lists::{List, Reading};
use super::terminal;

/// Tells what is wrong with the rows of a file.
///
/// # Errors
/// Unless wrong rows are to be left out.
pub(super) fn tell(problems: &Problems, path: &Path, reading: &Reading) -> Result<(), Failure> {
    for line in problems.lines() {
        terminal::talk(&plain(&line));
    }
    let more = problems.untold();
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
    let rows = are(problems.rows);
    if let Some(first_do) = &problems.first_do {
        terminal::talk(&format!("error: {rows} wrong in {}", path.display()));
        terminal::talk(&format!("  = help: {first_do}"));
        return Err(Failure::said(INPUT));
    }
    if reading.skip_bad_rows {
        terminal::talk(&if problems.outcomes_count {
            format!(
                "warning: {rows} wrong: outcomes that can be read in them count, and what is wrong counts as empty"
            )
        } else {
            format!("warning: {rows} left out, so nothing can be said of them")
        });
        return Ok(());
    }
    terminal::talk(&format!("error: {rows} wrong in {}", path.display()));
    terminal::talk(&match (problems.outcomes_count, problems.fails) {
        (true, _) => "  = help: put them right; or go on with --skip-bad-rows: outcomes that can be read in them count, and what is \
                      wrong counts as empty"
            .to_owned(),
        (false, 0) => "  = help: put them right, or leave them out with --skip-bad-rows".to_owned(),
        (false, fails) => format!(
            "  = help: put them right: {fails} of them say that a check failed, and figures without these would look better than \
             they are. --skip-bad-rows leaves them out all the same"
        ),
    });
    Err(Failure::said(INPUT))
}

fn are(rows: u64) -> String {
    match rows {
        1 => "1 row is".into(),
        rows => format!("{rows} rows are"),
    }
}

/// Looks at columns of a list over all of its rows, and says what their reader has to know.
pub(super) fn survey(
    list: &List,
    reading: &Reading,
    header: &[String],
    needs: impl IntoIterator<Item = (usize, Need)>,
) -> Result<Surveyed, Failure> {
    let mut survey = Survey::of(header, needs);
    if !survey.is_empty() {
        let (mut rows, _) = list.rows()?;
        while let Some(row) = rows.next_row() {
            match row {
                Ok(row) => survey.add(row),
                Err(RowError::Row(_)) => {}
                // The reading that uses the rows says why.
                Err(RowError::End(_)) => break,
            }
        }
    }
    let surveyed = survey.done(Given {
        decimal: reading.decimal,
        order: reading.date_order,
        decimal_else: reading.recorded.decimal,
        order_else: reading.recorded.date_order,
        delimiter: list.read.delimiter,
    })?;
    for note in &surveyed.notes {
        terminal::talk(&plain(note));
    }
    Ok(surveyed)
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
    let day = |text: &str| single_day(text).map_err(|why| wrong(&format!("`{text}` {why}")));
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
