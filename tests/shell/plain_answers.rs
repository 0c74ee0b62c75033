//! Small and odd lists get answers that fit them.

use crate::command;

use command::Bench;

/// What is said and printed, in one line.
fn said(bench: &Bench, line: &str) -> String {
    let out = bench.run(&line.split(' ').collect::<Vec<_>>());
    format!("{} {}", out.out, out.err)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn a_list_without_a_row_is_told_so_and_no_condition_is_to_be_loosened() {
    let bench = Bench::new();
    bench.write("cases.csv", "number,received,closed\n");
    for line in [
        "sample cases.csv --method census --out s",
        "estimate cases.csv --durations received,closed",
    ] {
        let said = said(&bench, line);
        assert!(said.contains("has no case in it"), "{said}");
        assert!(!said.contains("loosen"), "{said}");
    }
}

#[test]
fn a_date_that_could_be_two_days_is_named_with_its_row() {
    let bench = Bench::new();
    bench.write(
        "cases.csv",
        "number,close date\nA1,2026-03-01\nA2,03/04/2026\nA3,05/06/2026\n",
    );
    let said = said(&bench, "sample cases.csv --method census --out s");
    let words = "the dates could have the day or the month first (column `close date`, such as `03/04/2026` in row 3)";
    assert!(said.contains(words), "{said}");
}

#[test]
fn one_of_anything_is_said_as_one() {
    let bench = Bench::new();
    bench.write(
        "cases.csv",
        "number,team\nA1,North East\na1 ,north east\nB2,south\n",
    );
    let said_of_draw = said(
        &bench,
        "sample cases.csv --method per-team --checks 2 --out s",
    );
    for words in [
        "`North East` and `north east` are one stratum, written in more than one way",
        "`A1` and `a1` are two cases, and their numbers differ in capital letters only: see whether they are one",
    ] {
        assert!(said_of_draw.contains(words), "{words}: {said_of_draw}");
    }
    bench.write("one.csv", "number,outcome\nA1,pass\n");
    let one = said(&bench, "estimate one.csv --population 1");
    assert!(
        one.contains("The only decision was checked, and was right."),
        "{one}"
    );
}

#[test]
fn figures_by_month_may_be_asked_for_as_those_by_team_are() {
    let bench = Bench::new();
    bench.write(
        "results.csv",
        "number,outcome,close date\n1,fail,2026-06-03\n2,pass,2026-06-04\n3,pass,2026-07-01\n4,pass,2026-07-02\n",
    );
    let figures = |by: &str| -> Vec<String> {
        let text = bench.done(&[
            "estimate",
            "results.csv",
            "--population",
            "60",
            by,
            "month",
            "--format",
            "csv",
        ]);
        let months = text.lines().filter(|line| line.contains(",2026-0"));
        months
            .map(|line| line.split_once(",2026-0").expect("a month").1.to_owned())
            .collect()
    };
    let by = figures("--by");
    assert!(by.len() > 1, "{by:?}");
    assert_eq!(by, figures("--period"));
    // Without days there are none.
    bench.write("results.csv", "number,outcome\n1,fail\n2,pass\n");
    let said = said(&bench, "estimate results.csv --population 60 --by month");
    assert!(said.contains("no case has a close date"), "{said}");
}
