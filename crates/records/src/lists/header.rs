//! Finds where the table of a file begins: the row that names its columns, under titles, and what stands between fields.

use std::collections::BTreeSet;
use std::io::Cursor;

use super::columns::{bare, same};
use super::fields::Fields;
use super::text::TextRows;
use super::totals::is_amount;

/// How a list is opened, where it does not say it itself.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// What stands between fields.
    pub delimiter: Option<u8>,
    /// The row that names the columns.
    pub header_row: Option<u64>,
    /// Names of columns that mean something.
    pub known: Vec<String>,
    /// Names of the column that tells cases apart.
    pub number: Vec<String>,
}

/// Delimiters that are looked for.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Filled rows among which the names of the columns are looked for.
pub(super) const LOOKED_AT: usize = 30;

/// Which of these columns has one of these names.
pub(super) fn place(header: &[String], names: &[String]) -> Option<usize> {
    let mut names = names.iter();
    names.find_map(|name| header.iter().position(|column| same(column, name)))
}

/// Known names, to look for.
pub(super) struct Known(BTreeSet<String>);

impl Known {
    pub fn new(opening: &Opening) -> Self {
        let names = opening.known.iter().chain(&opening.number);
        Self(names.map(|name| bare(name).collect()).collect())
    }

    /// How many fields of a row are known names of columns.
    fn count(&self, fields: &Fields) -> usize {
        let names = fields.filled().map(|field| bare(field).collect::<String>());
        let names: BTreeSet<String> = names.filter(|name| self.0.contains(name)).collect();
        names.len()
    }

    /// Which of the first filled rows names the columns, and how many known names it has: the one with most of them; the
    /// first where none has any.
    pub fn best<'f>(&self, rows: impl Iterator<Item = &'f Fields>) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize, usize)> = None;
        for (index, fields) in rows.enumerate() {
            let (known, filled) = (self.count(fields), fields.filled().count());
            // A title may have the name of a column and a value beside it.
            if best.is_none_or(|(_, most, wide)| {
                (known > most || known == most && known > 0 && filled > 2 * wide)
                    && !fields.filled().any(is_amount)
            }) {
                best = Some((index, known, filled));
            }
        }
        best.map(|(index, known, _)| (index, known))
    }
}

/// The delimiter that a first line such as `sep=;` tells, and the bytes of that line.
pub(super) fn told(start: &[u8]) -> Option<(u8, usize)> {
    let end = start
        .iter()
        .position(|byte| matches!(byte, b'\n' | b'\r'))?;
    let line = std::str::from_utf8(&start[..end]).ok()?;
    let line = line.trim_end_matches(' ').trim_matches('"');
    let told = line
        .get(..4)
        .filter(|name| name.eq_ignore_ascii_case("sep="))?;
    let rest = &line.as_bytes()[told.len()..];
    // A program that saves the file again fills the line up with delimiters.
    let first = *rest.first().filter(|byte| !byte.is_ascii_alphanumeric())?;
    let is_one = first.is_ascii() && rest.iter().all(|byte| *byte == first);
    let end = end + 1 + usize::from(start[end..].starts_with(b"\r\n"));
    is_one.then_some((first, end))
}

/// The delimiter under which the start of a file has the most known names of columns; where none has any, the one that is
/// most often in the first row.
pub(super) fn likely(start: &[u8], known: &Known) -> u8 {
    let mut best = (DELIMITERS[0], 0, 0);
    for delimiter in DELIMITERS {
        let mut rows = TextRows::new(Cursor::new(start), delimiter, 1);
        let mut filled = Vec::new();
        let mut fields = Fields::default();
        let mut blank = 0;
        while let Ok(Some(_)) = rows.read(&mut fields) {
            if fields.are_blank() {
                blank = blank.max(fields.len());
            } else {
                filled.push(std::mem::take(&mut fields));
            }
            if filled.len() == LOOKED_AT {
                break;
            }
        }
        let (names, wide) = match known.best(filled.iter()) {
            Some((index, names)) => (names, filled[index].len()),
            None => (0, blank),
        };
        if (names, wide) > (best.1, best.2) {
            best = (delimiter, names, wide);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known::new(&Opening {
            known: ["value", "team", "close date"].map(String::from).to_vec(),
            number: vec!["SR number".into()],
            ..Opening::default()
        })
    }

    #[test]
    fn the_row_with_most_known_names_is_the_header() {
        let best = |lines: &[&str]| {
            let rows: Vec<Fields> = lines
                .iter()
                .map(|line| {
                    let mut fields = Fields::default();
                    fields.split(line, b',');
                    fields
                })
                .collect();
            known().best(rows.iter())
        };
        assert_eq!(best(&["SR_Number,Value", "A1,5"]), Some((0, 2)));
        assert_eq!(
            best(&[
                "Checks of July",
                "Team,north",
                "SR number,team,value",
                "A1,team,3"
            ]),
            Some((2, 3))
        );
        assert_eq!(
            best(&["Team,north", "sr number,what,when,who,why"]),
            Some((1, 1))
        );
        assert_eq!(best(&["x,y", "1,2"]), Some((0, 0)));
        assert_eq!(best(&["SR number,state", "A1,team"]), Some((0, 1)));
        assert_eq!(best(&[]), None);
    }

    #[test]
    fn the_delimiter_is_told_or_found() {
        for (start, expected) in [
            ("sep=;\na", Some((b';', 6))),
            ("SEP=,\r\na", Some((b',', 7))),
            ("\"sep=|\"\na", Some((b'|', 8))),
            ("sep=\t\na", Some((b'\t', 6))),
            ("sep=;;;\na", Some((b';', 8))),
            ("sep=\na", None),
            ("separate,b\n", None),
            ("sep=x\n", None),
        ] {
            assert_eq!(told(start.as_bytes()), expected, "{start}");
        }
        for (start, expected) in [
            ("Checks, July, all\nSR number;value\nA1;1,5\n", b';'),
            ("SR number|team\nA,B,C|x\n", b'|'),
            ("a\tb\tc\n1,2\t3\t4\n", b'\t'),
            ("\"a,b,c\";d\n1;2\n", b';'),
            ("one\n", b','),
        ] {
            assert_eq!(likely(start.as_bytes(), &known()), expected, "{start}");
        }
    }
}
