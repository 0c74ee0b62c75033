//! The cells of a row under the columns that are known, and what is wrong with them.

use jiff::civil::Date;

use super::amounts::negative;
use super::columns::Columns;
use super::formats::{Format, Formats, says_nothing, yes};
use super::problems::{Problem, quoted};
use super::rows::Row;
use tierone_stats::units::Pence;

/// The known columns of a file: where they stand, what the file calls them, and how their cells are written.
#[derive(Clone, Debug)]
pub(crate) struct KnownColumns {
    pub columns: Columns,
    pub header: Vec<String>,
    formats: Formats,
}

impl KnownColumns {
    pub fn new(columns: &Columns, header: &[String], formats: &Formats) -> Self {
        Self {
            columns: columns.clone(),
            header: header.to_vec(),
            formats: formats.clone(),
        }
    }

    /// Where a column stands, if it is there.
    pub fn place(&self, column: &str) -> Option<usize> {
        self.columns.place(column)
    }

    /// What the file calls a column, or what it is called here.
    pub fn name(&self, column: &str) -> String {
        let place = self.place(column);
        place.map_or(column.to_owned(), |place| self.header[place].clone())
    }

    /// How the cells in a place are written.
    pub fn format_at(&self, place: Option<usize>) -> Format {
        self.formats.at(place)
    }

    /// What is wrong with a cell of a row.
    pub fn problem(&self, row: u64, column: &str, reason: String) -> Problem {
        Problem::of_column(row, &self.name(column), reason)
    }
}

/// The cells of one row, and what is wrong with them.
pub(super) struct RowCells<'s, 'a> {
    pub known: &'s KnownColumns,
    pub row: Row<'a>,
    pub problems: Vec<Problem>,
    /// What is wrong leaves open what was found.
    pub open: bool,
}

impl<'s, 'a> RowCells<'s, 'a> {
    pub fn of(known: &'s KnownColumns, row: Row<'a>) -> Self {
        Self {
            known,
            row,
            problems: Vec::new(),
            open: false,
        }
    }

    /// The text of a cell; empty where the file has no such column.
    pub fn text(&self, column: &str) -> &'a str {
        self.row.at(self.known.place(column))
    }

    pub fn format(&self, column: &str) -> Format {
        self.known.format_at(self.known.place(column))
    }

    pub fn wrong(&mut self, column: &str, reason: String) {
        let problem = self.known.problem(self.row.number, column, reason);
        self.problems.push(problem);
    }

    /// Something is wrong that leaves open what was found.
    pub fn leaves_open(&mut self, column: &str, reason: String) {
        self.open = true;
        self.wrong(column, reason);
    }

    /// The number of the case, which every row has.
    pub fn number(&mut self) -> &'a str {
        let number = self.text("number");
        if number.is_empty() {
            self.leaves_open("number", "it has no number".into());
        }
        number
    }

    pub fn yes(&mut self, column: &str) -> bool {
        let text = self.text(column);
        yes(text).unwrap_or_else(|| {
            self.wrong(column, format!("{} is neither yes nor no", quoted(text)));
            false
        })
    }

    pub fn day(&mut self, column: &str) -> Option<Date> {
        self.read(column, |format, text| format.date(text))
    }

    /// An amount, which may be below zero.
    pub fn signed(&mut self, column: &str) -> Option<Pence> {
        self.read(column, |format, text| format.amount(text))
    }

    /// An amount in error, which has no sign.
    pub fn amount(&mut self, column: &str) -> Option<Pence> {
        let amount = self.signed(column)?;
        if amount.0 < 0 {
            let why = negative(column, |other| self.known.name(other));
            self.wrong(column, format!("{} {why}", quoted(self.text(column))));
            return None;
        }
        Some(amount)
    }

    /// What a cell says, read in its format; none where it says nothing, or is wrong.
    fn read<T>(
        &mut self,
        column: &str,
        read: impl Fn(Format, &str) -> Result<T, &'static str>,
    ) -> Option<T> {
        let place = self.known.place(column);
        let text = self.row.at(place);
        if says_nothing(text) {
            return None;
        }
        let read = read(self.known.format_at(place), text);
        read.map_err(|why| self.wrong(column, format!("{} {why}", quoted(text))))
            .ok()
    }
}
