//! `tierone forecast` of a scenario from outside: its page, what was fitted together, and words where it cannot be done.

use crate::command;

use std::fs;
use std::path::Path;

use command::{BY_RISK, Bench, TWO_EACH, office};
use serde_json::Value;

const FEW: [&str; 4] = ["--draws", "6", "--replications", "4"];

#[test]
fn a_scenario_is_forecast_and_threads_change_nothing() {
    let bench = Bench::new();
    bench.write("office.toml", office(&[TWO_EACH, BY_RISK]));
    let one = [
        &["forecast", "office.toml", "--threads", "1", "--out", "one"],
        &FEW[..],
    ]
    .concat();
    let said = bench.done(&one);
    assert!(
        said.contains(
            "Under `two each`, over 3 periods, April 2025 to June 2025: accuracy will be"
        ),
        "{said}"
    );
    assert!(
        said.contains("`independent assurance` will report"),
        "{said}"
    );
    assert!(said.contains("6 draws of 4 numbers"), "{said}");
    let two = [
        &["forecast", "office.toml", "--threads", "2", "--out", "two"],
        &FEW[..],
    ]
    .concat();
    bench.done(&two);
    for name in ["fans.csv", "widths.csv", "numbers.csv"] {
        assert_eq!(
            bench.read(&format!("one/{name}")),
            bench.read(&format!("two/{name}"))
        );
    }
    let only = [
        &[
            "forecast",
            "office.toml",
            "--policy",
            "by risk",
            "--format",
            "json",
        ],
        &FEW[..],
    ]
    .concat();
    let answer: Value = serde_json::from_str(&bench.done(&only)).expect("JSON");
    let fans = answer["fans"].as_array().expect("a list");
    assert!(fans.iter().all(|row| row["policy"] == "by risk"));
    // Another policy beside it moves nothing.
    let beside = bench.read("one/fans.csv");
    let median = fans[0]["p50"].to_string();
    assert!(beside.contains(&median), "{median} in {beside}");
}

#[test]
fn what_is_in_the_way_is_said() {
    let bench = Bench::new();
    bench.write("office.toml", office(&[TWO_EACH]));
    bench.write(
        "named.toml",
        "extends = \"office.toml\"\nfitted = { file = \"gone.json\", sha256 = \"00\" }\n",
    );
    bench.write("gone.txt", "{}");
    bench.write(
        "other.toml",
        "extends = \"office.toml\"\nfitted = { file = \"gone.txt\", sha256 = \"00\" }\n",
    );
    for (arguments, why) in [
        (
            vec!["forecast", "office.toml", "--periods", "3"],
            "--periods is for the series",
        ),
        (
            vec!["forecast", "office.toml", "--limit", "97%"],
            "--limit, --change and --checks are for the series",
        ),
        (
            vec!["forecast", "office.toml", "--policy", "two eech"],
            "two each",
        ),
        (
            vec![
                "forecast",
                "office.toml",
                "--draws",
                "100000",
                "--replications",
                "10000",
            ],
            "of memory",
        ),
        (vec!["forecast", "named.toml"], "which named.toml names"),
        (
            vec!["forecast", "other.toml"],
            "not the estimates that the scenario names",
        ),
    ] {
        let said = bench.run(&arguments);
        assert_eq!(said.code, 2, "{}", said.err);
        assert!(said.err.contains(why), "{why}: {}", said.err);
    }
}

#[test]
fn the_commands_of_its_page_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/outlook.md")).expect("it is there");
    let bench = Bench::new();
    let lines = page
        .lines()
        .filter_map(|line| line.strip_prefix("    tierone "));
    // The last three are of files that only its reader has.
    let commands: Vec<&str> = lines.collect();
    fs::remove_file(bench.path().join("office.toml")).expect("it was there");
    for line in &commands[..commands.len() - 3] {
        bench.done(&line.split_whitespace().collect::<Vec<_>>());
    }
    assert!(
        bench
            .read("results/ahead/fans.csv")
            .starts_with("policy,check,")
    );
}
