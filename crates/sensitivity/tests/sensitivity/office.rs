//! An office in which it is known what each assumption does.

use std::sync::atomic::AtomicBool;

use tierone_engine::measure::measure;
use tierone_engine::study::{self, Record};
use tierone_scenario::diagnostic::SourceFile;
use tierone_scenario::{MeasureName, Reading, read};
use tierone_sensitivity::{Bar, Tornado, Trial, Watch, tornado};

const OFFICE: &str = r#"
title = "Known"
[horizon]
start = 2026-04-01
period = "month"
periods = 2
[[activity]]
name = "all"
volume = 600
value = { distribution = "constant", value = 1000 }
errors = { income = { assumed = "4%", low = "2%", high = "8%" } }
[workforce]
caseworkers = 20
[[policy]]
name = "many"
[[policy.check]]
name = "audit"
sample = { method = "simple-random", checks = 60 }
checker = { minutes = 30, hourly_cost = { assumed = 20, low = 10, high = 60 } }
[[policy]]
name = "few"
[[policy.check]]
name = "audit"
sample = { method = "simple-random", checks = 30 }
checker = { minutes = { assumed = 40, low = 30, high = 90 }, hourly_cost = 30 }
"#;

pub struct Unwatched;

impl study::Watch for Unwatched {
    fn finished(&self) {}
    fn kept(&self, _: u32, _: &[Record]) {}
}

impl Watch for Unwatched {
    fn begins(&self, _: usize) {}
    fn tried(&self, _: usize, _: usize) {}
    fn simulated(&self, _: u32, _: &[Option<[f64; 2]>]) {}
}

pub fn reading(text: &str) -> Reading {
    let file = SourceFile {
        path: "office.toml".into(),
        text: text.into(),
    };
    let reading = read(
        file,
        &mut |_, _| Err("nothing is extended".into()),
        &[MeasureName {
            name: "accuracy",
            in_percent: true,
        }],
    );
    assert!(reading.scenario.is_some(), "{:?}", reading.problems);
    reading
}

fn tried(text: &str) -> Tornado {
    let measures = [
        measure("accuracy").expect("one"),
        measure("cost").expect("one"),
    ];
    let trial = Trial {
        seed: 1,
        measures: &measures,
        policies: &[0, 1],
        baseline: 0,
    };
    let stop = AtomicBool::new(false);
    tornado(&reading(text), (&trial, 60), &Unwatched, &stop).expect("it can be tried")
}

fn bars<'t>(tornado: &'t Tornado, measure: &str, policy: &str) -> Vec<&'t Bar> {
    let bars = tornado.bars.iter();
    bars.filter(|bar| bar.measure == measure && bar.policy == policy)
        .collect()
}

#[test]
fn what_is_a_straight_line_swings_by_its_slope() {
    let tornado = tried(OFFICE);
    assert!(tornado.complete);
    // 120 checks of half an hour: £1,200 at £20 an hour, £600 at 10, £3,600 at 60.
    let cost = bars(&tornado, "cost", "many");
    let first = cost[0];
    assert!(first.key.contains("hourly_cost"), "{}", first.key);
    let told = [
        first.figure,
        first.at_low.mean,
        first.at_high.mean,
        first.swing.mean,
        first.share.unwrap_or(0.0),
    ];
    let known = [1_200.0, -600.0, 2_400.0, 3_000.0, 1.0];
    assert!(
        told.iter().zip(known).all(|(a, b)| (a - b).abs() < 1e-9),
        "{told:?}"
    );
    assert!(
        cost[1..].iter().all(|bar| bar.swing.mean == 0.0),
        "nothing else costs"
    );
}

#[test]
fn a_difference_turns_where_both_cost_alike() {
    let tornado = tried(OFFICE);
    // `few`: 60 checks of 40 minutes at £30, £1,200, as `many`; at 90 minutes £2,700. At £10 an hour `many` costs £600.
    let cost = bars(&tornado, "cost", "few");
    assert!(
        cost.iter()
            .all(|bar| bar.against.as_deref() == Some("many"))
    );
    assert_eq!(cost[0].figure, 0.0);
    let minutes = cost
        .iter()
        .find(|bar| bar.key.contains("minutes"))
        .expect("one");
    assert!((minutes.at_high.mean - 1_500.0).abs() < 1e-9);
    let dearer = OFFICE.replace("hourly_cost = 30 }", "hourly_cost = 15 }");
    let tornado = tried(&dearer);
    // £600 less than `many`; from 40 minutes to 90 it rises by £750, and by £600 at 80 minutes.
    let cost = bars(&tornado, "cost", "few");
    let minutes = cost
        .iter()
        .find(|bar| bar.key.contains("minutes"))
        .expect("one");
    let turns = minutes.turns_at.expect("it turns");
    assert!((turns - 80.0).abs() < 1e-9, "{turns}");
}

#[test]
fn accuracy_moves_with_the_rate_of_error_and_with_nothing_else() {
    let tornado = tried(OFFICE);
    let accuracy = bars(&tornado, "accuracy", "many");
    assert!(
        accuracy[0].key.contains("errors.income"),
        "{}",
        accuracy[0].key
    );
    // From 4 to 8 % of decisions, within four Monte Carlo standard errors.
    let effect = accuracy[0].at_high;
    assert!(
        (effect.mean + 4.0).abs() < 4.0 * effect.mcse.expect("many"),
        "{effect:?}"
    );
    assert!(accuracy[0].at_low.mean > 0.0 && accuracy[0].unit == "%");
    assert!(accuracy[1..].iter().all(|bar| bar.swing.mean == 0.0));
}

#[test]
fn an_end_that_cannot_be_is_named() {
    // The anchor wants 4 % in error; where nothing is ever wrong no shift gives it.
    let anchored = OFFICE
        .replace("[workforce]", "[anchor]\naccuracy = \"96%\"\n[workforce]")
        .replace("low = \"2%\", high", "low = \"0%\", high");
    let tornado = tried(&anchored);
    let failed: Vec<_> = tornado
        .tried
        .iter()
        .filter(|tried| tried.failed.is_some())
        .collect();
    assert_eq!(failed.len(), 1, "{failed:?}");

    assert!(failed[0].key.contains("errors.income"));
}
