//! The table of a file: the row that names the columns, found or told, and the lines under it.

use std::collections::VecDeque;
use std::io::{Cursor, Read};
use std::rc::Rc;

use super::fields::{Fields, bare};
use super::grid::{Grid, GridRows};
use super::header::{self, Known, LOOKED_AT, Opening};
use super::problems::Problem;
use super::text::{TextError, TextRows};
use super::totals::is_amount;
use tierone_stats::cells::as_meant;

/// Columns that a header may have.
const MOST_COLUMNS: usize = 1_000;

/// A table whose header is read.
pub(super) struct Table<'r> {
    source: Source<'r>,
    pub header: Vec<String>,
    pub header_row: u64,
    /// How many of its names are known.
    pub known: usize,
    /// Lines after the header that are read already.
    ahead: VecDeque<Result<Line, TextError>>,
    /// The line that was read last.
    last: u64,
}

enum Source<'r> {
    Text(TextRows<'r>),
    Sheet(GridRows),
}

/// A row and its number.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub number: u64,
    pub fields: Fields,
}

/// Why there is no row.
#[derive(Debug)]
pub enum RowError {
    /// This row is wrong; the next may be right.
    Row(Problem),
    /// Nothing more can be read.
    End(String),
}

impl<'r> Table<'r> {
    /// Of a text in UTF-8.
    pub fn of_text(mut text: impl Read + 'r, opening: &Opening) -> Result<Self, String> {
        let mut start = Vec::new();
        text.by_ref()
            .take(64 * 1024)
            .read_to_end(&mut start)
            .map_err(|error| error.to_string())?;
        if start.starts_with(b"\xef\xbb\xbf") {
            start.drain(..3);
        }
        let told = header::told(&start);
        let told = told.map(|(delimiter, line)| {
            start.drain(..line);
            delimiter
        });
        let delimiter = opening.delimiter.or(told);
        let delimiter = delimiter.unwrap_or_else(|| header::likely(&start, &Known::new(opening)));
        let first = 1 + u64::from(told.is_some());
        let text = Cursor::new(start).chain(text);
        Self::of(Source::Text(TextRows::new(text, delimiter, first)), opening)
    }

    /// Of a sheet.
    pub fn of_sheet(grid: Rc<Grid>, opening: &Opening) -> Result<Self, String> {
        Self::of(Source::Sheet(GridRows::new(grid)), opening)
    }

    fn of(source: Source<'r>, opening: &Opening) -> Result<Self, String> {
        let mut table = Self {
            source,
            header: Vec::new(),
            header_row: 0,
            known: 0,
            ahead: VecDeque::new(),
            last: 0,
        };
        let line = match opening.header_row {
            Some(row) => table.row_of(row)?,
            None => table.most_likely(&Known::new(opening))?,
        };
        table.name(&line)?;
        Ok(table)
    }

    /// The row of this number.
    fn row_of(&mut self, row: u64) -> Result<Line, String> {
        let mut line = Line::default();
        while self.read(&mut line).map_err(|error| self.why(error))? && line.number <= row {
            if line.number == row && !line.fields.are_blank() {
                return Ok(line);
            }
        }
        Err(format!(
            "row {row} has nothing in it, and --header-row says that it names the columns"
        ))
    }

    /// The row of the first that names the columns; what comes after it is read ahead.
    fn most_likely(&mut self, known: &Known) -> Result<Line, String> {
        let mut filled = 0;
        while filled < LOOKED_AT {
            let mut line = Line::default();
            match self.read(&mut line) {
                Ok(false) => break,
                Ok(true) if line.fields.are_blank() && filled == 0 => {}
                Ok(true) => {
                    filled += usize::from(!line.fields.are_blank());
                    self.ahead.push_back(Ok(line));
                }
                Err(error) => {
                    let is_end = !matches!(error, TextError::NotText(..));
                    filled += 1;
                    self.ahead.push_back(Err(error));
                    if is_end {
                        break;
                    }
                }
            }
        }
        let lines = || self.ahead.iter().enumerate();
        let filled = || {
            lines()
                .filter_map(|(at, line)| Some((at, line.as_ref().ok()?)))
                .filter(|(_, line)| !line.fields.are_blank())
        };
        let best = known.best(filled().map(|(_, line)| &line.fields));
        let wrong = lines().find(|(_, line)| line.is_err()).map(|(at, _)| at);
        let found = best.map(|(index, names)| {
            let (at, _) = filled().nth(index).expect("one of the filled rows");
            (at, names)
        });
        let first = found.map(|(at, _)| at).into_iter().chain(wrong).min();
        let at = first.ok_or("it is empty: the first row names the columns")?;
        self.known = found.map_or(0, |(_, names)| names);
        self.ahead.drain(..at);
        let line = self.ahead.pop_front().expect("a row");
        line.map_err(|error| self.why(error))
    }

    fn name(&mut self, line: &Line) -> Result<(), String> {
        let names = line
            .fields
            .iter()
            .map(|name| as_meant(bare(name)).to_owned());
        self.header = names.collect();
        (self.header_row, self.last) = (line.number, line.number);
        let mut columns = self.header.len();
        if let Source::Sheet(rows) = &self.source {
            columns = columns.max(rows.width());
        }
        if columns > MOST_COLUMNS {
            return Err(format!(
                "it has {columns} columns, and at most {MOST_COLUMNS} are read"
            ));
        }
        if line.fields.filled().all(is_amount) {
            return Err(format!(
                "row {} has only numbers, and should name the columns",
                line.number
            ));
        }
        self.header.resize(columns, String::new());
        Ok(())
    }

    /// What stands between fields; none in a sheet.
    pub fn delimiter(&self) -> Option<u8> {
        match &self.source {
            Source::Text(rows) => Some(rows.delimiter),
            Source::Sheet(_) => None,
        }
    }

    /// The next line: how many blank ones there are before it that the file does not have; none after the last.
    pub(crate) fn next_line(&mut self, line: &mut Line) -> Result<Option<u64>, RowError> {
        match self.ahead.pop_front() {
            Some(ahead) => *line = ahead.map_err(|error| self.error(error))?,
            None if !self.read(line).map_err(|error| self.error(error))? => return Ok(None),
            None => {}
        }
        let blank = match self.source {
            Source::Sheet(_) => line.number - self.last - 1,
            Source::Text(_) => 0,
        };
        self.last = line.number;
        Ok(Some(blank))
    }

    fn read(&mut self, line: &mut Line) -> Result<bool, TextError> {
        let row = match &mut self.source {
            Source::Sheet(rows) => rows.read(&mut line.fields),
            Source::Text(rows) => rows.read(&mut line.fields)?,
        };
        line.number = row.unwrap_or(0);
        Ok(row.is_some())
    }

    /// What is wrong, with the name of the column.
    fn error(&self, error: TextError) -> RowError {
        let name = |field: usize| self.header.get(field).filter(|name| !name.is_empty());
        match error {
            TextError::NotText(row, field) => RowError::Row(Problem {
                row,
                column: name(field).cloned(),
                reason: "it holds bytes that are no text in the file's encoding: tell the right one with --encoding"
                    .into(),
            }),
            TextError::Quote(row, field, why) => {
                let column = name(field).map_or(String::new(), |name| format!(", column `{name}`"));
                RowError::End(format!("row {row}{column}: the quote that opens here {why}"))
            }
            TextError::End(row, why) => RowError::End(format!("row {row}: {why}")),
        }
    }

    fn why(&self, error: TextError) -> String {
        match self.error(error) {
            RowError::Row(problem) => problem.to_string(),
            RowError::End(why) => why,
        }
    }
}
