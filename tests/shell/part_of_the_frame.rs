//! Figures that are of a part of the list only say of how much, wherever they are read.

use crate::command;

use std::fs;
use std::path::Path;

use command::talk;
use command::told::{estimate, run};

/// 60 cases of three teams, of which every 20th has no team where `blank` says so.
fn list(folder: &Path, blank: bool) {
    let mut text = String::from("number,case owner,team,value\n");
    for index in 0..60 {
        let team = match index % 3 {
            _ if blank && index % 20 == 0 => "",
            0 => "north",
            1 => "south",
            _ => "west",
        };
        text += &format!("C{index},{team},{team},1000\n");
    }
    fs::write(folder.join("cases.csv"), text).expect("a list");
}

/// The sample is drawn with these words; what is printed, and what is said beside it.
fn drawn(folder: &Path, words: &str) -> String {
    let words: Vec<&str> = words.split(' ').collect();
    let start = ["sample", "cases.csv", "--out", "s", "--force"];
    let output = run(folder, &[&start[..], &words].concat());
    let said = talk(&output);
    assert!(output.status.success(), "{said}");
    String::from_utf8_lossy(&output.stdout).replace('\n', " ") + &said.replace('\n', " ")
}

/// Results of the cases drawn, all passed but the first of the north, with nothing of those that stand in stratum `without`.
fn results(folder: &Path, without: &str) {
    let mut rows = csv::Reader::from_path(folder.join("s/drawn.csv")).expect("drawn cases");
    let header = rows.headers().expect("a header").clone();
    let at = header.iter().position(|column| column == "stratum");
    let at = at.expect("the strata");
    let mut text = String::from("number,outcome,overstated\n");
    let mut failed = false;
    for row in rows.records() {
        let row = row.expect("a row");
        let found = match &row[at] {
            stratum if stratum == without => ",",
            "north" if !failed => "fail,50",
            _ => "pass,",
        };
        failed |= found == "fail,50";
        text += &format!("{},{found}\n", &row[0]);
    }
    fs::write(folder.join("results.csv"), text).expect("results");
}

const OF_DRAWN: [&str; 3] = ["results.csv", "--sample", "s/drawn.csv"];

#[test]
fn a_stratum_without_a_check_is_in_no_figure_and_every_place_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    list(folder, false);
    drawn(folder, "--method stratified --set by=team --checks 18");
    results(folder, "west");
    let report = estimate(folder, &OF_DRAWN);
    let answer = report["answer"].to_string();
    for words in [
        "Of 40 of 60 decisions, ",
        "Of the money assessed in 40 of 60 decisions, ",
        "Nothing is checked yet of strata with 20 of 60 cases, and no figure is of them",
    ] {
        assert!(answer.contains(words), "{words}: {answer}");
    }
    // Those not checked are all of that stratum, so none is taken to be like others.
    let all = report.to_string();
    assert!(!all.contains("like the others"), "{all}");
    let design = report["design"].as_str().expect("a design");
    assert_eq!(
        design,
        "a stratified random sample of 2 strata, for 40 of 60 cases"
    );
    for figure in report["groups"][0]["figures"].as_array().expect("figures") {
        assert_eq!(figure["scope"], "strata with checks");
    }
    // The value of all cases is no value of those that figures are of.
    let with_value = [&OF_DRAWN[..], &["--total-value", "60000"]].concat();
    let with_value = estimate(folder, &with_value);
    assert_eq!(
        with_value["groups"][0]["figures"], report["groups"][0]["figures"],
        "of 40 of 60 cases"
    );
    assert!(
        with_value["notes"]
            .to_string()
            .contains("--total-value is of all cases of the frame, and figures are of 40 of 60"),
        "{with_value}"
    );
}

#[test]
fn strata_that_are_all_checked_are_no_census_of_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    list(folder, false);
    drawn(folder, "--method stratified --set by=team --checks 60");
    results(folder, "west");
    let report = estimate(folder, &OF_DRAWN);
    let answer = report["answer"].to_string();
    assert!(
        answer.contains("All 40 decisions of the strata with checks were checked"),
        "{answer}"
    );
    let design = report["design"].as_str().expect("a design");
    assert!(!design.contains("everything"), "{design}");
}

#[test]
fn cases_outside_every_stratum_are_told_of_by_the_draw_and_by_its_estimate() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    list(folder, true);
    for (words, lacks) in [
        ("--method stratified --set by=team --checks 18", "team"),
        ("--method per-team --checks 6", "team"),
        ("--method per-caseworker --checks 6", "case owner"),
    ] {
        let said = drawn(folder, words);
        for words in [
            format!(
                "18 of 57 cases drawn, in 3 strata; 3 more have no {lacks} and are in no stratum"
            ),
            format!("warning: 3 of 60 cases have no {lacks}, so they are in no stratum"),
            "the 57 cases that can be drawn are worth £57,000 in all".to_owned(),
        ] {
            assert!(said.contains(&words), "{words}: {said}");
        }
        results(folder, "none of them");
        let answer = estimate(folder, &OF_DRAWN)["answer"].to_string();
        let words = format!(
            "3 more cases of the list had no {lacks} and could not be drawn, and no figure is of them"
        );
        assert!(answer.contains(&words), "{answer}");
    }
    let said = drawn(folder, "--method cluster --set clusters=2 --checks 6");
    assert!(
        said.contains("3 more have no team and are in no cluster"),
        "{said}"
    );
    // Where nobody is left out, nothing is said.
    list(folder, false);
    let said = drawn(folder, "--method stratified --set by=team --checks 18");
    assert!(
        !said.contains("more have no") && !said.contains("warning"),
        "{said}"
    );
}
