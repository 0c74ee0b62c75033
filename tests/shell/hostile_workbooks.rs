//! Spreadsheets made to do harm: each is refused with a sentence, in little memory.

use crate::command;

use command::lists::{limited, ods, row, xlsx, xlsx_with, zipped};
use command::talk;
use std::fs;

/// Refused with these words, within 300 million bytes.
fn refused(name: &str, bytes: &[u8], words: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join(name), bytes).expect("a list");
    let arguments = ["sample", name, "--method", "census", "--out", "out"];
    let output = limited(folder.path(), 300, &arguments);
    let said = talk(&output);
    assert_eq!(output.status.code(), Some(2), "{name} {words:?}: {said}");
    for word in words {
        assert!(said.contains(word), "no {word:?} in: {said}");
    }
}

fn data() -> String {
    [row(1, &["number", "value"]), row(2, &["A1", "5"])].concat()
}

#[test]
fn cells_far_away_ask_for_no_memory() {
    let far = |place: &str| format!("{}<row><c r=\"{place}\"><v>1</v></c></row>", data());
    refused(
        "a.xlsx",
        &xlsx(&[("x", &far("XFD1048576"))]),
        &["16384 columns"],
    );
    refused("a.xlsx", &xlsx(&[("x", &far("XFD3"))]), &["16384 columns"]);
    for place in [
        "XFE1",
        "A1048577",
        "A99999999999999999999",
        "ZZZZZZZZZZZZZZ1",
        "A0",
        "A",
        "7",
        "-1",
        "",
    ] {
        refused("a.xlsx", &xlsx(&[("x", &far(place))]), &["a.xlsx"]);
    }
    let back = format!("{}<row><c r=\"A1\"><v>1</v></c></row>", data());
    refused(
        "a.xlsx",
        &xlsx(&[("x", &back)]),
        &["row 1 are out of order"],
    );
    // One far row alone is no harm: it is a case in that row, without a value.
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("a.xlsx"),
        xlsx(&[("x", &far("A1048576"))]),
    )
    .expect("a list");
    let arguments = ["sample", "a.xlsx", "--method", "census", "--out", "out"];
    let output = limited(folder.path(), 300, &arguments);
    assert!(output.status.success(), "{}", talk(&output));
    assert!(
        talk(&output).contains("1048573 blank rows"),
        "{}",
        talk(&output)
    );
}

#[test]
fn what_a_workbook_says_of_its_size_is_not_believed() {
    let texts = "<sst count=\"4294967295\" uniqueCount=\"4294967295\"><si><t>number</t></si></sst>";
    let rows = "<row><c t=\"s\"><v>4000000000</v></c></row>";
    refused(
        "a.xlsx",
        &xlsx_with(&[("x", rows)], texts, ""),
        &["no such text"],
    );
    let many = format!("<sst>{}</sst>", "<si/>".repeat(4_100_000));
    refused(
        "a.xlsx",
        &xlsx_with(&[("x", &data())], &many, ""),
        &["more than 4 million texts"],
    );
}

#[test]
fn archives_that_unpack_to_too_much_are_refused() {
    let cell = format!(
        "<row><c t=\"inlineStr\"><is><t>{}</t></is></c></row>",
        "x".repeat(20_000_000)
    );
    refused("a.xlsx", &xlsx(&[("x", &cell)]), &["a.xlsx"]);
    let deep = "<a>".repeat(3_000_000);
    refused("a.xlsx", &xlsx(&[("x", &deep)]), &["nested too deep"]);
    let bomb = zipped(&[
        ("[Content_Types].xml", ""),
        ("xl/workbook.xml", &" ".repeat(70_000_000)),
    ]);
    refused("a.xlsx", &bomb, &["unpacks to 70 million bytes"]);
    // The same, but the archive says that the part is small.
    let size = 70_000_000_u32.to_le_bytes();
    let fours = bomb.windows(4).enumerate();
    let told: Vec<usize> = fours
        .filter(|(_, four)| *four == size)
        .map(|(at, _)| at)
        .collect();
    assert!(!told.is_empty());
    let with = |size: u32| {
        let mut other = bomb.clone();
        for at in &told {
            other[*at..at + 4].copy_from_slice(&size.to_le_bytes());
        }
        other
    };
    refused("a.xlsx", &with(1_000), &["a.xlsx"]);
    // Or that it is larger than any.
    refused(
        "a.xlsx",
        &with(4_000_000_000),
        &["unpacks to 4000 million bytes"],
    );
}

#[test]
fn repeated_rows_and_cells_of_ods_are_counted_first() {
    let cell = |times: &str| {
        format!(
            "<table:table-cell table:number-columns-repeated=\"{times}\"><text:p>number</text:p></table:table-cell>"
        )
    };
    let rows = |times: &str, cells: &str| {
        format!("<table:table-row table:number-rows-repeated=\"{times}\">{cells}</table:table-row>")
    };
    for times in ["4294967295", "99999999999999", "1048577"] {
        refused(
            "a.ods",
            &ods(&rows(times, &cell("1"))),
            &["beyond row 1048576"],
        );
        refused("a.ods", &ods(&rows("1", &cell(times))), &["filled columns"]);
    }
    refused(
        "a.ods",
        &ods(&rows("1048576", &cell("16384"))),
        &["million bytes"],
    );
    let spaces =
        "<table:table-cell><text:p><text:s text:c=\"4294967295\"/>x</text:p></table:table-cell>";
    refused("a.ods", &ods(&rows("1", spaces)), &["a.ods"]);
}
