//! Plans held to their own promises: samples drawn at the size planned, allocations to their certificates, selections to the
//! probability that they state.

use rand::{Rng, RngExt, SeedableRng};
use rand_distr::{Binomial, Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_stats::planning::{
    AimedStratum, Indifference, OutOfReach, Shape, Spending, checks_for_half_width,
    checks_for_power, checks_to_show, crossing, expected_half_width, fully_sequential, power,
    shape_bounds, shows, spending_bounds, whole_several_aims,
};
use tierone_stats::share;
use tierone_stats::stratified::Stratum;
use tierone_stats::units::Decimal;

fn rng(seed: u64) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(seed)
}

/// The errors found among `checked` of `all` decisions, drawn one after another, of which `wrong` are in error.
fn draw(rng: &mut Xoshiro256PlusPlus, all: u64, wrong: u64, checked: u64) -> u64 {
    let mut left = wrong;
    for drawn in 0..checked {
        left -= u64::from(rng.random_range(0..all - drawn) < left);
    }
    wrong - left
}

#[test]
fn a_sample_of_the_size_planned_reaches_its_half_width_on_average() {
    let mut rng = rng(1);
    let plans = [
        (Some(48_000), 0.01, 0.003),
        (Some(48_000), 0.01, 0.01),
        (Some(2_000), 0.05, 0.02),
        (Some(300), 0.3, 0.05),
        (None, 0.006, 0.002),
        (Some(90), 0.0, 0.02),
    ];
    for (population, rate, half_width) in plans {
        let checked = checks_for_half_width(population, rate, half_width, 0.95).expect("a size");
        let mut widths = Vec::new();
        for _ in 0..2_000 {
            let found = match population {
                // The frame has its own errors, of which the sample finds some.
                Some(all) => {
                    let wrong = Binomial::new(all, rate).expect("a law").sample(&mut rng);
                    draw(&mut rng, all, wrong, checked)
                }
                None => Binomial::new(checked, rate)
                    .expect("a law")
                    .sample(&mut rng),
            };
            let stratum = Stratum {
                population: population.map_or(f64::INFINITY, |all| all as f64),
                sampled: checked,
                found,
            };
            let interval = share::interval(&[stratum], 1, 0.95).expect("an interval");
            widths.push(interval.half_width());
        }
        let n = widths.len() as f64;
        let mean = widths.iter().sum::<f64>() / n;
        let sd = (widths.iter().map(|w| (w - mean).powi(2)).sum::<f64>() / n).sqrt();
        let promised = expected_half_width(population, rate, checked, 0.95).expect("a width");
        // Four standard errors: α = 6e-5 for each of six plans.
        let error = 4.0 * sd / n.sqrt() + 1e-12;
        assert!(
            (mean - promised).abs() <= error,
            "{rate}: {mean} for {promised} ± {error}"
        );
        assert!(promised <= half_width, "{rate}: {promised}");
        let fewer = expected_half_width(population, rate, checked - 1, 0.95).expect("a width");
        assert!(fewer > half_width, "{rate}: {checked} is more than needed");
    }
}

#[test]
fn no_smaller_sample_holds_the_width_where_it_is_wilsons() {
    for rate in [0.0, 0.002, 0.01, 0.2, 0.5, 1.0] {
        let planned = checks_for_half_width(Some(4_000), rate, 0.04, 0.95).expect("a size");
        let fewest = (1..=4_000)
            .find(|n| expected_half_width(Some(4_000), rate, *n, 0.95).is_some_and(|w| w <= 0.04));
        assert_eq!(Some(planned), fewest, "at {rate}");
    }
}

#[test]
fn a_limit_shown_is_wrong_no_more_often_than_stated() {
    let mut rng = rng(2);
    let limit = Decimal::ONE.percent();
    for (population, errors) in [(48_000, 0), (48_000, 3), (2_000, 1)] {
        let checked = checks_to_show(Some(population), limit, errors, 0.95).expect("a size");
        assert!(!shows(Some(population), limit, checked - 1, errors, 0.95));
        // As many errors as the limit: such a frame is what must not be passed.
        let passed = (0..20_000)
            .filter(|_| draw(&mut rng, population, population / 100, checked) <= errors)
            .count();
        // 5 % of 20,000 are 1,000, with a standard deviation of 31; α = 3e-5 at four of them.
        assert!(passed <= 1_000 + 124, "{population}, {errors}: {passed}");
        assert!(
            passed >= 850,
            "{population}, {errors}: {passed}, far fewer than allowed"
        );
    }
}

#[test]
fn a_size_for_power_has_it_and_keeps_it() {
    let size = checks_for_power(0.01, 0.0198, 0.05, 0.9).expect("a size");
    assert!(power(size.first, 0.01, 0.0198, 0.05) >= 0.9);
    assert!((1..size.first).all(|n| power(n, 0.01, 0.0198, 0.05) < 0.9));
    assert!(power(size.always - 1, 0.01, 0.0198, 0.05) < 0.9);
    assert!((size.always..size.always + 2_000).all(|n| power(n, 0.01, 0.0198, 0.05) >= 0.9));
}

/// Strata of an office of many: sizes, rates and costs that differ.
fn many_strata(
    strata: usize,
    aims: usize,
    seed: u64,
    whole_costs: bool,
) -> (Vec<AimedStratum>, Vec<f64>) {
    let mut rng = rng(seed);
    let made: Vec<AimedStratum> = (0..strata)
        .map(|_| {
            let population = rng.random_range(20.0..5_000.0f64).round();
            let cost = if whole_costs {
                1.0
            } else {
                rng.random_range(0.5..3.0)
            };
            let spread = (0..aims).map(|_| {
                let rate = rng.random_range(0.002..0.2f64);
                population * population * rate * (1.0 - rate)
            });
            AimedStratum {
                cost,
                least: 2,
                most: population as u64,
                spread: spread.collect(),
            }
        })
        .collect();
    // What a tenth of each stratum would reach, a little tighter for some aims.
    let limits = (0..aims).map(|aim| {
        let tenth =
            |stratum: &AimedStratum| stratum.spread[aim] / (0.1 * stratum.most as f64).max(2.0);
        made.iter().map(tenth).sum::<f64>() * (0.7 + 0.2 * aim as f64)
    });
    let limits = limits.collect();
    (made, limits)
}

#[test]
fn allocations_carry_a_certificate() {
    for (seed, (strata, aims)) in [(3, 1), (8, 2), (40, 3), (900, 1), (900, 3), (900, 6)]
        .into_iter()
        .enumerate()
    {
        for whole_costs in [true, false] {
            let (made, limits) = many_strata(strata, aims, seed as u64, whole_costs);
            let best = whole_several_aims(&made, &limits).expect("an allocation");
            assert!(
                best.continuous.kkt_residual < 1e-8,
                "{strata}, {aims}: {best:?}"
            );
            let used = |aim: usize| -> f64 {
                made.iter()
                    .zip(&best.checks)
                    .map(|(s, n)| s.spread[aim] / *n as f64)
                    .sum()
            };
            for (aim, limit) in limits.iter().enumerate() {
                assert!(
                    used(aim) <= limit * (1.0 + 1e-9),
                    "{strata}, {aims}: aim {aim} is missed"
                );
            }
            for (stratum, n) in made.iter().zip(&best.checks) {
                assert!((stratum.least..=stratum.most).contains(n));
            }
            assert!(best.bound <= best.cost + 1e-9);
            assert!(best.bound >= best.continuous.cost * (1.0 - 1e-9));
            let gap = (best.cost - best.bound) / best.cost;
            println!(
                "{strata} strata, {aims} aims: {} {} gap {gap:.1e}",
                best.cost, best.bound
            );
            assert!(
                gap < 1e-3,
                "{strata}, {aims}: {} but {} may do",
                best.cost,
                best.bound
            );
        }
    }
}

#[test]
fn aims_out_of_reach_are_named() {
    let (made, mut limits) = many_strata(5, 2, 7, true);
    limits[1] = 1e-3;
    let Err(OutOfReach(aims)) = whole_several_aims(&made, &limits) else {
        panic!("no census is as precise");
    };
    assert_eq!(aims.len(), 1);
    assert_eq!(aims[0].0, 1);
}

#[test]
fn a_year_of_looks_raises_a_false_alarm_as_often_as_stated() {
    let information: Vec<f64> = (1..=12).map(|k| f64::from(k) / 12.0).collect();
    let bounds = spending_bounds(Spending::OBrienFleming, &information, 0.05).expect("bounds");
    assert!((crossing(&bounds, &information, 0.0).total() - 0.05).abs() < 1e-8);
    let plain = crossing(&[1.959_963_984_540_054; 12], &information, 0.0).total();
    let mut rng = rng(3);
    let (mut bounded, mut naive) = (0u32, 0u32);
    for _ in 0..10_000 {
        let mut score = 0.0;
        let (mut over, mut over_plain) = (false, false);
        for (t, bound) in information.iter().zip(&bounds) {
            let step: f64 = StandardNormal.sample(&mut rng);
            score += step * (1.0f64 / 12.0).sqrt();
            let z = (score / t.sqrt()).abs();
            over |= z > *bound;
            over_plain |= z > 1.959_963_984_540_054;
        }
        bounded += u32::from(over);
        naive += u32::from(over_plain);
    }
    // Standard deviations are 22 and 41 alarms in 10,000 years; four of them.
    assert!((f64::from(bounded) - 500.0).abs() < 88.0, "{bounded}");
    assert!(
        (f64::from(naive) - 10_000.0 * plain).abs() < 165.0,
        "{naive} for {plain}"
    );
    assert!(shape_bounds(Shape::Pocock, 12, 0.05).expect("bounds")[0] > 2.5);
}

/// The means of one of the published test problems, of which the first system is best by `zone`.
fn means(slippage: bool, systems: usize, zone: f64) -> Vec<f64> {
    (0..systems)
        .map(|i| match (slippage, i) {
            // Slippage: all but the best are alike. Monotone: each is worse than the one before.
            (true, 0) => zone,
            (true, _) => 0.0,
            (false, i) => -(i as f64) * zone,
        })
        .collect()
}

/// How often of `repetitions` the best is selected, and replications on average; `shared` is what worlds have in common.
fn selected(means: &[f64], aim: Indifference, repetitions: u64, shared: f64) -> (f64, f64) {
    let (mut right, mut spent) = (0u32, 0usize);
    for repetition in 0..repetitions {
        // Each value from its own stream: what was asked before makes no difference.
        let normal = |stream: u64| -> f64 {
            let mut stream = rng(stream);
            StandardNormal.sample(&mut stream)
        };
        let value = |system: usize, replication: usize| {
            let key = repetition << 40 | (replication as u64) << 8;
            let world = normal(key | 0xff);
            means[system]
                + shared.sqrt() * world
                + (1.0 - shared).sqrt() * normal(key | system as u64)
        };
        let observe = |systems: &[usize], replications: std::ops::Range<usize>| {
            let row = |i: &usize| replications.clone().map(|r| value(*i, r)).collect();
            systems.iter().map(row).collect()
        };
        let found = fully_sequential(means.len(), aim, 4, observe).expect("a selection");
        right += u32::from(found.best == 0);
        spent += found.spent;
    }
    (
        f64::from(right) / repetitions as f64,
        spent as f64 / repetitions as f64,
    )
}

#[test]
fn the_best_is_selected_as_often_as_promised() {
    // Kim & Nelson (2001), section 4: slippage and monotone decreasing means, zone σ/√n₀, n₀ = 24, 95 %.
    let zone = 1.0 / 24f64.sqrt();
    let aim = Indifference {
        zone,
        confidence: 0.95,
        first: 24,
        most: 100_000,
    };
    let repetitions = 2_000;
    // Two Monte Carlo standard errors below the promise.
    let least = 0.95 - 2.0 * (0.95f64 * 0.05 / repetitions as f64).sqrt();
    let mut costs = Vec::new();
    for (slippage, systems, shared) in [
        (true, 2, 0.0),
        (true, 5, 0.0),
        (false, 5, 0.0),
        (true, 5, 0.5),
    ] {
        let (right, cost) = selected(&means(slippage, systems, zone), aim, repetitions, shared);
        println!(
            "slippage {slippage}, {systems} systems, {shared} shared: {right}, {cost} replications"
        );
        assert!(right >= least, "{right} of {systems}, slippage {slippage}");
        costs.push(cost);
    }
    assert!(
        costs[3] < costs[1],
        "common random numbers save replications: {costs:?}"
    );
}

#[test]
fn selections_do_not_depend_on_how_replications_are_asked_for() {
    let means = [0.0, 0.1, 0.2, 0.25];
    let aim = Indifference {
        zone: 0.1,
        confidence: 0.9,
        first: 10,
        most: 3_000,
    };
    let value = |system: usize, replication: usize| {
        let mut stream = rng((replication as u64) << 8 | system as u64);
        means[system] + stream.random::<f64>()
    };
    let found = |batch: usize| {
        fully_sequential(4, aim, batch, |systems, replications| {
            let row = |i: &usize| replications.clone().map(|r| value(*i, r)).collect();
            systems.iter().map(row).collect()
        })
        .expect("a selection")
    };
    let (one, many) = (found(1), found(64));
    assert_eq!(
        (one.best, &one.out_after, &one.means),
        (many.best, &many.out_after, &many.means)
    );
    assert!(many.spent >= one.spent);
}

#[test]
fn a_budget_that_is_too_small_says_so() {
    let aim = Indifference {
        zone: 0.001,
        confidence: 0.95,
        first: 10,
        most: 50,
    };
    let mut stream = rng(9);
    let found = fully_sequential(3, aim, 10, |systems, replications| {
        systems
            .iter()
            .map(|_| {
                replications
                    .clone()
                    .map(|_| stream.next_u32() as f64)
                    .collect()
            })
            .collect()
    })
    .expect("a selection");
    assert!(!found.is_decided);
    assert_eq!(found.replications, 50);
}
