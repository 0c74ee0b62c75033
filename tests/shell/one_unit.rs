//! Every table and every JSON that a command gives: one unit for a kind of figure, one meaning of an empty cell.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::command;
use command::{Bench, program, said};

const SERIES: &str = "scenarios/examples/series.csv";
const QUARTER: &str = "scenarios/examples/quarter";

/// Names of units in files: plain ASCII, a name a unit.
const UNITS: &[&str] = &[
    "%",
    "pp",
    "GBP",
    "GBP a year",
    "h",
    "days",
    "count",
    "number",
    "amount",
    "calendar days",
    "working days",
    "log-odds",
    "odds ratio",
    "logarithm",
    "periods",
    "itself",
];

/// Columns that are empty where all are meant, or nothing is compared with.
const NAMES: &str = "\
    by check activity attribute period start group against stage owner";

/// Columns that are empty where a number cannot be computed, or what it would be worked out by is missing.
const NUMBERS: &str = "\
    value low high confidence method se effective_n sd mcse p2_5 p50 p97_5 moving_average moving_average_limit show_mve show_mve_mcse \
    target_reported false_comfort false_alarm target_met last low_50 high_50 low_80 high_80 low_95 high_95 mean \
    checks gain gain_low_groups gain_high_groups gain_low_periods gain_high_periods met met_mcse reported \
    reported_mcse sampling turns_at at_low_mcse at_high_mcse figure_at_low_mcse figure_at_high_mcse swing_mcse open_over_target target share \
    share_of_finished median median_low median_high df p_value base level_red red_when_met red_when_missed credit \
    periods_to_false_red periods_to_true_red change_reported errors checks_if half_width chance cheap_checks cost mve first first_low \
    first_high total total_low total_high narrows settled varies change change_mcse not_checked";

/// Shares and chances that have no column for their unit: in per cent, so that one at least of a file is above one.
const SHARES: &str = "\
    share confidence probability target_met target_reported met reported within_50 within_80 within_95 numbers \
    chance sampling above share_of_finished among_worst_tenth power level_red red_when_met error_rate first total narrows";

/// Everything that is printed or written, by a name that says by what.
struct Told {
    tables: BTreeMap<String, String>,
    json: BTreeMap<String, Value>,
}

impl Told {
    /// What a command prints as JSON and as CSV, where it prints that, and what it writes into its folder.
    fn add(&mut self, bench: &Bench, name: &str, command: &[&str], formats: &[&str], out: bool) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let run = |more: &[&str]| {
            let told = said(
                program(root, &[command, more].concat())
                    .output()
                    .expect("the program runs"),
            );
            assert_eq!(told.code, 0, "{name}: {}", told.err);
            told.out
        };
        for format in formats {
            let text = run(&["--format", format]);
            let name = format!("{name}, printed");
            match *format {
                "csv" => drop(self.tables.insert(name, text)),
                _ => drop(
                    self.json
                        .insert(name, serde_json::from_str(&text).expect("JSON")),
                ),
            }
        }
        if !out {
            return;
        }
        let folder = bench.path().join(name);
        run(&["--out", folder.to_str().expect("a path")]);
        for file in bench.names(name) {
            let path = format!("{name}/{file}");
            if file.ends_with(".csv") {
                self.tables.insert(path.clone(), bench.read(&path));
            } else if file.ends_with(".json") && file != "page.json" {
                let text = bench.read(&path);
                self.json
                    .insert(path, serde_json::from_str(&text).expect("JSON"));
            }
        }
    }
}

fn told(bench: &Bench) -> Told {
    let mut told = Told {
        tables: BTreeMap::new(),
        json: BTreeMap::new(),
    };
    let path = |name: &str| bench.path().join(name).to_str().expect("a path").to_owned();
    bench.done(&["new", "service.toml"]);
    let office = path("service.toml");
    let quarter = |name: &str| format!("{QUARTER}/{name}");
    let (results, drawn, cases) = (
        quarter("results.csv"),
        quarter("drawn/drawn.csv"),
        quarter("cases.csv"),
    );
    let run = ["run", &office, "--replications", "4", "--quiet"];
    told.add(bench, "run", &run, &[], true);
    told.json.insert(
        "run, printed".into(),
        serde_json::from_str(&bench.done(&[
            "run",
            "service.toml",
            "--replications",
            "4",
            "--quiet",
            "--format",
            "json",
        ]))
        .expect("JSON"),
    );
    let estimate = [
        "estimate",
        &results,
        "--sample",
        &drawn,
        "--by",
        "team",
        "--by",
        "process,month",
        "--period",
        "month",
        "--funnel",
        "team",
        "--change",
        "process=change-of-income|new-application",
        "--target",
        "90%",
        "--target",
        "error-gross=5000",
    ];
    told.add(bench, "estimate", &estimate, &["json", "csv"], true);
    let durations = [
        "estimate",
        "scenarios/examples/complaints/contacts.csv",
        "--durations",
        "received,acknowledged,replied",
        "--within",
        "replied=15",
        "--withdrawn",
        "withdrawn",
        "--as-at",
        "2026-07-10",
        "--by",
        "region",
    ];
    told.add(bench, "durations", &durations, &["json", "csv"], false);
    let pilot = [
        "estimate",
        "scenarios/examples/pilot/results.csv",
        "--pilot",
        "arm=pilot",
        "--cluster",
        "team",
        "--from",
        "2026-04-01",
    ];
    told.add(bench, "pilot", &pilot, &["json", "csv"], false);
    told.add(
        bench,
        "series",
        &["forecast", SERIES, "--limit", "97%"],
        &["json", "csv"],
        true,
    );
    told.add(
        bench,
        "backtest",
        &["backtest", SERIES],
        &["json", "csv"],
        true,
    );
    let ahead = ["forecast", &office, "--draws", "4", "--replications", "2"];
    told.add(bench, "ahead", &ahead, &["json", "csv"], true);
    let sensitivity = [
        "sensitivity",
        &office,
        "--replications",
        "3",
        "--measures",
        "accuracy,error_gross,cost",
    ];
    told.add(bench, "sensitivity", &sensitivity, &["json", "csv"], false);
    let design = ["--together", "--rows", "12", "--paths", "2"];
    let together = [&sensitivity[..], &design].concat();
    told.add(bench, "together", &together, &["json", "csv"], false);
    let plan = [
        "plan",
        "--accuracy",
        "99%",
        "--show",
        "97%",
        "--half-width",
        "0.3%",
    ];
    told.add(bench, "plan", &plan, &["json", "csv"], false);
    let fitted = path("fitted.toml");
    let fit = [
        "fit",
        &results,
        "--sample",
        &drawn,
        "--scenario",
        "scenarios/examples/quarter.toml",
        "--check",
        "assured/by activity",
        "--out",
        &fitted,
        "--force",
    ];
    told.add(bench, "fit", &fit, &["json", "csv"], false);
    told.add(
        bench,
        "sample",
        &[
            "sample",
            &cases,
            "--method",
            "simple-random",
            "--checks",
            "30",
        ],
        &[],
        true,
    );
    told
}

/// Rows of a table by their columns.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().expect("columns").clone();
    let row = |row: csv::StringRecord| {
        let cells = head.iter().zip(&row);
        cells
            .map(|(column, cell)| (column.to_owned(), cell.to_owned()))
            .collect()
    };
    reader
        .records()
        .map(|record| row(record.expect("a row")))
        .collect()
}

/// The objects of a document, and of what is in it.
fn objects<'v>(value: &'v Value, found: &mut Vec<&'v serde_json::Map<String, Value>>) {
    match value {
        Value::Object(object) => {
            found.push(object);
            object.values().for_each(|value| objects(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| objects(value, found)),
        _ => {}
    }
}

/// The numbers of a file under each name, with the unit of their row and whether it is of accuracy.
fn numbers(told: &Told) -> Vec<(&str, BTreeMap<String, String>)> {
    let mut all = Vec::new();
    for (name, text) in &told.tables {
        all.extend(rows(text).into_iter().map(|row| (name.as_str(), row)));
    }
    for (name, value) in &told.json {
        let mut found = Vec::new();
        objects(value, &mut found);
        all.extend(found.into_iter().map(|object| {
            let cells = object.iter().filter_map(|(key, value)| match value {
                Value::Number(number) => Some((key.clone(), number.to_string())),
                Value::String(text) => Some((key.clone(), text.clone())),
                _ => None,
            });
            (name.as_str(), cells.collect())
        }));
    }
    all
}

#[test]
fn one_kind_of_figure_has_one_unit_in_every_file_and_an_empty_cell_one_meaning() {
    let bench = Bench::new();
    let told = told(&bench);
    assert!(
        told.tables.len() > 20 && told.json.len() > 10,
        "{:?}",
        told.tables.keys()
    );
    let mut largest: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    let mut accurate = BTreeSet::new();
    for (name, row) in numbers(&told) {
        let number = |column: &str| row.get(column).and_then(|cell| cell.parse::<f64>().ok());
        if let Some(unit) = row.get("unit") {
            assert!(UNITS.contains(&unit.as_str()), "{name}: {row:?}");
        }
        // A figure near 97 % is no figure near 1; of whatever differs from another, the unit is points.
        let figure = row.get("measure").or(row.get("figure")).map(String::as_str);
        let differs = ["baseline", "to", "sd", "against"].iter().any(|column| {
            row.get(*column).is_some_and(|cell| !cell.is_empty())
                && (*column != "sd" || !row.contains_key("mean"))
        });
        if figure == Some("accuracy") {
            let unit = row.get("unit").map(String::as_str);
            if let Some(unit) = unit {
                assert_eq!(unit, if differs { "pp" } else { "%" }, "{name}: {row:?}");
            }
            for column in ["value", "mean", "p50", "figure", "level"] {
                if let Some(value) = number(column).filter(|_| !differs) {
                    assert!((50.0..=100.0).contains(&value), "{name}, {column}: {row:?}");
                    accurate.insert(name);
                }
            }
        }
        for column in SHARES.split_whitespace() {
            if let Some(value) = number(column) {
                let most = largest.entry((name, column)).or_insert(0.0);
                *most = most.max(value.abs());
            }
        }
        if let (Some(wrong), Some(checked), Some(share)) =
            (number("wrong"), number("checked"), number("share"))
        {
            assert!(
                (share - 100.0 * wrong / checked).abs() < 1e-9,
                "{name}: {row:?}"
            );
        }
    }
    assert!(accurate.len() >= 8, "{accurate:?}");
    for ((name, column), most) in &largest {
        // The share of a number in the spread of a small forecast, and shares of what hardly fails, are small in per cent as well.
        assert!(
            *most > 1.0 || *most == 0.0,
            "{name}: {column} is {most} at most"
        );
    }
    assert!(largest.len() > 20, "{largest:?}");
    for (name, text) in &told.tables {
        if name.starts_with("sample/") {
            continue;
        }
        for row in rows(text) {
            for (column, cell) in &row {
                let may = [NAMES, NUMBERS]
                    .iter()
                    .any(|list| list.split_whitespace().any(|known| known == column));
                assert!(
                    may || !cell.is_empty(),
                    "{name}: {column} is empty in {row:?}"
                );
                assert!(
                    !["NaN", "nan", "null", "none", "-", "–", "n/a", "inf"]
                        .contains(&cell.as_str()),
                    "{name}: {column} in {row:?}"
                );
            }
        }
    }
}
