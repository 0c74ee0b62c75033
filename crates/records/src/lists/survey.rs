//! Looks at whole columns of a file before any of its rows is used: what type each has, and how it is written.

use std::collections::BTreeMap;

use super::columns::{Columns, same};
use super::file_read::ColumnRead;
use super::formats::{ColumnType, Format, Formats};
use super::needs::{Given, Need};
use super::outcomes::{OutcomeWords, Word};
use super::rows::Row;
use super::seen::Seen;
use super::signs::SignEvidence;
use super::tables::TABLES;
use super::totals::is_amount;
use super::wide;
use crate::input_error::InputError;
use tierone_scenario::catalogue;

/// A reading of some columns.
#[derive(Clone, Debug)]
pub struct Survey {
    columns: Vec<Seen>,
    /// The places of the other columns, the cells of each that were looked at, and the amounts among them.
    others: Vec<(usize, u64, u64)>,
}

/// What a survey found.
#[derive(Clone, Debug, Default)]
pub struct Surveyed {
    /// How columns are read.
    pub formats: Formats,
    /// What the reader has to know, beginning with how grave it is.
    pub notes: Vec<String>,
    /// By place what each column is.
    columns: BTreeMap<usize, ColumnRead>,
    /// The places of columns that nothing is needed of, and that hold numbers.
    numbers: Vec<usize>,
    /// By place the words of columns that are asked for them.
    pub words: BTreeMap<usize, Vec<Word>>,
}

impl Surveyed {
    /// The words for outcomes, of those told and those found, and what is to be said of them.
    pub fn outcomes(
        &self,
        columns: &Columns,
        pass: &[String],
        fail: &[String],
    ) -> (OutcomeWords, Option<String>) {
        let place = columns.place("outcome");
        let told = OutcomeWords::told(pass, fail, self.formats.at(place));
        let words = place.and_then(|place| self.words.get(&place));
        let words = words.filter(|_| !(pass.is_empty() && fail.is_empty()));
        told.completed(&catalogue::outcomes(), words.map_or(&[], Vec::as_slice))
    }

    /// What is told of the columns of a file: those that are known, and those that were looked at.
    pub fn columns(&self, header: &[String], columns: &Columns) -> Vec<ColumnRead> {
        let mut told = self.columns.clone();
        for (known, place) in columns.found() {
            let unseen = || ColumnRead {
                column: header[place].clone(),
                ..ColumnRead::default()
            };
            told.entry(place).or_insert_with(unseen).known = Some(known);
        }
        told.into_values().collect()
    }

    /// The other columns of a file, where their names mean nothing to the program: what was meant may stand in one of them.
    pub fn not_read(&self, header: &[String], columns: &Columns) -> Vec<String> {
        // What `tierone sample` writes for its readers.
        const FOR_READERS: [&str; 3] = ["drawn before", "grouping comment", "checker"];
        let means = |name: &str| {
            let mut known = TABLES.iter().flat_map(|(_, table)| *table);
            known.any(|column| column.is_called(name))
                || FOR_READERS.iter().any(|ours| same(ours, name))
                || wide::is_outcome(name)
        };
        let others = header.iter().enumerate();
        others
            .filter(|(place, _)| {
                !self.columns.contains_key(place)
                    && columns.found().all(|(_, found)| found != *place)
            })
            .filter(|(_, name)| !name.trim().is_empty() && !means(name))
            .map(|(_, name)| name.clone())
            .collect()
    }

    /// Those of them that hold numbers, so that amounts may stand there.
    pub fn not_read_numbers(&self, header: &[String], columns: &Columns) -> Vec<String> {
        let is_of_numbers =
            |name: &String| self.numbers.iter().any(|place| header[*place] == *name);
        let mut names = self.not_read(header, columns);
        names.retain(is_of_numbers);
        names
    }
}

impl Survey {
    /// Of columns by their places in a header, each with what it is needed for.
    pub fn of(header: &[String], needs: impl IntoIterator<Item = (usize, Need)>) -> Self {
        let mut by_place: BTreeMap<usize, Vec<Need>> = BTreeMap::new();
        for (place, need) in needs {
            by_place.entry(place).or_default().push(need);
        }
        let others = (0..header.len()).filter(|place| !by_place.contains_key(place));
        let others = others.map(|place| (place, 0, 0)).collect();
        let columns = by_place.into_iter();
        let columns = columns.map(|(place, needs)| Seen::of(place, &header[place], needs));
        Self {
            columns: columns.collect(),
            others,
        }
    }

    /// Whether there is nothing to look at.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Looks at a row.
    pub fn add(&mut self, row: Row<'_>) {
        for column in &mut self.columns {
            let text = row.get(column.place);
            if !text.is_empty() {
                column.add(&row, text);
            }
        }
        for (place, cells, amounts) in &mut self.others {
            let text = row.get(*place);
            // The first cells of a column tell what it is of.
            if *cells < 1_000 && !text.is_empty() {
                *cells += 1;
                *amounts += u64::from(is_amount(text));
            }
        }
    }

    /// How the columns are to be read.
    ///
    /// # Errors
    /// A column could be read in two ways, or is of no type that can be compared as it is.
    pub fn done(self, given: Given) -> Result<Surveyed, InputError> {
        // What programs write beside amounts says nothing of these.
        let by_people = |column: &&Seen| column.is_for(|need| *need != Need::Numbers);
        let known = self
            .columns
            .iter()
            .filter(by_people)
            .fold(SignEvidence::default(), |all, column| {
                all.with(column.signs)
            });
        // Points in dates and semicolons between fields are of countries with a decimal comma.
        let points = self
            .columns
            .iter()
            .any(|column| column.dates.with_points > 0);
        let comma_likely = points || given.delimiter == Some(';');
        let others = self.others.iter();
        let numbers = others.filter(|(_, cells, amounts)| *cells > 0 && 2 * amounts >= *cells);
        let mut surveyed = Surveyed {
            numbers: numbers.map(|(place, ..)| *place).collect(),
            ..Surveyed::default()
        };
        let mut formats = BTreeMap::new();
        for column in &self.columns {
            let column_type = column.column_type()?;
            let mut format = Format {
                column_type,
                dash_is_zero: column.is_for(|need| *need == Need::Amounts),
                ..Format::default()
            };
            let certain = column.is_for(|need| {
                !matches!(
                    need,
                    Need::Grouped | Need::Words | Need::Numbers | Need::Identifiers
                )
            });
            let numbers = column.is_for(|need| *need == Need::Numbers);
            match column_type {
                ColumnType::Text => {}
                ColumnType::Number => match column.decimal(given, known, comma_likely) {
                    Ok((decimal, note)) => {
                        format.decimal = decimal;
                        surveyed.notes.extend(note);
                    }
                    Err(why) if certain => return Err(why),
                    Err(_) if numbers => {}
                    // Cells that could be two numbers are equal by their words.
                    Err(_) => format.column_type = ColumnType::Text,
                },
                ColumnType::Date => match column.order(given) {
                    Ok(order) => format.order = order,
                    Err(why) if certain => return Err(why),
                    Err(_) => format.column_type = ColumnType::Text,
                },
            }
            surveyed.notes.extend(column.notes(format));
            surveyed.columns.insert(column.place, column.read(format));
            formats.insert(column.place, format);
            surveyed.words.insert(column.place, column.words(format));
        }
        surveyed.formats = Formats::of_columns(formats);
        Ok(surveyed)
    }
}
