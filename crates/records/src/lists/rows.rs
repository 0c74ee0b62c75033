//! A text or a sheet becomes rows under a header, one at a time, whatever the size of the file. Blank rows, totals, repeated
//! headers and what a report ends with are no rows, and are counted.

use std::collections::VecDeque;
use std::io::Read;
use std::rc::Rc;

use super::fields::{Fields, bare};
use super::file_read::NoCases;
use super::footers::Cases;
use super::grid::Grid;
use super::header::{self, Opening};
use super::problems::{Problem, Problems, quoted};
use super::swallowed::swallowed;
pub use super::table::RowError;
use super::table::{Line, Table};
use super::totals::{self, RowKind};
use crate::input_error::InputError;
use tierone_stats::cells::as_meant;

/// Rows that may be held back until it is known whether they are the last.
const HELD_BACK: usize = 10;

/// The rows of a file, and the header that names their columns.
pub struct Rows<'r> {
    table: Table<'r>,
    /// Where the number of a case stands.
    number: Option<usize>,
    /// Whether a row had one.
    numbered: bool,
    /// The rows that had one.
    cases: Cases,
    /// Rows that are none unless a case follows, and what they are then.
    held: VecDeque<(RowKind, Line)>,
    /// Rows that are known to be none.
    decided: VecDeque<Result<Line, RowError>>,
    current: Line,
    no_cases: NoCases,
    ended: bool,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The line on which it begins, 1 for the first of the file; of a sheet its own number.
    pub number: u64,
    fields: &'a Fields,
}

impl<'a> Row<'a> {
    /// The text under a column, without the blanks around it.
    pub fn get(&self, column: usize) -> &'a str {
        as_meant(self.fields.get(column).unwrap_or("").trim()).trim()
    }

    /// The same; empty where there is no such column.
    pub fn at(&self, column: Option<usize>) -> &'a str {
        column.map_or("", |column| self.get(column))
    }

    /// Every field, with the blanks around it.
    pub fn fields(&self) -> impl Iterator<Item = &'a str> {
        self.fields.iter().map(as_meant)
    }
}

/// A row that can be read; none where it is wrong, which `problems` takes.
///
/// # Errors
/// The file ends before its rows do.
pub(crate) fn usable<'a>(
    file: &str,
    row: Result<Row<'a>, RowError>,
    problems: &mut Problems,
) -> Result<Option<Row<'a>>, InputError> {
    match row {
        Ok(row) => return Ok(Some(row)),
        Err(RowError::Row(problem)) => problems.add(problem),
        Err(RowError::End(why)) => return Err(format!("cannot read {file}: {why}").into()),
    }
    Ok(None)
}

impl<'r> Rows<'r> {
    /// Reads the header of a text. `text` is UTF-8; the delimiter is the one that divides the header most often,
    /// unless it is told.
    ///
    /// # Errors
    /// Why it has no header that can be used.
    pub fn open(text: impl Read + 'r, delimiter: Option<u8>) -> Result<Self, String> {
        let opening = Opening {
            delimiter,
            ..Opening::default()
        };
        Self::of_text(text, &opening)
    }

    /// Reads the header of a text in UTF-8.
    ///
    /// # Errors
    /// Why it has no header that can be used.
    pub fn of_text(text: impl Read + 'r, opening: &Opening) -> Result<Self, String> {
        Ok(Self::of(Table::of_text(text, opening)?, opening))
    }

    /// Reads the header of a sheet.
    ///
    /// # Errors
    /// Why it has no header that can be used.
    pub fn of_sheet(grid: Rc<Grid>, opening: &Opening) -> Result<Self, String> {
        Ok(Self::of(Table::of_sheet(grid, opening)?, opening))
    }

    fn of(table: Table<'r>, opening: &Opening) -> Self {
        Self {
            number: header::place(&table.header, &opening.number),
            table,
            numbered: false,
            cases: Cases::default(),
            held: VecDeque::new(),
            decided: VecDeque::new(),
            current: Line::default(),
            no_cases: NoCases::default(),
            ended: false,
        }
    }

    /// The names of the columns, as written.
    pub fn header(&self) -> &[String] {
        &self.table.header
    }

    /// How many of them are known names.
    pub fn known_names(&self) -> usize {
        self.table.known
    }

    /// What stands between fields; none in a sheet.
    pub fn delimiter(&self) -> Option<char> {
        self.table.delimiter().map(char::from)
    }

    /// The row that names the columns, 1 for the first of the file.
    pub fn header_row(&self) -> u64 {
        self.table.header_row
    }

    /// The rows so far that are no cases.
    pub fn no_cases(&self) -> &NoCases {
        &self.no_cases
    }

    /// The next row; none after the last, or after an error that ends the file.
    pub fn next_row(&mut self) -> Option<Result<Row<'_>, RowError>> {
        loop {
            if let Some(line) = self.decided.pop_front() {
                return Some(self.done(line));
            }
            if self.ended {
                return None;
            }
            let mut line = std::mem::take(&mut self.current);
            let read = self.table.next_line(&mut line);
            if let Ok(None) = read {
                self.ended = true;
                for (kind, line) in &self.held {
                    match kind {
                        RowKind::FooterIfLast => self.no_cases.footer(line.number),
                        _ => self.no_cases.total(line.number),
                    }
                }
                return None;
            }
            if let Ok(Some(blank)) = read {
                self.no_cases.blank_rows += blank;
            }
            let line = match read.map(|_| self.kind(&line)) {
                Ok(Some(RowKind::Case)) => Ok(line),
                Ok(Some(kind @ (RowKind::TotalIfLast | RowKind::FooterIfLast))) => {
                    if self.held.len() < HELD_BACK {
                        self.held.push_back((kind, line));
                        continue;
                    }
                    Ok(line)
                }
                Ok(Some(RowKind::Total)) => {
                    self.no_cases.total(line.number);
                    self.current = line;
                    continue;
                }
                Ok(None) => {
                    self.current = line;
                    continue;
                }
                Err(error) => Err(error),
            };
            if self.held.is_empty() {
                return Some(self.done(line));
            }
            let held = self.held.drain(..);
            self.decided.extend(held.map(|(_, line)| Ok(line)));
            self.decided.push_back(line);
        }
    }

    fn done(&mut self, line: Result<Line, RowError>) -> Result<Row<'_>, RowError> {
        let checked = line.and_then(|line| {
            self.current = line;
            self.check()
        });
        self.ended |= matches!(checked, Err(RowError::End(_)));
        checked.map(|()| Row {
            number: self.current.number,
            fields: &self.current.fields,
        })
    }

    /// What a row is; none for a row with nothing in it, and for the header once more, which are counted here.
    fn kind(&mut self, line: &Line) -> Option<RowKind> {
        let fields = &line.fields;
        if fields.are_blank() {
            self.no_cases.blank_rows += 1;
            return None;
        }
        let field = |at: usize| bare(fields.get(at).unwrap_or(""));
        let Some(at) = self.number else {
            return Some(RowKind::Case);
        };
        let number = field(at);
        if number.is_empty() && !self.numbered {
            return Some(RowKind::Case);
        }
        let kind = if number.is_empty() {
            totals::without_number(fields)
        } else {
            let header = &self.table.header;
            if header[at] == number && (0..header.len()).all(|at| field(at) == header[at]) {
                self.no_cases.repeated_headers += 1;
                return None;
            }
            self.numbered = true;
            totals::by_number(number)
        };
        if kind == RowKind::Case && self.cases.is_footer(number, fields) {
            return Some(RowKind::FooterIfLast);
        }
        if kind == RowKind::Case && !number.is_empty() {
            self.cases.add(number, fields);
        }
        Some(kind)
    }

    /// Whether the current row has a field for each column.
    fn check(&mut self) -> Result<(), RowError> {
        let Line { number, fields } = &mut self.current;
        let columns = self.table.header.len();
        let Some(delimiter) = self.table.delimiter() else {
            fields.resize(columns);
            return Ok(());
        };
        let beyond =
            (columns..fields.len()).all(|at| bare(fields.get(at).unwrap_or("")).is_empty());
        let is_right = fields.len() >= columns && beyond;
        if swallowed(&fields.lines, delimiter, columns, is_right) {
            let last = *number + fields.lines.lines().count() as u64 - 1;
            return Err(RowError::End(format!(
                "row {number}: a quote opens here and closes in row {last}, and the lines between look like rows of their \
                 own: close it in row {number}, or write the text on one line"
            )));
        }
        if !is_right {
            let first = quoted(fields.get(0).unwrap_or(""));
            return Err(RowError::Row(Problem::of_row(
                *number,
                format!(
                    "it has {} fields, and the header has {columns} (it begins {first})",
                    fields.len()
                ),
            )));
        }
        fields.resize(columns);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Number and fields of a right row; a problem, or the end, as text.
    type ReadRow = Result<(u64, Vec<String>), String>;

    fn read(text: &[u8]) -> Result<Vec<ReadRow>, String> {
        let mut rows = Rows::open(text, None)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next_row() {
            all.push(match row {
                Ok(row) => Ok((row.number, row.fields().map(str::to_owned).collect())),
                Err(RowError::Row(problem)) => Err(problem.to_string()),
                Err(RowError::End(end)) => Err(format!("end: {end}")),
            });
        }
        Ok(all)
    }

    #[test]
    fn rows_come_under_any_usual_delimiter() {
        for text in ["a,b\n1,2\n", "a;b\n1;2", "a\tb\r\n1\t2\r\n", "a|b\n1|2\n"] {
            let rows = read(text.as_bytes()).expect("a header");
            assert_eq!(rows, [Ok((2, vec!["1".into(), "2".into()]))], "{text}");
        }
        let rows = read(b"\"a,b,c\";d\n1;2\n").expect("a header");
        assert!(rows[0].is_ok());
    }

    #[test]
    fn a_wrong_row_is_named_and_the_next_one_read() {
        let rows = read("a,b\n1\n3,4\n\u{fffd},5\n".as_bytes()).expect("a header");
        assert_eq!(
            rows[0],
            Err("row 2: it has 1 fields, and the header has 2 (it begins `1`)".into())
        );
        assert!(rows[1].is_ok());
        assert!(
            rows[2]
                .as_ref()
                .is_err_and(|e| e.starts_with("row 4, column `a`"))
        );
        let rows = read(b"a,b\n1,\xff\n3,4\n").expect("a header");
        assert!(
            rows[0]
                .as_ref()
                .is_err_and(|e| e.starts_with("row 2, column `b`"))
        );
        assert!(rows[1].is_ok());
    }

    #[test]
    fn a_quote_that_is_never_closed_does_not_fill_the_memory() {
        let mut text = b"a,b\n1,\"2".to_vec();
        text.resize(5_000_000, b'x');
        let rows = read(&text).expect("a header");
        assert_eq!(rows.len(), 1);
        assert!(rows[0].as_ref().is_err_and(|e| e.contains("never closed")));
    }

    #[test]
    fn a_file_without_a_header_is_refused() {
        assert!(read(b"").is_err());
        assert!(read(b",,\n1,2,3\n").is_err());
        assert!(read(&b",".repeat(2_000)).is_err());
    }
}
