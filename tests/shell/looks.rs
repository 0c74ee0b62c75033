//! `tierone estimate --looks`: intervals that allow for the other looks of a year.

use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::command;
use command::{program, talk};

/// What the program says, called in the folder of the project.
fn program_said(arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    program(root, arguments).output().expect("the program runs")
}

const FILES: [&str; 4] = [
    "estimate",
    "scenarios/examples/quarter/results.csv",
    "--sample",
    "scenarios/examples/quarter/drawn/drawn.csv",
];

fn report(more: &[&str]) -> (f64, [f64; 2], Vec<String>) {
    let said = program_said(&[&FILES[..], &["--format", "json"], more].concat());
    let report: Value = serde_json::from_slice(&said.stdout).expect("JSON");
    let all = &report["groups"][0];
    let accuracy = all["figures"].as_array().expect("figures").iter();
    let accuracy = accuracy
        .clone()
        .find(|f| f["figure"] == "accuracy")
        .expect("accuracy");
    let limit = |side: &str| accuracy[side].as_f64().expect("a limit");
    let notes = report["notes"].as_array().expect("notes").iter();
    (
        report["confidence"].as_f64().expect("a confidence"),
        [limit("low"), limit("high")],
        notes
            .map(|note| note.as_str().expect("text").to_owned())
            .collect(),
    )
}

#[test]
fn an_early_look_is_wider_and_says_why() {
    let (plain, one, none) = report(&[]);
    let (third, wider, notes) = report(&["--looks", "3/12"]);
    assert_eq!(plain, 95.0);
    assert!((99.0..99.7).contains(&third), "{third}");
    assert!(wider[0] < one[0] && one[1] < wider[1], "{wider:?} {one:?}");
    let told = |notes: &[String]| notes.iter().any(|note| note.contains("look 3 of 12"));
    assert!(told(&notes) && !told(&none), "{notes:?}");
    let alone = report(&["--looks", "1/1"]);
    assert_eq!((alone.0, alone.1, alone.2), (plain, one, none));
}

/// The limits of single periods allow for all looks of a year too.
#[test]
fn limits_of_a_control_chart_allow_for_the_looks_of_a_year() {
    let of = |more: &[&str]| {
        let said = program_said(&[&FILES[..], &["--period", "month"], more].concat());
        String::from_utf8(said.stdout).expect("text")
    };
    let (plain, third) = (of(&[]), of(&["--looks", "3/12"]));
    assert!(plain.contains("Control chart by period"), "{plain}");
    let said = "The limits are 2.86 standard deviations around the share of all periods together";
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat(&third).contains(said) && !flat(&plain).contains(said),
        "{third}"
    );
}

#[test]
fn what_is_no_look_is_refused_with_what_to_write() {
    for wrong in ["13/12", "0/12", "3", "x/12"] {
        let said = program_said(&[&FILES[..], &["--looks", wrong]].concat());
        assert_eq!(said.status.code(), Some(2), "{wrong}");
        assert!(
            talk(&said).contains("3/12 for the third"),
            "{wrong}: {}",
            talk(&said)
        );
    }
}
