//! Opening lists: plain text or gzip in any usual encoding, or a spreadsheet.

use std::cell::RefCell;
use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use calamine::{Data, Reader};
use clap::Args;
use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};

use tierone_records::lists::columns::pair;
use tierone_records::lists::dates::DateOrder;
use tierone_records::lists::numbers::DecimalSign;
use tierone_records::lists::{FileRead, Rows};

use super::exit::Failure;

/// How a list is to be read, where the file does not say it itself.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Reading {
    /// Where a column stands under another name: 'number=Ref no'. May be given more than once.
    #[arg(long, value_name = "COLUMN=NAME", value_parser = pair)]
    pub map: Vec<(String, String)>,

    /// The encoding of the text, such as windows-1252 [default: UTF-8 where it is, else windows-1252].
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<&'static Encoding>,

    /// What stands between fields: one character, or tab [default: what the first row has most of].
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub delimiter: Option<u8>,

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
    delimiter: Option<u8>,
    /// The rows of a spreadsheet, as text.
    sheet: Option<Rc<Vec<u8>>>,
    /// What was found out about the file, for its reader.
    pub notes: Vec<String>,
    /// What is read of it; the rows that are no cases are known once all are read.
    pub read: FileRead,
}

/// The hash of a file as it is read.
pub(super) type Hash = Rc<RefCell<Sha256>>;

impl List {
    /// Looks at a file: what it is, and in which encoding.
    pub fn at(path: &Path, reading: &Reading) -> Result<Self, Failure> {
        let mut list = Self {
            path: path.to_owned(),
            encoding: reading.encoding.unwrap_or(encoding_rs::UTF_8),
            delimiter: reading.delimiter,
            sheet: None,
            notes: Vec::new(),
            read: FileRead {
                file: path.display().to_string(),
                ..FileRead::default()
            },
        };
        let mut start = Vec::new();
        list.bytes(None)?
            .take(64 * 1024)
            .read_to_end(&mut start)
            .map_err(|error| list.unreadable(error))?;
        if start.starts_with(b"PK\x03\x04") || start.starts_with(b"\xd0\xcf\x11\xe0") {
            let (name, text) = list.spreadsheet(reading.sheet.as_deref())?;
            list.read.sheet = Some(name);
            list.sheet = Some(Rc::new(text));
            list.encoding = encoding_rs::UTF_8;
            list.delimiter = Some(b',');
        } else if reading.encoding.is_none()
            && !is_utf8(&start)
            && Encoding::for_bom(&start).is_none()
        {
            list.encoding = encoding_rs::WINDOWS_1252;
            list.notes.push(
                "the file is not UTF-8 and is read as windows-1252; --encoding tells another"
                    .into(),
            );
        }
        let rows = list.rows()?.0;
        list.read.header_row = rows.header_row();
        if list.sheet.is_none() {
            list.read.encoding = Some(list.encoding.name().to_lowercase());
            list.read.delimiter = Some(rows.delimiter());
        }
        Ok(list)
    }

    /// Its rows from the start, and the hash of the file once all of them are read.
    pub fn rows(&self) -> Result<(Rows<'static>, Hash), Failure> {
        let hash = Hash::default();
        let failed =
            |why: String| Failure::input(format!("cannot read {}: {why}", self.path.display()));
        let rows = match &self.sheet {
            Some(text) => {
                // The file itself is what others have, not our text of it.
                let mut file = self.bytes(Some(Rc::clone(&hash)))?;
                std::io::copy(&mut file, &mut std::io::sink())
                    .map_err(|error| self.unreadable(error))?;
                let text = Cursor::new(Shared(Rc::clone(text)));
                Rows::open(text, self.delimiter).map_err(failed)?
            }
            None => {
                let text = DecodeReaderBytesBuilder::new()
                    .encoding(Some(self.encoding))
                    .bom_override(true)
                    .build(self.bytes(Some(Rc::clone(&hash)))?);
                Rows::open(text, self.delimiter).map_err(failed)?
            }
        };
        Ok((rows, hash))
    }

    /// Its bytes, without gzip.
    fn bytes(&self, hash: Option<Hash>) -> Result<Box<dyn Read>, Failure> {
        let file = File::open(&self.path).map_err(|error| self.unreadable(error))?;
        if file.metadata().is_ok_and(|about| about.is_dir()) {
            return Err(Failure::input(format!(
                "cannot read {}: it is a folder",
                self.path.display()
            ))
            .help("name the list in it"));
        }
        let mut file = BufReader::with_capacity(1 << 16, Hashed { file, hash });
        let zipped = std::io::BufRead::fill_buf(&mut file)
            .map_err(|error| self.unreadable(error))?
            .starts_with(b"\x1f\x8b");
        Ok(if zipped {
            Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(file)))
        } else {
            Box::new(file)
        })
    }

    fn unreadable(&self, error: std::io::Error) -> Failure {
        Failure::input(format!("cannot read {}: {error}", self.path.display()))
            .help("check the path and its permissions")
    }

    /// A sheet by its name, as comma-separated text.
    fn spreadsheet(&self, wanted: Option<&str>) -> Result<(String, Vec<u8>), Failure> {
        let failed = |error: &dyn std::fmt::Display| {
            Failure::input(format!("cannot read {}: {error}", self.path.display()))
                .help("save the sheet as CSV, and read that")
        };
        let mut bytes = Vec::new();
        self.bytes(None)?
            .read_to_end(&mut bytes)
            .map_err(|error| self.unreadable(error))?;
        let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes))
            .map_err(|error| failed(&error))?;
        let names = book.sheet_names();
        let name = match wanted {
            Some(wanted) => names.iter().find(|name| *name == wanted).ok_or_else(|| {
                Failure::input(format!(
                    "{} has no sheet `{wanted}`; its sheets are {}",
                    self.path.display(),
                    names.join(", ")
                ))
            })?,
            None => names.first().ok_or_else(|| failed(&"it has no sheet"))?,
        };
        let range = book.worksheet_range(name).map_err(|error| failed(&error))?;
        let mut text = csv::Writer::from_writer(Vec::new());
        for row in range.rows() {
            text.write_record(row.iter().map(cell))
                .map_err(|error| failed(&error))?;
        }
        let text = text.into_inner().map_err(|error| failed(&error))?;
        Ok((name.clone(), text))
    }
}

/// A cell as text; days as 2026-12-31.
fn cell(data: &Data) -> String {
    match data {
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}

/// Whether text that may be cut off in the middle of a character is UTF-8.
fn is_utf8(start: &[u8]) -> bool {
    match std::str::from_utf8(start) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// Bytes that more than one reading shares.
struct Shared(Rc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Hashes what it reads.
struct Hashed {
    file: File,
    hash: Option<Hash>,
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        if let Some(hash) = &self.hash {
            hash.borrow_mut().update(&buffer[..read]);
        }
        Ok(read)
    }
}

/// The hash in hexadecimal.
pub(super) fn hexadecimal(hash: &Hash) -> String {
    let digest = hash.borrow().clone().finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
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
