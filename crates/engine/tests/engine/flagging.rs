//! Rules that flag caseworkers, simulated, to what is known of them without a draw.

use crate::offices;

use offices::checks::*;
use offices::{activity, base, policy, probability};
use tierone_engine::sim::{Flagged, Setup, replicate};
use tierone_scenario::{Flag, FlagRule, Scenario};
use tierone_stats::performer::{funnel_limit, level_of_each, posterior_limit};
use tierone_stats::proportion::Beta;
use tierone_stats::special::normal_tails;

/// Caseworkers alike of whose checks a share `rate` fails, `checks` of each in every period.
fn alike(periods: usize, rate: f64, checks: u64, rule: FlagRule) -> Scenario {
    let mut office = base(periods);
    office.workforce.seats = 100;
    office.workforce.spread = 0.0;
    office.workforce.poor = Some(2.0);
    office.attributes.truncate(1);
    office.activities = vec![activity("change", periods, 100 * checks, &[(0, rate, 0.0)])];
    let each = check(&office, "each", per_caseworker(checks));
    office.policies = vec![policy("flags", vec![each])];
    office.policies[0].flag = Some(Flag { check: 0, rule });
    office
}

/// Everybody in many replications.
fn people(office: &Scenario, replications: u32) -> Flagged {
    let setup = Setup::new(office).expect("the anchor can be reached");
    let mut sum = Flagged::default();
    for replication in 0..replications {
        sum += replicate(&setup, 11, replication)[0].horizon().people;
    }
    sum
}

/// Holds a share of independent caseworkers to its probability, within four Monte Carlo standard errors
/// (α below 0.0001 at a fixed seed).
fn check_share(part: u32, whole: u32, probability: f64) {
    let n = f64::from(whole);
    let share = f64::from(part) / n;
    let error = (probability * (1.0 - probability) / n).sqrt();
    println!("{share:.5} of {n}, {probability:.5} expected, standard error {error:.5}");
    assert!(
        n * probability * (1.0 - probability) > 100.0,
        "enough to see"
    );
    assert!(
        (share - probability).abs() < 4.0 * error,
        "{share} and not {probability} ± {error}"
    );
}

/// Probability of `k` fails in `n`, by what is one more and what is one fewer.
fn binomial(k: u64, n: u64, p: f64) -> f64 {
    let choose: f64 = (0..k).map(|i| (n - i) as f64 / (k - i) as f64).product();
    choose * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32)
}

fn at_least(k: u64, n: u64, p: f64) -> f64 {
    (k..=n).map(|k| binomial(k, n, p)).sum()
}

/// Probability that some `checks` of `results` in a row hold `fails` fails: the chain of what the last
/// `checks − 1` results were.
fn in_a_row(fails: u32, checks: u32, results: u32, p: f64) -> f64 {
    let states = 1usize << (checks - 1);
    let mut chain = vec![0.0; states];
    chain[0] = 1.0;
    let mut flagged = 0.0;
    for _ in 0..results {
        let mut next = vec![0.0; states];
        for (state, probability) in chain.iter().enumerate() {
            for (result, chance) in [(0, 1.0 - p), (1, p)] {
                let row = state << 1 | result;
                if row.count_ones() >= fails {
                    flagged += probability * chance;
                } else {
                    next[row & (states - 1)] += probability * chance;
                }
            }
        }
        chain = next;
    }
    flagged
}

#[test]
fn so_many_fails_in_one_window_flag_with_the_binomial_tail() {
    let rule = FlagRule::FailsIn {
        fails: 2,
        checks: 6,
    };
    let people = people(&alike(3, 0.08, 2, rule), 400);
    check_share(people.others_flagged, people.others, at_least(2, 6, 0.08));
}

#[test]
fn so_many_fails_in_a_row_that_slides_flag_as_the_chain_of_results_says() {
    let rule = FlagRule::FailsIn {
        fails: 3,
        checks: 8,
    };
    // Twenty-four results, in periods of four: windows cut through periods.
    let people = people(&alike(6, 0.08, 4, rule), 400);
    let chance = in_a_row(3, 8, 24, 0.08);
    assert!(chance > at_least(3, 8, 0.08), "more windows, more chances");
    check_share(people.others_flagged, people.others, chance);
}

#[test]
fn the_sum_of_likelihood_ratios_flags_as_its_chain_says() {
    let (expected, odds_ratio, limit) = (0.05, 3.0, 2.2);
    let rule = FlagRule::Cusum {
        expected,
        odds_ratio,
        limit,
    };
    // Failing more than expected, so that many are flagged.
    let rate = 0.1;
    let people = people(&alike(6, rate, 5, rule), 400);
    let failing = odds_ratio * expected / (1.0 - expected + odds_ratio * expected);
    let (fail, pass) = (
        f64::ln(failing / expected),
        f64::ln((1.0 - failing) / (1.0 - expected)),
    );
    let mut chain = vec![(0.0, 1.0)];
    let mut flagged = 0.0;
    for _ in 0..30 {
        let mut next: Vec<(f64, f64)> = Vec::new();
        for (sum, probability) in chain {
            for (step, chance) in [(pass, 1.0 - rate), (fail, rate)] {
                let sum = f64::max(sum + step, 0.0);
                if sum >= limit {
                    flagged += probability * chance;
                } else {
                    next.push((sum, probability * chance));
                }
            }
        }
        // Ways to one sum, which rounding tells apart, come together.
        next.sort_by(|a, b| a.0.total_cmp(&b.0));
        chain = next.chunk_by(|a, b| b.0 - a.0 < 1e-9).fold(
            Vec::new(),
            |mut merged: Vec<(f64, f64)>, same| {
                merged.push((same[0].0, same.iter().map(|(_, p)| p).sum()));
                merged
            },
        );
    }
    check_share(people.others_flagged, people.others, flagged);
}

#[test]
fn a_funnel_flags_each_with_the_exact_tail_and_anybody_with_the_stated_probability_at_most() {
    let (rate, false_alarm) = (0.1, 0.3);
    let rule = FlagRule::Funnel {
        expected: Some(rate),
        false_alarm,
        window: None,
    };
    let office = alike(1, rate, 12, rule);
    let level = 1.0 - (1.0 - false_alarm).powf(0.01);
    let limit = (0..=12).find(|k| at_least(*k, 12, rate) <= level);
    let each = at_least(limit.expect("twelve fails are rare"), 12, rate);
    let setup = Setup::new(&office).expect("the anchor can be reached");
    let (mut flagged, mut any) = (0, 0);
    let replications = 4_000;
    for replication in 0..replications {
        let people = replicate(&setup, 11, replication)[0].people;
        flagged += people.others_flagged;
        any += u32::from(people.others_flagged > 0);
    }
    check_share(flagged, 100 * replications, each);
    let together = 1.0 - (1.0 - each).powi(100);
    assert!(together <= false_alarm);
    check_share(any, replications, together);
}

#[test]
fn a_posterior_flags_with_the_tail_beyond_the_fails_that_are_enough() {
    let (expected, worth, above, sure) = (0.1, 20.0, 0.12, 0.75);
    let rule = FlagRule::Posterior {
        expected,
        worth,
        above,
        probability: sure,
        window: None,
    };
    let office = alike(1, 0.1, 15, rule);
    let enough = |fails: u64| {
        let (a, b) = (
            expected * worth + fails as f64,
            (1.0 - expected) * worth + 15.0 - fails as f64,
        );
        let density = |x: f64| x.powf(a - 1.0) * (1.0 - x).powf(b - 1.0);
        area(density, above, 1.0) / area(density, 0.0, 1.0) >= sure
    };
    let limit = (0..=15)
        .find(|fails| enough(*fails))
        .expect("all are enough");
    assert_eq!(
        posterior_limit(15, Beta::with_mean(expected, worth), above, sure),
        limit
    );
    let people = people(&office, 400);
    check_share(
        people.others_flagged,
        people.others,
        at_least(limit, 15, 0.1),
    );
}

/// Simpson's rule on 20,000 strips: far closer than any figure here needs.
fn area(of: impl Fn(f64) -> f64, from: f64, to: f64) -> f64 {
    let strips = 20_000;
    let width = (to - from) / f64::from(strips);
    let inner: f64 = (1..strips)
        .map(|i| of(from + width * f64::from(i)) * if i % 2 == 1 { 4.0 } else { 2.0 })
        .sum();
    (of(from) + inner + of(to)) * width / 3.0
}

#[test]
fn who_is_poor_and_who_of_them_is_found_follow_from_the_spread_of_skill() {
    let (fails, checks, spread, odds, rate) = (3, 10, 0.8, 2.0_f64, 0.08);
    let rule = FlagRule::FailsIn { fails, checks };
    let mut office = alike(1, rate, u64::from(checks), rule);
    office.workforce.spread = spread;
    let people = people(&office, 400);
    let poor = normal_tails(odds.ln() / spread).upper;
    check_share(people.poor, people.poor + people.others, poor);
    let flagged = |skill: f64| {
        let failing = rate / (1.0 - rate) * skill.exp();
        let density = (-0.5 * (skill / spread).powi(2)).exp();
        density * at_least(fails.into(), checks.into(), failing / (1.0 + failing))
    };
    let scale = (2.0 * std::f64::consts::PI).sqrt() * spread;
    let found = area(flagged, odds.ln(), 8.0) / scale / poor;
    let alarms = area(flagged, -8.0, odds.ln()) / scale / (1.0 - poor);
    check_share(people.poor_flagged, people.poor, found);
    check_share(people.others_flagged, people.others, alarms);
}

#[test]
fn periods_until_found_are_those_of_a_geometric_law_that_is_cut_off() {
    let (rate, periods) = (0.2, 6);
    let rule = FlagRule::FailsIn {
        fails: 1,
        checks: 1,
    };
    let mut office = alike(periods, rate, 1, rule);
    // Everybody is beyond these odds.
    office.workforce.poor = Some(0.5);
    let people = people(&office, 400);
    assert_eq!(people.others, 0);
    let never = f64::powi(1.0 - rate, periods as i32);
    check_share(people.found, people.poor, 1.0 - never);
    assert_eq!(people.found, people.poor_flagged);
    let moment = |power: i32| -> f64 {
        (1..=periods as i32)
            .map(|t| f64::from(t).powi(power) * rate * (1.0 - rate).powi(t - 1) / (1.0 - never))
            .sum()
    };
    let mean = f64::from(people.found_after) / f64::from(people.found);
    let error = ((moment(2) - moment(1).powi(2)) / f64::from(people.found)).sqrt();
    assert!(
        (mean - moment(1)).abs() < 4.0 * error,
        "{mean} and not {}",
        moment(1)
    );
}

#[test]
fn whoever_leaves_is_forgotten_and_whoever_comes_starts_afresh() {
    let rule = FlagRule::FailsIn {
        fails: 2,
        checks: 2,
    };
    let mut office = alike(6, 0.9, 1, rule);
    office.workforce.attrition = probability(1.0);
    // Nobody stays for a second result.
    let gone = people(&office, 5);
    assert_eq!((gone.poor + gone.others, gone.others_flagged), (3_000, 0));
    office.workforce.attrition = probability(0.0);
    let stay = people(&office, 5);
    assert_eq!(stay.others, 500);
    assert!(stay.others_flagged > 400, "{stay:?}");
}

#[test]
fn limits_are_kept_at_their_own_levels() {
    // Exact binomial tails, summed term by term.
    for (checks, expected, level) in [(20, 0.05, 0.01), (100, 0.006, 0.001), (7, 0.5, 0.05)] {
        let limit = funnel_limit(checks, expected, level);
        assert!(at_least(limit, checks, expected) <= level);
        assert!(at_least(limit - 1, checks, expected) > level);
    }
    // Seven of seven happen in one of 128.
    assert_eq!(funnel_limit(7, 0.5, 1.0 / 128.0), 7);
    assert_eq!(
        funnel_limit(7, 0.5, 1.0 / 129.0),
        8,
        "nothing is rare enough"
    );
    assert_eq!(funnel_limit(0, 0.5, 0.1), 1);
    let each = level_of_each(0.05, 2_232);
    assert!((1.0 - (1.0 - each).powi(2_232) - 0.05).abs() < 1e-12);
    // With a Beta(1, 1) prior and no result, being above a half is as likely as not.
    assert_eq!(posterior_limit(0, Beta::with_mean(0.5, 2.0), 0.5, 0.5), 0);
    assert_eq!(posterior_limit(0, Beta::with_mean(0.5, 2.0), 0.5, 0.51), 1);
}
