//! Periods and people that stand out, in figures and in charts, and whose names they show.

use crate::command;

use std::fs;

use command::talk;
use command::told::{estimate, number, run};
use serde_json::Value;

/// A row a case: six people of 100 cases each in four months, of whom one fails far more, and one of three cases.
fn by_owner() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("number,owner,closed,outcome,weight\n");
    for index in 0..600 {
        let owner = index % 6;
        let month = 1 + index % 4;
        // One in twenty fails, and every third of one person.
        let turn = index / 6;
        let failed = turn % 20 == 3 || (owner == 5 && turn % 3 == 0);
        let outcome = if failed { "fail" } else { "pass" };
        text += &format!("N{index},P{owner},2026-{month:02}-03,{outcome},5\n");
    }
    for index in 0..3 {
        let outcome = if index == 0 { "fail" } else { "pass" };
        text += &format!("M{index},Seldom,2026-01-05,{outcome},5\n");
    }
    fs::write(folder.path().join("results.csv"), text).expect("a file");
    folder
}

#[test]
fn periods_and_people_that_stand_out_are_named() {
    let folder = by_owner();
    let report = estimate(
        folder.path(),
        &["results.csv", "--period", "month", "--funnel", "owner"],
    );
    let signals = report["signals"].as_array().expect("signals");
    assert_eq!(signals.len(), 2);
    assert_eq!(signals[0]["points"].as_array().map(Vec::len), Some(4));
    let people = signals[1]["points"].as_array().expect("people");
    let outside: Vec<&Value> = people
        .iter()
        .filter(|point| point["outside"] == true)
        .collect();
    assert_eq!(outside.len(), 1, "{people:?}");
    assert_eq!(outside[0]["name"], "P5");
    assert!(
        people
            .iter()
            .all(|point| number(point, "false_alarm") < 1.0)
    );
}

#[test]
fn a_folder_has_charts_of_whom_it_may_tell() {
    let folder = by_owner();
    fs::write(folder.path().join("secret"), "sixteen bytes or more").expect("a secret");
    let told = [
        "estimate",
        "results.csv",
        "--period",
        "month",
        "--funnel",
        "owner",
        "--by",
        "owner",
        "--suppress-below",
        "10",
    ];
    let charts = |out: &str, more: &[&str]| -> Vec<(String, String)> {
        let output = run(folder.path(), &[&told[..], &["--out", out], more].concat());
        assert!(output.status.success(), "{}", talk(&output));
        let charts = folder.path().join(out).join("charts");
        let mut charts: Vec<(String, String)> = fs::read_dir(charts)
            .expect("charts")
            .map(|entry| {
                let entry = entry.expect("an entry");
                let name = entry.file_name().into_string().expect("a name");
                (name, fs::read_to_string(entry.path()).expect("a chart"))
            })
            .collect();
        charts.sort();
        charts
    };
    let open = charts("open", &[]);
    let names: Vec<&str> = open.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "accuracy-by-group.svg",
            "ewma-chart.svg",
            "funnel-plot.svg",
            "p-chart.svg",
        ]
    );
    for (name, svg) in &open {
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        assert!(!svg.contains("Seldom"), "{name}");
    }
    assert!(open[2].1.contains(">P5</text>") && !open[2].1.contains("P4"));
    for (name, svg) in charts("hidden", &["--pseudonyms", "secret"]) {
        assert!(!svg.contains(">P5<") && !svg.contains("“P5”"), "{name}");
        assert!(name != "funnel-plot.svg" || svg.contains(">P-"), "{name}");
    }
}

#[test]
fn names_in_a_column_of_another_name_are_hidden_once_it_is_said_where_they_stand() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("number,desk,outcome,checker\n");
    for index in 0..40 {
        let outcome = if index % 5 == 0 { "fail" } else { "pass" };
        text += &format!("C{index},Bob{},{outcome},\n", index % 2);
    }
    fs::write(folder.path().join("results.csv"), text).expect("a file");
    fs::write(folder.path().join("secret"), "sixteen bytes or more").expect("a secret");
    let line = "estimate results.csv --population 1000 --by desk --funnel desk --pseudonyms secret";
    let arguments: Vec<&str> = line.split(' ').collect();
    let refused = run(folder.path(), &arguments);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{said}");
    assert!(said.contains("--map 'case owner=…'"), "{said}");
    let told = run(
        folder.path(),
        &[&arguments[..], &["--map", "case owner=desk"]].concat(),
    );
    let text = String::from_utf8_lossy(&told.stdout);
    assert!(told.status.success() && !text.contains("Bob"), "{text}");
    assert!(text.contains("desk: P-"), "{text}");
}

#[test]
fn moving_averages_are_told_apart_from_shares_outside_their_limits() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("number,close date,outcome\n");
    for month in 1..13 {
        // 3 of 100 wrong, then 11: no month is outside, and the average moves.
        let wrong = if month < 7 { 3 } else { 11 };
        for index in 0..100 {
            let outcome = if index < wrong { "fail" } else { "pass" };
            text += &format!("C{month}-{index},2025-{month:02}-05,{outcome}\n");
        }
    }
    fs::write(folder.path().join("results.csv"), text).expect("a file");
    let told = run(
        folder.path(),
        &["estimate", "results.csv", "--period", "month"],
    );
    let text = String::from_utf8_lossy(&told.stdout);
    let moved = text
        .matches("the moving average has left its limits")
        .count();
    assert!(moved > 2, "{text}");
    assert!(
        text.contains("0 of 12 outside their limits, where chance alone would put 0.0"),
        "{text}"
    );
    let own = format!(
        "the moving average outside its own in {moved}, where chance alone would put it about once in 370 periods"
    );
    assert!(text.contains(&own), "{text}");
}
