//! The sparse engine and the plain engine obey one law, figure by figure.
#![expect(clippy::disallowed_methods, reason = "a trial says how long it took")]

use crate::compare;
use crate::offices;
use tierone_plain as plain;

use compare::figures::{Row, figures, names};
use compare::{Comparison, Pair, compare};
use offices::{
    audits, checked, demand, excluding, feedback, in_part, ordered, pathways, pilots, remembering,
    trials, values,
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
    ("pools", checked::pools),
    ("risky", checked::risky),
    ("checkers", checked::checkers),
    ("overlapping", checked::overlapping),
    ("excluding", excluding::by_size),
    ("tiny", checked::tiny),
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
    ("overlapping in part", || in_part(checked::overlapping())),
    ("risky in part", || in_part(checked::risky())),
    ("several values in part", || in_part(values::several())),
    ("ordered in part", || in_part(ordered::ordered())),
    ("arriving in part", || in_part(ordered::arriving())),
];

#[test]
fn the_engines_agree() {
    agree(120, 1);
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

/// Of an office whose checks share decisions also the engine that does not count those once.
fn trial(name: &str, office: &Scenario, replications: u32, seed: u64) -> Vec<Comparison> {
    let began = std::time::Instant::now();
    let lab = Lab::new(office);
    let prepared = || Setup::new(office).expect("the anchor can be reached");
    let mut setups = vec![(name.to_owned(), prepared())];
    let quick = prepared().without_checks_counted_once();
    if quick
        .policies
        .iter()
        .any(|policy| !policy.counts_checks_once)
    {
        setups.push((format!("{name}, not counted once"), quick));
    }
    // Rows of every policy.
    let rows = |ledgers: &[Ledger]| -> Vec<Row> { ledgers.iter().map(figures).collect() };
    let one = |replication| {
        let sparse = |(_, setup): &(String, Setup)| rows(&sim::replicate(setup, seed, replication));
        let sparse: Vec<Vec<Row>> = setups.iter().map(sparse).collect();
        (sparse, rows(&lab.replicate(seed, replication)))
    };
    let of_replication: Vec<(Vec<Vec<Row>>, Vec<Row>)> =
        (0..replications).into_par_iter().map(one).collect();
    let mut comparisons = Vec::new();
    for (at, (name, setup)) in setups.iter().enumerate() {
        let first = sim::replicate(setup, seed, 0);
        let pairs = first.iter().enumerate().map(|(policy, ledger)| Pair {
            names: names(ledger),
            sparse: of_replication
                .iter()
                .map(|(sparse, _)| sparse[at][policy].clone())
                .collect(),
            plain: of_replication
                .iter()
                .map(|(_, plain)| plain[policy].clone())
                .collect(),
        });
        for (pair, policy) in pairs.zip(&setup.policies) {
            let compared = compare(&pair, is_whole);
            let counted = compared.into_iter().filter(|comparison| {
                policy.counts_checks_once || !comparison.name.contains("policy 0 checks")
            });
            for mut comparison in counted {
                comparison.name = format!("{name}, {}: {}", policy.policy.name, comparison.name);
                comparisons.push(comparison);
            }
        }
    }
    println!("{name}: {:.1?}", began.elapsed());
    comparisons
}

/// Whether the distribution of a figure is compared, and not its mean alone.
fn is_whole(figure: &str) -> bool {
    let in_whole = ["errors", "errors_found", "gross_decided", "flowed"];
    figure.starts_with("horizon") && in_whole.iter().any(|name| figure.ends_with(name))
}
