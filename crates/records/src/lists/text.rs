//! Text becomes rows of fields, with quotes as spreadsheet programs write them. A quote that is never closed, or that text
//! follows where it closes, ends the reading: nobody knows where the rows begin after it.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};

use memchr::{memchr, memchr2};

use super::fields::Fields;
use super::problems::quoted;

/// Bytes that one row may have. A quote that is never closed makes a row of the rest of the file.
pub(crate) const LONGEST_ROW: usize = 1_000_000;

/// What a quote should have been.
const CLOSE: &str =
    "close it, or write it twice where it belongs to the text, as in \"6\"\" inch\"";

/// The rows of a text.
pub(super) struct TextRows<'r> {
    reader: BufReader<Box<dyn Read + 'r>>,
    pub delimiter: u8,
    /// The number of the next line.
    next: u64,
    line: Vec<u8>,
    line_end: &'static str,
}

/// Why there is no row.
#[derive(Debug)]
pub(super) enum TextError {
    /// This field cannot be read; the next row may be right.
    NotText(u64, usize),
    /// The quote that opens in this row and field is wrong.
    Quote(u64, usize, String),
    /// Nothing more can be read, from this row on.
    End(u64, String),
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Start,
    Plain,
    Quoted,
    Closed,
}

impl<'r> TextRows<'r> {
    /// Of UTF-8 whose first line has this number.
    pub fn new(text: impl Read + 'r, delimiter: u8, first: u64) -> Self {
        Self {
            reader: BufReader::with_capacity(1 << 16, Box::new(text)),
            delimiter,
            next: first,
            line: Vec::new(),
            line_end: "",
        }
    }

    /// Reads the next row; its number, or none after the last.
    pub fn read(&mut self, fields: &mut Fields) -> Result<Option<u64>, TextError> {
        let row = self.next;
        if !self.read_line(row)? {
            return Ok(None);
        }
        let odd = if memchr(b'"', &self.line).is_none() {
            let (line, odd) = text(&self.line);
            fields.split(&line, self.delimiter);
            odd
        } else {
            self.read_quoted(row, fields)?
        };
        if odd {
            let field = fields
                .iter()
                .position(|field| field.contains(['\0', '\u{fffd}']));
            if let Some(field) = field {
                return Err(TextError::NotText(row, field));
            }
        }
        Ok(Some(row))
    }

    /// Reads a row whose first line has a quote; whether there may be bytes in it that are no text.
    fn read_quoted(&mut self, row: u64, fields: &mut Fields) -> Result<bool, TextError> {
        fields.clear();
        let mut state = State::Start;
        let mut opened = (row, 0);
        let mut odd = false;
        loop {
            let bytes = std::mem::take(&mut self.line);
            let (line, is_odd) = text(&bytes);
            odd |= is_odd;
            state = self.go_on(&line, state, &mut opened, fields)?;
            if state == State::Quoted || !fields.lines.is_empty() {
                fields.lines.push_str(&line);
                fields.lines.push('\n');
            }
            drop(line);
            self.line = bytes;
            if state != State::Quoted {
                return Ok(odd);
            }
            fields.add(self.line_end);
            let (opened_in, field) = opened;
            let never = |why: &str| TextError::Quote(opened_in, field, format!("{why}: {CLOSE}"));
            let late = || never("is never closed, or only a million bytes later");
            if fields.lines.len() > LONGEST_ROW {
                return Err(late());
            }
            match self.read_line(opened_in) {
                Ok(true) => {}
                Ok(false) => return Err(never("is never closed")),
                Err(TextError::End(_, why)) if why == LONG => return Err(late()),
                Err(other) => return Err(other),
            }
        }
    }

    /// Takes the fields of a line, from this state on.
    fn go_on(
        &self,
        line: &str,
        mut state: State,
        opened: &mut (u64, usize),
        fields: &mut Fields,
    ) -> Result<State, TextError> {
        let bytes = line.as_bytes();
        let mut at = 0;
        loop {
            match state {
                State::Start if bytes.get(at) == Some(&b'"') => {
                    *opened = (self.next - 1, fields.len());
                    state = State::Quoted;
                    at += 1;
                }
                State::Start => state = State::Plain,
                State::Plain => {
                    let end = memchr(self.delimiter, &bytes[at..]).map(|length| at + length);
                    fields.add(&line[at..end.unwrap_or(bytes.len())]);
                    fields.end();
                    let Some(end) = end else {
                        return Ok(state);
                    };
                    at = end + 1;
                    state = State::Start;
                }
                State::Quoted => {
                    let Some(length) = memchr(b'"', &bytes[at..]) else {
                        fields.add(&line[at..]);
                        return Ok(state);
                    };
                    fields.add(&line[at..at + length]);
                    at += length + 1;
                    if bytes.get(at) == Some(&b'"') {
                        fields.add("\"");
                        at += 1;
                    } else {
                        state = State::Closed;
                    }
                }
                State::Closed => match bytes.get(at) {
                    None => {
                        fields.end();
                        return Ok(state);
                    }
                    Some(byte) if *byte == self.delimiter => {
                        fields.end();
                        at += 1;
                        state = State::Start;
                    }
                    Some(b' ') => at += 1,
                    Some(_) => {
                        let (row, field) = *opened;
                        let why = format!(
                            "is followed by {} where it closes, in row {}: {CLOSE}",
                            quoted(&line[at..]),
                            self.next - 1
                        );
                        return Err(TextError::Quote(row, field, why));
                    }
                },
            }
        }
    }

    /// Reads a line without its end; whether there is one.
    fn read_line(&mut self, row: u64) -> Result<bool, TextError> {
        self.line.clear();
        self.line_end = "";
        let failed = |error: std::io::Error| TextError::End(row, error.to_string());
        let mut any = false;
        loop {
            let chunk = self.reader.fill_buf().map_err(failed)?;
            if chunk.is_empty() {
                self.next += u64::from(any);
                return Ok(any);
            }
            any = true;
            let end = memchr2(b'\n', b'\r', chunk);
            let length = end.unwrap_or(chunk.len());
            if self.line.len() + length > LONGEST_ROW {
                return Err(TextError::End(row, LONG.into()));
            }
            self.line.extend_from_slice(&chunk[..length]);
            let return_first = end.is_some_and(|end| chunk[end] == b'\r');
            self.reader.consume(length + usize::from(end.is_some()));
            if end.is_none() {
                continue;
            }
            self.line_end = "\n";
            if return_first {
                let two = self.reader.fill_buf().map_err(failed)?.first() == Some(&b'\n');
                self.reader.consume(usize::from(two));
                self.line_end = if two { "\r\n" } else { "\r" };
            }
            self.next += 1;
            return Ok(true);
        }
    }
}

const LONG: &str = "it has more than a million bytes: is a quote never closed, or is it no list of one row a line?";

/// A line as text, and whether there may be bytes in it that are none.
fn text(line: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(line) {
        // The character that stands for what could not be read begins with EF.
        Ok(text) => (text.into(), memchr2(0, 0xef, line).is_some()),
        Err(_) => (String::from_utf8_lossy(line), true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a text, by number, and how it ends where it is wrong.
    fn read(text: &str) -> (Vec<(u64, Vec<String>)>, Option<String>) {
        let mut rows = TextRows::new(text.as_bytes(), b',', 1);
        let (mut fields, mut all) = (Fields::default(), Vec::new());
        loop {
            match rows.read(&mut fields) {
                Ok(Some(row)) => all.push((row, fields.iter().map(str::to_owned).collect())),
                Ok(None) => return (all, None),
                Err(error) => return (all, Some(format!("{error:?}"))),
            }
        }
    }

    #[test]
    fn quotes_hold_delimiters_quotes_and_lines() {
        let (rows, wrong) = read("\"a,b\",\"say \"\"no\"\"\"\r\n\"one\r\ntwo\" ,x\rlast,5\" pipe");
        assert_eq!(wrong, None);
        let row = |number, fields: [&str; 2]| (number, fields.map(str::to_owned).to_vec());
        let all = [
            row(1, ["a,b", "say \"no\""]),
            row(2, ["one\r\ntwo", "x"]),
            row(4, ["last", "5\" pipe"]),
        ];
        assert_eq!(rows, all);
    }

    #[test]
    fn a_quote_that_closes_wrongly_is_named_where_it_opens() {
        for (text, row, field) in [
            ("a,b\n1,\"x\n2,y\n", 2, 1),
            ("a,b\n1,x\n2,\"\n", 3, 1),
            ("a,b\n\"1,x\n2,\"ok\"\n", 2, 0),
            ("a,b\n1,\"x\" y\n", 2, 1),
            ("a,b\n1,\"say \\\"no\\\"\"\n", 2, 1),
            ("\"a,b\n1,x\n", 1, 0),
        ] {
            let why = read(text).1.expect("a wrong quote");
            assert!(
                why.starts_with(&format!("Quote({row}, {field}, ")),
                "{text}: {why}"
            );
        }
    }
}
