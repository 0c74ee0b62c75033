//! What `tierone estimate` reads and writes: rows that are wrong, folders, explanations, and a row a case with its weight.

use std::fs;

use crate::command::talk;
use crate::command::told::{estimate, figure, number, run};
use crate::estimating::{FILES, drawn};

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
    assert!(String::from_utf8_lossy(&plain.stdout).contains("Dworin & Grimlund"));
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
        "a sample of clusters, with weights as stated"
    );
    assert_eq!(
        figure(&report, "all", "accuracy")["method"],
        "wilson-cluster"
    );
    assert_eq!(figure(&report, "all", "mve-net")["method"], "moment-bound");
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
    assert!((number(accuracy, "value") - (100.0 - 12_000.0 / 720.0)).abs() < 1e-10);
    let gross = figure(&report, "all", "mve-gross");
    assert!((number(gross, "value") - 12_000.0 * 25.5 / 720_000.0).abs() < 1e-10);
    assert!((number(figure(&report, "all", "error-over"), "value") - 120.0 * 25.5).abs() < 1e-8);
    assert_eq!(figure(&report, "team 0", "accuracy")["errors"], 5);
}
