//! Shares of variance of an office whose figure is a sum of two numbers, under noise as large as what the numbers do.

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use crate::office::{Unwatched, reading};
use tierone_engine::measure::measure;
use tierone_engine::study::{self, Record};
use tierone_outlook::{Range, ranges};
use tierone_sensitivity::{Design, Done, Share, Trial, Watch, together};
use tierone_stats::special::normal_quantile;

/// The errors of both activities are 2,400 decisions times their rates: the standard deviations are some 8 and 5, and chance
/// alone makes some 14 in one replication, 8 in the mean of three.
const SUM: &str = r#"
title = "A sum"
[horizon]
start = 2026-04-01
period = "month"
periods = 2
[[activity]]
name = "one"
volume = 1200
value = { distribution = "constant", value = 1000 }
errors = { income = { assumed = "4%", low = "3.4%", high = "4.7%" } }
[[activity]]
name = "two"
volume = 1200
value = { distribution = "constant", value = 1000 }
errors = { income = { assumed = "4%", low = "3.6%", high = "4.4%" } }
[workforce]
caseworkers = 20
spread = 0
[[policy]]
name = "many"
[[policy.check]]
name = "audit"
sample = { method = "simple-random", checks = 60 }
checker = { minutes = 30, hourly_cost = { assumed = 20, low = 10, high = 60 } }
"#;

fn shares(seed: u64, rows: u32) -> Vec<Share> {
    let measures = [measure("errors").expect("a measure")];
    let trial = Trial {
        replications: 3,
        seed,
        measures: &measures,
        baseline: 0,
    };
    let design = Design {
        paths: 6,
        rows,
        kept: 3,
    };
    let stop = AtomicBool::new(false);
    let answer = together(
        &reading(SUM),
        &trial,
        design,
        (&Unwatched, &Done::new()),
        &stop,
    );
    answer.expect("it can be tried").shares
}

/// The variance of a number over its law, by the middles of many equally likely parts.
fn variance(range: &Range) -> f64 {
    const PARTS: usize = 20_000;
    let at = |part: usize| range.at(normal_quantile((part as f64 + 0.5) / PARTS as f64));
    let values: Vec<f64> = (0..PARTS).map(at).collect();
    let mean = values.iter().sum::<f64>() / PARTS as f64;
    values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / PARTS as f64
}

/// What each rate's share is.
fn truth() -> [f64; 2] {
    let (ranges, _) = ranges(&reading(SUM));
    let of = |name: &str| {
        let one = ranges.iter().find(|range| range.key.contains(name));
        variance(one.expect("a rate with a range"))
    };
    let (one, two) = (of("one"), of("two"));
    [one / (one + two), two / (one + two)]
}

#[test]
fn shares_of_a_sum_are_those_of_its_parts_and_noise_has_none() {
    let shares = shares(1, 400);
    let keys: Vec<&str> = shares.iter().map(|share| share.key.as_str()).collect();
    assert!(
        keys[0].contains("one") && keys[1].contains("two"),
        "{keys:?}"
    );
    for (share, truth) in shares.iter().zip(truth()) {
        let width = |low: Option<f64>, high: Option<f64>| high.expect("rows") - low.expect("rows");
        let error = width(share.total_low, share.total_high) / 3.92;
        let error_alone = width(share.first_low, share.first_high) / 3.92;
        let (first, total) = (share.first.expect("rows"), share.total.expect("rows"));
        // Four standard errors, as the samples of rows tell them.
        assert!(
            (total - truth).abs() < 4.0 * error,
            "{total} ± {error}, {truth}"
        );
        assert!(
            (first - truth).abs() < 4.0 * error_alone,
            "{first} ± {error_alone}, {truth}"
        );
        assert!(share.direction > 0.0);
    }
    // What an hour costs is in no error.
    assert!(shares[2].total.expect("rows") < 0.02, "{:?}", shares[2]);
    assert_eq!(shares[2].moves, 0.0);
}

#[test]
#[ignore = "a study: 200 times"]
fn intervals_hold_the_shares() {
    let [truth, _] = truth();
    let (mut held, mut held_alone) = (0, 0);
    for seed in 0..200 {
        let shares = shares(seed, 128);
        let one = shares.iter().find(|share| share.key.contains("one"));
        let one = one.expect("a rate");
        let holds = |low: Option<f64>, high: Option<f64>| {
            u32::from(low.expect("rows") <= truth && truth <= high.expect("rows"))
        };
        held += holds(one.total_low, one.total_high);
        held_alone += holds(one.first_low, one.first_high);
    }
    println!("of 200 intervals of 95 % {held} hold the share in all, {held_alone} the share alone");
    // A bootstrap over 128 rows is a little narrow.
    assert!(held >= 176 && held_alone >= 176, "{held}, {held_alone}");
}

/// Remembers what was simulated.
#[derive(Default)]
struct Notes(Mutex<Done>);

impl study::Watch for Notes {
    fn finished(&self) {}
    fn kept(&self, _: u32, _: &[Record]) {}
}

impl Watch for Notes {
    fn tried(&self, _: usize, _: usize) {}
    fn simulated(&self, point: u32, means: &[Option<[f64; 2]>]) {
        self.0
            .lock()
            .expect("no panic")
            .insert(point, means.to_vec());
    }
}

#[test]
fn what_is_done_is_not_simulated_again_and_changes_nothing() {
    let stop = AtomicBool::new(false);
    let measures = [measure("errors")
        .or(measure("accuracy"))
        .expect("a measure")];
    let trial = Trial {
        replications: 2,
        seed: 3,
        measures: &measures,
        baseline: 0,
    };
    let design = Design {
        paths: 3,
        rows: 8,
        kept: 2,
    };
    let made = |done: &Done| {
        let notes = Notes::default();
        let answer = together(&reading(SUM), &trial, design, (&notes, done), &stop);
        (
            answer.expect("it is right").shares,
            notes.0.into_inner().expect("no panic"),
        )
    };
    let (shares, all) = made(&Done::new());
    // Whichever points were finished when it was cut off; one of another shape is none.
    let mut some: Done = all
        .iter()
        .filter(|(point, _)| *point % 3 != 1)
        .map(|(point, means)| (*point, means.clone()))
        .collect();
    some.insert(0, Vec::new());
    let (again, rest) = made(&some);
    assert_eq!(shares, again);
    let mut missing: Vec<u32> = all
        .keys()
        .copied()
        .filter(|point| *point % 3 == 1 || *point == 0)
        .collect();
    missing.sort_unstable();
    assert_eq!(rest.into_keys().collect::<Vec<_>>(), missing);
}
