//! The interval of a share checked twice, to the truth of simulated samples.

use rand::{RngExt, SeedableRng};
use rand_distr::{Binomial, Distribution};
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_stats::double_sampling::{Weighted, share};
use tierone_stats::proportion;
use tierone_stats::stratified::Stratum;

/// Decisions wrong with `rate`, and a first check of them.
#[derive(Clone, Copy, Debug)]
struct Checked {
    rate: f64,
    sensitivity: f64,
    false_fail: f64,
}

/// First checks and rechecks: those drawn at random, or half of them of fails.
#[derive(Clone, Copy, Debug)]
struct Sizes {
    first: u64,
    again: u64,
    halves: bool,
}

/// How often the 95 % interval holds the truth, and how often the truth is above it.
fn held(rng: &mut Xoshiro256PlusPlus, of: Checked, sizes: Sizes, repetitions: u32) -> (f64, f64) {
    let (mut within, mut above) = (0, 0);
    for _ in 0..repetitions {
        let mut binomial = |n: u64, p: f64| Binomial::new(n, p).expect("a law").sample(rng);
        let wrong = binomial(sizes.first, of.rate);
        let wrong_failed = binomial(wrong, of.sensitivity);
        let failed = wrong_failed + binomial(sizes.first - wrong, of.false_fail);
        // Of each result so many are checked again, and so many of those are wrong.
        let share_again = sizes.again as f64 / sizes.first as f64;
        let fails = match sizes.halves {
            true => failed.min(sizes.again / 2),
            false => binomial(failed, share_again),
        };
        let passes = sizes.again - fails;
        // One after another of those that are left.
        let mut found = |n: u64, wrong: u64, all: u64| {
            let left = (0..n).fold(wrong, |left, drawn| {
                left - u64::from(rng.random_range(0..all - drawn) < left)
            });
            wrong - left
        };
        // So large a frame that what is checked of it is a trivial part.
        let result = |all: u64, sampled: u64, found: u64| Stratum {
            population: 1e5 * all as f64,
            sampled,
            found,
        };
        let passed = sizes.first - failed;
        let results = [
            result(failed, fails, found(fails, wrong_failed, failed)),
            result(passed, passes, found(passes, wrong - wrong_failed, passed)),
        ];
        let estimate = match fails {
            // Then nothing is known of fails: rechecks alone.
            0 => proportion::wilson(results[1].found, passes, 0.95),
            _ => share(&Weighted::simple(&results, sizes.first as f64), 0.95),
        };
        let estimate = estimate.expect("an estimate");
        within += u32::from(estimate.low <= of.rate && of.rate <= estimate.high);
        above += u32::from(of.rate > estimate.high);
    }
    let of_all = |count: u32| f64::from(count) / f64::from(repetitions);
    (of_all(within), of_all(above))
}

/// Wilson's interval at one effective size held the truth in 90 to 92 % of samples like the first two.
#[test]
fn the_interval_holds_where_few_errors_are_found_among_passes() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(47);
    for (rate, sensitivity, false_fail, first) in [
        (0.01, 0.5, 0.005, 48_000),
        (0.01, 0.5, 0.02, 48_000),
        (0.005, 0.8, 0.01, 48_000),
        (0.02, 0.5, 0.0, 4_000),
        (0.05, 0.95, 0.02, 4_000),
    ] {
        let of = Checked {
            rate,
            sensitivity,
            false_fail,
        };
        let sizes = Sizes {
            first,
            again: 1_000,
            halves: true,
        };
        let (within, above) = held(&mut rng, of, sizes, 1_500);
        // Three Monte Carlo standard errors: 0.68 points at 92.5 %, 0.61 at 6 %.
        assert!(
            within > 0.925 - 0.021 && above < 0.06 + 0.018,
            "{of:?} {sizes:?}: {within} {above}"
        );
    }
}

#[test]
#[ignore = "a minute: the coverage of the interval over the whole grid"]
fn study() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(49);
    for (first, again) in [(48_000, 300), (48_000, 1_000), (4_000, 300), (4_000, 1_000)] {
        for halves in [false, true] {
            let sizes = Sizes {
                first,
                again,
                halves,
            };
            let (mut least, mut most, mut sum, mut cells, mut highest) =
                (1.0f64, 0.0f64, 0.0, 0.0, 0.0f64);
            for rate in [0.005, 0.01, 0.02, 0.05] {
                for sensitivity in [0.5, 0.8, 0.95] {
                    for false_fail in [0.0, 0.005, 0.02] {
                        let of = Checked {
                            rate,
                            sensitivity,
                            false_fail,
                        };
                        let (within, above) = held(&mut rng, of, sizes, 5_000);
                        // Three Monte Carlo standard errors of 0.37 and of 0.34 points.
                        assert!(
                            within > 0.925 - 0.011 && above < 0.06 + 0.010,
                            "{of:?} {sizes:?}: {within} {above}"
                        );
                        // Errors expected among rechecked passes: with so few, one more or less moves the limits far.
                        let passes = 1.0 - rate * sensitivity - (1.0 - rate) * false_fail;
                        let fails = if halves {
                            (0.5 * again as f64).min((1.0 - passes) * first as f64)
                        } else {
                            (1.0 - passes) * again as f64
                        };
                        let missed = (again as f64 - fails) * rate * (1.0 - sensitivity) / passes;
                        // It holds more often than it says only where hardly an error is expected among passes checked again.
                        assert!(
                            within < 0.985 + 0.005 || missed < 2.5,
                            "{of:?} {sizes:?}: {within}"
                        );
                        if within > 0.985 {
                            println!(
                                "  {of:?}: held {within:.4}, above {above:.4}; {missed:.1} errors expected of passes, {fails:.1} fails"
                            );
                        }
                        (least, most) = (least.min(within), most.max(within));
                        highest = highest.max(above);
                        (sum, cells) = (sum + within, cells + 1.0);
                    }
                }
            }
            println!(
                "{sizes:?}: held {least:.4} to {most:.4}, mean {:.4}; above at most {highest:.4}",
                sum / cells
            );
        }
    }
}
