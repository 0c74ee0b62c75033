//! Reads a sheet of an .ods workbook as a stream of cells; rows and cells that are repeated are written once.

use quick_xml::events::{BytesStart, Event};

use tierone_records::lists::grid::{MOST_COLUMNS, MOST_ROWS};

use super::archive::{Archive, Xml, attribute};
use super::shared::piece;
use super::sheet::{Sheet, choose, others};

/// Bytes that the cells may unpack to.
const MOST: u64 = 1_000_000_000;

/// Bytes that a cell may have.
const LONGEST_CELL: usize = 1_000_000;

/// Reads a sheet.
pub(super) fn read(mut archive: Archive, wanted: Option<&str>) -> Result<Sheet, String> {
    let names = names(&mut archive)?;
    let chosen = choose(&names, wanted)?;
    let sheet = Sheet::new(names[chosen].0.clone(), others(&names, chosen));
    let mut xml = content(&mut archive)?;
    let mut table = 0;
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "table" => {
                if table == chosen {
                    return cells(&mut xml, sheet);
                }
                table += 1;
            }
            Event::Eof => return Err("its sheets changed while they were read".into()),
            _ => {}
        }
    }
}

fn content(archive: &mut Archive) -> Result<Xml<'_>, String> {
    let part = archive.part("content.xml", MOST)?;
    part.ok_or_else(|| "its part content.xml is missing".into())
}

/// The names of the sheets, and whether each is shown.
fn names(archive: &mut Archive) -> Result<Vec<(String, bool)>, String> {
    let mut xml =
        content(archive).map_err(|why| format!("{why}; is it protected by a password?"))?;
    let (mut names, mut hidden, mut style) = (Vec::new(), Vec::new(), String::new());
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "style" => style = attribute(&tag, "name").unwrap_or_default(),
                "table-properties"
                    if attribute(&tag, "display").is_some_and(|shown| shown == "false") =>
                {
                    hidden.push(style.clone());
                }
                "table" => {
                    let style = attribute(&tag, "style-name").unwrap_or_default();
                    let name = attribute(&tag, "name").unwrap_or_default();
                    names.push((name, !hidden.contains(&style)));
                }
                _ => {}
            },
            Event::Eof => return Ok(names),
            _ => {}
        }
    }
}

/// A cell as it is read.
#[derive(Default)]
struct Cell {
    column: u32,
    repeated: u32,
    value: Option<String>,
    text: String,
    is_formula: bool,
    paragraphs: u32,
}

impl Cell {
    fn begun(tag: &BytesStart, column: u32) -> Self {
        let value = [
            "date-value",
            "value",
            "boolean-value",
            "string-value",
            "time-value",
        ];
        let mut values = value.iter().filter_map(|name| {
            let value = attribute(tag, name)?;
            Some(match *name {
                "date-value" => value.split('T').next().unwrap_or_default().to_owned(),
                "value" => value
                    .parse::<f64>()
                    .map_or(value, |number| number.to_string()),
                "time-value" => return None,
                _ => value,
            })
        });
        Self {
            column,
            repeated: repeated(tag, "number-columns-repeated"),
            value: values.next(),
            is_formula: attribute(tag, "formula").is_some(),
            ..Self::default()
        }
    }

    fn text(self) -> String {
        match self.value {
            Some(value) if !value.is_empty() => value,
            _ => self.text,
        }
    }
}

fn repeated(tag: &BytesStart, name: &str) -> u32 {
    let told = attribute(tag, name);
    told.map_or(1, |told| told.parse().unwrap_or(u32::MAX))
        .max(1)
}

/// The cells up to the end of the table.
fn cells(xml: &mut Xml, mut sheet: Sheet) -> Result<Sheet, String> {
    let (mut row, mut rows) = (0_u32, 1_u32);
    let mut column = 0_u32;
    let mut filled: Vec<(u32, u32, String)> = Vec::new();
    let mut cell: Option<Cell> = None;
    let (mut is_text, mut beside) = (false, 0_u32);
    loop {
        let event = xml.next()?;
        match &event {
            // A comment on a cell, or a picture over it, has text of its own.
            Event::Start(_) if beside > 0 => beside += 1,
            Event::End(_) if beside > 0 => beside -= 1,
            _ if beside > 0 && !matches!(event, Event::Eof) => {}
            Event::Start(tag) => match (tag.local_name().as_ref(), &mut cell) {
                ("annotation" | "shapes" | "frame", _) => beside = 1,
                ("table-row", None) => {
                    row = row.saturating_add(1);
                    rows = repeated(tag, "number-rows-repeated");
                    column = 0;
                }
                ("table-cell" | "covered-table-cell", None) => {
                    cell = Some(Cell::begun(tag, column))
                }
                ("p", Some(cell)) => {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                    is_text = true;
                }
                ("s", Some(cell)) => {
                    let blanks = attribute(tag, "c").and_then(|count| count.parse().ok());
                    cell.text.extend(std::iter::repeat_n(
                        ' ',
                        blanks.unwrap_or(1).min(LONGEST_CELL),
                    ));
                }
                ("tab", Some(cell)) => cell.text.push('\t'),
                ("line-break", Some(cell)) => cell.text.push('\n'),
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "table" => return Ok(sheet),
                "p" => is_text = false,
                "table-cell" | "covered-table-cell" => {
                    if let Some(done) = cell.take() {
                        let (start, times, formula) = (done.column, done.repeated, done.is_formula);
                        let text = done.text();
                        if formula && text.is_empty() {
                            sheet.formula(row, start);
                        }
                        column = start.saturating_add(times);
                        if !text.trim().is_empty() {
                            if column > MOST_COLUMNS {
                                return Err(format!(
                                    "row {row} has more than {MOST_COLUMNS} filled columns"
                                ));
                            }
                            filled.push((start, times, text));
                        }
                    }
                }
                "table-row" => {
                    if !filled.is_empty() {
                        if row.saturating_add(rows - 1) > MOST_ROWS {
                            return Err(format!("it has filled rows beyond row {MOST_ROWS}"));
                        }
                        for row in row..row + rows {
                            for (start, times, text) in &filled {
                                for column in *start..start + times {
                                    sheet.grid.add(row, column, text)?;
                                }
                            }
                        }
                    }
                    filled.clear();
                    row = row.saturating_add(rows - 1);
                }
                _ => {}
            },
            Event::Eof => return Err("it ends in the middle of a sheet".into()),
            event => {
                if let Some(cell) = cell.as_mut().filter(|_| is_text) {
                    piece(event, &mut cell.text);
                }
            }
        }
        if cell
            .as_ref()
            .is_some_and(|cell| cell.text.len() > LONGEST_CELL)
        {
            return Err(format!("a cell of row {row} has more than a million bytes"));
        }
    }
}
