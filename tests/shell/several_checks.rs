//! Results in which some cases were checked twice: each check says of the cases that had it, and of others only by design.

use crate::command::{Bench, told};
use serde_json::Value;

const CASES: usize = 200;
/// Drawn, and not checked by anyone.
const OPEN: usize = 2;

/// 200 of 2,000 were drawn; the first check failed ten of the 198 that it looked at.
fn drawn(of: impl Fn(usize) -> bool) -> String {
    let mut text =
        "number,value,stratum,stratum_size,stratum_drawn,frame_size,inclusion_probability,first\n"
            .to_owned();
    for case in (0..CASES).filter(|case| of(*case)) {
        let first = match case {
            0..10 => "fail",
            _ if case < CASES - OPEN => "pass",
            _ => "",
        };
        text += &format!("S{case},1000,all,2000,200,2000,0.1,{first}\n");
    }
    text
}

/// The second check looked at all that the first failed, and at every fifth other, of which it failed one.
fn had_second(case: usize) -> bool {
    case < 10 || case.is_multiple_of(5) && case < CASES - OPEN
}

fn results(checks: &[&str], of: impl Fn(usize) -> bool) -> String {
    let mut text = "number,check,outcome,error\n".to_owned();
    for check in checks {
        for case in (0..CASES - OPEN).filter(|case| of(*case)) {
            let (had, failed) = match *check {
                "first" => (true, case < 10),
                _ => (had_second(case), case <= 10),
            };
            let found = if failed { "fail,50" } else { "pass," };
            if had {
                text += &format!("S{case},{check},{found}\n");
            }
        }
    }
    text
}

fn estimate(results: &str, drawn: &str, more: &[&str]) -> Value {
    let bench = Bench::new();
    bench.write("results.csv", results);
    bench.write("drawn.csv", drawn);
    let all = [&["results.csv", "--sample", "drawn.csv"], more].concat();
    told::estimate(bench.path(), &all)
}

fn said(report: &Value, key: &str) -> String {
    let parts = report[key].as_array().expect("sentences").iter();
    parts
        .map(|part| part.as_str().expect("text"))
        .collect::<Vec<_>>()
        .join("\n")
}

const BOTH: [&str; 2] = ["first", "second"];

#[test]
fn a_check_that_some_cases_had_says_nothing_of_the_others() {
    let change = ["--change", "check=first|second"];
    let report = estimate(&results(&BOTH, |_| true), &drawn(|_| true), &change);
    let first = told::figure(&report, "first", "accuracy");
    assert_eq!(first["scope"], "frame");
    assert!((told::number(first, "value") - 100.0 * (1.0 - 10.0 / 198.0)).abs() < 1e-9);
    for figure in ["accuracy", "mve-gross", "error-gross"] {
        let second = told::figure(&report, "second", figure);
        assert_eq!(second["scope"], "checked cases only", "{second}");
        assert!(second["low"].is_null() && second["high"].is_null());
    }
    // £50 in each of eleven that it failed, and not ten times as much.
    let second = told::figure(&report, "second", "error-gross");
    assert_eq!(told::number(second, "value"), 550.0);
    let answer = said(&report, "answer");
    for words in [
        "2 cases of 200 are not checked yet",
        "of the 48 cases checked both times",
        "--cheap first",
    ] {
        assert!(answer.contains(words), "{words}\n{answer}");
    }
    let notes = said(&report, "notes");
    assert!(
        notes.contains("shares of money are of £2,000,000"),
        "{notes}"
    );
    let changes = report["changes"].as_array().expect("changes");
    assert!(changes.iter().all(|change| change["unit"] != "£"));
}

#[test]
fn checks_of_those_alone_that_were_checked_twice_say_nothing_of_the_others() {
    let change = ["--change", "check=first|second"];
    let twice = results(&BOTH, had_second);
    let report = estimate(&twice, &drawn(|_| true), &change);
    for check in BOTH {
        assert_eq!(
            told::figure(&report, check, "accuracy")["scope"],
            "checked cases only"
        );
    }
    let answer = said(&report, "answer");
    let part = "152 cases of 200 are not checked yet, and no figure is of them.";
    assert!(answer.contains(part), "{answer}");
    let changes = report["changes"].as_array().expect("changes");
    assert!(changes.iter().all(|change| change["unit"] != "£"));
}

#[test]
fn checks_that_conditions_leave_out_are_out_of_everything() {
    // What stands in a row that is left out does not matter.
    let both = results(&BOTH, |_| true) + "S11,third,perhaps,\n";
    let of = |check: &str| {
        let which = format!("check = {check}");
        estimate(&both, &drawn(|_| true), &["--where", &which])
    };
    let alone = estimate(&results(&["first"], |_| true), &drawn(|_| true), &[]);
    let first = of("first");
    assert_eq!(first["groups"], alone["groups"]);
    assert_eq!(first["counts"], alone["counts"]);
    let second = of("second");
    let accuracy = told::figure(&second, "all", "accuracy");
    assert_eq!(
        (&accuracy["scope"], &accuracy["n"]),
        (&"checked cases only".into(), &48.into())
    );
    let answer = said(&second, "answer");
    assert!(
        answer.contains("150 cases had other checks alone"),
        "{answer}"
    );
}

#[test]
fn cases_without_a_cheap_result_can_be_left_out() {
    let gold = results(&["second"], |_| true);
    let cheap = ["--cheap", "first"];
    let whole = estimate(&gold, &drawn(|case| case < CASES - OPEN), &cheap);
    let narrow = [&cheap[..], &["--where", "first != ''"]].concat();
    let report = estimate(&gold, &drawn(|_| true), &narrow);
    assert_eq!(report["groups"], whole["groups"]);
    let answer = said(&report, "answer");
    assert!(
        answer.contains("Of 1,980 decisions with first != ''"),
        "{answer}"
    );
    // 18 hundred are 1,880 of the frame that the first check passed, of which the second failed 1 of 38.
    let accuracy = told::number(told::figure(&report, "all", "accuracy"), "value");
    let expected = 100.0 * (188.0 / 198.0) * (37.0 / 38.0);
    assert!((accuracy - expected).abs() < 1e-9, "{accuracy}");
}

#[test]
fn the_way_that_is_told_of_corrects_the_first_check_by_the_second() {
    let both = results(&BOTH, |_| true);
    let told = [
        "--where",
        "check = second",
        "--cheap",
        "first",
        "--where",
        "first != ''",
    ];
    let report = estimate(&both, &drawn(|_| true), &told);
    assert_eq!(told::figure(&report, "all", "accuracy")["scope"], "frame");
}
