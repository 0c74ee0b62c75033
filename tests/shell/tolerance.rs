//! A tolerance means the same in a simulation and in an estimate: each attribute is held to it by itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::command::{Bench, TWO_EACH, office};

/// Errors of £600, half of them over and half under, in two attributes of accuracy that often meet in one decision.
const BOTH_SIDES: &str = r#"
[[attribute]]
name = "income"
money = { absolute = { distribution = "empirical", values = [600] }, overstated = "50%" }

[[attribute]]
name = "effective-dates"
money = { absolute = { distribution = "empirical", values = [600] }, overstated = "50%" }
"#;

#[test]
fn a_decision_is_wrong_in_an_estimate_when_it_is_in_the_simulation_it_comes_from() {
    let bench = Bench::new();
    let text = office(&[BOTH_SIDES, TWO_EACH]).replace(
        r#"errors = { income = "3%", notifications = "3%" }"#,
        r#"errors = { income = "40%", effective-dates = "40%" }"#,
    );
    let text = format!("accuracy_tolerance = {{ amount = 100 }}\n{text}");
    bench.write("both.toml", text);
    bench.done(&["simulate-records", "both.toml", "--out", "records"]);
    let (cases, truth) = (
        bench.read("records/cases.csv"),
        bench.read("records/truth.csv"),
    );
    let mut errors: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut wrong = BTreeSet::new();
    for line in truth.lines().skip(1) {
        let (number, rest) = line.split_once(',').expect("a number");
        let (error, inaccurate) = rest.rsplit_once(',').expect("whether it counts");
        errors.entry(number).or_default().push(error);
        if inaccurate == "yes" {
            wrong.insert(number);
        }
    }
    let mut sheet = "number,attribute,overstated,understated,outcome,comment\n".to_owned();
    let numbers: Vec<&str> = cases
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .collect();
    for number in &numbers {
        match errors.get(number) {
            None => sheet += &format!("{number},income,,,pass,\n"),
            Some(errors) => errors
                .iter()
                .for_each(|error| sheet += &format!("{number},{error},fail,why\n")),
        }
    }
    bench.write("sheet.csv", sheet);
    let all = numbers.len().to_string();
    let said = bench.done(&[
        "estimate",
        "sheet.csv",
        "--population",
        &all,
        "--tolerance",
        "100",
        "--format",
        "json",
    ]);
    let report: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let accuracy = &report["groups"][0]["figures"][0];
    assert_eq!(
        accuracy["errors"].as_u64(),
        Some(wrong.len() as u64),
        "{accuracy}"
    );
    // Some of them hide each other in money.
    let answer = report["answer"].to_string();
    assert!(answer.contains("set off within the decision"), "{answer}");
}
