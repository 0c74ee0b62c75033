//! How a workbook is laid out: a cover, contents, notes, and a sheet a table, each from the first cell on.

use std::collections::BTreeSet;

use jiff::civil::Date;
use tierone_stats::cells::Cells;
use tierone_stats::format::{capital, plain};

use super::book::{Column, Published, Table, Value};

/// What stands for a value that is missing.
const MISSING: &str = "[x]";

/// The widest that a column is, in digits; longer text is broken into lines.
const WIDEST: usize = 60;

/// The narrowest.
const NARROWEST: usize = 11;

/// The most characters that a spreadsheet takes in a cell.
const LONGEST: usize = 32_767;

/// Rows and columns that a spreadsheet has.
const ROWS: usize = 1_048_576;

/// A sheet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Page {
    /// Its name, which is that of its table too.
    pub name: String,
    /// What stands above the table, the title first: a line a row, in the first column.
    pub lines: Vec<String>,
    /// The table under them; the cover has none.
    pub table: Option<Laid>,
}

/// A table with its cells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Laid {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Their widths, in digits.
    pub widths: Vec<usize>,
    /// Its rows, with a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell. None is blank.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// The name of a sheet that it leads to.
    Link(String),
}

/// Names between backticks as names in quotes: a worksheet has no other mark for them.
fn in_quotes(text: &str) -> String {
    if !text.matches('`').count().is_multiple_of(2) {
        return text.to_owned();
    }
    let mut quoted = String::new();
    for (place, piece) in text.split('`').enumerate() {
        match place {
            0 => {}
            place if place % 2 == 1 => quoted.push('“'),
            _ => quoted.push('”'),
        }
        quoted.push_str(piece);
    }
    quoted
}

/// The sheets.
///
/// # Errors
/// What no spreadsheet can hold.
pub(super) fn pages(published: &Published) -> Result<Vec<Page>, String> {
    let cells = published.cells;
    let text = |text: &str| cells.text(&in_quotes(&plain(text))).into_owned();
    let tables: Vec<Page> = (1..)
        .zip(&published.tables)
        .map(|(number, table)| of_table(number, table, cells))
        .collect();
    let notes = notes(published, &text);
    let mut cover = vec![text(&published.title)];
    cover.extend(published.about.iter().map(|line| text(line)));
    let listed = notes.iter().chain(&tables);
    let contents = listed.map(|page| {
        let title = page.lines.first().cloned().unwrap_or_default();
        vec![Cell::Link(page.name.clone()), Cell::Text(title)]
    });
    let contents = Page {
        name: "Contents".into(),
        lines: vec![
            "Contents".into(),
            "This worksheet contains one table: the worksheets, with links to them.".into(),
        ],
        table: Some(laid(
            ["Worksheet", "What it holds"].map(Column::new).to_vec(),
            contents.collect(),
        )),
    };
    let cover = Page {
        name: "Cover".into(),
        lines: cover,
        table: None,
    };
    let pages: Vec<Page> = [cover, contents]
        .into_iter()
        .chain(notes)
        .chain(tables)
        .collect();
    pages.iter().try_for_each(fits)?;
    Ok(pages)
}

fn notes(published: &Published, text: &dyn Fn(&str) -> String) -> Option<Page> {
    let row = |(number, note): (usize, &String)| {
        let cells = [format!("note {number}"), text(&capital(note))];
        cells.map(Cell::Text).to_vec()
    };
    let rows: Vec<Vec<Cell>> = (1..).zip(&published.notes).map(row).collect();
    (!rows.is_empty()).then(|| Page {
        name: "Notes".into(),
        lines: vec!["Notes".into(), "This worksheet contains one table.".into()],
        table: Some(laid(["Note", "Text"].map(Column::new).to_vec(), rows)),
    })
}

fn of_table(number: usize, table: &Table, cells: Cells) -> Page {
    let text = |text: &str| cells.text(&plain(text)).into_owned();
    let cell = |value: &Value| match value {
        Value::Text(words) => Cell::Text(text(words)),
        Value::Number(number) => Cell::Number(*number),
        Value::Day(day) => Cell::Day(*day),
        Value::Missing => Cell::Text(MISSING.into()),
    };
    let rows = table.rows.iter();
    let rows: Vec<Vec<Cell>> = rows.map(|row| row.iter().map(cell).collect()).collect();
    let has = |found: &dyn Fn(&str) -> bool| {
        let mut cells = rows.iter().flatten();
        cells.any(|cell| matches!(cell, Cell::Text(text) if found(text)))
    };
    let mut lines = vec![
        format!("Table {number}: {}", plain(&table.title)),
        "This worksheet contains one table.".into(),
    ];
    lines.extend(table.about.iter().map(|line| text(line)));
    if has(&|text| text == MISSING) {
        lines.push(format!(
            "{MISSING} means that a figure cannot be computed, or does not apply. It is not zero."
        ));
    }
    if has(&|text| text.starts_with("[note ")) {
        lines.push("Notes are in the worksheet Notes.".into());
    }
    let columns = table.columns.iter().map(|column| Column {
        heading: text(&column.heading),
        decimals: column.decimals,
    });
    Page {
        name: format!("Table_{number}"),
        lines,
        table: Some(laid(columns.collect(), rows)),
    }
}

/// A table with columns as wide as what stands in them; headings that are the same are told apart.
fn laid(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Laid {
    let mut known = BTreeSet::new();
    let columns = columns.into_iter().map(|column| {
        let mut heading = column.heading.clone();
        let mut number = 1;
        while !known.insert(heading.to_lowercase()) {
            number += 1;
            heading = format!("{} ({number})", column.heading);
        }
        Column { heading, ..column }
    });
    let columns: Vec<Column> = columns.collect();
    let width = |(at, column): (usize, &Column)| {
        let words = column.heading.split(' ').map(|word| word.chars().count());
        let cells = rows.iter().map(|row| length(&row[at], column.decimals));
        let widest = words.chain(cells).max().unwrap_or(0) + 2;
        widest.clamp(NARROWEST, WIDEST)
    };
    Laid {
        widths: columns.iter().enumerate().map(width).collect(),
        columns,
        rows,
    }
}

fn length(cell: &Cell, decimals: usize) -> usize {
    match cell {
        Cell::Text(text) | Cell::Link(text) => text.chars().count(),
        // A sign, separators, a point.
        Cell::Number(number) => format!("{number:.decimals$}").len() * 4 / 3,
        Cell::Day(_) => "31/12/2026".len(),
    }
}

fn fits(page: &Page) -> Result<(), String> {
    let table = page.table.iter();
    let cells = table.clone().flat_map(|table| table.rows.iter().flatten());
    let texts = cells.filter_map(|cell| match cell {
        Cell::Text(text) | Cell::Link(text) => Some(text),
        Cell::Number(_) | Cell::Day(_) => None,
    });
    // Spreadsheets count in UTF-16.
    let long = |text: &String| text.encode_utf16().count() > LONGEST;
    if texts.chain(&page.lines).any(long) {
        return Err(format!(
            "a text of the worksheet {} has more than {LONGEST} characters, which is the most that a cell holds",
            page.name
        ));
    }
    let rows = table.map(|table| table.rows.len()).sum::<usize>() + page.lines.len() + 1;
    if rows > ROWS {
        return Err(format!(
            "the worksheet {} would have {rows} rows, and a spreadsheet has {ROWS}",
            page.name
        ));
    }
    Ok(())
}
