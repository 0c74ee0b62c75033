//! Fills in the workbook that a draw leaves, as a checker does in a spreadsheet.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::lists::zipped;

/// The sheet of the workbook that is filled in.
const SHEET: &str = "xl/worksheets/sheet2.xml";

/// The parts of a workbook, each with its text.
pub fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes.to_vec())).expect("an archive");
    let mut all = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").to_string();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("XML");
        all.push((name, text));
    }
    all
}

/// The names of the columns to fill in by their letters, and the numbers of the cases by their rows.
pub fn names(bytes: &[u8]) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let parts: BTreeMap<String, String> = parts(bytes).into_iter().collect();
    let texts: Vec<String> = between(&parts["xl/sharedStrings.xml"], "<si>", "</si>");
    let (mut columns, mut cases) = (BTreeMap::new(), BTreeMap::new());
    for cell in between(&parts[SHEET], "<c ", "</c>") {
        // Empty cells, which end in themselves, may stand before one with a text.
        let cell = cell.rsplit("<c ").next().expect("a cell");
        let Some((_, index)) = cell.split_once("t=\"s\"><v>") else {
            continue;
        };
        let index: usize = index.trim_end_matches("</v>").parse().expect("an index");
        let text = texts[index].split_once('>').expect("a text").1;
        let text = text.trim_end_matches("</t>").replace("&lt;", "<");
        let text = text
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
        let (column, row) = place(cell);
        match (row.as_str(), column.as_str()) {
            ("1", _) => columns.insert(column, text),
            (_, "A") => cases.insert(row, text),
            _ => None,
        };
    }
    (columns, cases)
}

/// The workbook with what `entry` says of the empty cells: by the number of the case, and the name of the column.
pub fn fill(bytes: &[u8], entry: impl Fn(&str, &str) -> Option<String>) -> Vec<u8> {
    let (columns, cases) = names(bytes);
    let mut parts = parts(bytes);
    for (_, text) in parts.iter_mut().filter(|(name, _)| name == SHEET) {
        let mut filled = String::new();
        for (at, piece) in text.split("<c ").enumerate() {
            if at > 0 {
                filled += "<c ";
            }
            let (column, row) = place(piece);
            let empty = piece
                .split_once("/>")
                .filter(|(start, _)| !start.contains('>'));
            let names = cases.get(&row).zip(columns.get(&column)).filter(|_| at > 0);
            let entered = names.and_then(|(case, name)| entry(case, name));
            filled += &match (empty, entered) {
                (Some((start, rest)), Some(entered)) => match entered.parse::<f64>() {
                    Ok(_) => format!("{start}><v>{entered}</v></c>{rest}"),
                    Err(_) => {
                        format!("{start} t=\"inlineStr\"><is><t>{entered}</t></is></c>{rest}")
                    }
                },
                _ => piece.to_owned(),
            };
        }
        *text = filled;
    }
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    zipped(&parts)
}

/// The letters and the row of a cell that begins with its place.
fn place(cell: &str) -> (String, String) {
    let place = cell.strip_prefix("r=\"").unwrap_or("");
    let place = place.split('"').next().unwrap_or("");
    let digits = place
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(place.len());
    (place[..digits].to_owned(), place[digits..].to_owned())
}

fn between(text: &str, start: &str, end: &str) -> Vec<String> {
    let pieces = text.split(start).skip(1);
    pieces
        .filter_map(|piece| Some(piece.split_once(end)?.0.to_owned()))
        .collect()
}
