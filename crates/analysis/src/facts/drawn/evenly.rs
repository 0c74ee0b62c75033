//! Binomial numbers that make up for each other.

use rand::RngExt;
use rand::seq::SliceRandom;

use super::asks::binomial;
use super::tally::TIMES;
use tierone_stats::rng::Stream;

/// An expected number up to which a number is found by counting up from none.
const COUNTED: f64 = 200.0;

/// Numbers of successes in so many trials: each binomial, together spread evenly over what they may be.
pub(super) fn evenly(trials: u64, chance: f64, rng: &mut Stream) -> [u64; TIMES] {
    if trials == 0 || chance.is_nan() || chance <= 0.0 {
        return [0; TIMES];
    }
    let (chance, mirrored) = match chance > 0.5 {
        true => (1.0 - chance, true),
        false => (chance, false),
    };
    if trials as f64 * chance > COUNTED {
        return [(); TIMES].map(|()| {
            let number = binomial(trials, chance, rng);
            if mirrored { trials - number } else { number }
        });
    }
    let mut order: [usize; TIMES] = std::array::from_fn(|i| i);
    order.shuffle(rng);
    let from: f64 = rng.random();
    order.map(|at| {
        let number = quantile(trials, chance, (from + at as f64 / TIMES as f64).fract());
        if mirrored { trials - number } else { number }
    })
}

/// The least number of successes that is not exceeded with probability `u`, by the ratio of each mass to the one before.
fn quantile(trials: u64, chance: f64, u: f64) -> u64 {
    let odds = chance / (1.0 - chance);
    let mut mass = (trials as f64 * (-chance).ln_1p()).exp();
    let (mut left, mut number) = (u - mass, 0);
    while left >= 0.0 && number < trials {
        mass *= odds * (trials - number) as f64 / (number + 1) as f64;
        number += 1;
        left -= mass;
        // Rounding leaves a little beyond the last that may be.
        if mass < 1e-18 && number as f64 > trials as f64 * chance {
            break;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_stats::rng::{Address, Purpose};

    #[test]
    fn numbers_are_binomial_and_their_mean_is_closer_to_what_is_expected_than_that_of_as_many_on_their_own()
     {
        let mut stream = Address::opening(0, 0).open(&Purpose::interval("evenly"));
        for (trials, chance) in [(12, 0.2), (60, 0.9), (5_000, 0.01), (9_000, 0.4)] {
            let expected = trials as f64 * chance;
            let variance = expected * (1.0 - chance);
            let (mut sum, mut square, mut of_means) = (0.0, 0.0, 0.0);
            let draws = 4_000;
            for _ in 0..draws {
                let numbers = evenly(trials, chance, &mut stream).map(|n| n as f64 - expected);
                let mean = numbers.iter().sum::<f64>() / TIMES as f64;
                sum += mean / draws as f64;
                square += numbers.iter().map(|n| n * n).sum::<f64>() / (TIMES * draws) as f64;
                of_means += mean * mean / draws as f64;
            }
            assert!(sum.abs() < 4.0 * (variance / (TIMES * draws) as f64).sqrt());
            assert!((square / variance - 1.0).abs() < 0.1, "{trials} {chance}");
            let alone = variance / TIMES as f64;
            if expected.min(trials as f64 - expected) <= COUNTED {
                assert!(
                    of_means < 0.5 * alone,
                    "{trials} {chance}: {of_means} {alone}"
                );
            }
        }
    }
}
