//! `tierone forecast` of a scenario from outside: its page, what was fitted together, and words where it cannot be done.

use crate::command;

use std::fs;
use std::path::Path;

use crate::fitting::{ALL, checked};
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

#[test]
fn a_history_says_what_it_changes_and_has_the_figures_of_an_estimate() {
    let bench = Bench::new();
    checked(&bench, &office(&[ALL]));
    // Ten times the rate that the results have.
    bench.write(
        "next.toml",
        "extends = \"office.toml\"\n[horizon]\nstart = 2025-07-01\n\
         [[activity]]\nname = \"change-of-income\"\n[activity.errors]\nincome = \"30%\"\n",
    );
    let said = "forecast next.toml --draws 4 --replications 2 --history results.csv --sample drawn/drawn.csv --out ahead";
    let said: Vec<&str> = said.split(' ').chain(["--check", "all/of all"]).collect();
    let said = bench.done(&said).replace('\n', " ");
    for words in [
        "From the results come the caseworkers",
        "stay as the scenario has them",
        "Warning: the results do not agree",
        "change-of-income: income: 30.0 % written, ",
        "`tierone fit`",
        "--present",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let estimate = "estimate results.csv --sample drawn/drawn.csv --period month --format csv";
    let estimate = bench.done(&estimate.split(' ').collect::<Vec<_>>());
    let history = bench.read("ahead/history.csv");
    let numbers = |line: &str, places: [usize; 3]| -> Vec<f64> {
        let cells: Vec<&str> = line.split(',').collect();
        let numbers = places.map(|place| cells[place].parse().expect("a number"));
        numbers.to_vec()
    };
    for month in ["2025-04", "2025-05", "2025-06"] {
        let of_estimate = format!("period,{month},accuracy,%,");
        let estimated = estimate.lines().find(|line| line.starts_with(&of_estimate));
        let told = history
            .lines()
            .find(|line| line.contains(&format!(",{month}-01,")));
        let (estimated, told) = estimated.zip(told).expect("both have the month");
        let pairs = numbers(estimated, [5, 6, 7])
            .into_iter()
            .zip(numbers(told, [5, 6, 7]));
        for (estimated, told) in pairs {
            // Both are written in full: a digit may differ by how a share becomes a percentage.
            assert!(
                (estimated - told).abs() < 1e-9,
                "{month}: {estimated} and {told}"
            );
        }
        let method = told.rsplit(',').next().expect("a method");
        assert!(estimated.contains(&format!(",{method},")), "{told}");
    }
}
