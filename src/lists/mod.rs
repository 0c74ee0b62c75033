//! Opening lists: plain text or gzip in any usual encoding, or a spreadsheet.
//!
//! | file | what it does |
//! | --- | --- |
//! | `bytes` | opens a file, without gzip, and hashes it |
//! | `encodings` | finds the encoding of a text |
//! | `workbook`, `sheet` | which kind of workbook a file is, and which sheet of it is read |
//! | `xlsx`, `shared`, `ods`, `older` | read the cells of a sheet of each kind |
//! | `extent` | refuses .xls workbooks whose cells lie too far apart |
//! | `archive` | unpacks the parts of a workbook within limits |

mod archive;
mod bytes;
mod encodings;
mod extent;
mod ods;
mod older;
mod shared;
mod sheet;
mod workbook;
mod xlsx;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::Args;
use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;

use tierone_records::lists::columns::pair;
use tierone_records::lists::dates::DateOrder;
use tierone_records::lists::numbers::DecimalSign;
use tierone_records::lists::wide::TO_FILL_IN;
use tierone_records::lists::{CASES, CHECKED, Column, FileRead, Grid, Opening, Rows, SHEET};

pub(super) use bytes::{Hash, hexadecimal};
use bytes::{anywhere, bytes, unreadable};

use super::exit::Failure;
use super::kinds;

/// How a list is to be read, where the file does not say it itself.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Reading {
    /// Where a column stands under another name: 'number=Ref no'. May be given more than once.
    #[arg(long, value_name = "COLUMN=NAME", value_parser = pair)]
    pub map: Vec<(String, String)>,

    /// The encoding of the text, such as windows-1252 [default: UTF-8 or UTF-16 where it is, else windows-1252].
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<&'static Encoding>,

    /// What stands between fields: one character, or tab [default: what the first row has most of].
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub delimiter: Option<u8>,

    /// The row that names the columns, 1 for the first [default: the one with the most known names].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub header_row: Option<u64>,

    /// The sheet of a spreadsheet [default: the first].
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    /// Whether 03/04/2026 is the third of April (day-first) or the fourth of March (month-first)
    /// [default: what the dates of the file betray].
    #[arg(long, value_name = "ORDER", value_parser = date_order)]
    pub date_order: Option<DateOrder>,

    /// The sign before decimals: point (1,234.50) or comma (1.234,50) [default: what the numbers of a column betray].
    #[arg(long, value_name = "SIGN", value_parser = decimal)]
    pub decimal: Option<DecimalSign>,

    /// A word of the outcomes that is a pass, such as Yes or 0. May be given more than once.
    #[arg(long, value_name = "WORD")]
    pub pass: Vec<String>,

    /// A word of the outcomes that is a fail, such as No or 1. May be given more than once. Where one of the two is given,
    /// the only other word of the column is the other.
    #[arg(long, value_name = "WORD")]
    pub fail: Vec<String>,

    /// Leave out rows that are wrong, and say which, instead of refusing the file.
    #[arg(long)]
    pub skip_bad_rows: bool,

    /// How many wrong rows are reported in full.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub problems: usize,

    /// What the record of a draw says of how its list was read.
    #[arg(skip)]
    pub recorded: Recorded,

    /// Columns by whose names the header is known, beside those of cases and checks.
    #[arg(skip)]
    pub columns: &'static [Column],
}

/// How a list was read, where another file of the same draw leaves it open.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Recorded {
    pub decimal: Option<DecimalSign>,
    pub date_order: Option<DateOrder>,
}

/// A list that can be read more than once.
#[derive(Clone, Debug)]
pub(super) struct List {
    path: PathBuf,
    encoding: &'static Encoding,
    /// The cells of a spreadsheet.
    grid: Option<Rc<Grid>>,
    opening: Opening,
    /// What was found out about the file, for its reader.
    pub notes: Vec<String>,
    /// What is read of it; the rows that are no cases are known once all are read.
    pub read: FileRead,
}

impl List {
    /// Looks at a file: what it is, and in which encoding.
    pub fn at(path: &Path, reading: &Reading) -> Result<Self, Failure> {
        let mut list = Self {
            path: path.to_owned(),
            encoding: encoding_rs::UTF_8,
            grid: None,
            opening: opening(reading),
            notes: Vec::new(),
            read: FileRead {
                file: path.display().to_string(),
                ..FileRead::default()
            },
        };
        let mut start = Vec::new();
        bytes(path, None)?
            .take(64 * 1024)
            .read_to_end(&mut start)
            .map_err(|error| unreadable(path, &error))?;
        let mut others = Vec::new();
        if workbook::is_one(&start) {
            let sheet = workbook::read(anywhere(path)?, &start, reading.sheet.as_deref());
            let sheet = sheet.map_err(|why| {
                Failure::input(format!("cannot read {}: {why}", path.display())).help(
                    "name another sheet with --sheet, or save the sheet as CSV, and read that",
                )
            })?;
            list.notes.extend(sheet.note());
            list.read.formulas_without_value = sheet.formulas;
            list.read.sheet = Some(sheet.name);
            list.grid = Some(Rc::new(sheet.grid));
            if reading.sheet.is_none() {
                others = sheet.others;
            }
        } else {
            let (guessed, note) = encodings::guess(&start);
            list.encoding = reading.encoding.unwrap_or(guessed);
            if reading.encoding.is_none() {
                list.notes.extend(note.map(String::from));
            }
            list.refuse_page(&start)?;
            let (text, ..) = list.encoding.decode(&start);
            if let Some(failure) = kinds::no_list(path, &text) {
                return Err(failure);
            }
        }
        let rows = list.rows_with(&others)?;
        list.notes.extend(list.of_other_sheets(&others));
        list.read.header_row = rows.header_row();
        list.notes.extend(unnamed(rows.header(), rows.header_row()));
        list.read.delimiter = rows.delimiter();
        if list.grid.is_none() {
            let marked = Encoding::for_bom(&start).map(|(encoding, _)| encoding);
            let encoding = marked.unwrap_or(list.encoding);
            list.read.encoding = Some(encoding.name().to_lowercase());
        }
        Ok(list)
    }

    /// The same of a file beside the list, such as an earlier draw: its own first row has the names of its columns.
    pub fn beside(path: &Path, reading: &Reading) -> Result<Self, Failure> {
        let reading = Reading {
            header_row: None,
            ..reading.clone()
        };
        Self::at(path, &reading)
    }

    /// Its rows from the start, and the hash of the file once all of them are read.
    pub fn rows(&self) -> Result<(Rows<'static>, Hash), Failure> {
        let hash = Hash::default();
        let mut file = bytes(&self.path, Some(Rc::clone(&hash)))?;
        let rows = match &self.grid {
            Some(grid) => {
                // The file itself is what others have, not our cells of it.
                std::io::copy(&mut file, &mut std::io::sink())
                    .map_err(|error| unreadable(&self.path, &error))?;
                Rows::of_sheet(Rc::clone(grid), &self.opening)
            }
            None => {
                let text = DecodeReaderBytesBuilder::new()
                    .encoding(Some(self.encoding))
                    .bom_override(true)
                    .build(file);
                Rows::of_text(text, &self.opening)
            }
        };
        let rows = rows.map_err(|why| {
            let help = match why.starts_with("it is empty") {
                true => "name a file with the names of the columns in one row, and a row a case below it",
                false => "name the row with the names of the columns with --header-row",
            };
            Failure::input(format!("cannot read {}: {why}", self.path.display())).help(help)
        })?;
        Ok((rows, hash))
    }

    /// The same, where the sheet was not chosen by its reader: one without a table is refused, and these are named.
    fn rows_with(&self, others: &[String]) -> Result<Rows<'static>, Failure> {
        let rows = self.rows();
        let has_table = rows.as_ref().is_ok_and(|(rows, _)| rows.known_names() > 0);
        if others.is_empty() || has_table || self.opening.header_row.is_some() {
            return Ok(rows?.0);
        }
        let sheet = self.read.sheet.as_deref().unwrap_or_default();
        Err(Failure::input(format!(
            "the first sheet of {}, `{sheet}`, has no list: no row of it names a column that is known; the other sheets \
             are {}",
            self.path.display(),
            others.join(", ")
        ))
        .help(format!("choose one with --sheet '{}'", others[0])))
    }

    /// Which sheets are not read, where the reader chose none. A workbook that checkers fill in has one for them.
    fn of_other_sheets(&self, others: &[String]) -> Option<String> {
        let sheet = self
            .read
            .sheet
            .as_deref()
            .filter(|sheet| *sheet != TO_FILL_IN)?;
        let first = others.first()?;
        let named: Vec<String> = others.iter().map(|other| format!("`{other}`")).collect();
        Some(format!(
            "only sheet `{sheet}` of {} is read, and nothing of {}; --sheet '{first}' reads another",
            self.path.display(),
            named.join(", ")
        ))
    }

    /// Refuses a web page, which some programs save as .xls.
    fn refuse_page(&self, start: &[u8]) -> Result<(), Failure> {
        let (text, ..) = self.encoding.decode(start);
        let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let mut chars = text.chars();
        let is_tag = chars.next() == Some('<')
            && chars
                .next()
                .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '!' | '?'));
        if !is_tag && !text.starts_with("MIME-Version:") {
            return Ok(());
        }
        let what = if text.starts_with("<?xml") {
            "XML"
        } else {
            "a web page"
        };
        Err(Failure::input(format!(
            "{} is {what}, whatever its name says, and no list",
            self.path.display()
        ))
        .help("open it in Excel or LibreOffice, save it as .xlsx or CSV, and read that"))
    }
}

/// Columns without a name in a row under others: their names may stand above, in merged cells.
fn unnamed(header: &[String], row: u64) -> Option<String> {
    let named = header.iter().rposition(|name| !name.trim().is_empty())?;
    let empty = header[..named].iter().enumerate();
    let empty: Vec<String> = empty
        .filter(|(_, name)| name.trim().is_empty())
        .map(|(place, _)| (place + 1).to_string())
        .collect();
    let (columns, have) = match empty.len() {
        0 => return None,
        1 => ("column", "has"),
        _ => ("columns", "have"),
    };
    (row > 1).then(|| {
        format!(
            "{columns} {} {have} no name in row {row}, which names the columns: where a header has two rows, or merged cells, all but \
             one cell are empty. Write each name into row {row}, and save",
            empty.join(", ")
        )
    })
}

/// How a list is opened: what the command line tells, and names of columns by which the header is known.
fn opening(reading: &Reading) -> Opening {
    let names = |column: &Column| {
        let names = std::iter::once(column.name).chain(column.also.iter().copied());
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    let tables = || {
        CASES
            .iter()
            .chain(CHECKED)
            .chain(SHEET)
            .chain(reading.columns)
    };
    let told = |(_, theirs): &(String, String)| theirs.clone();
    let of_number = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("number");
    let mut number: Vec<String> = reading.map.iter().filter(of_number).map(told).collect();
    if number.is_empty() {
        let numbers = tables().filter(|column| column.name == "number");
        number = numbers.flat_map(names).collect();
    }
    let mut known: Vec<String> = tables().flat_map(names).collect();
    known.extend(reading.map.iter().map(told));
    // Lists of those who check.
    known.extend(["name", "special"].map(String::from));
    Opening {
        delimiter: reading.delimiter,
        header_row: reading.header_row,
        known,
        number,
    }
}

/// Reads a whole number.
pub(super) fn whole(text: &str) -> Result<u64, String> {
    text.trim()
        .parse()
        .map_err(|_| "write a whole number from 0".into())
}

fn encoding(text: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(text.as_bytes())
        .ok_or_else(|| "no encoding has that name; try utf-8 or windows-1252".into())
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() && *byte != b'"' => Ok(*byte),
        _ => Err("write one character such as ; or the word tab".into()),
    }
}

fn decimal(text: &str) -> Result<DecimalSign, String> {
    let found = DecimalSign::NAMES.iter().find(|(name, _)| *name == text);
    found
        .map(|(_, sign)| *sign)
        .ok_or_else(|| "write point or comma".into())
}

fn date_order(text: &str) -> Result<DateOrder, String> {
    let found = DateOrder::NAMES.iter().find(|(name, _)| *name == text);
    found
        .map(|(_, order)| *order)
        .ok_or_else(|| "write day-first or month-first".into())
}
