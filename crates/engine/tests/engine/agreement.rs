//! The sparse engine and the plain engine obey one law, figure by figure.
#![expect(clippy::disallowed_methods, reason = "a trial says how long it took")]

use crate::compare;
use crate::offices;
use tierone_plain as plain;

use compare::figures::{Row, figures, names};
use compare::{Comparison, Pair, compare};
use offices::{
    audits, demand, excluding, feedback, in_part, ordered, pathways, pilots, remembering, trials,
    values,
};
use plain::Lab;
use rayon::prelude::*;
use tierone_engine::sim::{self, Ledger, Setup};
use tierone_scenario::Scenario;

/// Overall probability, at most, that engines of one law are found apart in any trial.
const ALPHA: f64 = 1e-3;

/// An office by name.
type Trial = (&'static str, fn() -> Scenario);

const TRIALS: &[Trial] = &[
    ("turnover", trials::turnover),
    ("mixes", trials::mixes),
    ("amounts", trials::amounts),
    ("shares", trials::shares),
    ("coached", trials::coached),
    ("pools", trials::pools),
    ("risky", trials::risky),
    ("checkers", trials::checkers),
    ("overlapping", trials::overlapping),
    ("excluding", excluding::by_size),
    ("tiny", trials::tiny),
    ("learning", feedback::learning),
    ("graded", feedback::graded),
    ("audited", audits::audited),
    ("flagged", feedback::flagged),
    ("piloted", pilots::piloted),
    ("dropping out", pilots::dropping_out),
    ("complaining", pathways::complaining),
    ("valued", values::valued),
    ("several values", values::several),
    ("along values", values::along),
    ("values at the edge", values::edge),
    ("ordered", ordered::ordered),
    ("few in order", ordered::few),
    ("arriving", ordered::arriving),
    ("remembering", remembering::remembering),
    ("forgetful", remembering::forgetful),
    ("pressed", demand::pressed),
    ("classes", demand::classes),
    ("recruiting", demand::recruiting),
    ("mixes in part", || in_part(trials::mixes())),
    ("overlapping in part", || in_part(trials::overlapping())),
    ("risky in part", || in_part(trials::risky())),
    ("several values in part", || in_part(values::several())),
    ("ordered in part", || in_part(ordered::ordered())),
    ("arriving in part", || in_part(ordered::arriving())),
];

#[test]
fn the_engines_agree() {
    agree(240, 1);
}

#[test]
#[ignore = "minutes: the same with many more replications, for a change of either engine"]
fn the_engines_agree_closely() {
    let from_environment = |key: &str| std::env::var(key).ok()?.parse().ok();
    agree(from_environment("REPLICATIONS").unwrap_or(20_000), 2);
}

/// Tries every office. α = 0.001 over all comparisons together (Bonferroni), at a fixed seed; the
/// bounds on each are exact, so no limit theorem is trusted with the tails.
fn agree(replications: u32, seed: u64) {
    let only = std::env::var("TRIAL").ok();
    let mut comparisons: Vec<Comparison> = Vec::new();
    for (name, office) in TRIALS {
        if only.as_ref().is_none_or(|only| only == name) {
            comparisons.extend(trial(name, &office(), replications, seed));
        }
    }
    assert!(!comparisons.is_empty(), "no office is called {only:?}");
    let each = ALPHA / comparisons.len() as f64;
    comparisons.sort_by(|a, b| a.p.total_cmp(&b.p));
    let largest = comparisons
        .iter()
        .filter(|comparison| !comparison.name.ends_with("distribution"))
        .map(|comparison| comparison.statistic.abs())
        .fold(0.0, f64::max);
    let n = comparisons.len();
    let allowed = (2.0 * (2.0 / each).ln()).sqrt();
    println!("{n} comparisons, largest z {largest:.2} of {allowed:.2} allowed");
    let apart: Vec<String> = comparisons
        .iter()
        .filter(|comparison| comparison.p <= each)
        .map(|comparison| {
            let Comparison {
                name,
                p,
                statistic,
                means: (sparse, plain),
            } = comparison;
            format!("{name}: sparse {sparse}, plain {plain}, statistic {statistic:.3}, p ≤ {p:.1e}")
        })
        .collect();
    assert!(
        apart.is_empty(),
        "{} of {n} comparisons apart:\n{}",
        apart.len(),
        apart.join("\n")
    );
}

fn trial(name: &str, office: &Scenario, replications: u32, seed: u64) -> Vec<Comparison> {
    let began = std::time::Instant::now();
    let lab = Lab::new(office);
    let setup = Setup::new(office).expect("the anchor can be reached");
    // Rows of every policy, sparse and plain.
    let rows = |ledgers: &[Ledger]| -> Vec<Row> { ledgers.iter().map(figures).collect() };
    let both = |replication| {
        let sparse = sim::replicate(&setup, seed, replication);
        (rows(&sparse), rows(&lab.replicate(seed, replication)))
    };
    let of_replication: Vec<(Vec<Row>, Vec<Row>)> =
        (0..replications).into_par_iter().map(both).collect();
    let first = sim::replicate(&setup, seed, 0);
    let mut pairs: Vec<Pair> = first
        .iter()
        .map(|ledger| Pair {
            names: names(ledger),
            sparse: Vec::new(),
            plain: Vec::new(),
        })
        .collect();
    for (sparse, plain) in of_replication {
        for (pair, (sparse, plain)) in pairs.iter_mut().zip(sparse.into_iter().zip(plain)) {
            pair.sparse.push(sparse);
            pair.plain.push(plain);
        }
    }
    println!("{name}: {:.1?}", began.elapsed());
    let mut comparisons = Vec::new();
    for (pair, policy) in pairs.iter().zip(&office.policies) {
        let in_whole = ["errors", "errors_found", "gross_decided", "flowed"];
        let by_distribution = |figure: &str| {
            figure.starts_with("horizon") && in_whole.iter().any(|name| figure.ends_with(name))
        };
        for mut comparison in compare(pair, by_distribution) {
            comparison.name = format!("{name}, {}: {}", policy.name, comparison.name);
            comparisons.push(comparison);
        }
    }
    comparisons
}
