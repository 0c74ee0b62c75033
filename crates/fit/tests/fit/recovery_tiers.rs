//! How often the intervals of an office's fit hold what results were simulated with, where a tier that misses errors is rechecked.
//! Slow: `cargo test --test fit recovery_tiers:: -- --ignored --nocapture`; [`tally`](super::tally) says how to ask for some of it.

use super::tally::{Size, Tally, intervals_hold, study};
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_fit::office::{Found, OfficeFit, fit};
use tierone_records::join::{AttributeFinding, Decision};
use tierone_scenario::diagnostic::SourceFile;
use tierone_scenario::{Scenario, read};

const TEAM: usize = 12;

/// What results come from.
const SPREAD: f64 = 0.6;
const TEAM_SPREAD: f64 = 0.2;

/// An office, and its first tier: it finds so many of all errors, and fails so many right decisions.
#[derive(Clone, Copy)]
struct Office {
    size: Size,
    finds: f64,
    false_fails: f64,
}

impl Office {
    fn of(size: Size) -> Self {
        Self {
            size,
            finds: 0.85,
            false_fails: 0.002,
        }
    }
}

/// All fails are looked at again, and this share of passes.
const RECHECKED: f64 = 0.1;

/// A base that is wrong in every number that the results speak of.
const BASE: &str = r#"
title = "Two tiers"
[horizon]
start = 2026-04-01
period = "month"
periods = 1
[[activity]]
name = "claims"
volume = 60000
value = { distribution = "constant", value = 1000 }
errors = { income = "10%" }
[workforce]
caseworkers = 60
spread = 0.3
team_spread = 0.5
[[policy]]
name = "audit"
[[policy.check]]
name = "tier one"
sample = { method = "simple-random", checks = 1440 }
checker = { sensitivity = "60%", false_fail = "1%", minutes = 30 }
[[policy.check]]
name = "tier two"
sample = { method = "recheck", of = "tier one", passes = "10%", fails = "100%" }
checker = { sensitivity = "100%", false_fail = "0%", minutes = 30 }
"#;

fn base() -> Scenario {
    let file = SourceFile {
        path: "office.toml".into(),
        text: BASE.into(),
    };
    let reading = read(file, &mut |_, _| Err("nothing is extended".into()), &[]);
    reading
        .scenario
        .unwrap_or_else(|| panic!("{:?}", reading.problems))
}

/// What both tiers found in so many decisions of each caseworker.
fn results(office: Office, rng: &mut Xoshiro256PlusPlus) -> [Vec<Decision>; 2] {
    let Size {
        people,
        checks,
        rate,
    } = office.size;
    let log_odds = (rate / (1.0 - rate)).ln();
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let mut team = 0.0;
    for person in 0..people {
        let mut normal = || -> f64 { StandardNormal.sample(rng) };
        if person % TEAM == 0 {
            team = TEAM_SPREAD * normal();
        }
        let effect = log_odds + team + SPREAD * normal();
        let rate = 1.0 / (1.0 + (-effect).exp());
        for check in 0..checks {
            let is_wrong = rng.random_bool(rate);
            let failed = rng.random_bool(if is_wrong {
                office.finds
            } else {
                office.false_fails
            });
            let found = |failed: bool, weight: f64| Decision {
                number: format!("{person}/{check}"),
                process: "claims".into(),
                closed: None,
                value: None,
                weight: Some(weight),
                labels: vec![
                    format!("caseworker {person}"),
                    format!("team {}", person / TEAM),
                ],
                findings: vec![AttributeFinding {
                    attribute: "income".into(),
                    failed,
                    amount: None,
                }],
            };
            first.push(found(failed, 40.0));
            if failed {
                second.push(found(is_wrong, 40.0));
            } else if rng.random_bool(RECHECKED) {
                second.push(found(is_wrong, 40.0 / RECHECKED));
            }
        }
    }
    [first, second]
}

fn fitted(base: &Scenario, tiers: [Vec<Decision>; 2]) -> OfficeFit {
    let found = tiers.into_iter().enumerate();
    let found = found.map(|(tier, decisions)| found_by(base, tier, decisions));
    fit(base, 0.0, &found.collect::<Vec<_>>()).expect("a fit")
}

fn found_by(base: &Scenario, tier: usize, decisions: Vec<Decision>) -> Found<'_> {
    let checks = &base.policies[0].checks;
    Found {
        name: ("audit".into(), checks[tier].name.clone()),
        check: &checks[tier],
        trusted: tier == 1,
        decisions,
        // Only the figures of a history ask for it.
        joined: Default::default(),
        labels: [Some(0), Some(1), None],
    }
}

const NAMES: [&str; 5] = [
    "claims: income",
    "spread over caseworkers",
    "spread over teams",
    "audit/tier one: finds of all errors",
    "audit/tier one: fails of right decisions",
];

/// By number, in one fit: whether its interval holds the truth, or lies above it; whether it closes inside what the number can
/// be; whether the estimate is on the edge of that.
fn outcome(fit: &OfficeFit, office: Office) -> [Tally; 5] {
    let truth = [
        office.size.rate,
        SPREAD,
        TEAM_SPREAD,
        office.finds,
        office.false_fails,
    ];
    std::array::from_fn(|k| {
        let row = fit.estimates.iter().find(|row| row.name == NAMES[k]);
        let Some(row) = row else {
            // What is not estimated has no limits.
            return Tally {
                held: 1,
                ..Tally::default()
            };
        };
        let most = if k == 1 || k == 2 { f64::INFINITY } else { 1.0 };
        let above = row.low.is_none_or(|low| low <= truth[k]);
        let below = row.high.is_none_or(|high| truth[k] <= high);
        let closed = row.low.is_some_and(|low| low > 0.0) && row.high.is_some_and(|x| x < most);
        let at_edge = row.value.is_some_and(|x| x <= 1e-9 || x >= most - 1e-9);
        Tally {
            held: u64::from(above && below),
            low_miss: u64::from(!above),
            identified: u64::from(closed),
            at_edge: u64::from(at_edge),
        }
    })
}

/// The same, of results that are drawn.
fn outcome_of(base: &Scenario, office: Office, rng: &mut Xoshiro256PlusPlus) -> [Tally; 5] {
    outcome(&fitted(base, results(office, rng)), office)
}

/// A tier that finds four of ten errors: its fails alone make a rate near 2 % in place of 5, and say nothing of what it misses.
#[test]
fn what_a_tier_misses_is_in_the_rate() {
    let size = Size {
        people: 60,
        checks: 60,
        rate: 0.05,
    };
    let office = Office {
        finds: 0.4,
        ..Office::of(size)
    };
    let base = base();
    let tallies = study(size, 0..4, &|_, rng| outcome_of(&base, office, rng));
    assert!(tallies[0].held >= 3, "{} of 4 rates", tallies[0].held);
    // One of 20 intervals of 95 % misses by itself, and more than four once in 400 times. The seeds are fixed.
    let held: u64 = tallies.iter().map(|tally| tally.held).sum();
    assert!(held >= 16, "{held} of 20");
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(3);
    let [first, _] = results(office, &mut rng);
    let believed = Found {
        trusted: true,
        ..found_by(&base, 0, first)
    };
    let believed = fit(&base, 0.0, &[believed]).expect("a fit");
    assert_eq!(outcome(&believed, office)[0].held, 0);
}

/// One error or none among a hundred passes that were looked at again says little, and the intervals say so.
#[test]
fn few_rechecks_say_little() {
    let size = Size {
        people: 60,
        checks: 24,
        rate: 0.006,
    };
    let base = base();
    let tallies = study(size, 0..6, &|size, rng| {
        outcome_of(&base, Office::of(size), rng)
    });
    assert_eq!(tallies[0].held, 6, "{}", NAMES[0]);
    assert_eq!(tallies[3].held, 6, "{}", NAMES[3]);
}

/// A tier's results of two periods are of one tier: its shares are estimated once, from both.
#[test]
fn periods_of_a_tier_are_one_tier() {
    let base = base();
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(3);
    let size = Size {
        people: 36,
        checks: 60,
        rate: 0.05,
    };
    let tiers = results(Office::of(size), &mut rng);
    let whole = fitted(&base, tiers.clone());
    let is_early = |decision: &Decision| decision.number.ends_with(['0', '1', '2', '3']);
    let mut found = Vec::new();
    for early in [true, false] {
        for (tier, decisions) in tiers.iter().enumerate() {
            let part = decisions.iter().filter(|one| is_early(one) == early);
            found.push(found_by(&base, tier, part.cloned().collect()));
        }
    }
    let parts = fit(&base, 0.0, &found).expect("a fit");
    assert_eq!(whole.estimates.len(), 5);
    assert_eq!(parts.estimates.len(), 5);
    for (one, other) in whole.estimates.iter().zip(&parts.estimates) {
        assert_eq!(one.name, other.name);
        let pairs = [
            (one.value, other.value),
            (one.low, other.low),
            (one.high, other.high),
        ];
        for (a, b) in pairs {
            let (a, b) = (a.expect("a number"), b.expect("a number"));
            // Profile limits are found to a part in a thousand of a standard error.
            assert!((a - b).abs() <= 1e-3 * (1e-3 + a), "{}: {a} {b}", one.name);
        }
    }
}

#[test]
#[ignore = "a study of an hour"]
fn intervals_hold_what_two_tiers_came_from() {
    let base = base();
    let names = ["rate", "spread", "team", "finds", "false fails"];
    let fits = [(60, 1000), (400, 1000), (2000, 100)];
    intervals_hold(names, fits, &|size, rng| {
        outcome_of(&base, Office::of(size), rng)
    });
}
