//! `tierone fit` from outside: the page's commands, an office whose truth is known, and words where it cannot be done.

use std::fs;
use std::path::Path;

use crate::command;

use command::Bench;
use serde_json::Value;

/// An office of which every decision of two quarters is checked by people who never err.
pub(crate) const ALL: &str = r#"
[[policy]]
name = "all"

[[policy.check]]
name = "of all"
sample = { method = "census" }
checker = { sensitivity = "100%", false_fail = "0%", minutes = 1 }
estimate = ["accuracy"]
"#;

/// The results of the office's check, and the sample they are of.
pub(crate) fn checked(bench: &Bench, office: &str) {
    bench.write("office.toml", office);
    bench.done(&["simulate-records", "office.toml", "--out", "records"]);
    bench.done(&[
        "sample",
        "records/cases.csv",
        "--attributes",
        "income,notifications",
        "--method",
        "simple-random",
        "--checks",
        "700",
        "--out",
        "drawn",
    ]);
    bench.done(&[
        "simulate-records",
        "office.toml",
        "--check",
        "all/of all",
        "--fill",
        "drawn/outcomes.csv",
        "--truth",
        "records/truth.csv",
        "--out",
        "results.csv",
    ]);
}

const FIT: [&str; 10] = [
    "fit",
    "results.csv",
    "--sample",
    "drawn/drawn.csv",
    "--scenario",
    "office.toml",
    "--check",
    "all/of all",
    "--out",
    "fitted.toml",
];

#[test]
fn a_fitted_scenario_runs_and_gives_what_was_found() {
    let bench = Bench::new();
    checked(&bench, &command::office(&[ALL]));
    let report = bench.done(&FIT);
    assert!(report.contains("numbers were fitted to"), "{report}");
    // Whose rate it is that is not errors over checks.
    let said = report.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains(
            "note: a rate is that of an experienced caseworker of middle skill, without coaching"
        ),
        "{report}"
    );
    let json = bench.read("fitted.fit.json");
    let fit: Value = serde_json::from_str(&json).expect("JSON");
    let rate = |name: &str| -> [f64; 3] {
        let estimates = fit["estimates"].as_array().expect("a list");
        let row = estimates
            .iter()
            .find(|row| row["name"] == name)
            .unwrap_or_else(|| panic!("{name} in {json}"));
        let whole = if row["unit"] == "%" { 100.0 } else { 1.0 };
        ["value", "low", "high"].map(|key| row[key].as_f64().expect("a number") / whole)
    };
    // The truth is 3 % for an average caseworker.
    let [value, low, high] = rate("change-of-income: income");
    assert!(
        low < value && value < high && low < 0.03 && 0.03 < high,
        "{low} {value} {high}"
    );
    // The base's own truth runs beside it: the spread is 0.6.
    let [_, low, high] = rate("spread over caseworkers");
    assert!(low <= 0.6 && 0.6 <= high, "{low} {high}");
    bench.done(&["lint", "fitted.toml"]);
    bench.done(&["run", "fitted.toml", "--replications", "40", "--out", "out"]);
    let summary = bench.read("out/summary.csv");
    assert!(summary.contains("accuracy"), "{summary}");
    // Numbers that were fitted together are drawn together from the estimates that the scenario names.
    let ahead = bench.done(&[
        "forecast",
        "fitted.toml",
        "--draws",
        "4",
        "--replications",
        "2",
        "--policy",
        "all",
        "--format",
        "json",
    ]);
    let ahead: Value = serde_json::from_str(&ahead).expect("JSON");
    assert!(
        ahead["drawn_together"].as_u64() >= Some(3),
        "{}",
        ahead["drawn_together"]
    );
    // A horizon of the months that were measured is no look ahead, and says so first.
    let answer = ahead["answer"].as_str().expect("an answer");
    assert!(answer.starts_with("This is no look ahead"), "{answer}");
    let (_, hint) = answer.split_once("write `").expect("a hint");
    let (hint, _) = hint.split_once('`').expect("its end");
    assert!(answer.contains(" periods, April 2025 to "), "{answer}");
    // The results end in June: nobody is known in the April before.
    let present = [
        "forecast",
        "next.toml",
        "--draws",
        "4",
        "--replications",
        "2",
        "--policy",
        "all",
        "--present",
    ];
    bench.write("next.toml", "extends = \"fitted.toml\"\n");
    let said = bench.run(&present);
    assert!(
        said.code == 2 && said.err.contains("end after its start"),
        "{}",
        said.err
    );
    // What the hint says to write is a look ahead.
    assert_eq!(hint, "start = 2025-07-01");
    bench.write(
        "next.toml",
        format!("extends = \"fitted.toml\"\n[horizon]\n{hint}\n"),
    );
    let said = bench.done(&present);
    assert!(said.contains("caseworkers of the fit"), "{said}");
    // The same people come of the results themselves, and a chart has both what was found and what is ahead.
    let history = "forecast next.toml --draws 4 --replications 2 --policy all --history results.csv --sample drawn/drawn.csv";
    let of_all = ["--check", "all/of all", "--out", "ahead"];
    let history: Vec<&str> = history.split(' ').chain(of_all).collect();
    let said = bench.done(&history);
    let said = said.replace('\n', " ");
    assert!(said.contains("as their results leave them"), "{said}");
    assert!(!said.contains("no look ahead"), "{said}");
    assert!(
        said.contains("`of all` of `all` last found ") && said.contains("2025-06-01"),
        "{said}"
    );
    let before = bench.read("ahead/history.csv");
    assert_eq!(before.lines().count(), 4, "a row a month: {before}");
    assert!(before.contains("all,of all,2025-06-01,1,"), "{before}");
    assert!(
        bench
            .read("ahead/charts/1-accuracy-ahead.svg")
            .contains("Apr 2025")
    );
    let people = |out: &str| {
        let answer: Value =
            serde_json::from_str(&bench.read(&format!("{out}/manifest.json"))).expect("JSON");
        answer["present"].clone()
    };
    assert_eq!(people("ahead"), true);
    let mut too_late = history.clone();
    too_late[1] = "fitted.toml";
    let said = bench.run(&too_late);
    assert!(
        said.code == 2 && said.err.contains("is there already"),
        "{}",
        said.err
    );
    let said = bench.run(&[&too_late[..], &["--force"]].concat());
    assert!(
        said.code == 2 && said.err.contains("before its history ends"),
        "{}",
        said.err
    );
    let table = bench.done(&[&FIT[..], &["--force", "--format", "csv"]].concat());
    assert!(
        table.contains("activity.change-of-income.errors.income"),
        "{table}"
    );
    // Fitting again gives the same bytes.
    let first = (bench.read("fitted.toml"), json);
    let again = [&FIT[..], &["--force"]].concat();
    bench.done(&again);
    assert_eq!(
        (bench.read("fitted.toml"), bench.read("fitted.fit.json")),
        first
    );
}

/// The office with thirteen times its work and five times its people, so that intervals are narrow.
fn larger(office: &str) -> String {
    let volume = r#"{ assumed = 300, low = 200, high = 400, source = "the team leaders' guess" }"#;
    assert!(office.contains(volume));
    office
        .replace(volume, "4000")
        .replace("caseworkers = 12", "caseworkers = 60")
}

/// A base that is wrong in its rates, spread and anchor gives other figures than were found; fitted to results, it gives what
/// was found, to the check's own interval, though the checkers miss errors and fail what is right.
#[test]
fn a_base_that_is_wrong_gives_what_was_found_once_it_is_fitted() {
    let unsure = ALL
        .replace("\"100%\"", "\"80%\"")
        .replace("\"0%\"", "\"0.4%\"");
    let truth = larger(&command::office(&[&unsure]));
    let bench = Bench::new();
    bench.write("truth.toml", &truth);
    bench.done(&["simulate-records", "truth.toml", "--out", "records"]);
    bench.done(&[
        "sample",
        "records/cases.csv",
        "--attributes",
        "income,notifications",
        "--method",
        "simple-random",
        "--checks",
        "6000",
        "--out",
        "drawn",
    ]);
    bench.done(&[
        "simulate-records",
        "truth.toml",
        "--check",
        "all/of all",
        "--fill",
        "drawn/outcomes.csv",
        "--truth",
        "records/truth.csv",
        "--out",
        "results.csv",
    ]);
    let wrong = truth
        .replace("income = \"3%\"", "income = \"8%\"")
        .replace("notifications = \"3%\"", "notifications = \"1%\"")
        .replace("spread = 0.6", "spread = 0.1")
        .replace("[horizon]", "[anchor]\naccuracy = \"96%\"\n\n[horizon]");
    bench.write("office.toml", &wrong);
    bench.done(&FIT);
    let estimated = bench.done(&[
        "estimate",
        "results.csv",
        "--sample",
        "drawn/drawn.csv",
        "--format",
        "json",
    ]);
    let estimated: Value = serde_json::from_str(&estimated).expect("JSON");
    let accuracy = &estimated["groups"][0]["figures"][0];
    assert_eq!(accuracy["figure"], "accuracy");
    let [low, high] = ["low", "high"].map(|key| accuracy[key].as_f64().expect("a number"));
    let reported = |scenario: &str, out: &str| -> f64 {
        bench.done(&["run", scenario, "--replications", "40", "--out", out]);
        let summary = bench.read(&format!("{out}/summary.csv"));
        let row = summary
            .lines()
            .find(|row| row.starts_with("all,of all,,,accuracy_estimate,"))
            .expect("the check's figure");
        row.split(',')
            .nth(6)
            .expect("mean")
            .parse()
            .expect("a number")
    };
    let (as_it_was, fitted) = (
        reported("office.toml", "before"),
        reported("fitted.toml", "after"),
    );
    assert!(
        low < fitted && fitted < high,
        "{fitted} within {low} to {high}"
    );
    assert!(
        as_it_was < low || high < as_it_was,
        "{as_it_was} outside {low} to {high}"
    );
    // What checkers report is not the truth: that is 3 % for an average caseworker, and 0.6.
    let fit: Value = serde_json::from_str(&bench.read("fitted.fit.json")).expect("JSON");
    for (name, truth) in [
        ("change-of-income: income", 3.0),
        ("change-of-income: notifications", 3.0),
        ("spread over caseworkers", 0.6),
    ] {
        let rows = fit["estimates"].as_array().expect("a list");
        let row = rows.iter().find(|row| row["name"] == name).expect(name);
        let [low, high] = ["low", "high"].map(|key| row[key].as_f64().expect("a number"));
        assert!(low < truth && truth < high, "{name}: {low} to {high}");
    }
}

#[test]
fn what_is_in_the_way_is_said() {
    let bench = Bench::new();
    checked(&bench, &command::office(&[ALL, command::TWO_EACH]));
    let without_check: Vec<&str> = FIT
        .iter()
        .copied()
        .filter(|word| !["--check", "all/of all"].contains(word))
        .collect();
    for (arguments, why) in [
        (without_check, "Say it with --check"),
        (
            [&FIT[..9], &["fitted.json"]].concat(),
            "a scenario is a .toml file",
        ),
        (
            [&["fit", "drawn/drawn.csv"], &FIT[2..]].concat(),
            "needs a row an attribute",
        ),
        (
            [
                &FIT[..],
                &["--check", "all/of all", "--check", "all/of all"],
            ]
            .concat(),
            "is written 3 times",
        ),
    ] {
        let said = bench.run(&arguments);
        assert_eq!(said.code, 2, "{}", said.err);
        assert!(said.err.contains(why), "{why}: {}", said.err);
    }
    // A sample of an attribute that the scenario does not have.
    let of_another = "{\"tool\": \"tierone\", \"attributes\": [\"decision\"]}";
    bench.write("drawn/audit.json", of_another);
    let said = bench.run(&FIT);
    let why = "was drawn for the attribute `decision`, and the scenario has none of that name";
    assert!(said.code == 2 && said.err.contains(why), "{}", said.err);
}

#[test]
fn the_commands_of_its_page_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/fit.md")).expect("it is there");
    let bench = Bench::new();
    for name in [
        "first-steps.toml",
        "examples/quarter.toml",
        "examples/quarter/results.csv",
        "examples/quarter/drawn/drawn.csv",
        "examples/quarter/drawn/audit.json",
    ] {
        let to = bench.path().join("scenarios").join(name);
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(root.join("scenarios").join(name), to).expect("a copy");
    }
    let commands: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("    tierone "))
        .collect();
    // The last one is of files that only its reader has.
    for line in &commands[..commands.len() - 1] {
        let mut words = Vec::new();
        for (at, piece) in line.split('\'').enumerate() {
            match at % 2 {
                0 => words.extend(piece.split_whitespace()),
                _ => words.push(piece),
            }
        }
        bench.done(&words);
    }
}

/// Results do not say who is new. A share of those who decide is, as the base has it, and the rates are those of experienced people.
#[test]
fn rates_are_those_of_experienced_people() {
    let bench = Bench::new();
    let office = command::office(&[ALL]);
    checked(&bench, &office);
    let rates = |office: &str| -> Vec<f64> {
        bench.write("office.toml", office);
        let report = bench.done(&[&FIT[..], &["--force"]].concat());
        assert_eq!(
            report.contains("new starters are taken"),
            office.contains("new_starters"),
            "{report}"
        );
        let fit: Value = serde_json::from_str(&bench.read("fitted.fit.json")).expect("JSON");
        let estimates = fit["estimates"].as_array().expect("a list").iter();
        let rates = estimates.filter(|row| row["key"][0] == "activity");
        rates
            .filter_map(|row| Some(row["value"].as_f64()? / 100.0))
            .collect()
    };
    let line = "[workforce]\n";
    let new = "new_starters = { odds_ratio = 2.5, half_life = \"4 months\" }\n";
    assert!(
        office.contains(line)
            && !office.contains("new_starters")
            && office.contains("attrition = \"2%\""),
        "{office}"
    );
    let all_alike = rates(&office);
    let experienced = rates(&office.replacen(line, &format!("{line}{new}"), 1));
    // A geometric number of months behind them: the mean of 2.5^(2^(−months/4)).
    let share = |months: i32| 0.02 * 0.98f64.powi(months);
    let odds: f64 = (0..2_000)
        .map(|months| share(months) * 2.5f64.powf((-f64::from(months) / 4.0).exp2()))
        .sum();
    assert!(!experienced.is_empty() && odds > 1.1);
    for (alike, experienced) in all_alike.iter().zip(&experienced) {
        let ratio = alike / (1.0 - alike) / (experienced / (1.0 - experienced));
        assert!((ratio / odds - 1.0).abs() < 1e-3, "{ratio} and {odds}");
    }
}
