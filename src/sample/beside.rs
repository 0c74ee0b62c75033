//! Short lists beside the list of cases, read whole: an earlier draw, and those who check.

use std::collections::BTreeSet;
use std::path::Path;

use tierone_records::drawing::{Checker, Checkers};
use tierone_records::lists::columns::{exactly, listed};
use tierone_records::lists::formats::yes;
use tierone_records::lists::rows::RowError;
use tierone_records::lists::{CASES, Columns};

use super::super::exit::Failure;
use super::super::lists::List;
use super::options::Options;

/// The numbers of an earlier draw.
pub(super) fn already(path: &Path, options: &Options) -> Result<BTreeSet<String>, Failure> {
    let mut numbers = BTreeSet::new();
    whole(
        path,
        options,
        |header| {
            let columns = Columns::find(header, CASES, &options.reading.map);
            let columns = columns.map_err(|wrong| wrong.join("; "))?;
            Ok(vec![columns.place("number")])
        },
        |fields| {
            numbers.insert(fields[0].to_owned());
        },
    )?;
    Ok(numbers)
}

pub(super) fn checkers(path: &Path, options: &Options) -> Result<Checkers, Failure> {
    let mut found = Vec::new();
    whole(
        path,
        options,
        |header| {
            let place = |name: &str| exactly(header, name).first().copied();
            match place("name") {
                Some(name) => Ok(vec![Some(name), place("team"), place("special")]),
                None => Err(format!(
                    "there is no column `name`; the file's columns are {}",
                    listed(header)
                )),
            }
        },
        |fields| {
            found.push(Checker {
                name: fields[0].to_owned(),
                team: fields[1].to_owned(),
                special: yes(fields[2]).unwrap_or(false),
            });
        },
    )?;
    Ok(Checkers::new(found))
}

/// Reads a short list whole: some of its columns, row by row. Nothing in it may be wrong.
fn whole(
    path: &Path,
    options: &Options,
    places: impl Fn(&[String]) -> Result<Vec<Option<usize>>, String>,
    mut each: impl FnMut(&[&str]),
) -> Result<(), Failure> {
    let failed = |why: String| Failure::input(format!("cannot read {}: {why}", path.display()));
    let list = List::beside(path, &options.reading)?;
    let (mut rows, _) = list.rows()?;
    let places = places(rows.header()).map_err(failed)?;
    while let Some(row) = rows.next_row() {
        let row = row.map_err(|error| match error {
            RowError::Row(problem) => failed(problem.to_string()),
            RowError::End(why) => failed(why),
        })?;
        let fields = places.iter();
        let fields = fields.map(|place| place.map_or("", |place| row.get(place)));
        each(&fields.collect::<Vec<_>>());
    }
    Ok(())
}
