//! The parts of a workbook, which is a zip archive of XML: each is unpacked as it is read, within limits, and nothing is
//! built of what the archive only says of itself.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use super::bytes::Anywhere;

/// Bytes that one piece of XML may have: a tag, or the text between two.
const LONGEST_PIECE: u64 = 16_000_000;

/// How deep its tags may be nested.
const DEEPEST: u32 = 200;

/// A workbook.
pub(super) struct Archive(pub ZipArchive<Box<dyn Anywhere>>);

impl Archive {
    pub fn open(file: Box<dyn Anywhere>) -> Result<Self, String> {
        let archive = ZipArchive::new(file).map_err(|error| format!("it is damaged: {error}"))?;
        Ok(Self(archive))
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.index_for_name(name).is_some()
    }

    /// A part, which may unpack to so many bytes; none where there is no such part.
    pub fn part(&mut self, name: &str, most: u64) -> Result<Option<Xml<'_>>, String> {
        let part = match self.0.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(format!("its part {name} is damaged: {error}")),
        };
        if part.size() > most {
            return Err(too_large(name, part.size(), most));
        }
        let piece = Rc::new(Cell::new(0));
        let metered = Metered {
            inner: Box::new(part),
            name: name.to_owned(),
            read: 0,
            most,
            piece: Rc::clone(&piece),
        };
        let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, metered));
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().check_end_names = false;
        Ok(Some(Xml {
            reader,
            name: name.to_owned(),
            buffer: Vec::new(),
            piece,
            depth: 0,
        }))
    }
}

fn too_large(name: &str, size: u64, most: u64) -> String {
    format!(
        "its part {name} unpacks to {} million bytes, and at most {} million are read",
        size / 1_000_000,
        most / 1_000_000
    )
}

/// The tags and texts of a part.
pub(super) struct Xml<'a> {
    reader: Reader<BufReader<Metered<'a>>>,
    name: String,
    buffer: Vec<u8>,
    piece: Rc<Cell<u64>>,
    depth: u32,
}

impl Xml<'_> {
    /// The next tag or text; an empty tag opens and closes.
    pub fn next(&mut self) -> Result<Event<'_>, String> {
        self.piece.set(0);
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer);
        let event = event.map_err(|error| format!("its part {} is damaged: {error}", self.name))?;
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if self.depth > DEEPEST {
            return Err(format!(
                "the tags of its part {} are nested too deep",
                self.name
            ));
        }
        Ok(event)
    }
}

/// The value of an attribute; its name without what stands before a colon.
pub(super) fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let value = attributes
        .find(|found| found.key.local_name().as_ref() == name)?
        .value;
    Some(unescape(&value).map_or_else(|_| value.to_string(), |text| text.into_owned()))
}

/// The character that `&…;` stands for.
pub(super) fn character(reference: &BytesRef) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    match reference.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// Counts what is unpacked.
struct Metered<'a> {
    inner: Box<dyn Read + 'a>,
    name: String,
    read: u64,
    most: u64,
    /// Bytes since the last tag or text.
    piece: Rc<Cell<u64>>,
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        self.piece.set(self.piece.get() + read as u64);
        if self.read > self.most {
            return Err(io::Error::other(too_large(
                &self.name, self.read, self.most,
            )));
        }
        if self.piece.get() > LONGEST_PIECE {
            return Err(io::Error::other("one cell of it has millions of bytes"));
        }
        Ok(read)
    }
}
