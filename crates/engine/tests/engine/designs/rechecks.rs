//! Checks by a fallible checker, part of which is done again.

use super::strata::Shape;
use super::{Coverage, Row};
use rand::SeedableRng;
use rand_distr::{Binomial, Distribution, Hypergeometric};
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_stats::DRAWS;
use tierone_stats::double_sampling::{self, Weighted};
use tierone_stats::monetary::{self, FoundError, Frame};
use tierone_stats::stratified::{self, Stratum};

/// What is studied, in the order in which `replicate` gives it.
pub const STUDIED: [&str; 6] = [
    "posterior",
    "two-phase",
    "smoothed strata",
    "money posterior",
    "money closed",
    "first check only",
];

/// `n` of `N` decisions checked with `sensitivity` and `false_fail`, and shares of `passes` and `fails` again.
pub fn replicate(row: &Row, replications: usize) -> Vec<Coverage> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(row.seed());
    let (population, n) = (row.number("N"), row.number("n") as u64);
    let [p, sensitivity, false_fail] =
        ["p", "sensitivity", "false_fail"].map(|key| row.number(key));
    let again = [row.number("passes"), row.number("fails")];
    let shape = Shape::named(row.text("shape"));
    let mut cells = vec![Coverage::default(); STUDIED.len()];
    for _ in 0..replications {
        let mut binomial = |n, p| Binomial::new(n, p).expect("a rate").sample(&mut rng);
        let wrong = binomial(n, p);
        let all = wrong + binomial(population as u64 - n, p);
        let share = all as f64 / population;
        let wrong_failed = binomial(wrong, sensitivity);
        let failed = wrong_failed + binomial(n - wrong, false_fail);
        let results = [(n - failed, wrong - wrong_failed), (failed, wrong_failed)];
        let strata: Vec<Stratum> = results
            .iter()
            .zip(again)
            .filter(|((all, _), _)| *all > 0)
            .map(|(&(all, wrong), again)| {
                let sampled = ((again * all as f64).round() as u64).max(1);
                let law = Hypergeometric::new(all, wrong, sampled).expect("a sample");
                Stratum {
                    population: population * all as f64 / n as f64,
                    sampled,
                    found: law.sample(&mut rng),
                }
            })
            .collect();
        let posterior = stratified::poisson_gamma(&strata, 0.95, DRAWS, &mut rng);
        cells[0].add(posterior.expect("checks"), share);
        let closed = double_sampling::share(&Weighted::simple(&strata, n as f64), 0.95);
        cells[1].add(closed.expect("checks"), share);
        let smoothed = stratified::wilson_smoothed(&strata, 0.95);
        cells[2].add(smoothed.expect("checks"), share);
        let mut found = Vec::new();
        for stratum in &strata {
            let weight = stratum.population / stratum.sampled as f64;
            found.extend((0..stratum.found).map(|_| FoundError {
                amount: shape.taint(&mut rng),
                weight,
            }));
        }
        let mut money: f64 = found.iter().map(|error| error.amount).sum();
        let missed = all - found.len() as u64;
        money += (0..missed).map(|_| shape.taint(&mut rng)).sum::<f64>();
        let frame = Frame {
            value: population,
            max_weight: strata
                .iter()
                .map(|stratum| stratum.population / stratum.sampled as f64)
                .fold(1.0, f64::max),
            max_amount: 1.0,
            value_of_a_pound: 1.0,
        };
        let posterior = monetary::posterior(&strata, &found, frame, 0.95, DRAWS, &mut rng);
        cells[3].add(posterior.expect("a frame"), money / population);
        let closed = monetary::fay_feuer(&found, frame, 0.95);
        cells[4].add(closed.expect("a frame"), money / population);
        let first = Stratum {
            population,
            sampled: n,
            found: failed,
        };
        let first = stratified::wilson_smoothed(&[first], 0.95);
        cells[5].add(first.expect("checks"), share);
    }
    cells
}
