//! The workbook that checkers fill in: from a messy list to an estimate, filled in and half filled in.

use crate::command;

use serde_json::Value;

use command::filled::{fill, names, parts};
use command::lists::{row, xlsx};
use command::told::{estimate, figure, number};
use command::{Bench, Said};

const BOOK: &str = "out/outcomes.xlsx";

/// A list as a case system exports it: titles, pounds, days of two kinds, blanks, a total and what a report ends with.
fn messy() -> Vec<u8> {
    let mut rows = vec![
        row(1, &["Decisions closed in July 2026"]),
        row(2, &["Extract of the case system, pounds a year"]),
        row(
            4,
            &[
                "",
                "SR No",
                "Work type",
                "Handled by",
                "Team",
                "Date closed",
                "Assessment",
            ],
        ),
    ];
    for case in 0..60 {
        let value = match case % 7 {
            0 => "£ -".into(),
            1 => format!(" £1,{}.50 ", 200 + case),
            _ => format!("{}", 900 + case),
        };
        let number = if case == 5 {
            "=1+5".into()
        } else {
            format!("SR{case:04}")
        };
        let owner = ["Ann Smith", "=HYPERLINK(A1)", "", "Bo Li"][case % 4];
        let work = ["Change of Income", "Application"][case % 2];
        let day = format!("{:02}/07/2026", 1 + case % 28);
        let gap = u32::from(case > 20) + u32::from(case > 40);
        rows.push(row(
            5 + case as u32 + gap,
            &["", &number, work, owner, "North", &day, &value],
        ));
    }
    rows.push(row(68, &["", "Total", "", "", "", "", "£58,000.00"]));
    rows.push(row(70, &["", "Generated on 12/08/2026 by J Smith"]));
    rows.push(row(71, &["", "End of report"]));
    xlsx(&[("July", &rows.concat())])
}

fn bytes(bench: &Bench, name: &str) -> Vec<u8> {
    std::fs::read(bench.path().join(name)).expect("a file")
}

/// Runs the command that a message names.
fn next(bench: &Bench, said: &Said) -> Said {
    let (_, command) = said
        .err
        .split_once("then: tierone ")
        .expect("what comes next");
    let command = command.lines().next().expect("a command");
    let line = format!("exec \"$0\" {command} --format json");
    let mut shell = std::process::Command::new("sh");
    let shell = shell
        .current_dir(bench.path())
        .args(["-c", &line, env!("CARGO_BIN_EXE_tierone")]);
    command::said(shell.output().expect("a shell runs"))
}

/// What a checker finds: every third case has an error of £12.50 in its income.
fn finding(case: &str, column: &str) -> Option<String> {
    let fails = case
        .trim_start_matches("SR")
        .parse()
        .is_ok_and(|case: u64| case.is_multiple_of(3));
    let found = match column {
        "outcome: Assessment accuracy - income" if fails => "fail-income error",
        "overstated" if fails => "12.50",
        "comment" if fails => "payslip of the wrong month",
        "corrections required" => ["no", "yes"][usize::from(fails)],
        "decision date" => "46250",
        outcome if outcome.starts_with("outcome: ") => "pass",
        _ => return None,
    };
    Some(found.to_owned())
}

#[test]
fn a_newcomer_comes_from_a_messy_list_to_an_estimate_by_what_the_messages_say() {
    let bench = Bench::new();
    bench.write("July list.xlsx", messy());
    let draw = [
        "sample",
        "July list.xlsx",
        "--method",
        "simple-random",
        "--checks",
        "20",
    ];
    let first = bench.run(&[&draw[..], &["--sheet", "xlsx"]].concat());
    assert_eq!(first.code, 0, "{}", first.err);
    for told in [
        "column names in row 4",
        "row 68, which is a total",
        "rows 70, 71, which are notes under the list",
        "`Assessment`, tell which with --map 'value=…'",
    ] {
        assert!(first.err.contains(told), "no {told:?} in: {}", first.err);
    }
    let mapped = [&draw[..], &["--sheet", "xlsx", "--map", "value=Assessment"]].concat();
    let again = bench.run(&mapped);
    assert!(
        again.code == 2 && again.err.contains("--force"),
        "{}",
        again.err
    );
    let again = bench.run(&[&mapped[..], &["--force"]].concat());
    assert!(
        again.code == 0 && again.err.contains("read as 0"),
        "{}",
        again.err
    );
    assert!(!again.err.contains("--map"), "{}", again.err);

    let book = "samples/July list/outcomes.xlsx";
    let empty = bytes(&bench, book);
    assert!(next(&bench, &again).err.contains("every outcome is empty"));
    bench.write(book, fill(&empty, finding));
    let done = next(&bench, &again);
    assert_eq!(done.code, 0, "{}", done.err);
    let report: Value = serde_json::from_str(&done.out).expect("JSON");
    let (_, cases) = names(&empty);
    let fails = cases
        .values()
        .filter(|case| finding(case, "overstated").is_some())
        .count();
    let accuracy = figure(&report, "all", "accuracy");
    assert!((number(accuracy, "value") - (100.0 - 5.0 * fails as f64)).abs() < 1e-10);
    let gross = figure(&report, "all", "error-gross");
    // 60 cases, of which 20 are drawn.
    assert!(
        (number(gross, "value") - 12.5 * 3.0 * fails as f64).abs() < 1e-9,
        "{gross}"
    );
}

#[test]
fn what_is_not_filled_in_counts_as_not_checked() {
    let bench = Bench::new();
    bench.write("list.csv", "number,value\nA1,5\nA2,6\nA3,7\nA4,8\n");
    let options = [
        "--outcomes",
        "xlsx",
        "--attributes",
        "income,Debt steer",
        "--out",
        "out",
    ];
    bench.done(&[&["sample", "list.csv", "--method", "census"], &options[..]].concat());
    let empty = bytes(&bench, BOOK);
    let (columns, _) = names(&empty);
    assert_eq!(columns.len(), 2 + 2 + 6, "{columns:?}");
    let outcome = |case: &str, column: &str| match (case, column) {
        (_, "outcome: Debt steer") => Some("pass".into()),
        ("A1" | "A2", "outcome: Assessment accuracy - income") => Some("pass".to_owned()),
        _ => None,
    };
    bench.write(BOOK, fill(&empty, outcome));
    let report = estimate(bench.path(), &[BOOK, "--sample", "out/drawn.csv"]);
    let accuracy = figure(&report, "all", "accuracy");
    assert_eq!(accuracy["n"], 2, "{accuracy}");
    let notes = report["notes"].to_string();
    assert!(
        notes.contains("2 of 4 cases are not checked yet"),
        "{notes}"
    );
    assert!(
        report["notes"].to_string().contains("2 outcomes are empty"),
        "{}",
        report["notes"]
    );
    let rules = |wrong: &'static str, column: &'static str| {
        let entry = move |case: &str, name: &str| {
            let here = case == "A3" && name == column;
            here.then(|| wrong.to_owned())
                .or_else(|| outcome(case, name))
        };
        bench.write(BOOK, fill(&empty, entry));
        bench.run(&["estimate", BOOK, "--sample", "out/drawn.csv"])
    };
    for (wrong, column, why) in [
        (
            "fail-income error",
            "outcome: Assessment accuracy - income",
            "a fail needs a comment",
        ),
        (
            "fail-debt steer",
            "outcome: Assessment accuracy - income",
            "no outcome of `income`",
        ),
        (
            "done",
            "outcome: Assessment accuracy - income",
            "no outcome",
        ),
        ("12", "overstated", "nothing failed"),
        ("yes", "corrections required", "did not fail"),
    ] {
        let said = rules(wrong, column);
        assert!(
            said.code == 2 && said.err.contains(why),
            "{column} {wrong}: {}",
            said.err
        );
        assert!(said.err.contains("row 4, column `"), "{}", said.err);
    }
}

#[test]
fn formulas_in_names_are_text_and_odd_numbers_come_back() {
    let bench = Bench::new();
    let numbers = [
        "=1+5",
        "-A7",
        "00042",
        "1.0",
        "a_x0041_b",
        "x &lt; <y>",
        "2026-01-02",
        "1e5",
        "'q",
    ];
    let rows = numbers
        .iter()
        .map(|number| format!("\"{number}\",=cmd|' /C calc'!A0\n"));
    bench.write(
        "list.csv",
        format!("number,case owner\n{}", rows.collect::<String>()),
    );
    bench.done(&[
        "sample", "list.csv", "--method", "census", "--sheet", "xlsx", "--out", "out",
    ]);
    let empty = bytes(&bench, BOOK);
    for (name, text) in parts(&empty) {
        assert!(!text.contains("<f>") && !text.contains(">=cmd"), "{name}");
    }
    bench.write(
        BOOK,
        fill(&empty, |_, name| {
            name.starts_with("outcome: ").then(|| "pass".into())
        }),
    );
    let report = estimate(bench.path(), &[BOOK, "--sample", "out/drawn.csv"]);
    let accuracy = figure(&report, "all", "accuracy");
    assert_eq!(accuracy["n"], numbers.len() as u64, "{accuracy}");
}

#[test]
fn a_case_is_asked_for_what_can_go_wrong_in_its_activity() {
    let bench = Bench::new();
    let office = bench.read("office.toml");
    let second = office.split("[workforce]").next().expect("a head");
    let second = second.split_once("[[activity]]").expect("an activity").1;
    let second = second
        .replace("change-of-income", "closure")
        .replace("income = \"3%\"", "case-closure = \"3%\"");
    bench.write(
        "two.toml",
        office.replace("[workforce]", &format!("[[activity]]{second}[workforce]")),
    );
    bench.write(
        "list.csv",
        "number,process,case owner\nA1,change of income,Ann\nA2,closure,Ann\n",
    );
    bench.done(&[
        "sample",
        "list.csv",
        "--scenario",
        "two.toml",
        "--policy",
        "two each",
        "--check",
        "two of anything",
        "--sheet",
        "xlsx",
        "--out",
        "out",
    ]);
    let book = bytes(&bench, BOOK);
    let (columns, _) = names(&book);
    assert_eq!(
        columns
            .values()
            .filter(|name| name.starts_with("outcome: "))
            .count(),
        3
    );
    bench.write(
        BOOK,
        fill(&book, |_, name| {
            name.starts_with("outcome: ").then(|| "pass".into())
        }),
    );
    let report = estimate(
        bench.path(),
        &[BOOK, "--sample", "out/drawn.csv", "--scenario", "two.toml"],
    );
    // What is not asked is no outcome that is missing.
    assert!(
        !report["notes"].to_string().contains("not checked yet"),
        "{}",
        report["notes"]
    );
}

#[test]
fn cells_that_nothing_is_entered_into_are_locked_and_the_bytes_are_the_same() {
    let bench = Bench::new();
    bench.write("list.csv", "number\nA1\nA2\n");
    let draw = [
        "sample",
        "list.csv",
        "--method",
        "census",
        "--outcomes",
        "xlsx",
        "--out",
    ];
    bench.done(&[&draw[..], &["out"]].concat());
    bench.done(&[&draw[..], &["other/out"]].concat());
    let book = bytes(&bench, BOOK);
    let parts = parts(&book);
    let text = |name: &str| {
        &parts
            .iter()
            .find(|(known, _)| known == name)
            .expect("a part")
            .1
    };
    let sheet = text("xl/worksheets/sheet2.xml");
    for told in [
        "<sheetProtection sheet=\"1\"",
        "outlineLevel=\"1\"",
        "type=\"list\"",
        "state=\"frozen\"",
    ] {
        assert!(sheet.contains(told), "no {told}");
    }
    assert!(text("xl/workbook.xml").contains("state=\"hidden\""));
    let other = command::filled::parts(&bytes(&bench, "other/out/outcomes.xlsx"));
    // The first sheet and what it says name the folder.
    let same = |name: &str| !matches!(name, "xl/sharedStrings.xml" | "xl/worksheets/sheet1.xml");
    let of = |parts: &[(String, String)]| -> Vec<(String, String)> {
        parts
            .iter()
            .filter(|(name, _)| same(name))
            .cloned()
            .collect()
    };
    assert_eq!(of(&parts), of(&other));
}

#[test]
fn what_is_looked_at_is_chosen_by_name_and_too_much_is_refused() {
    let bench = Bench::new();
    bench.write("list.csv", "number\nA1\n");
    let draw = [
        "sample",
        "list.csv",
        "--method",
        "census",
        "--out",
        "out",
        "--attributes",
    ];
    let wrong = bench.run(&[&draw[..], &["incme"]].concat());
    assert!(
        wrong.code == 2 && wrong.err.contains("did you mean `income`?"),
        "{}",
        wrong.err
    );
    bench.done(&[&draw[..], &["income,Notifications"]].concat());
    assert_eq!(bench.read("out/outcomes.csv").lines().count(), 3);
    let many: String = (0..20_000).map(|case| format!("A{case}\n")).collect();
    bench.write("many.csv", format!("number\n{many}"));
    let large = bench.run(&[
        "sample", "many.csv", "--method", "census", "--sheet", "xlsx",
    ]);
    assert!(
        large.code == 2 && large.err.contains("too many for a workbook"),
        "{}",
        large.err
    );
}

#[test]
fn an_attribute_of_ones_own_asks_one_question_of_each_case() {
    let bench = Bench::new();
    bench.write("list.csv", "number,value\nA1,500\nA2,600\nA3,700\nA4,800\n");
    let sample = |attributes: &str, form: &str| {
        bench.run(&[
            "sample",
            "list.csv",
            "--method",
            "census",
            "--sheet",
            form,
            "--attributes",
            attributes,
            "--out",
            "out",
            "--force",
        ])
    };
    assert_eq!(sample("decision", "xlsx").code, 0);
    let empty = bytes(&bench, BOOK);
    let entry = |case: &str, column: &str| match (case, column) {
        ("A2", "outcome: decision") => Some("fail".into()),
        (_, "outcome: decision") => Some("pass".into()),
        ("A2", "comment") => Some("wrong rate".into()),
        ("A2", "overstated") => Some("30".into()),
        _ => None,
    };
    bench.write(BOOK, fill(&empty, entry));
    let report = estimate(bench.path(), &[BOOK, "--sample", "out/drawn.csv"]);
    let accuracy = figure(&report, "all", "accuracy");
    assert_eq!(
        (number(accuracy, "value"), &accuracy["errors"]),
        (75.0, &1.into())
    );
    assert_eq!(number(figure(&report, "all", "error-over"), "value"), 30.0);
    // The table has a row a case.
    assert_eq!(sample("decision", "csv").code, 0);
    let table = String::from_utf8(bytes(&bench, "out/outcomes.csv")).expect("text");
    assert_eq!(table.lines().count(), 5, "{table}");
    let filled = table.replace(",decision,", ",decision,pass");
    bench.write("out/outcomes.csv", filled);
    let report = estimate(
        bench.path(),
        &["out/outcomes.csv", "--sample", "out/drawn.csv"],
    );
    assert_eq!(number(figure(&report, "all", "accuracy"), "value"), 100.0);
    for (name, help) in [
        ("incme", "did you mean `income`?"),
        ("outcome", "no column of the sheet"),
    ] {
        let said = sample(name, "csv");
        assert!(
            said.code == 2 && said.err.contains(help),
            "{name}: {}",
            said.err
        );
    }
}
