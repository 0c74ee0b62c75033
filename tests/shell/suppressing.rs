//! `--suppress-below` from outside: no figure, count, file or chart tells of those who are left out.

use crate::command;
use crate::leaks;

use std::fs;
use std::path::Path;

use command::filled::parts;
use command::{program, talk};
use leaks::rank;

/// 77 cases of four people. Dee has four, and so has September; one kind of fail and one amount are hers alone. Her team and
/// her office less one other person each leave her.
fn list(folder: &Path) {
    let mut text =
        String::from("number,process,owner,team,office,closed,outcome,value,error,weight\n");
    let mut index = 0;
    for (name, count) in [("Ann", 31), ("Bob", 29), ("Cyd", 13), ("Dee", 4)] {
        let team = if name < "Cyd" { "large" } else { "small" };
        let office = if name == "Dee" || name == "Bob" {
            "hill"
        } else {
            "dale"
        };
        for turn in 0..count {
            let month = if turn == 2 { 9 } else { 1 + turn % 6 };
            let (outcome, error) = match (turn % 3 == 1, name) {
                (false, _) => ("pass", "0"),
                (true, "Dee") => ("fail-debt steer", "654.32"),
                (true, _) => ("fail", "10"),
            };
            text += &format!(
                "N{index},work of {name},{name},team {team},{office},2025-{month:02}-03,{outcome},1000,{error},5\n"
            );
            index += 1;
        }
    }
    fs::write(folder.join("results.csv"), text).expect("a file");
}

/// Everything in a folder, and in those within it.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path
            .extension()
            .is_some_and(|kind| kind == "xlsx" || kind == "ods")
        {
            let parts = parts(&fs::read(&path).expect("a workbook"));
            files.extend(
                parts
                    .into_iter()
                    .map(|(name, text)| (format!("{}: {name}", path.display()), text)),
            );
        } else {
            let text = fs::read_to_string(&path).expect("a text");
            files.push((path.display().to_string(), text));
        }
    }
    files
}

/// A text without hashes, whose letters from a to f spell such names by chance.
fn without_hashes(text: &str) -> String {
    let is_end = |c: char| !c.is_ascii_alphanumeric();
    let is_hash = |piece: &&str| {
        let word = piece.trim_end_matches(is_end);
        word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let pieces = text.split_inclusive(is_end);
    pieces.filter(|piece| !is_hash(piece)).collect()
}

#[test]
fn no_output_and_no_file_tells_of_those_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    list(folder.path());
    let base = [
        "estimate",
        "results.csv",
        "--by",
        "owner",
        "--by",
        "team",
        "--by",
        "office",
        "--funnel",
        "owner",
        "--change",
        "owner=ann|dee",
        "--target",
        "99%",
        "--suppress-below",
        "5",
    ];
    for period in ["month", "quarter", "year", "rolling"] {
        let run = |more: &[&str]| -> String {
            let all = [&base[..], &["--period", period], more].concat();
            let output = program(folder.path(), &all).output().expect("it runs");
            assert!(output.status.success(), "{}", talk(&output));
            format!(
                "{}{}",
                String::from_utf8_lossy(&output.stdout),
                talk(&output)
            )
        };
        let all = [&base[..], &["--period", period, "--format", "json"]].concat();
        let json = program(folder.path(), &all)
            .output()
            .expect("it runs")
            .stdout;
        let mut texts = vec![
            ("explain".to_owned(), run(&["--explain", "error-gross"])),
            ("json".to_owned(), run(&["--format", "json"])),
            (
                "table".to_owned(),
                run(&["--out", period, "--xlsx", "--ods"]),
            ),
        ];
        let written = files(&folder.path().join(period));
        assert!(written.len() >= 20, "{written:?}");
        texts.extend(written);
        for (name, text) in &texts {
            let text = without_hashes(text);
            for secret in [
                "Ann",
                "Bob",
                "Cyd",
                "Dee",
                "dee",
                "debt steer",
                "2025-09",
                "£654",
                "£3,272",
            ] {
                assert!(
                    !text.contains(secret),
                    "{secret} in {name} by {period}: {text}"
                );
            }
            // What Dee's one error comes to, in itself and for the frame.
            let numbers = text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','));
            for number in numbers {
                let number = number.replace(',', "");
                let secret = number
                    .parse::<f64>()
                    .is_ok_and(|x| x == 654.32 || x == 3_271.6);
                assert!(!secret, "{number} in {name} by {period}: {text}");
            }
        }
        let (_, table) = &texts[2];
        let told =
            "owner: 1 with fewer than 5 checked cases, 3 so that others cannot be worked out";
        assert!(table.contains(told), "{table}");
        let report: serde_json::Value =
            serde_json::from_slice(&json).expect("JSON and nothing else");
        let cases =
            |group: &serde_json::Value| group["figures"][0]["n"].as_u64().expect("a number");
        let groups = report["groups"].as_array().expect("groups");
        for by in ["owner", "team", "office", "period"] {
            let told: Vec<u64> = groups
                .iter()
                .filter(|group| group["by"] == by)
                .map(cases)
                .collect();
            let rest = cases(&groups[0]) - told.iter().sum::<u64>();
            assert!(rest == 0 || rest >= 5, "{by}: {told:?}");
            assert!(told.iter().all(|count| *count >= 5), "{by}: {told:?}");
        }
        assert_eq!(report["changes"].as_array().map(Vec::len), Some(0));
    }
}

#[test]
fn crossed_groups_give_no_small_group_away() {
    let folder = tempfile::tempdir().expect("a folder");
    list(folder.path());
    let command = [
        "estimate",
        "results.csv",
        "--by",
        "owner,quarter",
        "--by",
        "team",
        "--by",
        "office,team",
        "--period",
        "quarter",
        "--suppress-below",
        "5",
        "--format",
        "json",
    ];
    let output = program(folder.path(), &command).output().expect("it runs");
    assert!(output.status.success(), "{}", talk(&output));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = fs::read_to_string(folder.path().join("results.csv")).expect("a list");
    let cases: Vec<Vec<&str>> = text
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect())
        .collect();
    let quarter = |case: &[&str]| {
        let month: u32 = case[5][5..7].parse().expect("a month");
        let year = if month < 4 { 2024 } else { 2025 };
        format!(
            "{year}-{:02} Q{}",
            (year + 1) % 100,
            (month + 8) % 12 / 3 + 1
        )
    };
    let groups = report["groups"].as_array().expect("groups");
    let names: Vec<(&str, &str)> = groups
        .iter()
        .map(|group| {
            (
                group["by"].as_str().unwrap_or(""),
                group["name"].as_str().expect("a name"),
            )
        })
        .collect();
    let is_of = |case: &[&str], (by, name): (&str, &str)| match by {
        "" => true,
        "team" => case[3] == name,
        "period" => quarter(case) == name,
        "office,team" => format!("{}, {}", case[4], case[3]) == name,
        _ => format!("{}, {}", case[2], quarter(case)) == name,
    };
    let row = |group: (&str, &str)| -> Vec<i128> {
        cases
            .iter()
            .map(|case| i128::from(is_of(case, group)))
            .collect()
    };
    let told: Vec<Vec<i128>> = names.iter().map(|name| row(*name)).collect();
    for (group, members) in groups.iter().zip(&told) {
        let n = group["figures"][0]["n"].as_i64().map(i128::from);
        assert_eq!(n, Some(members.iter().sum()), "{group}");
    }
    assert!(names.iter().any(|(by, _)| by.contains(',')), "{names:?}");
    // No group of fewer than five, by any of these, is a sum of what is shown.
    let known = rank(told.clone());
    for by in ["team", "period", "office,team", "owner,quarter"] {
        for case in &cases {
            let alike = |other: &&Vec<&str>| match by {
                "team" => other[3] == case[3],
                "period" => quarter(other) == quarter(case),
                "office,team" => (other[4], other[3]) == (case[4], case[3]),
                _ => other[2] == case[2] && quarter(other) == quarter(case),
            };
            let small: Vec<i128> = cases
                .iter()
                .map(|other| i128::from(alike(&other)))
                .collect();
            if small.iter().sum::<i128>() < 5 {
                assert_eq!(
                    rank([&told[..], &[small]].concat()),
                    known + 1,
                    "{by}: {case:?}"
                );
            }
        }
    }
}

#[test]
fn cases_that_have_no_say_are_not_what_two_figures_differ_by() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("number,team,outcome,weight\n");
    for index in 0..60 {
        // Of team 1 three were picked by hand, and two of them failed.
        let picked = index % 2 == 1 && index < 6;
        let outcome = if picked && index > 2 { "fail" } else { "pass" };
        let weight = if picked { "" } else { "5" };
        text += &format!("N{index},{},{outcome},{weight}\n", index % 2);
    }
    fs::write(folder.path().join("results.csv"), text).expect("a file");
    let run = |more: &[&str]| {
        let all = [&["estimate", "results.csv", "--by", "team"], more].concat();
        let output = program(folder.path(), &all).output().expect("it runs");
        assert!(output.status.success(), "{}", talk(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(run(&[]).contains("of checked cases only"));
    let text = run(&["--suppress-below", "5"]);
    let shown = text.split("Left out").next().expect("a report");
    assert!(shown.contains("team: 1"), "{text}");
    assert!(!shown.contains("of checked cases only"), "{text}");
}

/// What the report of a list, or of a sheet with its sample, tells with `--suppress-below 10`.
pub fn report(folder: &Path, more: &[&str]) -> (String, serde_json::Value) {
    let run = |format: &[&str]| {
        let all = [
            &["estimate", "results.csv", "--suppress-below", "10"],
            more,
            format,
        ]
        .concat();
        let output = program(folder, &all).output().expect("it runs");
        assert!(output.status.success(), "{}", talk(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let json = serde_json::from_str(&run(&["--format", "json"])).expect("JSON");
    (run(&[]), json)
}

/// The names of groups of figures, and of rows of counts, by a column.
pub fn told(report: &serde_json::Value, list: &str, by: &str) -> Vec<String> {
    let rows = report[list].as_array().expect("a list").iter();
    let rows = rows.filter(|row| row["by"] == by && row["suppressed"] != true);
    rows.map(|row| row["name"].as_str().expect("a name").to_owned())
        .collect()
}

/// Cases of a sheet: what they are called apart from their number, and the outcomes of income, effective-dates and
/// collection-charge.
pub fn sheet(folder: &Path, cases: &[(&str, &str, [&str; 3])]) {
    let mut drawn = String::from("number,process,close date,value,weight\n");
    let mut found = String::from(
        "number,process,attribute,outcome,comment,overstated,understated,corrections_required\n",
    );
    for (index, (process, weight, outcomes)) in cases.iter().enumerate() {
        let month = if *process == "tiny" { "05" } else { "04" };
        drawn += &format!("S{index},{process},2026-{month}-01,1000,{weight}\n");
        for (attribute, outcome) in ["income", "effective-dates", "collection-charge"]
            .iter()
            .zip(outcomes)
        {
            let failed = if *outcome == "fail" {
                "wrong,77,0,yes"
            } else {
                ",,,"
            };
            found += &format!("S{index},{process},{attribute},{outcome},{failed}\n");
        }
    }
    fs::write(folder.join("drawn.csv"), drawn).expect("a file");
    fs::write(folder.join("results.csv"), found).expect("a file");
}

#[test]
fn cases_that_are_checked_in_part_are_not_told_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut cases = vec![("big", "10", ["pass", "pass", "pass"]); 40];
    cases[3].2[0] = "fail";
    cases.extend([("tiny", "10", ["pass", "", ""]); 3]);
    cases[41].2[0] = "fail";
    sheet(folder.path(), &cases);
    let (text, json) = report(
        folder.path(),
        &[
            "--sample",
            "drawn.csv",
            "--by",
            "process",
            "--out",
            "out",
            "--force",
        ],
    );
    // All of them are one more fail than those that are checked.
    for by in ["activity", "month", "attribute", "fail"] {
        assert!(
            !told(&json, "counts", by).contains(&"tiny".into()),
            "{text}"
        );
        let all: u64 = json["counts"]
            .as_array()
            .expect("counts")
            .iter()
            .filter(|row| row["by"] == by)
            .map(|row| row["failed"].as_u64().expect("a number"))
            .sum();
        assert!(all <= 1, "{by}: {text}");
    }
    let counts = fs::read_to_string(folder.path().join("out/counts.csv")).expect("counts");
    assert!(
        !counts.contains("tiny") && !counts.contains("2026-05"),
        "{counts}"
    );
}

#[test]
fn cases_that_accuracy_does_not_apply_to_count_where_money_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut cases = vec![("y", "10", ["pass", "pass", "pass"]); 25];
    cases.extend([("z", "10", ["pass", "pass", "pass"]); 30]);
    cases.extend([("y2", "10", ["n/a", "n/a", "pass"]); 5]);
    for one in [3, 40, 56] {
        cases[one].2[2] = "fail";
    }
    sheet(folder.path(), &cases);
    let (text, json) = report(folder.path(), &["--sample", "drawn.csv", "--by", "process"]);
    assert_eq!(told(&json, "groups", "process"), ["z"], "{text}");
    assert_eq!(told(&json, "counts", "activity"), ["z"], "{text}");
    assert!(
        text.replace('\n', " ")
            .contains("cases had nothing that accuracy applies to"),
        "{text}"
    );
}

#[test]
fn a_case_that_is_checked_twice_counts_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("number,outcome,error,value,check,team\n");
    for index in 0..40 {
        let team = if index < 6 { "tiny" } else { "large" };
        for check in ["first", "second"] {
            let outcome = if index % 9 == 0 { "fail,50" } else { "pass,0" };
            text += &format!("S{index},{outcome},1000,{check},{team}\n");
        }
    }
    fs::write(folder.path().join("results.csv"), text).expect("a file");
    let change = ["--population", "400", "--change", "check=first|second"];
    let (text, json) = report(
        folder.path(),
        &[&change[..], &["--by", "team", "--funnel", "team"]].concat(),
    );
    assert!(told(&json, "groups", "team").is_empty(), "{text}");
    assert!(!text.contains("tiny") && !text.contains("large"), "{text}");
    let (text, json) = report(folder.path(), &[&change[..], &["--by", "check"]].concat());
    assert_eq!(
        told(&json, "groups", "check"),
        ["first", "second"],
        "{text}"
    );
}

#[test]
fn counts_do_not_tell_of_cases_whose_chance_nobody_knows() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("number,outcome,error,value,weight,process\n");
    for index in 0..63 {
        let outcome = if !(12..=60).contains(&index) {
            "fail,100"
        } else {
            "pass,0"
        };
        let weight = if index < 60 { "10" } else { "" };
        text += &format!("S{index},{outcome},1000,{weight},p\n");
    }
    fs::write(folder.path().join("results.csv"), text).expect("a file");
    let (text, json) = report(folder.path(), &[]);
    assert_eq!(json["counts"].as_array().map(Vec::len), Some(0), "{text}");
    assert!(
        text.replace('\n', " ")
            .contains("cases had a chance that nobody knows"),
        "{text}"
    );
}
