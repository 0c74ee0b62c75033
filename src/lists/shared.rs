//! What the cells of an .xlsx sheet point at: texts that cells share, and formats, which say whether a number is a day.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use quick_xml::events::Event;

use super::archive::{Archive, attribute, character};

/// Texts that a workbook may share between cells, and their bytes together.
const MOST_TEXTS: usize = 4_000_000;
const MOST_BYTES: usize = 64_000_000;

/// Texts that cells share.
#[derive(Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Reads the part with the texts; what it says of their number is not believed.
    pub fn read(archive: &mut Archive, part: &str) -> Result<Self, String> {
        let mut texts = Self::default();
        let Some(mut xml) = archive.part(part, 512_000_000)? else {
            return Ok(texts);
        };
        let mut run = Run::default();
        loop {
            match xml.next()? {
                Event::Start(tag) => run.open(tag.local_name().as_ref()),
                Event::End(tag) if tag.local_name().as_ref() == "si" => {
                    texts.ends.push(texts.text.len() as u32);
                    if texts.ends.len() > MOST_TEXTS || texts.text.len() > MOST_BYTES {
                        return Err(format!(
                            "its cells have more than {} million texts, or texts of more than {} million bytes",
                            MOST_TEXTS / 1_000_000,
                            MOST_BYTES / 1_000_000
                        ));
                    }
                }
                Event::End(tag) => run.close(tag.local_name().as_ref()),
                Event::Eof => return Ok(texts),
                other => run.text(&other, &mut texts.text),
            }
        }
    }

    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        Some(&self.text[start..end])
    }
}

/// Where in a text of one or more runs the reading is.
#[derive(Default)]
pub(super) struct Run {
    is_text: bool,
    /// Inside a guide to pronunciation, which is no part of the text.
    is_guide: bool,
}

impl Run {
    pub fn open(&mut self, tag: &str) {
        self.is_text |= tag == "t";
        self.is_guide |= tag == "rPh";
    }

    pub fn close(&mut self, tag: &str) {
        self.is_text &= tag != "t";
        self.is_guide &= tag != "rPh";
    }

    /// Takes a piece of the text.
    pub fn text(&self, event: &Event, into: &mut String) {
        if self.is_text && !self.is_guide {
            piece(event, into);
        }
    }
}

/// Adds the text of an event, if it has any.
pub(super) fn piece(event: &Event, into: &mut String) {
    match event {
        Event::Text(text) => into.push_str(&text.xml10_content()),
        Event::CData(text) => into.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => into.extend(character(reference)),
        _ => {}
    }
}

/// A text without the escapes `_x000D_` of what XML cannot hold.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let escape = rest.get(2..7).and_then(|code| code.strip_suffix('_'));
        let digits = escape.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = digits.and_then(|code| u32::from_str_radix(code, 16).ok());
        let (character, length) = match code.and_then(char::from_u32) {
            Some(character) => (character, 7),
            None => ('_', 1),
        };
        plain.push(character);
        rest = &rest[length..];
    }
    plain + rest
}

/// What a number in a cell stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Number,
    Day,
    /// Hours, minutes and seconds, also more than a day of them.
    Duration,
}

/// The formats that cells point at.
pub(super) fn formats(archive: &mut Archive, part: &str) -> Result<Vec<Format>, String> {
    let mut formats = Vec::new();
    let Some(mut xml) = archive.part(part, 64_000_000)? else {
        return Ok(formats);
    };
    let mut own: BTreeMap<u32, Format> = BTreeMap::new();
    let mut is_cells = false;
    loop {
        match xml.next()? {
            Event::Start(tag) => {
                let id = attribute(&tag, "numFmtId")
                    .and_then(|id| id.parse().ok())
                    .unwrap_or(0);
                match tag.local_name().as_ref() {
                    "numFmt" => {
                        let code = attribute(&tag, "formatCode").unwrap_or_default();
                        own.insert(id, format(&code));
                    }
                    "cellXfs" => is_cells = true,
                    "xf" if is_cells => {
                        formats.push(own.get(&id).copied().unwrap_or_else(|| built_in(id)))
                    }
                    _ => {}
                }
            }
            Event::End(tag) => is_cells &= tag.local_name().as_ref() != "cellXfs",
            Event::Eof => return Ok(formats),
            _ => {}
        }
    }
}

fn built_in(id: u32) -> Format {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Format::Day,
        46 => Format::Duration,
        _ => Format::Number,
    }
}

/// What a code such as `dd/mm/yyyy` or `#,##0.00` shows.
fn format(code: &str) -> Format {
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c.to_ascii_lowercase() {
            // The next character is shown as it is, or its width kept free.
            '\\' | '_' | '*' => {
                chars.next();
            }
            '"' => {
                chars.find(|c| *c == '"');
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let inside = inside.to_ascii_lowercase();
                if !inside.is_empty()
                    && ["h", "m", "s"]
                        .iter()
                        .any(|unit| inside.replace(unit, "").is_empty())
                {
                    return Format::Duration;
                }
            }
            'd' | 'm' | 'y' | 'h' | 's' => return Format::Day,
            'g' if code.to_ascii_lowercase().contains("general") => return Format::Number,
            ';' => return Format::Number,
            _ => {}
        }
    }
    Format::Number
}

/// A number of days as a day, or as hours, minutes and seconds where it is less than one.
pub(super) fn moment(days: f64, format: Format, since_1904: bool) -> Option<String> {
    if !(0.0..3_000_000.0).contains(&days) {
        return None;
    }
    if days < 1.0 || format == Format::Duration {
        let seconds = (days * 86_400.0).round() as u64;
        let (hours, rest) = (seconds / 3_600, seconds % 3_600);
        return Some(format!("{hours:02}:{:02}:{:02}", rest / 60, rest % 60));
    }
    let first: Date = match (since_1904, days < 60.0) {
        (true, _) => date(1904, 1, 1),
        // There was no 29 February in 1900, but the spreadsheet program has one.
        (false, true) => date(1899, 12, 31),
        (false, false) => date(1899, 12, 30),
    };
    let day = first.checked_add((days as i64).days()).ok()?;
    Some(day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_days_are_told_from_those_of_numbers() {
        for code in [
            "dd/mm/yyyy",
            "yyyy\\-mm\\-dd",
            "[$-809]d mmmm yyyy;@",
            "h:mm",
            "mmm-yy",
        ] {
            assert_eq!(format(code), Format::Day, "{code}");
        }
        for code in [
            "0.00",
            "#,##0.00",
            "\"days\" 0",
            "General",
            "[Red]0.00",
            "0.00;[Red]-0.00",
            "_-£* #,##0_-",
            "0%",
            "@",
        ] {
            assert_eq!(format(code), Format::Number, "{code}");
        }
        assert_eq!(format("[hh]:mm:ss"), Format::Duration);
    }

    #[test]
    fn numbers_of_days_become_days() {
        let day = |days, since_1904| moment(days, Format::Day, since_1904);
        assert_eq!(day(46_204.0, false).as_deref(), Some("2026-07-01"));
        assert_eq!(day(46_204.75, false).as_deref(), Some("2026-07-01"));
        assert_eq!(day(44_742.0, true).as_deref(), Some("2026-07-01"));
        assert_eq!(day(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(day(0.5, false).as_deref(), Some("12:00:00"));
        assert_eq!(
            moment(1.25, Format::Duration, false).as_deref(),
            Some("30:00:00")
        );
        assert_eq!(day(-1.0, false), None);
        assert_eq!(day(1e300, false), None);
        assert_eq!(day(f64::NAN, false), None);
    }

    #[test]
    fn escapes_of_what_xml_cannot_hold_are_read() {
        assert_eq!(unescaped("a_x000A_b"), "a\nb");
        assert_eq!(unescaped("my_xname_xy"), "my_xname_xy");
        // An underscore that is none of an escape is one itself.
        assert_eq!(unescaped("a_x005F_x0041_b_x005F_"), "a_x0041_b_");
        assert_eq!(unescaped("__x0041_"), "_A");
        assert_eq!(unescaped("_x00é"), "_x00é");
    }
}
