//! `tierone estimate` from outside: sheets filled in after a draw, cases with weights of their own, and what is refused.

use crate::command;

use std::fs;
use std::path::Path;

use command::talk;
use command::told::{estimate, figure, number, run};
use serde_json::Value;

/// 400 cases in two areas and eight teams; every tenth is wrong by £10 too much, every fiftieth by £30 too little besides.
fn list(folder: &Path) {
    let mut text = String::from("number,process,area,case owner,team,close date,value,score\n");
    for index in 0..400 {
        let area = if index < 300 { "north" } else { "south" };
        let (owner, team, value) = (index % 16, index % 8, 50 + index % 7 * 100);
        let month = 3 + index % 4;
        text += &format!(
            "S{index},parentage,{area},worker {owner},T{team},2026-{month:02}-10,{value},{value}\n"
        );
    }
    fs::write(folder.join("cases.csv"), text).expect("a file");
}

fn is_wrong(number: &str) -> (bool, bool) {
    let index: usize = number[1..].parse().expect("a number");
    (index.is_multiple_of(10), index.is_multiple_of(50))
}

/// Draws, and fills in the sheet; cases for which `check` is false are left for later.
pub fn drawn(method: &[&str], check: impl Fn(&str) -> bool) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    list(folder.path());
    let output = run(folder.path(), &[&["sample", "cases.csv"], method].concat());
    assert!(output.status.success(), "{}", talk(&output));
    let sheet = folder.path().join("samples/cases/outcomes.csv");
    let mut rows = csv::Reader::from_path(&sheet).expect("a sheet");
    let header = rows.headers().expect("a header").clone();
    let records: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
    let mut filled = csv::Writer::from_path(&sheet).expect("a sheet");
    filled.write_record(&header).expect("written");
    for row in records {
        let mut row: Vec<String> = row.iter().map(str::to_owned).collect();
        let (over, under) = is_wrong(&row[0]);
        if check(&row[0]) {
            row[3] = "pass".into();
            match row[2].as_str() {
                "income" if over => {
                    (row[3], row[4], row[5]) =
                        ("fail-income error".into(), "x".into(), "10".into());
                }
                "effective-dates" if under => {
                    (row[3], row[4], row[6]) = ("fail".into(), "y".into(), "30".into());
                }
                _ => {}
            }
        }
        filled.write_record(&row).expect("written");
    }
    filled.flush().expect("written");
    folder
}

/// A draw that checks the smaller area more often.
const STRATA: [&str; 10] = [
    "--method",
    "stratified",
    "--checks",
    "80",
    "--set",
    "by=area",
    "--set",
    "given=north:20,south:60",
    "--set",
    "allocation=given",
];

pub const FILES: [&str; 3] = [
    "samples/cases/outcomes.csv",
    "--sample",
    "samples/cases/drawn.csv",
];

#[test]
fn a_census_is_exact() {
    let folder = drawn(&["--method", "census"], |_| true);
    let report = estimate(
        folder.path(),
        &[&FILES[..], &["--by", "area", "--period", "quarter"]].concat(),
    );
    assert_eq!(report["design"], "everything was checked");
    let accuracy = figure(&report, "all", "accuracy");
    assert_eq!(accuracy["method"], "census");
    for key in ["value", "low", "high"] {
        assert!((number(accuracy, key) - 90.0).abs() < 1e-10);
    }
    // 40 errors of £10 over and 8 of £30 under; the latter are in cases that have both, and are £20 under.
    let amount = |name: &str| number(figure(&report, "all", name), "value");
    assert!((amount("error-over") - 320.0).abs() < 1e-9);
    assert!((amount("error-under") - 160.0).abs() < 1e-9);
    assert!((amount("error-gross") - 480.0).abs() < 1e-9);
    assert!((amount("error-net") - 160.0).abs() < 1e-9);
    let value: f64 = (0..400).map(|index| f64::from(50 + index % 7 * 100)).sum();
    assert!((amount("mve-gross") - 48_000.0 / value).abs() < 1e-10);
    assert_eq!(figure(&report, "north", "accuracy")["n"], 300);
    // March is of the financial year before.
    assert_eq!(figure(&report, "2025-26 Q4", "accuracy")["n"], 100);
    assert_eq!(figure(&report, "2026-27 Q1", "accuracy")["n"], 300);
}

#[test]
fn every_method_is_recognised_by_its_sizes_and_chances() {
    for (method, design, of_accuracy, of_money) in [
        (
            &["--method", "simple-random", "--checks", "15"][..],
            "a simple random",
            "wilson",
            "moment-bound",
        ),
        (
            &["--method", "simple-random", "--checks", "80"],
            "a simple random",
            "hypergeometric",
            "moment-bound",
        ),
        (
            &[
                "--method",
                "systematic",
                "--checks",
                "80",
                "--set",
                "order=closing-date",
            ],
            "a simple random",
            "hypergeometric",
            "moment-bound",
        ),
        (
            &STRATA,
            "a stratified random sample of 2 strata",
            "",
            "moment-bound",
        ),
        (
            &["--method", "per-caseworker", "--checks", "6"],
            "a simple random",
            "",
            "moment-bound",
        ),
        (
            &["--method", "cluster", "--set", "clusters=4"],
            "a sample of 4 clusters of 8",
            "wilson-cluster",
            "moment-bound",
        ),
        (
            &["--method", "value-weighted", "--checks", "60"],
            "a sample by value",
            "wilson-kish",
            "moment-bound",
        ),
    ] {
        let folder = drawn(method, |_| true);
        let report = estimate(folder.path(), &FILES);
        let told = report["design"].as_str().expect("a design");
        if method[1] == "per-caseworker" {
            assert_eq!(told, "a stratified random sample of 16 strata");
        } else {
            assert!(told.starts_with(design), "{method:?}: {told}");
        }
        for (name, expected) in [("accuracy", of_accuracy), ("mve-gross", of_money)] {
            let figure = figure(&report, "all", name);
            if !expected.is_empty() {
                assert_eq!(figure["method"], expected, "{method:?}: {figure}");
            }
            assert!(number(figure, "low") <= number(figure, "value"), "{figure}");
            assert!(
                number(figure, "value") <= number(figure, "high"),
                "{figure}"
            );
            assert!(number(figure, "se") >= 0.0, "{figure}");
        }
    }
}

#[test]
fn picks_by_score_have_no_say_about_other_cases() {
    let folder = drawn(
        &[
            "--method",
            "risk-targeted",
            "--checks",
            "60",
            "--score",
            "score",
            "--set",
            "random_share=50%",
        ],
        |_| true,
    );
    let report = estimate(folder.path(), &FILES);
    let figures = report["groups"][0]["figures"].as_array().expect("figures");
    let accuracy: Vec<&Value> = figures
        .iter()
        .filter(|f| f["figure"] == "accuracy")
        .collect();
    assert_eq!(accuracy.len(), 2, "{accuracy:?}");
    assert_eq!(
        (&accuracy[0]["scope"], &accuracy[0]["n"]),
        (&"frame".into(), &30.into())
    );
    assert_eq!(
        (&accuracy[1]["scope"], &accuracy[1]["n"]),
        (&"checked cases only".into(), &60.into())
    );
    assert!(accuracy[1]["low"].is_null() && accuracy[0]["low"].is_f64());
}

#[test]
fn results_alone_say_nothing_of_other_cases() {
    let folder = drawn(&["--method", "simple-random", "--checks", "80"], |_| true);
    let report = estimate(folder.path(), &FILES[..1]);
    let accuracy = figure(&report, "all", "accuracy");
    assert_eq!(accuracy["scope"], "checked cases only");
    assert!(accuracy["low"].is_null() && accuracy["value"].is_f64());
    // Whoever says that they are a simple sample takes it on themselves.
    let report = estimate(folder.path(), &[FILES[0], "--population", "400"]);
    let accuracy = figure(&report, "all", "accuracy");
    assert_eq!(
        (&accuracy["scope"], &accuracy["method"]),
        (&"frame".into(), &"hypergeometric".into())
    );
}

#[test]
fn what_is_not_checked_is_counted_and_is_no_pass() {
    let south = |number: &str| number[1..].parse::<usize>().is_ok_and(|index| index >= 300);
    let folder = drawn(&["--method", "census"], |number| !south(number));
    let report = estimate(folder.path(), &[&FILES[..], &["--by", "area"]].concat());
    let notes = report["notes"].to_string();
    assert!(
        notes.contains("100 of 400 cases are not checked yet"),
        "{notes}"
    );
    assert!(notes.contains("2800 outcomes are empty"), "{notes}");
    let accuracy = figure(&report, "all", "accuracy");
    assert_eq!(accuracy["n"], 300);
    assert!(number(accuracy, "high") > number(accuracy, "low"));
    let south = &report["groups"][2];
    assert_eq!(south["name"], "south");
    assert_eq!(south["figures"].as_array().map(Vec::len), Some(0));
}

#[test]
fn targets_changes_and_corrections_are_told() {
    let folder = drawn(
        &[
            "--method",
            "stratified",
            "--checks",
            "200",
            "--set",
            "by=area",
        ],
        |_| true,
    );
    let told = [
        "--target",
        "50%",
        "--target",
        "mve-gross=0.001%",
        "--change",
        "area=north|south",
        "--sensitivity",
        "45/60",
        "--false-fail",
        "0/200",
        "--tolerance",
        "20",
    ];
    let report = estimate(folder.path(), &[&FILES[..], &told].concat());
    let targets = report["groups"][0]["targets"].as_array().expect("targets");
    assert!(number(&targets[0], "probability") > 99.0);
    assert!(number(&targets[1], "probability") < 5.0);
    let changes = report["changes"].as_array().expect("changes");
    let change = changes
        .iter()
        .find(|change| change["figure"] == "accuracy")
        .expect("a change");
    assert!(number(change, "low") < number(change, "value"));
    // With a tolerance of £20 only the errors of £40 are left, a fiftieth.
    let accuracy = figure(&report, "all", "accuracy");
    assert!(number(accuracy, "value") > 95.0);
    let corrected = figure(&report, "all", "accuracy-corrected");
    let behind = (100.0 - number(accuracy, "value")) / 0.75;
    assert!((100.0 - number(corrected, "value") - behind).abs() < 1e-7);
    assert_eq!(corrected["method"], "lang-reiczigel");
    // Checkers no better than chance, and checkers who would fail more than failed.
    for (sensitivity, false_fail, why) in [
        ("40%", "60%", "no better than chance"),
        ("80%", "30%", "they must pass"),
    ] {
        let rates = ["--sensitivity", sensitivity, "--false-fail", false_fail];
        let report = estimate(folder.path(), &[&FILES[..], &rates].concat());
        let notes = report["groups"][0]["notes"].to_string();
        assert!(notes.contains(why), "{notes}");
    }
}

/// Makes everything on the sheet pass.
fn all_right(folder: &Path) {
    let sheet = folder.join(FILES[0]);
    let text = fs::read_to_string(&sheet).expect("a sheet");
    let text = text
        .replace("fail-income error,x,10", "pass,,")
        .replace("fail,y,,30", "pass,,,");
    fs::write(&sheet, text).expect("written");
}

#[test]
fn no_error_found_is_a_result() {
    let folder = drawn(&["--method", "simple-random", "--checks", "60"], |_| true);
    let found = estimate(folder.path(), &FILES)["groups"][0]["nothing_found"].clone();
    assert!(found.is_null(), "{found}");
    all_right(folder.path());
    let checkers = ["--sensitivity", "80%"];
    let report = estimate(folder.path(), &[&FILES[..], &checkers].concat());
    let accuracy = figure(&report, "all", "accuracy");
    assert_eq!(
        (number(accuracy, "value"), &accuracy["errors"]),
        (100.0, &0.into())
    );
    let nothing = &report["groups"][0]["nothing_found"];
    // 18 of 400, all missed with a probability of 5.2 %; 19 with one of 4.4 %.
    let most = 1_800.0 / 400.0;
    for (limits, most) in [("at_most", most), ("at_most_with_checkers", most / 0.8)] {
        let limit = &nothing[limits]["wrong"];
        assert!((number(limit, "worst") - most).abs() < 1e-10, "{nothing}");
        assert!(limit["alike"].is_null(), "{nothing}");
    }
    assert!(number(accuracy, "low") < 100.0);
    let notes = report["groups"][0]["notes"].to_string();
    assert!(
        // With one error it would take 473, and there are 400.
        notes.contains("not evidence of zero") && notes.contains("299") && !notes.contains("473"),
        "{notes}"
    );
}

/// Pounds with commas, rounded up.
fn pounds(amount: f64) -> String {
    let whole = format!("{:.0}", amount.ceil());
    let (thousands, rest) = whole.split_at(whole.len().saturating_sub(3));
    if thousands.is_empty() {
        format!("£{rest}")
    } else {
        format!("£{thousands},{rest}")
    }
}

#[test]
fn no_error_found_bounds_the_money_that_may_be_in_error() {
    let by_value: f64 = (0..400).map(|index| f64::from(50 + index % 7 * 100)).sum();
    for method in [
        &["--method", "simple-random", "--checks", "60"][..],
        &STRATA,
        &["--method", "cluster", "--set", "clusters=4"],
        &["--method", "value-weighted", "--checks", "60"],
    ] {
        let folder = drawn(method, |_| true);
        all_right(folder.path());
        let path = folder.path().join(FILES[2]);
        let mut rows = csv::Reader::from_path(path).expect("what was drawn");
        // Team, value and chance of every case drawn.
        let cases: Vec<(String, f64, f64)> = rows
            .records()
            .map(|row| row.expect("a row"))
            .map(|row| {
                let number = |text: &str| text.parse().expect("a number");
                (row[4].to_owned(), number(&row[6]), number(&row[12]))
            })
            .collect();
        let none = 0.05_f64;
        let dearest = cases.iter().map(|case| case.1).fold(0.0, f64::max);
        // The most with errors up to the whole value, and with errors of £100.
        let (of_value, of_a_hundred) = match method[1] {
            // 18 of 400 are the most that 60 may all miss.
            "simple-random" => (18.0 * dearest, 18.0 * 100.0),
            // Both strata have a case of £650, and hide most where (1 − p) is λ n/T in each.
            "stratified" => {
                let (north, south) = (300.0 - 9.5, 100.0 - 29.5);
                // All of it in the north, since errors in the south are fifteen times as easy to find.
                let most = north * (1.0 - none.powf(1.0 / 20.0));
                assert!(north / 20.0 * none.powf(1.0 / 20.0) > south / 60.0);
                (most * dearest, most * 100.0)
            }
            // Whole teams of 50: twice the value of each stands for another one.
            "cluster" => {
                let mut teams = std::collections::BTreeMap::<&str, f64>::new();
                for (team, value, _) in &cases {
                    *teams.entry(team).or_default() += 2.0 * value;
                }
                let largest = teams.values().copied().fold(0.0, f64::max);
                let hidden = 4.0 * (1.0 - none.powf(0.25));
                (hidden * largest, hidden * 100.0 * 100.0)
            }
            // Every case stands for a sixtieth of the value; the cheapest for most errors of £100.
            _ => {
                let rarest = cases.iter().map(|case| 1.0 / case.2).fold(0.0, f64::max);
                let hidden = -none.ln();
                (hidden * by_value / 60.0, hidden * rarest * 100.0)
            }
        };
        for (declared, most) in [
            (&[][..], of_value),
            (&["--max-error", "50%"], 0.5 * of_value),
            (&["--max-error", "100"], of_a_hundred),
        ] {
            let report = estimate(folder.path(), &[&FILES[..], declared].concat());
            let notes = report["groups"][0]["notes"].to_string();
            let expected = format!("less than {} (", pounds(most));
            assert!(
                notes.contains(&expected),
                "{method:?} {declared:?}: no {expected} in {notes}"
            );
            for name in ["mve-gross", "mve-over", "error-gross", "accuracy"] {
                let figure = figure(&report, "all", name);
                assert!(number(figure, "low") < number(figure, "high"), "{figure}");
                assert!(figure["se"].is_null(), "{figure}");
            }
        }
        // Checkers who found 45 of 60 errors find 64.15 % at least.
        let told = ["--sensitivity", "45/60", "--by", "area"];
        let report = estimate(folder.path(), &[&FILES[..], &told].concat());
        let notes = report["groups"][0]["notes"].to_string();
        assert!(
            notes.contains("only 64.15 % of errors, less than £"),
            "{notes}"
        );
        // Each group has a bound of its own.
        for group in report["groups"].as_array().expect("groups") {
            let notes = group["notes"].to_string();
            assert!(notes.contains("No amount in error"), "{notes}");
        }
        let output = run(
            folder.path(),
            &[&["estimate"], &FILES[..], &["--explain", "mve-gross"]].concat(),
        );
        let text = String::from_utf8_lossy(&output.stdout).replace('\n', " ");
        assert!(
            text.contains("Π (1 − p)ⁿ = 0.05") && text.contains("No amount in error"),
            "{text}"
        );
    }
    // An error that is tolerated leaves nothing to be said of money.
    let folder = drawn(&["--method", "simple-random", "--checks", "200"], |_| true);
    let report = estimate(
        folder.path(),
        &[&FILES[..], &["--tolerance", "100"]].concat(),
    );
    let notes = report["groups"][0]["notes"].to_string();
    assert!(
        notes.contains("0 errors in 200") && !notes.contains("No amount"),
        "{notes}"
    );
    for wrong in ["0", "0%", "-5", "none", "much"] {
        let refused = [&["estimate"], &FILES[..], &["--max-error", wrong]].concat();
        let output = run(folder.path(), &refused);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
    }
}
