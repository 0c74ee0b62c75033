//! Workbooks to their rules: no blank cell, one heading a column, bytes that say nothing of the hour, text that stays text.

use jiff::civil::date;
use tierone_stats::cells::Cells;

use super::pages::{Cell, pages};
use super::{Column, Published, Table, Value, WorkbookKind};

fn published() -> Published {
    let rows = vec![
        vec![
            Value::text("=1+1"),
            Value::Number(1.25),
            Value::Day(date(2026, 4, 1)),
        ],
        vec![
            Value::text(""),
            Value::number(None),
            Value::number(Some(f64::NAN)),
        ],
        vec![
            Value::text("[note 1]"),
            Value::Number(-0.5),
            Value::day(Some("2026-05-01")),
        ],
    ];
    let columns = vec![
        Column::new("Name"),
        Column::of("Share", "%", 2),
        Column::new("name"),
    ];
    Published {
        title: "A <title> & more".into(),
        about: vec!["  Two spaces, and a bell \u{7}.".into()],
        notes: vec!["A note".into()],
        tables: Table::of("What was found", columns, rows)
            .into_iter()
            .collect(),
        cells: Cells::ForSpreadsheets,
    }
}

#[test]
fn a_sheet_has_a_title_and_one_table_without_blanks_under_headings_that_differ() {
    let pages = pages(&published()).expect("it fits");
    let names: Vec<&str> = pages.iter().map(|page| page.name.as_str()).collect();
    assert_eq!(names, ["Cover", "Contents", "Notes", "Table_1"]);
    let table = pages[3].table.as_ref().expect("a table");
    let headings: Vec<&str> = table.columns.iter().map(|c| c.heading.as_str()).collect();
    assert_eq!(headings, ["Name", "Share (%)", "name (2)"]);
    assert_eq!(table.rows[0][0], Cell::Text("'=1+1".into()));
    let missing = Cell::Text("[x]".into());
    assert_eq!(table.rows[1], [missing.clone(), missing.clone(), missing]);
    let lines = pages[3].lines.join("\n");
    for said in ["Table 1: What was found", "[x] means", "worksheet Notes"] {
        assert!(lines.contains(said), "{lines}");
    }
    for page in &pages {
        let mut cells = page
            .table
            .iter()
            .flat_map(|table| table.rows.iter().flatten());
        assert!(cells.all(|cell| *cell != Cell::Text(String::new())));
    }
}

#[test]
fn the_same_workbook_has_the_same_bytes_and_what_cannot_be_held_is_refused() {
    for kind in [WorkbookKind::Xlsx, WorkbookKind::Ods] {
        let file = kind.file(&published()).expect("a workbook");
        assert!(file.bytes.starts_with(b"PK"));
        assert_eq!(
            kind.file(&published()).map(|again| again.bytes),
            Ok(file.bytes)
        );
        let long = Published {
            about: vec!["x".repeat(40_000)],
            ..published()
        };
        assert!(kind.file(&long).is_err_and(|why| why.contains("Cover")));
    }
}
