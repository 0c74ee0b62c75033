//! Finds out what kind of results they are, and reads them with the sample they are of.

use std::path::Path;

use tierone_records::lists::columns::{exactly, listed, nearest, same};
use tierone_records::lists::{CHECKED, Record, SHEET};

use super::super::exit::Failure;
use super::super::lists::List;
use super::files::{Has, Listed, Listing, OWNER, cases, sheet};
use super::join::{Gathered, by_case, by_sheet};
use super::options::Options;

/// Reads results, and the sample they are of.
pub(super) fn gather(options: &Options, results: &Path) -> Result<Gathered, Failure> {
    let columns = columns_asked(options);
    let header = header(results, options)?;
    mapped(options, &header, results)?;
    is_no_sheet(options)?;
    if exactly(&header, "attribute").is_empty() && !told_to_be(options, "attribute") {
        let found = cases(results, options, &columns)?;
        let has = found.has;
        if !(has.outcome || has.amounts) {
            return Err(Failure::input(format!(
                "{} has no column that tells what was found",
                results.display()
            ))
            .help("it needs outcome, or error, or overstated and understated; --map 'outcome=Result' tells where one stands"));
        }
        if found.listed.is_empty() {
            return Err(empty(results));
        }
        if !options.attributes.is_empty() {
            return Err(Failure::input(format!(
                "--attributes is of sheets with a row an attribute, and {} has a row a case",
                results.display()
            ))
            .help("leave it out: the outcome of a case says whether it failed"));
        }
        let Some(sample) = &options.sample else {
            return by_case(options, found, None, has, columns);
        };
        let drawn = cases(sample, options, &columns)?;
        return by_case(options, drawn, Some((results, found)), has, columns);
    }
    let (sheet, reader) = sheet(results, options)?;
    if sheet.is_empty() {
        return Err(empty(results));
    }
    let drawn = match &options.sample {
        Some(sample) => cases(sample, options, &columns)?,
        None => {
            if let Some(column) = columns.first() {
                return Err(Failure::input(format!(
                    "the results alone have no cases to tell apart by `{column}`"
                ))
                .help("name the drawn.csv of the sample with --sample"));
            }
            if !options.conditions.is_empty() {
                return Err(
                    Failure::input("--where is of cases, and the results alone have none")
                        .help("name the drawn.csv of the sample with --sample"),
                );
            }
            let alone = sheet.iter().map(|(number, checked)| Listed {
                row: checked.row,
                record: Record {
                    number: number.clone(),
                    ..Record::default()
                },
                labels: Vec::new(),
                inside: true,
            });
            Listing {
                listed: alone.collect(),
                has: Has::default(),
            }
        }
    };
    by_sheet(options, results, drawn, sheet, &reader, columns)
}

fn empty(path: &Path) -> Failure {
    Failure::input(format!("{} has no row that can be used", path.display()))
        .help("name the file with the results of the checks")
}

/// A sheet has many rows a case, and does not say how they were drawn.
fn is_no_sheet(options: &Options) -> Result<(), Failure> {
    let Some(sample) = &options.sample else {
        return Ok(());
    };
    let header = header(sample, options)?;
    if exactly(&header, "attribute").is_empty() {
        return Ok(());
    }
    Err(
        Failure::input(format!("{} is an outcome sheet", sample.display()))
            .help("--sample names the drawn.csv that `tierone sample` wrote beside it"),
    )
}

/// The columns that groups and changes are told by.
fn columns_asked(options: &Options) -> Vec<String> {
    let mut columns = options.by.clone();
    let others = options.change.iter().map(|change| &change.column);
    for column in others.chain(&options.funnel) {
        if !columns.iter().any(|known| same(known, column)) {
            columns.push(column.clone());
        }
    }
    columns
}

fn header(path: &Path, options: &Options) -> Result<Vec<String>, Failure> {
    let (rows, _) = List::at(path, &options.reading)?.rows()?;
    Ok(rows.header().to_vec())
}

fn told_to_be(options: &Options, column: &str) -> bool {
    options
        .reading
        .map
        .iter()
        .any(|(name, _)| same(name, column))
}

/// Every map must fit one of the two files.
fn mapped(options: &Options, results: &[String], path: &Path) -> Result<(), Failure> {
    let drawn = match &options.sample {
        Some(sample) => header(sample, options)?,
        None => Vec::new(),
    };
    for (name, theirs) in &options.reading.map {
        let columns = || SHEET.iter().chain(CHECKED).map(|column| column.name);
        let names = || columns().chain([OWNER]);
        if !names().any(|known| same(known, name)) {
            let near = nearest(name, names())
                .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            return Err(Failure::input(format!(
                "there is no column called `{name}` to map{near}"
            )));
        }
        if exactly(results, theirs).is_empty() && exactly(&drawn, theirs).is_empty() {
            return Err(Failure::input(format!(
                "`{name}` is said to be in column `{theirs}`, and the columns of {} are {}",
                path.display(),
                listed(results)
            )));
        }
    }
    Ok(())
}
