//! The two ways in which a check's intervals are made: what the choice moves, and what it leaves as it is.

use crate::offices;

use offices::checks::*;
use offices::{policy, trials};
use tierone_engine::measure::{Scope, View, measure};
use tierone_engine::sim::{Estimates, Ledger, QuotedFigure, Setup, replicate};
use tierone_sampling::{Stratify, design};
use tierone_scenario::{Check, Interval, Scenario};
use tierone_stats::finite::{self, SimpleSample as Simple};

fn ledgers(office: &Scenario, policies: &[(&str, Vec<Check>)]) -> Vec<Ledger> {
    let mut office = office.clone();
    let named = policies.iter().cloned();
    office.policies = named.map(|(name, checks)| policy(name, checks)).collect();
    let setup = Setup::new(&office).expect("the anchor can be reached");
    replicate(&setup, 11, 3)
}

fn by(check: &Check, interval: Interval) -> Vec<Check> {
    let mut check = check.clone().estimating();
    check.interval = interval;
    vec![check]
}

/// Every figure of a ledger's first check: by period, and of the whole horizon.
fn figures(ledger: &Ledger) -> Vec<QuotedFigure> {
    let periods = ledger.periods.iter().map(|period| period.estimates[0]);
    periods
        .chain([ledger.estimates[0]])
        .flat_map(|Estimates { accuracy, mve, .. }| [accuracy, mve])
        .map(|figure| figure.expect("a known design"))
        .collect()
}

#[test]
fn only_intervals_depend_on_how_they_are_made() {
    let office = trials::amounts();
    // Where little is found errors are rare in some periods, and a posterior differs from the closed form of strata.
    for (sample, sensitivity) in [
        (simple_random(40), 0.8),
        (per_caseworker(2), 0.8),
        (stratified("complexity", "equal", 60), 0.4),
        (value_weighted(60), 0.8),
    ] {
        let check = check(&office, "one", sample)
            .missing(sensitivity, 0.01)
            .correcting();
        let closed = ("closed", by(&check, Interval::Closed));
        let posterior = ("posterior", by(&check, Interval::Posterior));
        let [mut one, mut other] = ledgers(&office, &[closed, posterior])
            .try_into()
            .expect("two policies");
        let mut moved = 0;
        let both = figures(&one).into_iter().zip(figures(&other));
        for (place, (closed, posterior)) in both.enumerate() {
            assert_eq!(closed.value, posterior.value);
            let (low, high) = posterior.interval.expect("a known design");
            assert!(low <= posterior.value && posterior.value <= high);
            assert!(high > low, "no interval is without width");
            // Accuracy and money in turn: that of money has one form.
            let differ = closed.interval != posterior.interval;
            assert!(place % 2 == 0 || !differ, "{closed:?} {posterior:?}");
            moved += usize::from(differ);
        }
        // By value, and of a simple sample, accuracy has one form too, where errors are not rare.
        let stratify = design(&check.sample.method).stratify();
        let one_form = stratify.is_by_value() || stratify == Stratify::Whole;
        let method = check.sample.method.name();
        assert_eq!(moved > 0, !one_form, "{method}: {moved} moved");
        for ledger in [&mut one, &mut other] {
            let estimates = ledger.periods.iter_mut().flat_map(|p| &mut p.estimates);
            for estimate in estimates.chain(&mut ledger.estimates) {
                *estimate = Estimates::default();
            }
        }
        assert_eq!(one, other);
    }
}

#[test]
fn a_posterior_depends_on_its_check_and_on_nothing_else() {
    let office = trials::amounts();
    let check_of = |name: &str| check(&office, name, stratified("complexity", "equal", 60));
    let one = || ("a", by(&check_of("one"), Interval::Posterior));
    let alone = ledgers(&office, &[one()]);
    let beside = ledgers(
        &office,
        &[
            ("b", by(&check_of("two"), Interval::Posterior)),
            one(),
            ("c", by(&check_of("one"), Interval::Posterior)),
        ],
    );
    assert_eq!(alone[0], beside[1]);
    assert_eq!(alone[0], beside[2], "the same check in another policy");
    let intervals = |ledger: &Ledger| -> Vec<_> {
        figures(ledger)
            .iter()
            .map(|figure| figure.interval)
            .collect()
    };
    assert_ne!(intervals(&beside[0]), intervals(&beside[1]));
}

#[test]
fn one_simple_sample_has_the_interval_of_a_simple_sample() {
    let office = trials::amounts();
    for checks in [5, 40] {
        let check = check(&office, "one", simple_random(checks));
        let ledger = &ledgers(&office, &[("a", by(&check, Interval::Posterior))])[0];
        for period in &ledger.periods {
            let population = period.activities.iter().map(|truth| truth.decisions).sum();
            let sampled = period.checks[0].checks;
            let figure = period.estimates[0].accuracy.expect("asked for");
            let found = (sampled as f64 * (1.0 - figure.value)).round() as u64;
            let simple = Simple {
                population,
                sampled,
                found,
            };
            let wrong = finite::simple(simple, 0.95).expect("a sample");
            let way = if 20 * sampled > population {
                "hypergeometric"
            } else {
                "wilson"
            };
            assert_eq!(wrong.method, way);
            let (low, high) = figure.interval.expect("a known design");
            let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
            assert!(near(low, 1.0 - wrong.high) && near(high, 1.0 - wrong.low));
        }
    }
}

#[test]
fn one_team_says_nothing_of_the_others_until_there_are_several() {
    let office = trials::amounts();
    let one = check(&office, "one", cluster(1, Some(20)));
    for interval in [Interval::Closed, Interval::Posterior] {
        let ledger = &ledgers(&office, &[("a", by(&one, interval))])[0];
        for period in &ledger.periods {
            let Estimates { accuracy, mve, .. } = period.estimates[0];
            for figure in [accuracy, mve] {
                assert_eq!(figure.expect("a known design").interval, None);
            }
        }
        let Estimates { accuracy, mve, .. } = ledger.estimates[0];
        for figure in [accuracy, mve].into_iter().flatten() {
            let (low, high) = figure.interval.expect("a team in each of several periods");
            assert!(low <= figure.value && figure.value <= high && high > low);
        }
    }
}

#[test]
fn a_recheck_of_teams_has_no_interval() {
    let office = trials::amounts();
    let first = check(&office, "first", cluster(2, Some(20)));
    let again = check(&office, "again", recheck(0, 1.0, 1.0)).estimating();
    let ledger = &ledgers(&office, &[("a", vec![first, again])])[0];
    let Estimates { accuracy, mve, .. } = ledger.estimates[1];
    for figure in [accuracy, mve] {
        assert_eq!(figure.expect("a known design").interval, None);
    }
}

#[test]
fn the_interval_of_a_perfect_census_holds_the_truth_in_every_replication() {
    let mut office = trials::amounts();
    // The closed interval needs the most that an error can be worth.
    for money in office
        .attributes
        .iter_mut()
        .filter_map(|attribute| attribute.money.as_mut())
    {
        let most = if money.amount.relative { 100.0 } else { 1e6 };
        money.amount.max = money.amount.max.min(most);
    }
    let of = |interval: Interval| by(&check(&office, "all", census()), interval);
    let both = [of(Interval::Closed), of(Interval::Posterior)];
    let named = both.into_iter().map(|checks| policy("all", checks));
    office.policies = named.collect();
    let setup = Setup::new(&office).expect("the anchor can be reached");
    for replication in 0..20 {
        let ledgers = replicate(&setup, 5, replication);
        for (rules, ledger) in office.policies.iter().zip(&ledgers) {
            for entry in ledger.periods.iter().chain([&ledger.horizon()]) {
                for name in ["accuracy", "mve"] {
                    for of in ["coverage", "frame_coverage"] {
                        let name = format!("{name}_{of}");
                        let measure = measure(&name).expect("a measure of the table");
                        let view = View::new(&office, rules, entry, Scope::Check(0));
                        let covered = (measure.read)(&view);
                        assert_eq!(covered, Some(100.0), "{name}, {replication}");
                    }
                }
            }
        }
    }
}
