//! Reads a sheet of an .xlsx workbook as a stream of cells.

use quick_xml::events::{BytesStart, Event};

use super::archive::{Archive, attribute};
use super::shared::{Format, Run, Texts, formats, moment, piece, unescaped};
use super::sheet::{Sheet, choose, others};

/// Bytes that the part of a sheet, and the other parts, may unpack to.
const MOST_OF_SHEET: u64 = 1_000_000_000;
const MOST_OF_PART: u64 = 64_000_000;

/// Bytes that a cell may have; Excel allows 32,767 characters.
const LONGEST_CELL: usize = 1_000_000;

/// A part that another points at.
struct Relation {
    id: String,
    kind: String,
    part: String,
}

/// Reads a sheet.
pub(super) fn read(mut archive: Archive, wanted: Option<&str>) -> Result<Sheet, String> {
    let start = relations(&mut archive, "")?;
    let book = start
        .iter()
        .find(|relation| relation.kind == "officeDocument");
    let book = book.map_or("xl/workbook.xml", |book| book.part.as_str());
    let relations = relations(&mut archive, book)?;
    let (sheets, since_1904) = sheets(&mut archive, book, &relations)?;
    let names: Vec<(String, bool)> = sheets
        .iter()
        .map(|(name, shown, _)| (name.clone(), *shown))
        .collect();
    let chosen = choose(&names, wanted)?;
    let part_of = |kind: &str| {
        let part = relations.iter().find(|relation| relation.kind == kind);
        part.map(|relation| relation.part.clone())
    };
    let (texts, styles) = (part_of("sharedStrings"), part_of("styles"));
    let cells = Cells {
        texts: match texts {
            Some(part) => Texts::read(&mut archive, &part)?,
            None => Texts::default(),
        },
        formats: match styles {
            Some(part) => formats(&mut archive, &part)?,
            None => Vec::new(),
        },
        since_1904,
        sheet: Sheet::new(names[chosen].0.clone(), others(&names, chosen)),
    };
    cells.read(&mut archive, &sheets[chosen].2)
}

/// What a part points at, by the kind of it.
fn relations(archive: &mut Archive, part: &str) -> Result<Vec<Relation>, String> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = format!("{folder}/_rels/{name}.rels");
    let mut found = Vec::new();
    let Some(mut xml) = archive.part(path.trim_start_matches('/'), MOST_OF_PART)? else {
        return Ok(found);
    };
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                let target = attribute(&tag, "Target").unwrap_or_default();
                let kind = attribute(&tag, "Type").unwrap_or_default();
                found.push(Relation {
                    id: attribute(&tag, "Id").unwrap_or_default(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    part: resolved(folder, &target),
                });
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The part at a path that is relative to a folder, or starts with `/`.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The sheets with cells: name, whether it is shown, and part; and whether days are counted from 1904.
type Sheets = (Vec<(String, bool, String)>, bool);

fn sheets(archive: &mut Archive, book: &str, relations: &[Relation]) -> Result<Sheets, String> {
    let (mut sheets, mut since_1904) = (Vec::new(), false);
    let Some(mut xml) = archive.part(book, MOST_OF_PART)? else {
        return Err("it is no workbook of a known kind".into());
    };
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "workbookPr" => {
                    let told = attribute(&tag, "date1904").unwrap_or_default();
                    since_1904 = matches!(told.as_str(), "1" | "true" | "on");
                }
                "sheet" => {
                    let name = attribute(&tag, "name").unwrap_or_default();
                    let shown = attribute(&tag, "state").is_none_or(|state| state == "visible");
                    let id = attribute(&tag, "id").unwrap_or_default();
                    let part = relations.iter().find(|relation| relation.id == id);
                    let part = part.filter(|part| part.kind == "worksheet");
                    sheets.extend(part.map(|part| (name, shown, part.part.clone())));
                }
                _ => {}
            },
            Event::Eof => return Ok((sheets, since_1904)),
            _ => {}
        }
    }
}

/// What is needed to understand the cells of a sheet.
struct Cells {
    texts: Texts,
    formats: Vec<Format>,
    since_1904: bool,
    sheet: Sheet,
}

/// A cell that is being read.
#[derive(Default)]
struct Cell {
    kind: String,
    style: usize,
    value: String,
    is_formula: bool,
    is_value: bool,
    run: Run,
}

impl Cells {
    fn read(mut self, archive: &mut Archive, part: &str) -> Result<Sheet, String> {
        let Some(mut xml) = archive.part(part, MOST_OF_SHEET)? else {
            return Err(format!("its part {part} is missing"));
        };
        let (mut row, mut column) = (0_u32, 0_u32);
        let mut cell: Option<Cell> = None;
        loop {
            match (xml.next()?, &mut cell) {
                (Event::Start(tag), None) => match tag.local_name().as_ref() {
                    "row" => {
                        row = match attribute(&tag, "r") {
                            Some(told) => number(&told).ok_or_else(|| no_place(&told))?,
                            None => row.saturating_add(1),
                        };
                        column = 0;
                    }
                    "c" => {
                        if let Some(told) = attribute(&tag, "r") {
                            (row, column) = place(&told).ok_or_else(|| no_place(&told))?;
                        }
                        cell = Some(begun(&tag));
                    }
                    _ => {}
                },
                (Event::Start(tag), Some(cell)) => match tag.local_name().as_ref() {
                    "v" => cell.is_value = true,
                    "f" => cell.is_formula = true,
                    name => cell.run.open(name),
                },
                (Event::End(tag), Some(open)) => match tag.local_name().as_ref() {
                    "c" => {
                        self.add(row, column, open)?;
                        column = column.saturating_add(1);
                        cell = None;
                    }
                    "v" => open.is_value = false,
                    name => open.run.close(name),
                },
                (Event::Eof, _) => return Ok(self.sheet),
                (event, Some(cell)) => {
                    if cell.is_value {
                        piece(&event, &mut cell.value);
                    } else {
                        cell.run.text(&event, &mut cell.value);
                    }
                    if cell.value.len() > LONGEST_CELL {
                        return Err(format!("a cell of row {row} has more than a million bytes"));
                    }
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, row: u32, column: u32, cell: &Cell) -> Result<(), String> {
        let value = &cell.value;
        if cell.is_formula && value.is_empty() && cell.kind != "str" {
            self.sheet.formula(row, column);
        }
        let grid = &mut self.sheet.grid;
        match cell.kind.as_str() {
            "s" => {
                let text = value
                    .trim()
                    .parse()
                    .ok()
                    .and_then(|index| self.texts.get(index));
                let text = text.ok_or_else(|| {
                    format!(
                        "the cell in row {row} has text {value} of a table that has no such text"
                    )
                })?;
                grid.add(row, column, &unescaped(text))
            }
            "str" | "inlineStr" => grid.add(row, column, &unescaped(value)),
            "b" => grid.add(
                row,
                column,
                if value.trim() == "1" { "true" } else { "false" },
            ),
            "e" => grid.add(row, column, value),
            "d" => grid.add(row, column, value.split('T').next().unwrap_or_default()),
            _ => match value.trim().parse::<f64>() {
                Ok(number) => {
                    let format = self.formats.get(cell.style).copied();
                    let format = format.filter(|format| *format != Format::Number);
                    let moment = format.and_then(|format| moment(number, format, self.since_1904));
                    grid.add(row, column, &moment.unwrap_or_else(|| number.to_string()))
                }
                Err(_) => grid.add(row, column, value),
            },
        }
    }
}

fn begun(tag: &BytesStart) -> Cell {
    let style = attribute(tag, "s").and_then(|style| style.parse().ok());
    Cell {
        kind: attribute(tag, "t").unwrap_or_default(),
        style: style.unwrap_or(0),
        ..Cell::default()
    }
}

fn no_place(told: &str) -> String {
    let told: String = told.chars().take(20).collect();
    format!("it has a cell or row `{told}`, and a sheet has none of that name")
}

/// The row and the column, from 0, of a cell such as `B7`.
fn place(told: &str) -> Option<(u32, u32)> {
    let digits = told.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = told.split_at(digits);
    if !(1..=3).contains(&letters.len()) || !letters.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        return None;
    }
    let letters = letters
        .bytes()
        .map(|byte| u32::from(byte.to_ascii_uppercase() - b'A'));
    let column = letters.fold(0, |column, letter| column * 26 + letter + 1) - 1;
    Some((number(digits)?, column))
}

fn number(digits: &str) -> Option<u32> {
    let is_number =
        (1..=7).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_and_others_refused() {
        assert_eq!(place("A1"), Some((1, 0)));
        assert_eq!(place("xfd1048576"), Some((1_048_576, 16_383)));
        for told in [
            "",
            "A",
            "1",
            "ABCD1",
            "A12345678",
            "A-1",
            "É1",
            "A1B",
            "A99999999999999999999",
            "ZZZZZZZZZZZZ1",
        ] {
            assert_eq!(place(told), None, "{told}");
        }
    }

    #[test]
    fn parts_are_found_by_relative_paths() {
        assert_eq!(
            resolved("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("xl", "../custom/../x.xml"), "x.xml");
    }
}
