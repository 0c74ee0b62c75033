//! Reads the files of results: a row a case, or a row an attribute.

use std::collections::BTreeMap;
use std::path::Path;

use tierone_records::lists::columns::{Column, exactly, listed, same};
use tierone_records::lists::criteria::Criterion;
use tierone_records::lists::pseudonyms::Pseudonyms;
use tierone_records::lists::rows::RowError;
use tierone_records::lists::{
    CASES, CHECKED, Columns, Finding, Problems, Record, RecordReader, Row, SHEET, SheetReader,
};
use tierone_scenario::catalogue::{self, CatalogueAttribute};

use super::super::exit::{Failure, INPUT};
use super::super::files::scenario;
use super::super::lists::List;
use super::super::reading::{order, secret, span, tell};
use super::super::terminal;
use super::options::Options;

/// A case as its file has it.
pub(super) struct Listed {
    pub row: u64,
    pub record: Record,
    pub labels: Vec<String>,
    pub inside: bool,
}

/// What a file of cases holds.
#[derive(Default)]
pub(super) struct Listing {
    pub listed: Vec<Listed>,
    pub has: Has,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Has {
    pub outcome: bool,
    pub amounts: bool,
    pub sided: bool,
    /// Some cases have a row in both groups of a change: they were checked more than once, and are clusters of rows where
    /// the file has no others.
    pub repeated: bool,
}

/// What the rows of one case on a sheet say together.
#[derive(Clone, Default)]
pub(super) struct Checked {
    pub row: u64,
    pub findings: Vec<Finding>,
    /// A row of it was wrong and is left out.
    pub bad: bool,
}

/// The columns of `table` in a file, with the maps that are meant for it.
fn find(
    path: &Path,
    header: &[String],
    table: &[Column],
    options: &Options,
) -> Result<Columns, Failure> {
    let mine = |(name, theirs): &&(String, String)| {
        table.iter().any(|column| same(column.name, name)) && !exactly(header, theirs).is_empty()
    };
    let told: Vec<(String, String)> = options.reading.map.iter().filter(mine).cloned().collect();
    Columns::find(header, table, &told).map_err(|wrong| {
        Failure::input(format!("{}: {}", path.display(), wrong.join("; ")))
            .help("tell where a column stands with --map 'value=Yearly amount'")
    })
}

/// Reads a file of one row a case.
pub(super) fn cases(path: &Path, options: &Options, asked: &[String]) -> Result<Listing, Failure> {
    let list = List::at(path, &options.reading)?;
    for note in &list.notes {
        terminal::talk(&format!("note: {note}"));
    }
    let (mut rows, _) = list.rows()?;
    let header = rows.header().to_vec();
    let columns = find(path, &header, CHECKED, options)?;
    let order = order(&list, &options.reading, columns.place("close date"))?;
    let reader = RecordReader::new(&columns, &header, order);
    let places = asked
        .iter()
        .map(|name| exactly(&header, name).first().copied())
        .collect::<Vec<_>>();
    let conditions = options.conditions.iter();
    let conditions = conditions
        .map(|text| Criterion::read(text, &header))
        .collect::<Result<Vec<_>, _>>();
    // With a sample the conditions are on its columns.
    let conditions = match conditions {
        Ok(conditions) => conditions,
        Err(_)
            if options
                .sample
                .as_deref()
                .is_some_and(|sample| sample != path) =>
        {
            Vec::new()
        }
        Err(why) => return Err(Failure::input(why)),
    };
    let hiding = hiding(options, path, &header, asked)?;
    let closed = options.closed.as_deref();
    let closed = closed.map(|text| span("--closed", text)).transpose()?;
    let mut found = Listing {
        has: Has {
            outcome: reader.has("outcome"),
            amounts: ["error", "overstated", "understated"]
                .iter()
                .any(|column| reader.has(column)),
            sided: !reader.has("error") && (reader.has("overstated") || reader.has("understated")),
            repeated: false,
        },
        ..Listing::default()
    };
    let mut problems = Problems::keeping(options.reading.problems);
    // With a list of what was drawn a case has one row; without it, one in each group of a change.
    let changes = options.change.iter().filter(|_| options.sample.is_none());
    let times: Vec<usize> = changes
        .filter_map(|change| asked.iter().position(|name| same(name, &change.column)))
        .collect();
    let mut numbers: BTreeMap<String, BTreeMap<Vec<String>, u64>> = BTreeMap::new();
    while let Some(row) = rows.next_row() {
        let Some(row) = right(row, &mut problems, path)? else {
            continue;
        };
        match reader.read(row) {
            Err(wrong) => wrong.into_iter().for_each(|problem| problems.add(problem)),
            Ok(record) => {
                let time = times.iter().map(|time| hiding.label(row, places[*time]));
                let rows = numbers.entry(record.number.clone()).or_default();
                if !record.number.is_empty()
                    && let Some(before) = rows.insert(time.collect(), row.number)
                {
                    let why = format!("it is there already, in row {before}");
                    problems.add(reader.problem(row.number, "number", why));
                    continue;
                }
                found.has.repeated |= !record.number.is_empty() && rows.len() > 1;
                found.listed.push(Listed {
                    row: row.number,
                    labels: places
                        .iter()
                        .map(|place| hiding.label(row, *place))
                        .collect(),
                    inside: conditions
                        .iter()
                        .all(|condition| condition.meets(row, order))
                        && closed.as_ref().is_none_or(|span| {
                            record.closed.is_some_and(|day| span.contains(&day))
                        }),
                    record,
                });
            }
        }
    }
    if !problems.is_empty() {
        tell(&problems, path, &options.reading)?;
    }
    found.has.repeated &= !reader.has("cluster");
    if found.has.repeated {
        for record in found.listed.iter_mut().map(|listed| &mut listed.record) {
            record.cluster.clone_from(&record.number);
        }
    }
    for (name, place) in asked.iter().zip(&places) {
        if place.is_none() && (options.sample.is_none() || options.sample.as_deref() == Some(path))
        {
            return Err(Failure::input(format!(
                "there is no column `{name}`; the columns of {} are {}",
                path.display(),
                listed(&header)
            )));
        }
    }
    Ok(found)
}

/// A row that can be read; problems are kept.
fn right<'a>(
    row: Result<Row<'a>, RowError>,
    problems: &mut Problems,
    path: &Path,
) -> Result<Option<Row<'a>>, Failure> {
    match row {
        Ok(row) => Ok(Some(row)),
        Err(RowError::Row(problem)) => {
            problems.add(problem);
            Ok(None)
        }
        Err(RowError::End(why)) => Err(Failure::input(format!(
            "cannot read {}: {why}",
            path.display()
        ))),
    }
}

/// Replaces names of people.
struct Hiding {
    pseudonyms: Option<Pseudonyms>,
    people: Vec<usize>,
}

/// The column of those who decided.
pub(super) const OWNER: &str = "case owner";

/// What hides the names of people, of whom the columns must be known where `asked` are told.
fn hiding(
    options: &Options,
    path: &Path,
    header: &[String],
    asked: &[String],
) -> Result<Hiding, Failure> {
    let places = |name: &str| exactly(header, name);
    let owner = CASES.iter().find(|column| column.name == OWNER);
    let names = owner.map(|owner| std::iter::once(owner.name).chain(owner.also.iter().copied()));
    let mapped = options.reading.map.iter();
    let mapped = mapped.filter(|(name, _)| same(name, OWNER));
    let mut people: Vec<usize> = mapped.flat_map(|(_, theirs)| places(theirs)).collect();
    people.extend(names.into_iter().flatten().flat_map(places));
    let mut unknown = asked.iter().filter(|name| !same(name, "checker"));
    let told = options
        .sample
        .as_deref()
        .is_none_or(|sample| sample == path);
    if options.pseudonyms.is_some() && told && people.is_empty() && unknown.next().is_some() {
        return Err(Failure::input(format!(
            "no column is known to hold names that --pseudonyms could hide; the columns of {} are {}",
            path.display(),
            listed(header)
        ))
        .help("tell where they stand with --map 'case owner=…', or leave --pseudonyms out if there are none"));
    }
    people.extend(places("checker"));
    Ok(Hiding {
        pseudonyms: options.pseudonyms.as_deref().map(secret).transpose()?,
        people,
    })
}

impl Hiding {
    /// What stands in a cell, without a person's name.
    fn label(&self, row: Row<'_>, place: Option<usize>) -> String {
        let text = place.map_or("", |place| row.get(place));
        match &self.pseudonyms {
            // A stratum may be called by its caseworker.
            Some(pseudonyms) if self.people.iter().any(|person| row.get(*person) == text) => {
                pseudonyms.of(text)
            }
            _ => text.to_owned(),
        }
    }
}

/// The attributes that a sheet may name.
fn attributes(options: &Options) -> Result<Vec<CatalogueAttribute>, Failure> {
    let Some(path) = &options.scenario else {
        return Ok(catalogue::attributes());
    };
    let scenario = scenario(path)?.scenario.ok_or(Failure::said(INPUT))?;
    Ok(catalogue::attributes_of(&scenario))
}

/// Reads a sheet: the findings of every case, by number.
pub(super) fn sheet(
    path: &Path,
    options: &Options,
) -> Result<(BTreeMap<String, Checked>, SheetReader), Failure> {
    let list = List::at(path, &options.reading)?;
    for note in &list.notes {
        terminal::talk(&format!("note: {note}"));
    }
    let (mut rows, _) = list.rows()?;
    let header = rows.header().to_vec();
    let columns = find(path, &header, SHEET, options)?;
    let order = order(&list, &options.reading, columns.place("decision date"))?;
    let number = columns.place("number").unwrap_or(0);
    let mut reader = SheetReader::new(&columns, &header, order);
    reader.attributes = attributes(options)?;
    let mut problems = Problems::keeping(options.reading.problems);
    let mut found: BTreeMap<String, Checked> = BTreeMap::new();
    while let Some(row) = rows.next_row() {
        let Some(row) = right(row, &mut problems, path)? else {
            continue;
        };
        let of = found
            .entry(row.get(number).to_owned())
            .or_insert_with(|| Checked {
                row: row.number,
                ..Checked::default()
            });
        match reader.read(row) {
            Ok((_, finding)) => of.findings.push(finding),
            Err(wrong) => {
                of.bad = true;
                wrong.into_iter().for_each(|problem| problems.add(problem));
            }
        }
    }
    if !problems.is_empty() {
        tell(&problems, path, &options.reading)?;
    }
    Ok((found, reader))
}
