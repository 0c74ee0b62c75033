//! Value-weighted samples: each decision drawn on its own, as likely as its value.

use super::strata::Shape;
use super::{Coverage, Row};
use rand::{RngExt, SeedableRng};
use rand_distr::{Binomial, Distribution, LogNormal, Poisson};
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_stats::monetary::FoundError;
use tierone_stats::monetary_unit::{self, ValueSample};
use tierone_stats::special::normal_tails;
use tierone_stats::unequal::{Weights, wilson_kish};
use tierone_stats::{DRAWS, Estimate};

/// What is studied, in the order in which `replicate` gives it.
pub const STUDIED: [&str; 5] = [
    "share, N known",
    "share, N unknown",
    "money posterior",
    "money closed",
    "stringer",
];

/// `spread` is the standard deviation of the logarithm of values, whose mean is 1; `tilt` the power of its value with
/// which a decision's chance of error grows.
pub fn replicate(row: &Row, replications: usize) -> Vec<Coverage> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(row.seed());
    let (population, n) = (row.number("N"), row.number("n"));
    let (spread, tilt) = (row.number("spread"), row.number("tilt"));
    let shape = Shape::named(row.text("shape"));
    let interval = population / n;
    let values =
        |power: f64| LogNormal::new((power - 0.5) * spread * spread, spread).expect("a spread");
    let of_error = values(tilt);
    let of_pound = values(1.0);
    let errors = Binomial::new(population as u64, row.number("p")).expect("a rate");
    let pounds = Poisson::new(n * (1.0 - row.number("p"))).expect("checks");
    let units = ValueSample {
        value: population,
        interval,
        max_taint: 1.0,
    };
    // Value drawn for certain: Stringer's bound is for the rest.
    let above = (0.5 * spread * spread - interval.ln()) / spread;
    let certain = population * normal_tails(above).lower;
    let mut cells = vec![Coverage::default(); STUDIED.len()];
    for _ in 0..replications {
        let (mut sample, mut wrong) = (Weights::default(), Vec::new());
        let (mut found, mut taints) = (Vec::new(), Vec::new());
        let (mut hits, mut known) = (0, 0.0);
        // A right decision is hit by a pound of its own value; beyond the interval, by one of several.
        for _ in 0..pounds.sample(&mut rng) as u64 {
            let value = of_pound.sample(&mut rng);
            if rng.random::<f64>() * value < interval {
                sample.add((interval / value).max(1.0));
                hits += u64::from(value < interval);
            }
        }
        let all = errors.sample(&mut rng);
        let mut money = 0.0;
        for _ in 0..all {
            let (value, taint) = (of_error.sample(&mut rng), shape.taint(&mut rng));
            money += value * taint;
            if rng.random::<f64>() * interval < value {
                let weight = (interval / value).max(1.0);
                sample.add(weight);
                wrong.push(weight);
                if value < interval {
                    hits += 1;
                    taints.push(taint);
                } else {
                    known += value * taint;
                }
                found.push(FoundError {
                    amount: value * taint,
                    weight,
                });
            }
        }
        let share = all as f64 / population;
        let ratio = money / population;
        for (k, known) in [Some(population), None].into_iter().enumerate() {
            let wilson = wilson_kish(&wrong, sample, known, 0.95);
            cells[k].add(wilson.expect("checks"), share);
        }
        let posterior = monetary_unit::posterior(&found, units, 0.95, DRAWS, &mut rng);
        let posterior = posterior.expect("a frame");
        cells[2].add(posterior, ratio);
        let closed = monetary_unit::fay_feuer(&found, units, 0.95);
        cells[3].add(closed.expect("a frame"), ratio);
        let stringer = monetary_unit::stringer(&taints, hits, 0.95).expect("checks");
        let high = (known + stringer * (population - certain)) / population;
        let bound = Estimate {
            value: high.min(posterior.value),
            low: 0.0,
            high,
            method: "stringer",
        };
        cells[4].add(bound, ratio);
    }
    cells
}
