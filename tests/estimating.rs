//! `tierone estimate` from outside: sheets filled in after a draw, cases with weights of their own, and what is refused.

mod command;

use command::{program, talk};
use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;
use tierone::estimate::linear::{Sums, ratio_of_sums};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder, arguments)
        .output()
        .expect("the program runs")
}

/// Estimates from a folder, as JSON.
fn estimate(folder: &Path, arguments: &[&str]) -> Value {
    let all = [&["estimate", "--format", "json"], arguments].concat();
    let output = run(folder, &all);
    assert!(output.status.success(), "{}", talk(&output));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// A figure of a group.
fn figure<'v>(report: &'v Value, group: &str, name: &str) -> &'v Value {
    let groups = report["groups"].as_array().expect("groups");
    let group = groups
        .iter()
        .find(|g| g["name"] == group)
        .expect("the group");
    let figures = group["figures"].as_array().expect("figures");
    figures
        .iter()
        .find(|f| f["figure"] == name)
        .unwrap_or_else(|| panic!("no {name} in {figures:?}"))
}

fn number(figure: &Value, key: &str) -> f64 {
    figure[key]
        .as_f64()
        .unwrap_or_else(|| panic!("no {key} in {figure}"))
}

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
fn drawn(method: &[&str], check: impl Fn(&str) -> bool) -> tempfile::TempDir {
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

const FILES: [&str; 3] = [
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
        assert!((number(accuracy, key) - 0.9).abs() < 1e-12);
    }
    // 40 errors of £10 over and 8 of £30 under.
    let amount = |name: &str| number(figure(&report, "all", name), "value");
    assert!((amount("error-over") - 400.0).abs() < 1e-9);
    assert!((amount("error-under") - 240.0).abs() < 1e-9);
    assert!((amount("error-gross") - 640.0).abs() < 1e-9);
    assert!((amount("error-net") - 160.0).abs() < 1e-9);
    let value: f64 = (0..400).map(|index| f64::from(50 + index % 7 * 100)).sum();
    assert!((amount("mve-gross") - 640.0 / value).abs() < 1e-12);
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
            "posterior-bootstrap",
        ),
        (
            &["--method", "simple-random", "--checks", "80"],
            "a simple random",
            "hypergeometric",
            "posterior-bootstrap",
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
            "posterior-bootstrap",
        ),
        (
            &[
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
            ],
            "a stratified random sample of 2 strata",
            "",
            "posterior-bootstrap",
        ),
        (
            &["--method", "per-caseworker", "--checks", "6"],
            "a simple random",
            "",
            "posterior-bootstrap",
        ),
        (
            &["--method", "cluster", "--set", "clusters=4"],
            "a sample of 4 clusters of 8",
            "wilson-cluster",
            "wider-of-t-and-posterior",
        ),
        (
            &["--method", "value-weighted", "--checks", "60"],
            "a sample by value",
            "wilson-kish",
            "posterior-bootstrap",
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
    assert!(number(&targets[0], "probability") > 0.99);
    assert!(number(&targets[1], "probability") < 0.05);
    let changes = report["changes"].as_array().expect("changes");
    let change = changes
        .iter()
        .find(|change| change["figure"] == "accuracy")
        .expect("a change");
    assert!(number(change, "low") < number(change, "value"));
    // With a tolerance of £20 only the errors of £40 are left, a fiftieth.
    let accuracy = figure(&report, "all", "accuracy");
    assert!(number(accuracy, "value") > 0.95);
    let corrected = figure(&report, "all", "accuracy-corrected");
    let behind = (1.0 - number(accuracy, "value")) / 0.75;
    assert!((1.0 - number(corrected, "value") - behind).abs() < 1e-9);
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
        (1.0, &0.into())
    );
    let nothing = &report["groups"][0]["nothing_found"];
    let most = 1.0 - 0.05f64.powf(1.0 / 60.0);
    for (limits, most) in [("at_most", most), ("at_most_with_checkers", most / 0.8)] {
        let limit = &nothing[limits]["wrong"];
        assert!((number(limit, "worst") - most).abs() < 1e-12, "{nothing}");
        assert!(limit["alike"].is_null(), "{nothing}");
    }
    assert!(number(accuracy, "low") < 1.0);
    let notes = report["groups"][0]["notes"].to_string();
    assert!(
        notes.contains("not evidence of zero") && notes.contains("299") && notes.contains("473"),
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
    let strata = [
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
    let by_value: f64 = (0..400).map(|index| f64::from(50 + index % 7 * 100)).sum();
    for method in [
        &["--method", "simple-random", "--checks", "60"][..],
        &strata,
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
            // 370.5 decisions on average may be the next to be drawn.
            "simple-random" => {
                let most = 370.5 * (1.0 - none.powf(1.0 / 60.0));
                (most * dearest, most * 100.0)
            }
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

#[test]
fn wrong_rows_are_refused_with_row_and_column() {
    let folder = drawn(&["--method", "simple-random", "--checks", "20"], |_| true);
    let sheet = folder.path().join(FILES[0]);
    let mut text = fs::read_to_string(&sheet).expect("a sheet");
    text += "S9999,parentage,income,pass,,,,,\n";
    fs::write(&sheet, &text).expect("written");
    let output = run(folder.path(), &[&["estimate"], &FILES[..]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert!(
        talk(&output).contains("row 562, column `number`: `S9999` was not drawn"),
        "{}",
        talk(&output)
    );
    let skipped = run(
        folder.path(),
        &[&["estimate", "--skip-bad-rows"], &FILES[..]].concat(),
    );
    assert!(skipped.status.success(), "{}", talk(&skipped));
    text += "S9999,parentage,incme,passd,,-1,,yes,soon\n";
    fs::write(&sheet, &text).expect("written");
    let output = run(folder.path(), &[&["estimate"], &FILES[..]].concat());
    for column in [
        "attribute",
        "outcome",
        "overstated",
        "corrections_required",
        "decision_date",
    ] {
        assert!(
            talk(&output).contains(&format!("row 563, column `{column}`")),
            "{}",
            talk(&output)
        );
    }
}

#[test]
fn a_folder_is_whole_and_small_groups_stay_unseen() {
    let folder = drawn(&["--method", "census"], |_| true);
    let told = [
        "--by",
        "case owner",
        "--by",
        "area",
        "--suppress-below",
        "30",
        "--out",
        "told",
        "--change",
        "area=north|south",
    ];
    let output = run(folder.path(), &[&["estimate"], &FILES[..], &told].concat());
    assert!(output.status.success(), "{}", talk(&output));
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        text.contains("case owner: 16 with fewer than 30 checked cases"),
        "{text}"
    );
    for name in [
        "figures.csv",
        "changes.csv",
        "counts.csv",
        "report.json",
        "report.txt",
    ] {
        assert!(folder.path().join("told").join(name).is_file(), "{name}");
    }
    for name in ["accuracy-by-group", "mve-by-group", "fails-by-attribute"] {
        let path = folder.path().join(format!("told/charts/{name}.svg"));
        let svg = fs::read_to_string(path).expect("a chart");
        assert!(!svg.contains("worker "), "{name}");
    }
    // Of one kind too few failed, and one alone is in no order.
    let absent = folder.path().join("told/charts/fails-by-kind.svg");
    assert!(!absent.exists());
    let figures = fs::read_to_string(folder.path().join("told/figures.csv")).expect("figures");
    assert!(!figures.contains("worker ") && figures.contains("south"));
    let again = run(folder.path(), &[&["estimate"], &FILES[..], &told].concat());
    assert_eq!(again.status.code(), Some(2));
    let secret = folder.path().join("secret");
    fs::write(&secret, "sixteen bytes or more").expect("a secret");
    let hidden = estimate(
        folder.path(),
        &[
            &FILES[..],
            &["--by", "case owner", "--pseudonyms", "secret"],
        ]
        .concat(),
    );
    assert!(!hidden.to_string().contains("worker 3") && hidden.to_string().contains("P-"));
}

#[test]
fn figures_are_explained() {
    let folder = drawn(&["--method", "simple-random", "--checks", "60"], |_| true);
    let plain = run(folder.path(), &["estimate", "--explain", "mve-net"]);
    assert!(String::from_utf8_lossy(&plain.stdout).contains("Zou & Donner"));
    let output = run(
        folder.path(),
        &[&["estimate"], &FILES[..], &["--explain", "accuracy"]].concat(),
    );
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        text.contains("cases: 60") && text.contains("method: hypergeometric"),
        "{text}"
    );
}

/// Weighted sums of 22 513 reviews of food assistance in 27 states: of errors and of issuance, USDA SNAP quality control,
/// fiscal year 2024, public-use file.
fn reviews() -> Vec<(String, Sums)> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/reference/data/snap_2024_sums.csv"
    );
    let mut rows = csv::Reader::from_path(path).expect("the table is there");
    let rows = rows.records().map(|row| row.expect("a row"));
    rows.map(|row| {
        let cell = |place: usize| row[place].parse::<f64>().expect("a number");
        let sums = Sums {
            n: cell(1) as u64,
            y: cell(2),
            x: cell(3),
            yy: cell(4),
            xy: cell(5),
            xx: cell(6),
        };
        (row[0].to_owned(), sums)
    })
    .collect()
}

/// By group the rate and its standard error, linearised by strata of states; worked out in Python, without this code.
const REVIEWED: [(&str, f64, f64); 5] = [
    ("all", 0.070_689_059_523_6, 0.002_576_460_747_35),
    ("AK", 0.047_931_580_48, 0.008_220_459_555),
    ("CO", 0.074_207_818_70, 0.009_072_387_841),
    ("DC", 0.140_341_502_27, 0.010_517_273_044),
    ("GU", 0.054_040_484_53, 0.012_831_441_112),
];

#[test]
fn six_sums_a_state_give_the_rate_of_error_and_its_standard_error() {
    let reviews = reviews();
    assert_eq!(reviews.iter().map(|(_, sums)| sums.n).sum::<u64>(), 22_513);
    for (name, rate, se) in REVIEWED {
        let of = reviews
            .iter()
            .filter(|(state, _)| name == "all" || state == name);
        let sums: Vec<Sums> = of.map(|(_, sums)| *sums).collect();
        let ratio = ratio_of_sums(&sums, &[]).expect("a ratio");
        assert!((ratio.value - rate).abs() < 1e-9, "{name}: {}", ratio.value);
        assert!((ratio.se - se).abs() < 1e-9, "{name}: {}", ratio.se);
    }
}

#[test]
#[ignore = "reads the reviews themselves from the file that TIERONE_SNAP_2024 names"]
fn the_reviews_give_the_same_rate_of_error() {
    let path = std::env::var("TIERONE_SNAP_2024").expect("a file of cases");
    let maps = [
        "--map",
        "value=issuance_usd",
        "--map",
        "error=error_usd",
        "--map",
        "stratum=state",
        "--by",
        "state",
    ];
    let report = estimate(Path::new("."), &[&[path.as_str()], &maps[..]].concat());
    for (name, rate, se) in REVIEWED {
        let told = figure(&report, name, "mve-gross");
        assert!((number(told, "value") - rate).abs() < 1e-9, "{told}");
        assert!((number(told, "se") - se).abs() < 1e-9, "{told}");
    }
}

/// A row a case: 60 cases of three regions, every sixth failed, with weights that differ and a team each.
fn by_case() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = String::from("ref,region,psu,weight,liability,outcome,over,under\n");
    for index in 0..60 {
        let (region, team, weight) = (index % 3, index % 12, 10 + index % 5);
        let (outcome, over) = if index % 6 == 0 {
            ("fail", "25.50")
        } else {
            ("pass", "")
        };
        text += &format!("R{index},region {region},team {team},{weight},1000,{outcome},{over},\n");
    }
    fs::write(folder.path().join("results.csv"), text).expect("a file");
    folder
}

#[test]
fn a_row_a_case_with_its_weight_is_enough() {
    let folder = by_case();
    let maps = [
        "results.csv",
        "--map",
        "number=ref",
        "--map",
        "stratum=region",
        "--map",
        "cluster=nothing",
    ];
    let output = run(folder.path(), &[&["estimate"], &maps[..]].concat());
    assert!(
        talk(&output).contains("said to be in column `nothing`"),
        "{}",
        talk(&output)
    );
    // Named psu the teams are found as clusters.
    let report = estimate(folder.path(), &maps[..5]);
    assert_eq!(
        report["design"],
        "a sample of clusters, with weights as told"
    );
    assert_eq!(
        figure(&report, "all", "accuracy")["method"],
        "wilson-cluster"
    );
    assert_eq!(figure(&report, "all", "mve-net")["method"], "mover");
    let text = fs::read_to_string(folder.path().join("results.csv")).expect("a file");
    fs::write(
        folder.path().join("results.csv"),
        text.replace("psu", "group"),
    )
    .expect("a file");
    let report = estimate(folder.path(), &[&maps[..5], &["--by", "group"]].concat());
    assert_eq!(
        report["design"],
        "a sample with unequal chances in 3 strata"
    );
    // Σ w over the failed ones (0, 6, …, 54) is 10 + 11 + 12 + 13 + 14, twice; over all it is 60 × 12.
    let accuracy = figure(&report, "all", "accuracy");
    assert!((number(accuracy, "value") - (1.0 - 120.0 / 720.0)).abs() < 1e-12);
    let gross = figure(&report, "all", "mve-gross");
    assert!((number(gross, "value") - 120.0 * 25.5 / 720_000.0).abs() < 1e-12);
    assert!((number(figure(&report, "all", "error-over"), "value") - 120.0 * 25.5).abs() < 1e-8);
    assert_eq!(figure(&report, "team 0", "accuracy")["errors"], 5);
}

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
            .all(|point| number(point, "false_alarm") < 0.01)
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
    let mut text = String::from("number,handler,outcome,checker\n");
    for index in 0..40 {
        let outcome = if index % 5 == 0 { "fail" } else { "pass" };
        text += &format!("C{index},Bob{},{outcome},\n", index % 2);
    }
    std::fs::write(folder.path().join("results.csv"), text).expect("a file");
    std::fs::write(folder.path().join("secret"), "sixteen bytes or more").expect("a secret");
    let line =
        "estimate results.csv --population 1000 --by handler --funnel handler --pseudonyms secret";
    let arguments: Vec<&str> = line.split(' ').collect();
    let refused = run(folder.path(), &arguments);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{said}");
    assert!(said.contains("--map 'case owner=…'"), "{said}");
    let told = run(
        folder.path(),
        &[&arguments[..], &["--map", "case owner=handler"]].concat(),
    );
    let text = String::from_utf8_lossy(&told.stdout);
    assert!(told.status.success() && !text.contains("Bob"), "{text}");
    assert!(text.contains("handler: P-"), "{text}");
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
    std::fs::write(folder.path().join("results.csv"), text).expect("a file");
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
