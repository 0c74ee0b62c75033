//! Anchoring under a policy: shifts found by simulation to those of closed forms where a check's figure
//! has one.

use crate::offices;

use std::sync::atomic::AtomicBool;

use offices::checks::*;
use offices::{base, policy, probability};
use tierone_analysis as analysis;
use tierone_engine::study::{Anchored, Unanchored, anchor};
use tierone_scenario::{Anchor, Sample, Scenario, Under};

/// One period of an office under nothing and under a census that finds an error with a sensitivity
/// and has a false fail rate; no feedback.
fn watched(sensitivity: f64, false_fail: f64, accuracy: f64) -> Scenario {
    watched_by(census(), sensitivity, false_fail, accuracy)
}

/// The same under another sample.
fn watched_by(sample: Sample, sensitivity: f64, false_fail: f64, accuracy: f64) -> Scenario {
    let mut office = base(1);
    let all = check(&office, "all", sample)
        .missing(sensitivity, false_fail)
        .estimating();
    let none = check(&office, "none", simple_random(0));
    office.policies = vec![policy("nothing", vec![]), policy("all", vec![none, all])];
    office.anchor = Some(Anchor {
        accuracy: probability(accuracy),
        under: Some(Under {
            policy: 1,
            check: 1,
            replications: None,
        }),
    });
    office
}

fn found(office: &Scenario, seed: u64) -> Result<Anchored, Unanchored> {
    anchor(office, seed, &|| {}, &AtomicBool::new(false))
}

#[test]
fn the_shift_is_that_of_the_closed_form_and_its_error_is_honest() {
    for sample in [
        census(),
        simple_random(60),
        stratified("activity", "proportional", 60),
    ] {
        is_that_of_the_closed_form(sample);
    }
}

fn is_that_of_the_closed_form(sample: Sample) {
    const SEEDS: u64 = 60;
    let sensitivity = 0.8;
    let office = watched_by(sample, sensitivity, 0.0, 0.95);
    // A check that finds four errors in five reports four fifths of what is wrong: one attribute
    // counts for accuracy, so an error is found or the decision passes.
    let truth = analysis::shift_for(&office, 1.0 - 0.05 / sensitivity).expect("within reach");
    let mut squares = 0.0;
    let mut sum = 0.0;
    for seed in 0..SEEDS {
        let anchored = found(&office, seed).expect("within reach");
        let z = (anchored.shift - truth) / anchored.error.expect("found by simulation").shift;
        println!(
            "{seed}: {:.4} {:.4}",
            anchored.shift - truth,
            anchored.error.expect("simulated").shift
        );
        sum += z;
        squares += z * z;
    }
    let mean = sum / SEEDS as f64;
    println!(
        "mean z {mean:.3}, mean square {:.3}",
        squares / SEEDS as f64
    );
    // α = 0.0001: the mean of 60 standard normal numbers; and χ² with 60 degrees of freedom, by
    // Wilson and Hilferty's cube root, which is good to a few parts in a thousand there.
    assert!(mean.abs() < 3.89 / (SEEDS as f64).sqrt(), "mean z {mean}");
    let spread = 2.0 / (9.0 * SEEDS as f64);
    let z = ((squares / SEEDS as f64).cbrt() - (1.0 - spread)) / spread.sqrt();
    assert!(z.abs() < 3.89, "z² adds up to {squares}, which is {z} out");
}

#[test]
fn threads_do_not_move_a_shift() {
    let office = watched(0.8, 0.01, 0.93);
    let by = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let anchored = pool.expect("threads").install(|| found(&office, 3));
        let anchored = anchored.expect("within reach");
        let error = anchored.error.expect("found by simulation");
        [anchored.shift, error.shift, error.accuracy].map(f64::to_bits)
    };
    assert_eq!(by(1), by(3));
}

#[test]
fn closed_forms_have_nothing_to_say_of_a_policy_s_own_figure() {
    let mut office = watched(0.8, 0.0, 0.95);
    assert_eq!(
        analysis::anchor_shift(&office),
        Err(analysis::AnchorError::UnderPolicy)
    );
    let figure = office.anchor.as_mut().expect("anchored");
    figure.under = None;
    let closed = analysis::anchor_shift(&office).expect("within reach");
    let anchored = found(&office, 1).expect("within reach");
    assert_eq!((anchored.shift, anchored.error), (closed, None));
}

#[test]
fn a_figure_out_of_reach_is_told_with_the_nearest() {
    // Of wrong decisions three in ten are found, so half can never fail.
    let half = found(&watched(0.3, 0.0, 0.5), 1);
    assert!(
        matches!(half, Err(Unanchored::OutOfReach { nearest, .. }) if (0.69..0.76).contains(&nearest)),
        "{half:?}"
    );
    // One right decision in ten fails.
    let clean = found(&watched(1.0, 0.1, 0.95), 1);
    assert!(
        matches!(clean, Err(Unanchored::OutOfReach { nearest, .. }) if (0.89..0.91).contains(&nearest)),
        "{clean:?}"
    );
    let mut nothing = watched(1.0, 0.0, 0.95);
    nothing.policies[1].checks[1].sample = simple_random(0);
    assert_eq!(found(&nothing, 1), Err(Unanchored::NoFigure));
    let stopped = anchor(&watched(1.0, 0.0, 0.95), 1, &|| {}, &AtomicBool::new(true));
    assert_eq!(stopped, Err(Unanchored::Stopped));
}
