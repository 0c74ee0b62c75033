//! Small and odd lists get answers that fit them; and a figure is said in one form.

use crate::command;

use command::{BY_RISK, Bench, TWO_EACH, office};

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

#[test]
fn a_draw_says_how_many_rows_a_case_has_unless_attributes_are_chosen() {
    let bench = Bench::new();
    let rows: String = (0..20).map(|case| format!("R-{case},pensions\n")).collect();
    bench.write("cases.csv", format!("number,process\n{rows}"));
    let draw = "sample cases.csv --method simple-random --checks 5 --out s --force";
    let all = said(&bench, draw);
    let rows = bench.read("s/outcomes.csv").lines().count() - 1;
    let each = format!("outcomes.csv has {} rows a case", rows / 5);
    assert!(all.contains(&each) && all.contains("--attributes"), "{all}");
    let one = said(&bench, &format!("{draw} --attributes decision"));
    assert!(!one.contains("rows a case"), "{one}");
}

#[test]
fn a_column_that_divides_nothing_makes_no_strata_and_is_told() {
    let bench = Bench::new();
    let draw = "sample cases.csv --method stratified --set by=area --checks 5 --attributes decision --out s --force";
    let of = |area: fn(usize) -> &'static str| {
        let rows: String = (0..20)
            .map(|case| format!("R-{case},{}\n", area(case)))
            .collect();
        bench.write("cases.csv", format!("number,area\n{rows}"));
        said(&bench, draw)
    };
    let empty = of(|_| "");
    assert!(
        empty.contains("warning: `area` is empty in every case, so there is one stratum"),
        "{empty}"
    );
    let one = of(|_| "north");
    assert!(
        one.contains("warning: `area` is `north` in every case"),
        "{one}"
    );
    let some = of(|case| {
        if case < 4 {
            ""
        } else if case < 10 {
            "north"
        } else {
            "south"
        }
    });
    assert!(some.contains("warning: 4 cases have no area"), "{some}");
    let two = of(|case| if case < 10 { "north" } else { "south" });
    assert!(!two.contains("warning"), "{two}");
}

#[test]
fn one_number_in_two_rows_and_a_condition_that_nothing_meets_are_said_as_they_are() {
    let bench = Bench::new();
    bench.write("cases.csv", "number\nA1\nA1\nB2\n");
    let twice = said(&bench, "sample cases.csv --method census --out s");
    assert!(
        twice.contains("a number stands in more than one row: `A1` in row 2"),
        "{twice}"
    );
    bench.write(
        "results.csv",
        "number,outcome,team,date decided\n1,fail,a,2026-06-03\n2,pass,b,2026-06-04\n",
    );
    let results = ["estimate", "results.csv", "--population", "60"];
    let none = bench
        .run(&[&results[..], &["--where", "team = 1"]].concat())
        .err;
    assert!(none.contains("loosen --where; --by 'team'"), "{none}");
    assert!(!none.contains("--closed"), "{none}");
    // A day of decision is a day of closing.
    let later = bench
        .run(&[&results[..], &["--closed", "2027-01-01..2027-12-31"]].concat())
        .err;
    assert!(
        later.contains("none of 2 cases meets the conditions"),
        "{later}"
    );
    assert!(
        later.contains("ask for other days with --closed"),
        "{later}"
    );
}

/// A figure is said in the same words alone and beside other policies: only whether chance may be all of it is judged together.
#[test]
fn what_a_figure_claims_does_not_change_with_the_policies_beside_it() {
    let bench = Bench::new();
    let of_figure = |policies: &[&str]| {
        bench.write("office.toml", office(policies));
        let out = bench.done(&[
            "run",
            "office.toml",
            "--replications",
            "40",
            "--quiet",
            "--force",
        ]);
        let line = out.split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, rest) = line
            .split_once("own figure claims ")
            .unwrap_or_else(|| panic!("{line}"));
        rest.split_once(" points too ")
            .expect("a size")
            .0
            .to_owned()
    };
    let alone = of_figure(&[TWO_EACH]);
    assert!(alone.contains('±'), "{alone}");
    assert_eq!(alone, of_figure(&[TWO_EACH, BY_RISK]));
}
