//! The way of somebody who knows the README and --help: from a workbook as an office sends it to an estimate, with no option that
//! no message has named.

use crate::command;

use serde_json::Value;

use command::Bench;
use command::filled::{fill, names};
use command::lists::{row, xlsx_with};
use command::told::{figure, number};

/// A workbook with a cover sheet, titles, days of four kinds, pounds as text and as numbers, blank rows, a total and a remark.
fn extract() -> Vec<u8> {
    let cover = [
        row(1, &["Quality assurance extract"]),
        row(3, &["Prepared for", "the regional manager"]),
        row(6, &["Contents"]),
        row(7, &["1", "Closed cases"]),
    ];
    let header = [
        "Case Ref",
        "Type of decision",
        "Handled by",
        "Team name",
        "Date closed",
        "Amount (£)",
        "Notes",
    ];
    let mut rows = vec![
        row(1, &["Closed cases, April to June 2026"]),
        row(2, &["Source: case system; extracted 03/07/2026 09:12"]),
        row(4, &header),
    ];
    for case in 0..80_u32 {
        let at = 5 + case + case / 30;
        let day = 1 + case % 28;
        let (reference, value) = (format!("CR/{:05}", case + 17), format!("{}.25", 900 + case));
        let (text, closed) = (format!("£{value}"), format!("{day:02}/05/2026"));
        let written = format!("{day} May 2026");
        let kind = ["Application", "Change of Income", "Variation"][case as usize % 3];
        let owner = ["Smith, Ann", "O'Neil, Pat", "Lee, Bo"][case as usize % 3];
        let (closed, amount) = match case % 4 {
            0 => (closed.as_str(), text.as_str()),
            1 => (written.as_str(), value.as_str()),
            _ if case % 16 == 3 => (closed.as_str(), "-"),
            _ => ("", value.as_str()),
        };
        let remark = if case % 9 == 0 {
            "see file note\nand letter"
        } else {
            ""
        };
        let mut cells = row(
            at,
            &[&reference, kind, owner, "North", closed, amount, remark],
        );
        if closed.is_empty() {
            // 1 May 2026 is day 46143 of spreadsheets.
            let place = format!("<c r=\"F{at}\"");
            let dated = format!("<c r=\"E{at}\" s=\"1\"><v>{}</v></c>{place}", 46_142 + day);
            cells = cells.replacen(&place, &dated, 1);
        }
        rows.push(cells);
    }
    rows.push(row(90, &["Total", "", "", "", "", "£74,000.00"]));
    rows.push(row(92, &["Figures are provisional."]));
    let sheets = [("Cover", cover.concat()), ("Closed cases", rows.concat())];
    let sheets = sheets.each_ref().map(|(name, rows)| (*name, rows.as_str()));
    xlsx_with(&sheets, "<sst></sst>", "")
}

/// The words that a message gives after these.
fn named<'m>(message: &'m str, before: &str) -> &'m str {
    let (_, words) = message
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before:?} in: {message}"));
    words.lines().next().expect("a line")
}

/// Runs a line as a shell does.
fn typed(bench: &Bench, line: &str) -> command::Said {
    let mut shell = std::process::Command::new("sh");
    let line = line.replacen("tierone", "exec \"$0\"", 1);
    shell
        .current_dir(bench.path())
        .args(["-c", &line, env!("CARGO_BIN_EXE_tierone")]);
    command::said(shell.output().expect("a shell runs"))
}

#[test]
fn messages_lead_from_a_workbook_with_a_cover_to_an_estimate() {
    let bench = Bench::new();
    bench.write("Closed cases Q2.xlsx", extract());
    // As the first example of `tierone sample --help` says it.
    let first = "tierone sample 'Closed cases Q2.xlsx' --method simple-random --checks 20";
    let said = typed(&bench, first);
    assert_eq!(said.code, 2, "{}", said.err);
    let chosen = format!("{first} {}", named(&said.err, "choose one with "));
    let said = typed(&bench, &chosen);
    assert_eq!(said.code, 0, "{}", said.err);
    for told in [
        "number in `Case Ref`, process in `Type of decision`, case owner in `Handled by`, team in `Team name`, close date in \
         `Date closed` (dates, day-first), value in `Amount (£)` (numbers, decimal point)",
        "left out: 6 blank rows; row 90, which is a total; row 92, which is a note under the list",
        "such as `-` in row 8, are read as 0",
    ] {
        assert!(said.err.contains(told), "no {told:?} in: {}", said.err);
    }
    // A table with a row an attribute is not for people: the help names a workbook, and what is there is not replaced unasked.
    let help = bench.done(&["sample", "--help"]);
    assert!(help.contains("--outcomes xlsx"), "{help}");
    let book = format!("{chosen} --outcomes xlsx");
    let said = typed(&bench, &book);
    assert_eq!(said.code, 2, "{}", said.err);
    let force = named(&said.err, "or add ")
        .split(' ')
        .next()
        .expect("an option");
    let said = typed(&bench, &format!("{book} {force}"));
    assert_eq!(said.code, 0, "{}", said.err);

    let path = "samples/Closed cases Q2/outcomes.xlsx";
    let empty = std::fs::read(bench.path().join(path)).expect("a workbook");
    let (_, cases) = names(&empty);
    assert_eq!(cases.len(), 20);
    let wrong = cases.values().next().expect("a case").clone();
    let begun = cases.values().nth(1).expect("a case").clone();
    let found = |case: &str, column: &str| {
        let fails = *case == wrong && column == "outcome: Assessment accuracy - income";
        match column {
            "outcome: Assessment accuracy - income" if fails => {
                Some("fail-income error".to_owned())
            }
            "overstated" if *case == wrong => Some("£12.50".to_owned()),
            "comment" if *case == wrong => Some("payslip of the wrong month".to_owned()),
            // One case is begun and not done.
            "outcome: Call handling" if *case == begun => None,
            "outcome: Assessment accuracy - income" if *case == begun => None,
            outcome if outcome.starts_with("outcome: ") => Some("pass".to_owned()),
            _ => None,
        }
    };
    bench.write(path, fill(&empty, found));
    let next = format!(
        "tierone {} --format json",
        named(&said.err, "then: tierone ")
    );
    let said = typed(&bench, &next);
    assert_eq!(said.code, 0, "{}", said.err);
    let report: Value = serde_json::from_str(&said.out).expect("JSON");
    let accuracy = figure(&report, "all", "accuracy");
    assert_eq!(accuracy["n"], 19);
    assert!((number(accuracy, "value") - 1_800.0 / 19.0).abs() < 1e-10);
    // 80 cases, of which 19 are checked.
    let over = number(figure(&report, "all", "error-over"), "value");
    assert!((over - 12.5 * 80.0 / 19.0).abs() < 1e-9, "{over}");
    let notes = report["notes"].to_string();
    assert!(notes.contains("2 outcomes are empty"), "{notes}");
    assert!(
        notes.contains("1 of 20 cases are not checked yet"),
        "{notes}"
    );
}
