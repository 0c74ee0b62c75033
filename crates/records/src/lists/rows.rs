//! Text becomes rows under a header, one at a time, whatever the size of the file.

use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

use csv::{ReaderBuilder, StringRecord};

use super::file_read::NoCases;
use super::problems::{Problem, quoted};
use tierone_stats::cells::as_meant;

/// Bytes that one row may have. A quote that is never closed makes a row of the rest of the file.
pub const LONGEST_ROW: u64 = 1_000_000;

/// Columns that a header may have.
const MOST_COLUMNS: usize = 1_000;

/// Delimiters that are looked for.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The rows of a file, and the header that names their columns.
pub struct Rows<'r> {
    reader: csv::Reader<Metered<Box<dyn Read + 'r>>>,
    header: Vec<String>,
    record: StringRecord,
    /// Bytes read ahead for the present row.
    ahead: Rc<Cell<u64>>,
    /// 1 where lines end in CR LF: the reader then takes the LF for the start of the next row.
    behind: u64,
    ended: bool,
    delimiter: u8,
    no_cases: NoCases,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The line on which it begins, 1 for the first of the file.
    pub number: u64,
    fields: &'a StringRecord,
}

impl<'a> Row<'a> {
    /// The text under a column, without the blanks around it.
    pub fn get(&self, column: usize) -> &'a str {
        as_meant(self.fields.get(column).unwrap_or("").trim()).trim()
    }

    /// Every field, with the blanks around it.
    pub fn fields(&self) -> impl Iterator<Item = &'a str> {
        self.fields.iter().map(as_meant)
    }
}

/// Why there is no row.
#[derive(Debug)]
pub enum RowError {
    /// This row is wrong; the next may be right.
    Row(Problem),
    /// Nothing more can be read.
    End(String),
}

impl<'r> Rows<'r> {
    /// Reads the header. `text` is UTF-8; the delimiter is the one that divides the header most often,
    /// unless it is told.
    ///
    /// # Errors
    /// Why it has no header that can be used.
    pub fn open(text: impl Read + 'r, delimiter: Option<u8>) -> Result<Self, String> {
        let mut text: Box<dyn Read + 'r> = Box::new(text);
        let mut start = Vec::new();
        text.by_ref()
            .take(64 * 1024)
            .read_to_end(&mut start)
            .map_err(|error| error.to_string())?;
        let delimiter = delimiter.unwrap_or_else(|| likely(&start));
        let ahead = Rc::new(Cell::new(0));
        let line = start.iter().position(|byte| *byte == b'\n');
        let behind = line.is_some_and(|end| end > 0 && start[end - 1] == b'\r');
        let metered = Metered {
            inner: Box::new(Cursor::new(start).chain(text)) as Box<dyn Read + 'r>,
            ahead: Rc::clone(&ahead),
        };
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(metered);
        let mut record = StringRecord::new();
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Err("it is empty: the first row names the columns".into()),
            Err(error) => return Err(reason(&error)),
        }
        let header: Vec<String> = record
            .iter()
            .map(|name| as_meant(name.trim_start_matches('\u{feff}').trim()).to_owned())
            .collect();
        if header.len() > MOST_COLUMNS {
            return Err(format!(
                "its first row has {} columns, and at most {MOST_COLUMNS} are read",
                header.len()
            ));
        }
        if header.iter().all(String::is_empty) {
            return Err("its first row names no column".into());
        }
        Ok(Self {
            reader,
            header,
            record,
            ahead,
            behind: u64::from(behind),
            ended: false,
            delimiter,
            no_cases: NoCases::default(),
        })
    }

    /// The names of the columns, as written.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// What stands between fields.
    pub fn delimiter(&self) -> char {
        char::from(self.delimiter)
    }

    /// The row that names the columns, 1 for the first of the file.
    pub fn header_row(&self) -> u64 {
        1
    }

    /// The rows so far that are no cases.
    pub fn no_cases(&self) -> &NoCases {
        &self.no_cases
    }

    /// The next row; none after the last, or after an error that ends the file.
    pub fn next_row(&mut self) -> Option<Result<Row<'_>, RowError>> {
        if self.ended {
            return None;
        }
        self.ahead.set(0);
        let read = self.reader.read_record(&mut self.record);
        let number = self.record.position().map_or(0, csv::Position::line) + self.behind;
        match read {
            Ok(false) => {
                self.ended = true;
                None
            }
            Ok(true) => Some(self.checked(number)),
            Err(error) => match error.kind() {
                csv::ErrorKind::Utf8 { pos, err } => {
                    let row = pos.as_ref().map_or(number, |at| at.line() + self.behind);
                    let column = self.header.get(err.field()).cloned();
                    Some(Err(RowError::Row(Problem {
                        row,
                        column,
                        reason: NOT_TEXT.into(),
                    })))
                }
                _ => {
                    self.ended = true;
                    let line = self.reader.position().line();
                    Some(Err(RowError::End(format!(
                        "row {line}: {}",
                        reason(&error)
                    ))))
                }
            },
        }
    }

    fn checked(&self, number: u64) -> Result<Row<'_>, RowError> {
        if self.record.len() != self.header.len() {
            let first = quoted(self.record.get(0).unwrap_or(""));
            return Err(RowError::Row(Problem::of_row(
                number,
                format!(
                    "it has {} fields, and the header has {} (it begins {first})",
                    self.record.len(),
                    self.header.len()
                ),
            )));
        }
        // What the decoder could not read has become this character.
        if self.record.as_slice().contains('\u{fffd}') {
            let column = self
                .record
                .iter()
                .position(|field| field.contains('\u{fffd}'));
            return Err(RowError::Row(Problem {
                row: number,
                column: column.map(|column| self.header[column].clone()),
                reason: NOT_TEXT.into(),
            }));
        }
        Ok(Row {
            number,
            fields: &self.record,
        })
    }
}

const NOT_TEXT: &str = "it holds bytes that are no text in the file's encoding";

/// The delimiter that is most often in the first line, outside quotes; a comma where there is none.
fn likely(start: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [0usize; DELIMITERS.len()];
    for byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => {
                if let Some(index) = DELIMITERS.iter().position(|delimiter| delimiter == byte) {
                    counts[index] += 1;
                }
            }
            _ => {}
        }
    }
    // The first of the most frequent: a comma before others.
    let most = counts.iter().copied().max().unwrap_or(0);
    let index = counts.iter().position(|count| *count == most);
    DELIMITERS[index.unwrap_or(0)]
}

fn reason(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    }
}

/// Counts what is read ahead for one row, so that memory stays bounded.
struct Metered<R> {
    inner: R,
    ahead: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ahead.get() > LONGEST_ROW {
            return Err(io::Error::other(format!(
                "a row longer than {} million bytes: is a quote never closed?",
                LONGEST_ROW / 1_000_000
            )));
        }
        let read = self.inner.read(buffer)?;
        self.ahead.set(self.ahead.get() + read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Number and fields of a right row; a problem, or the end, as text.
    type Told = Result<(u64, Vec<String>), String>;

    fn read(text: &[u8]) -> Result<Vec<Told>, String> {
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
