//! How often intervals of a share hold it, over every frame and by promise.

use super::estimate::Interval;
use tierone_stats::finite::{self, SimpleSample};
use tierone_stats::special;
use tierone_stats::{Estimate, monte_carlo, proportion};

#[test]
fn hypergeometric_intervals_cover_every_possible_frame() {
    for population in [10_u64, 57, 120] {
        for sampled in [1, population / 3, population - 1] {
            let limits: Vec<(u64, u64)> = (0..=sampled)
                .map(|found| {
                    let sample = SimpleSample {
                        population,
                        sampled,
                        found,
                    };
                    (
                        finite::least_errors(sample, 0.025).expect("possible"),
                        finite::most_errors(sample, 0.025).expect("possible"),
                    )
                })
                .collect();
            for errors in 0..=population {
                let least = (errors + sampled).saturating_sub(population);
                let covered: f64 = (least..=errors.min(sampled))
                    .filter(|&found| {
                        limits[found as usize].0 <= errors && errors <= limits[found as usize].1
                    })
                    .map(|found| {
                        let below = if found == 0 {
                            0.0
                        } else {
                            special::hypergeometric_tails(found - 1, population, errors, sampled)
                                .lower
                        };
                        special::hypergeometric_tails(found, population, errors, sampled).lower
                            - below
                    })
                    .sum();
                assert!(
                    covered >= 0.95 - 1e-9,
                    "{errors} of {population}, {sampled} checked: {covered}"
                );
            }
        }
    }
}

#[test]
fn a_proportion_is_covered_as_promised() {
    for checked in [100, 300, 500, 1_000, 2_000, 5_000] {
        let exact = coverage(proportion::clopper_pearson, checked);
        let least = exact.iter().map(|c| c.1).fold(1.0, f64::min);
        assert!(least >= 0.95, "Clopper-Pearson at {checked}: {least}");
        let wilson = coverage(proportion::wilson, checked);
        let mean = monte_carlo::sum(wilson.iter().map(|c| c.1)) / wilson.len() as f64;
        assert!(
            (0.943..=0.957).contains(&mean),
            "Wilson at {checked}: mean {mean}"
        );
        let enough: Vec<f64> = wilson
            .iter()
            .filter(|c| c.0 * checked as f64 >= 5.0 && checked >= 300)
            .map(|c| c.1)
            .collect();
        let least = enough.iter().copied().fold(1.0, f64::min);
        let inside = enough
            .iter()
            .filter(|c| (0.935..=0.965).contains(*c))
            .count();
        assert!(
            least >= 0.935 && inside * 10 >= enough.len() * 9,
            "Wilson at {checked}: least {least}, {inside} inside"
        );
    }
}

/// Exact coverage at 800 shares from 0.1 % to 5 %, evenly spaced in the logarithm.
fn coverage(interval: Interval, checked: u64) -> Vec<(f64, f64)> {
    let limits: Vec<Estimate> = (0..=checked.min(500))
        .map(|found| interval(found, checked, 0.95).expect("checks"))
        .collect();
    (0..800)
        .map(|i| {
            let p = 0.001 * 50f64.powf(f64::from(i) / 799.0);
            // Limits rise with the count, so the counts that cover are consecutive.
            let first = limits.partition_point(|estimate| estimate.high < p) as u64;
            let past = limits.partition_point(|estimate| estimate.low <= p) as u64;
            let up_to = |k: u64| {
                if k == 0 {
                    0.0
                } else {
                    special::binomial_tails(k - 1, checked, p).lower
                }
            };
            (p, up_to(past) - up_to(first))
        })
        .collect()
}
