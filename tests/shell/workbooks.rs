//! Lists as spreadsheets: every kind of cell, row numbers of the sheet, formulas without a value, cover sheets.

use crate::command;

use command::lists::{census, ods, row, xlsx, xlsx_with, zipped};

#[test]
fn cells_of_every_kind_are_read() {
    let texts = "<sst count=\"3\" uniqueCount=\"3\"><si><t>number</t></si><si><r><t>Zo</t></r><r><t xml:space=\"preserve\">ë &amp; co</t></r>\
                 <rPh><t>no</t></rPh></si><si><t>a_x000A_b &#x41;&lt;</t></si></sst>";
    let rows = "<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>team</t></is></c><c t=\"str\"><v>close date</v></c>\
                <c t=\"inlineStr\"><is><t>value</t></is></c><c t=\"inlineStr\"><is><t>special record</t></is></c></row>\
                <row><c><v>00042</v></c><c t=\"s\"><v>1</v></c><c s=\"1\"><v>46204</v></c><c><f>1+1</f><v>2.5E2</v></c><c t=\"b\"><v>1</v></c></row>\
                <row><c t=\"str\"><f>\"A\"&amp;1</f><v>A1</v></c><c t=\"s\"><v>2</v></c><c t=\"d\"><v>2026-07-02T00:00:00</v></c><c/><c/></row>";
    let taken = census("a.xlsx", &xlsx_with(&[("July", rows)], texts, ""), &[]);
    assert_eq!(taken.numbers(), "42 A1");
    assert_eq!(taken.column("team"), "Zoë & co a\nb A<");
    assert_eq!(taken.column("close date"), "2026-07-01 2026-07-02");
    assert_eq!(taken.column("value"), "250 ");
    assert_eq!(taken.read()["sheet"], "July");
    assert!(
        taken.said().contains("sheet `July`, column names in row 1"),
        "{}",
        taken.said()
    );
    let since_1904 = xlsx_with(&[("July", rows)], texts, "<workbookPr date1904=\"1\"/>");
    assert!(
        census("a.xlsx", &since_1904, &[])
            .column("close date")
            .starts_with("2030-07-02")
    );
}

#[test]
fn rows_have_the_numbers_of_the_sheet() {
    let table = |first: u32, value: &str| {
        [
            row(first, &["", "", "number", "value"]),
            row(first + 1, &["", "", "A1\nstill A1", "5"]),
            row(first + 9, &["", "", "A2", value]),
        ]
        .concat()
    };
    for first in [1, 3, 5, 200] {
        let right = census("a.xlsx", &xlsx(&[("x", &table(first, "6"))]), &[]);
        assert_eq!(right.column("value"), "5 6");
        assert_eq!(
            (&right.read()["header_row"], &right.read()["blank_rows"]),
            (&first.into(), &7.into())
        );
        let wrong = census("a.xlsx", &xlsx(&[("x", &table(first, "lots"))]), &[]);
        wrong.refused(&[&format!("row {}, column `value`", first + 9)]);
    }
    let rows = "<table:table-row table:number-rows-repeated=\"4\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>\
                <table:table-row><table:table-cell/><table:table-cell office:value-type=\"string\"><text:p>number</text:p></table:table-cell>\
                <table:table-cell><text:p>value</text:p></table:table-cell></table:table-row>\
                <table:table-row><table:table-cell/><table:table-cell><text:p>A1</text:p></table:table-cell>\
                <table:table-cell><text:p>lots</text:p></table:table-cell></table:table-row>\
                <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    census("a.ods", &ods(rows), &[]).refused(&["row 6, column `value`"]);
}

#[test]
fn an_ods_sheet_is_read_with_what_it_repeats() {
    let rows = "<table:table-row><table:table-cell><text:p>number</text:p></table:table-cell>\
                <table:table-cell><text:p>team</text:p></table:table-cell><table:table-cell><text:p>close date</text:p></table:table-cell>\
                <table:table-cell><text:p>value</text:p></table:table-cell><table:table-cell><text:p>area</text:p></table:table-cell></table:table-row>\
                <table:table-row><table:table-cell office:value-type=\"float\" office:value=\"7\"><text:p>7.00</text:p></table:table-cell>\
                <table:table-cell table:number-columns-repeated=\"1\" office:value-type=\"string\"><office:annotation><text:p>no</text:p>\
                </office:annotation><text:p>a<text:s text:c=\"2\"/>b &amp; c</text:p><text:p>d</text:p></table:table-cell>\
                <table:table-cell office:value-type=\"date\" office:date-value=\"2026-07-01T10:00:00\"><text:p>1 July</text:p></table:table-cell>\
                <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"currency\" office:value=\"12.5\"/></table:table-row>";
    let taken = census("a.ods", &ods(rows), &[]);
    assert_eq!(taken.numbers(), "7");
    assert_eq!(taken.column("team"), "a  b & c\nd");
    assert_eq!(taken.column("close date"), "2026-07-01");
    assert_eq!(
        (taken.column("value"), taken.column("area")),
        ("12.5".into(), "12.5".into())
    );
}

#[test]
fn formulas_without_a_value_are_told() {
    let cell = |place: &str, inside: &str| format!("<c r=\"{place}\">{inside}</c>");
    let rows = [
        row(1, &["number", "value"]),
        format!(
            "<row>{}{}</row>",
            cell("A2", "<v>1</v>"),
            cell("B2", "<f>1*2</f><v/>")
        ),
        format!(
            "<row>{}{}</row>",
            cell("A3", "<v>2</v>"),
            cell("B3", "<f t=\"shared\" si=\"0\"/>")
        ),
        format!(
            "<row>{}{}</row>",
            cell("A4", "<v>3</v>"),
            cell("B4", "<f>1*2</f><v>2</v>")
        ),
        "<row><c r=\"A5\"><v>4</v></c><c r=\"B5\" t=\"str\"><f>\"\"</f><v></v></c></row>"
            .to_owned(),
    ]
    .concat();
    let taken = census("a.xlsx", &xlsx(&[("x", &rows)]), &[]);
    assert_eq!(taken.numbers(), "1 2 3 4");
    assert_eq!(taken.read()["formulas_without_value"], 2);
    let said = taken.said();
    assert!(
        said.contains("2 cells of sheet `x` are formulas without a value") && said.contains("B2"),
        "{said}"
    );
    let rows = "<table:table-row><table:table-cell><text:p>number</text:p></table:table-cell>\
                <table:table-cell><text:p>value</text:p></table:table-cell></table:table-row>\
                <table:table-row><table:table-cell><text:p>A1</text:p></table:table-cell>\
                <table:table-cell table:formula=\"of:=1*2\"/></table:table-row>";
    assert!(
        census("a.ods", &ods(rows), &[])
            .said()
            .contains("1 cell of sheet `July` is a formula")
    );
}

#[test]
fn sheets_that_are_not_read_are_named() {
    let month = |number: &str| [row(1, &["number", "value"]), row(2, &[number, "5"])].concat();
    let (june, july) = (month("A1"), month("B1"));
    let book = xlsx(&[("June", &june), ("July", &july)]);
    let taken = census("a.xlsx", &book, &[]);
    assert_eq!(taken.numbers(), "A1");
    let said =
        "only sheet `June` of a.xlsx is read, and nothing of `July`; --sheet 'July' reads another";
    assert!(taken.said().contains(said), "{}", taken.said());
    // Who chose one knows of the others.
    let chosen = census("a.xlsx", &book, &["--sheet", "July"]);
    assert_eq!(chosen.numbers(), "B1");
    assert!(!chosen.said().contains("only sheet"), "{}", chosen.said());
}

#[test]
fn a_cover_sheet_is_named_with_the_others() {
    let data = [row(1, &["number", "value"]), row(2, &["A1", "5"])].concat();
    let cover = row(1, &["Checks of July"]);
    let sheets: [(&str, &str); 3] = [("Cover", &cover), ("Data", &data), ("Old", &data)];
    let book = xlsx(&sheets);
    census("a.xlsx", &book, &[]).refused(&[
        "the first sheet of a.xlsx, `Cover`",
        "Data, Old",
        "--sheet 'Data'",
    ]);
    assert_eq!(
        census("a.xlsx", &book, &["--sheet", "Data"]).numbers(),
        "A1"
    );
    census("a.xlsx", &xlsx(&[("Empty", ""), ("Data", &data)]), &[]).refused(&["`Empty`", "Data"]);
    census("a.xlsx", &book, &["--sheet", "data"]).refused(&["no sheet `data`", "Cover, Data, Old"]);
    census("a.xlsx", &xlsx(&[("Only", "")]), &[]).refused(&["it is empty"]);
}

#[test]
fn titles_totals_and_blanks_of_a_sheet_are_no_cases() {
    let rows = [
        row(2, &["", "Checks of July"]),
        row(4, &["", "number", "team", "value"]),
        row(5, &["", "A1", "n", "100"]),
        row(6, &[" ", " "]),
        row(8, &["", "A2", "n", "200"]),
        row(10, &["", "Total", "", "300"]),
    ]
    .concat();
    let taken = census("a.xlsx", &xlsx(&[("x", &rows)]), &[]);
    assert_eq!(taken.numbers(), "A1 A2");
    let read = taken.read();
    assert_eq!(
        (&read["header_row"], &read["blank_rows"]),
        (&4.into(), &3.into())
    );
    assert_eq!(read["total_rows"], serde_json::json!([10]));
    assert!(
        taken.said().contains("row 10, which is a total"),
        "{}",
        taken.said()
    );
    let named = census("a.xlsx", &xlsx(&[("x", &rows)]), &["--header-row", "4"]);
    assert_eq!(named.numbers(), "A1 A2");
}

#[test]
fn an_archive_that_is_no_workbook_is_named() {
    census("a.xlsx", &zipped(&[("list.csv", "number\n1\n")]), &[])
        .refused(&["zip archive and no workbook"]);
    census("a.xlsx", b"PK\x03\x04 and nothing more", &[]).refused(&["damaged"]);
    census(
        "a.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing more",
        &[],
    )
    .refused(&["no workbook, damaged"]);
}
