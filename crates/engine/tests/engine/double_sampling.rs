//! Double sampling: what a recheck says of the check that it does again, where the truth is known.

use crate::offices;

use offices::checks::*;
use offices::{base, money, policy};
use rayon::prelude::*;
use tierone_engine::measure::{Scope, View, measure};
use tierone_engine::sim::{QuotedFigure, Setup, replicate};
use tierone_scenario::{Interval, Scenario};
use tierone_stats::distribution::Distribution;
use tierone_stats::monte_carlo;

/// How far a mean may be from what is known: α = 0.00006 a comparison, at a fixed seed.
const STANDARD_ERRORS: f64 = 4.0;

const REPLICATIONS: u32 = 200;

/// Of wrong decisions the first check fails seven in ten, of right ones four in a hundred.
const FIRST: (f64, f64) = (0.7, 0.04);

/// A large sample, so that the bias of a ratio, which falls with its size, is far below what could be
/// seen; half of the passes and nine tenths of the fails are done again.
fn office(sensitivity: f64) -> Scenario {
    let mut office = base(2);
    office.activities[0].volume = vec![12_000; 2];
    let first = check(&office, "first", simple_random(6_000))
        .missing(FIRST.0, FIRST.1)
        .estimating();
    let again = check(&office, "again", recheck(0, 0.5, 0.9))
        .missing(sensitivity, 0.0)
        .estimating();
    office.policies = vec![policy("both", vec![first, again])];
    office
}

/// Measures of a check over the horizon, by replication.
fn figures<const N: usize>(office: &Scenario, check: usize, names: [&str; N]) -> Vec<[f64; N]> {
    let setup = Setup::new(office).expect("nothing is anchored");
    let of_replication = |replication| {
        let entry = replicate(&setup, 1, replication)[0].horizon();
        let view = View::new(office, &office.policies[0], &entry, Scope::Check(check));
        names.map(|name| {
            let measure = measure(name).expect("a measure of that name");
            (measure.read)(&view).expect("it can be computed")
        })
    };
    (0..REPLICATIONS)
        .into_par_iter()
        .map(of_replication)
        .collect()
}

/// Holds the mean of a figure to what it should be; returns it.
fn agree(what: &str, values: impl Iterator<Item = f64>, known: f64) -> f64 {
    let values: Vec<Option<f64>> = values.map(Some).collect();
    let figure = monte_carlo::summarise(&values).expect("some values");
    let mcse = figure.mcse.expect("more than one replication");
    let z = (figure.mean - known) / mcse;
    println!(
        "{what}: {:.4} ± {mcse:.4}, known {known:.4}, z = {z:.2}",
        figure.mean
    );
    assert!(
        z.abs() <= STANDARD_ERRORS,
        "{what}: {z:.2} standard errors out"
    );
    figure.mean
}

/// What a check reports of decisions that are wrong by this share, %, if it finds and fails so many.
fn reported(wrong: f64, (sensitivity, false_fail): (f64, f64)) -> f64 {
    100.0 - sensitivity * wrong - false_fail * (100.0 - wrong)
}

#[test]
fn a_perfect_recheck_takes_the_bias_out_and_tells_how_good_the_first_check_is() {
    let office = office(1.0);
    let names = [
        "accuracy_frame_bias",
        "sensitivity_estimate",
        "false_fail_estimate",
    ];
    let again = figures(&office, 1, names);
    agree(
        "bias of the recheck, pp",
        again.iter().map(|row| row[0]),
        0.0,
    );
    agree(
        "sensitivity, %",
        again.iter().map(|row| row[1]),
        100.0 * FIRST.0,
    );
    agree(
        "false fails, %",
        again.iter().map(|row| row[2]),
        100.0 * FIRST.1,
    );

    let first = figures(&office, 0, ["accuracy_estimate", "accuracy_frame_bias"]);
    let off = |[estimate, bias]: &[f64; 2]| estimate - reported(100.0 - (estimate - bias), FIRST);
    agree("the first check, pp", first.iter().map(off), 0.0);
    let bias = first.iter().map(|row| row[1]).sum::<f64>() / first.len() as f64;
    assert!(bias < -1.0, "uncorrected it is far out: {bias} pp");
}

#[test]
fn what_a_recheck_misses_stays_in_as_bias() {
    let again = figures(
        &office(0.8),
        1,
        ["accuracy_estimate", "accuracy_frame_bias"],
    );
    let off =
        |[estimate, bias]: &[f64; 2]| estimate - reported(100.0 - (estimate - bias), (0.8, 0.0));
    agree("the recheck, pp", again.iter().map(off), 0.0);
    let bias = again.iter().map(|row| row[1]).sum::<f64>() / again.len() as f64;
    assert!(bias > 0.5, "it is seen: {bias} pp");
}

#[test]
fn a_period_without_a_pass_done_again_says_nothing_and_the_horizon_is_not_biased_by_it() {
    let mut office = base(6);
    office.activities[0].volume = vec![2_000; 6];
    let first = check(&office, "first", simple_random(60)).missing(FIRST.0, FIRST.1);
    // Of some 55 passes one in a hundred is done again: in nearly half of the periods none is.
    let again = check(&office, "again", recheck(0, 0.01, 0.5)).estimating();
    office.policies = vec![policy("both", vec![first, again])];
    let setup = Setup::new(&office).expect("nothing is anchored");
    let (mut silent, mut off) = (0, Vec::new());
    for replication in 0..3_000 {
        let ledger = &replicate(&setup, 1, replication)[0];
        for period in &ledger.periods {
            let estimates = &period.estimates[1];
            silent += usize::from(estimates.accuracy.is_none());
            // With nothing done again nothing is said.
            let nothing = period.checks[1].checks == 0;
            assert!(!nothing || estimates.accuracy.is_none());
        }
        let whole = &ledger.estimates[1];
        let (Some(accuracy), Some(truth)) = (whole.accuracy, whole.accuracy_in_frame) else {
            continue;
        };
        off.push(100.0 * (accuracy.value - truth));
    }
    assert!(silent > 6_000, "{silent} of 18,000 periods");
    assert!(off.len() > 2_900, "over six periods passes are done again");
    agree("over the horizon, pp", off.into_iter(), 0.0);
}

#[test]
fn intervals_of_a_recheck_hold_the_truth_whatever_its_first_check_weighs() {
    let mut office = base(6);
    office.activities[0].volume = vec![1_000; 6];
    office.activities[0].value = Some(Distribution::log_normal_by_mean(1_000.0, 900.0));
    office.attributes[0].money = money(
        Distribution::log_normal_by_mean(0.3, 0.4),
        3.0,
        true,
        0.5,
        None,
    );
    office.workforce.spread = 0.7;
    let firsts = [
        ("simple random", simple_random(300)),
        ("escalating", escalating("caseworkers", 5, [10, 2, 10])),
        ("learning", learning("caseworkers", 120, &[])),
    ];
    for (name, sample) in firsts {
        for interval in [Interval::Closed, Interval::Posterior] {
            let first = check(&office, "first", sample.clone()).missing(0.6, 0.02);
            let mut again = check(&office, "again", recheck(0, 0.3, 0.6)).estimating();
            again.interval = interval;
            office.policies = vec![policy(name, vec![first, again])];
            let setup = Setup::new(&office).expect("nothing is anchored");
            let held = |replication| {
                let ledger = &replicate(&setup, 3, replication)[0];
                let figures = &ledger.estimates[1];
                let accuracy = holds(figures.accuracy, figures.accuracy_in_frame);
                (accuracy, holds(figures.mve, figures.mve_in_frame))
            };
            let (accuracy, money): (Vec<bool>, Vec<bool>) =
                (0..COVERED).into_par_iter().map(held).unzip();
            // Limits of the coverage study, and three Monte Carlo standard errors.
            let [accuracy, money] = [accuracy, money].map(|held| {
                100.0 * held.iter().filter(|held| **held).count() as f64 / held.len() as f64
            });
            println!("{name}, {interval:?}: accuracy {accuracy:.1} %, money {money:.1} %");
            let slack = |limit: f64| 3.0 * (limit * (100.0 - limit) / f64::from(COVERED)).sqrt();
            assert!(accuracy > 92.5 - slack(92.5), "{name}: {accuracy} %");
            assert!(accuracy < 98.5 + slack(98.5), "{name}: {accuracy} %");
            // Money of few errors with large weights is held more often than is claimed.
            assert!(money > 91.5 - slack(91.5), "{name}: {money} %");
        }
    }
}

/// Replications from which a coverage is told.
const COVERED: u32 = 500;

fn holds(figure: Option<QuotedFigure>, truth: Option<f64>) -> bool {
    let interval = figure.expect("something is done again").interval;
    let (low, high) = interval.expect("a largest error is declared");
    let truth = truth.expect("there are decisions");
    low <= truth && truth <= high
}
