//! Numbers of cheap and gold checks, and of checks for money, to all other whole numbers and to simulated samples.

use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, LogNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_stats::moment_bound::{Checked, MonetarySample, Most, Side, WrongDecision};
use tierone_stats::planning::{Money, Phases, TwoPhases};

/// Every plan of at most so many decisions, gold checks alone among them.
fn all(most: u64) -> impl Iterator<Item = Phases> {
    (2..=most).flat_map(move |gold| {
        let cheap = std::iter::once(0).chain(gold..=most);
        cheap.map(move |cheap| Phases { cheap, gold })
    })
}

#[test]
fn no_other_whole_numbers_are_better_than_those_planned() {
    for share in [0.0, 0.005, 0.05, 0.4, 1.0] {
        for (missed, false_failed) in [(0.0, 0.0), (0.2, 0.01), (0.5, 0.02), (1.0, 0.0)] {
            for (cheap_cost, gold_cost) in [(0, 7), (1, 10), (3, 4), (9, 5)] {
                let of = TwoPhases {
                    share,
                    missed,
                    false_failed,
                    population: Some(60),
                    cheap_cost,
                    gold_cost,
                };
                for budget in [13, 40, 111, 300, 700] {
                    let affordable =
                        all(60).filter(|phases| of.cost(*phases) <= u128::from(budget));
                    let best = affordable
                        .map(|phases| of.variance(phases))
                        .fold(f64::INFINITY, f64::min);
                    let planned = of.for_budget(budget);
                    let reached = planned.map_or(f64::INFINITY, |phases| of.variance(phases));
                    // Sums in another order.
                    assert!(
                        reached <= best * (1.0 + 1e-12),
                        "{of:?} {budget}: {planned:?} {reached} {best}"
                    );
                    assert!(planned.is_none_or(|phases| of.cost(phases) <= u128::from(budget)));
                }
                for part in [1.0, 0.3, 0.05, 0.011] {
                    let variance = part * share * (1.0 - share);
                    let enough = all(60)
                        .filter(|phases| of.variance(*phases) <= variance * (1.0 + 1e-12) + 1e-18);
                    let best = enough.map(|phases| of.cost(phases)).min();
                    let planned = of.for_variance(variance);
                    assert_eq!(
                        planned.map(|phases| of.cost(phases)),
                        best,
                        "{of:?} {variance}: {planned:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn what_cannot_be_planned_is_none_and_large_plans_end() {
    let of = TwoPhases {
        share: 0.01,
        missed: 0.3,
        false_failed: 0.01,
        population: None,
        cheap_cost: 1,
        gold_cost: 1_000,
    };
    assert_eq!(of.for_budget(1_999), None);
    assert_eq!(of.for_variance(-1.0), None);
    assert_eq!(TwoPhases { gold_cost: 0, ..of }.for_budget(10), None);
    assert_eq!(TwoPhases { share: 1.5, ..of }.for_budget(10_000), None);
    assert!(
        of.for_budget(100_000_000_000_000)
            .is_some_and(|phases| phases.cheap > phases.gold)
    );
    assert!(of.for_variance(1e-13).is_some());
}

#[test]
fn the_interval_of_money_is_as_wide_as_planned() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(5);
    for (share, taint, spread, checked) in [
        (0.02, 0.25, 1.0, 1_500u64),
        (0.01, 0.6, 0.5, 600),
        (0.05, 0.1, 1.5, 3_000),
    ] {
        let money = Money {
            share,
            taint,
            spread,
            population: Some(48_000),
        };
        let planned = money.expected_half_width(checked, 0.95).expect("a width");
        let sigma = (1.0f64 + spread * spread).ln().sqrt();
        let law = LogNormal::new(-0.5 * sigma * sigma, sigma).expect("a law");
        let weight = 48_000.0 / checked as f64;
        let widths = (0..400).map(|_| {
            let found: Vec<WrongDecision> = (0..checked)
                .filter_map(|_| rng.random_bool(share).then(|| law.sample(&mut rng)))
                .map(|value| WrongDecision {
                    over: taint * value,
                    under: 0.0,
                    value,
                    weight,
                })
                .collect();
            let parts = [Checked {
                number: checked as f64,
                weight,
                mean_value: 1.0,
            }];
            let sample = MonetarySample {
                found: &found,
                checked: &parts,
                most: Most::OfValue(1.0),
                effect: 1.0,
                value: 48_000.0,
            };
            sample
                .estimate(Side::Gross, 0.95)
                .expect("an estimate")
                .half_width()
        });
        let mean = widths.sum::<f64>() / 400.0;
        // Typical amounts stand for all amounts: some per cent.
        assert!(
            (mean / planned - 1.0).abs() < 0.08,
            "{money:?}: {mean} for {planned}"
        );
    }
}

#[test]
fn fewer_checks_than_planned_are_not_enough_for_money() {
    let money = Money {
        share: 0.02,
        taint: 0.25,
        spread: 1.0,
        population: Some(48_000),
    };
    let checks = money.checks_for_half_width(0.002, 0.95).expect("a size");
    let width = |checks| money.expected_half_width(checks, 0.95).expect("a width");
    assert!(width(checks) <= 0.002 && width(checks - checks / 50) > 0.002);
    let mut least = 1;
    for errors in 0..12 {
        let size = money
            .checks_to_show(0.01, errors, 0.95, least)
            .expect("a size");
        let high = |checks| money.limits(checks, errors, 0.9).expect("limits").1;
        assert!(
            high(size) < 0.01 && (size == least || high(size - 1) >= 0.01),
            "{errors}: {size}"
        );
        least = size;
    }
    // More than a thousand errors are worked out from a thousand.
    let [few, many] = [49_999, 50_001].map(|checks| {
        Money {
            population: None,
            ..money
        }
        .expected_half_width(checks, 0.95)
        .expect("a width")
    });
    assert!((few / many - 1.0).abs() < 0.01, "{few} {many}");
    assert_eq!(money.checks_to_show(1e-6, 3, 0.95, 1), None);
}
