//! Workbooks as LibreOffice saves them, from `tests/corpus`: lists in each of its formats, and workbooks that checkers filled in.

use crate::command;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use command::Bench;
use command::lists::census;
use command::told::{figure, number};

fn corpus(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(name)
}

#[test]
fn a_list_is_the_same_in_every_format() {
    let drawn = |name: &str| {
        let bytes = fs::read(corpus("books").join(name)).expect("a list");
        let taken = census(name, &bytes, &["--map", "value=Assessment"]);
        assert_eq!(
            taken.column("SR No"),
            "SR0001 SR0002 SR0003 SR0004 SR0005 SR0006"
        );
        let read = taken.read();
        let columns = &read["columns"];
        let closed = columns.as_array().expect("columns").iter();
        let mut closed = closed.filter(|column| column["is"] == "close date");
        assert_eq!(closed.next().expect("a day")["type"], "dates", "{name}");
        assert_eq!(read["sheet"], "July", "{name}");
        let path = taken.folder.path().join("out/drawn.csv");
        (fs::read_to_string(path).expect("drawn cases"), taken.said())
    };
    let (expected, said) = drawn("list.xlsx");
    assert!(
        expected.contains("SR0004,Application,Zoë Noël,South,2026-07-15,1310.25,"),
        "{expected}"
    );
    // What looks like a formula is made harmless where it is written.
    assert!(expected.contains("SR0002,Application,'=Bo,"), "{expected}");
    for told in [
        "column names in row 4",
        "3 blank rows; row 13, which is a total; row 15, which is a note",
    ] {
        assert!(said.contains(told), "no {told:?} in: {said}");
    }
    for name in ["list.ods", "list.xls", "list.xlsb"] {
        assert_eq!(drawn(name).0, expected, "{name}");
    }
}

#[test]
fn a_check_workbook_comes_back_from_every_format() {
    let bench = Bench::new();
    let estimate = |name: &str| -> Value {
        let (results, sample) = (corpus("checks").join(name), corpus("checks/drawn.csv"));
        let words = [
            "estimate",
            results.to_str().expect("a path"),
            "--sample",
            sample.to_str().expect("a path"),
            "--format",
            "json",
        ];
        let mut report: Value = serde_json::from_str(&bench.done(&words)).expect("JSON");
        // What is said of the file itself: its name, and how it is written.
        report.as_object_mut().expect("a report").remove("read");
        report
    };
    let full = estimate("full.xlsx");
    let accuracy = figure(&full, "all", "accuracy");
    assert!((number(accuracy, "value") - 500.0 / 6.0).abs() < 1e-10);
    assert_eq!(accuracy["n"], 6);
    assert_eq!(number(figure(&full, "all", "error-over"), "value"), 12.5);
    for name in ["full.ods", "full.xls"] {
        assert_eq!(estimate(name), full, "{name}");
    }
    // Of the three cases that were begun one lacks an outcome, and is no case that passed.
    let half = estimate("half.xlsx");
    let accuracy = figure(&half, "all", "accuracy");
    assert_eq!(
        (&accuracy["n"], number(accuracy, "value")),
        (&2.into(), 50.0)
    );
    assert_eq!(estimate("half.ods"), half);
}
