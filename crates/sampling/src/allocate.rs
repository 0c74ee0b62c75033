//! How a total is shared out over strata, in whole numbers.

use rand::{Rng, RngExt};

use tierone_stats::units::largest_remainder;

/// Shares `total` in proportion to `weights` by largest remainder (ties in order), at least
/// `min(2, N_h)` to each stratum, never more than it holds; what a cap cuts off is dealt out by the
/// same rule among the others.
///
/// Where `total` is too small for the minimum, the minimum is shared out by the same rule.
pub fn proportional(total: u64, sizes: &[u64], weights: &[i128]) -> Vec<u64> {
    let total = total.min(sizes.iter().sum());
    let floors: Vec<u64> = sizes.iter().map(|size| (*size).min(2)).collect();
    let needed: u64 = floors.iter().sum();
    if needed >= total {
        let weights: Vec<i128> = floors.iter().map(|floor| i128::from(*floor)).collect();
        return largest_remainder(total, &weights);
    }
    let mut given = vec![0u64; sizes.len()];
    let mut open: Vec<bool> = sizes.iter().map(|size| *size > 0).collect();
    let mut left = total;
    // Each round settles the strata that hit a bound; without any, the rest is shared and done.
    loop {
        let of_open = |weight: &dyn Fn(usize) -> i128| -> Vec<i128> {
            let all = open.iter().enumerate();
            all.map(|(h, open)| if *open { weight(h) } else { 0 })
                .collect()
        };
        let mut shares = of_open(&|h| weights[h]);
        if shares.iter().sum::<i128>() == 0 {
            // Strata without weight are left: by size.
            shares = of_open(&|h| i128::from(sizes[h]));
        }
        let shared = largest_remainder(left, &shares);
        let all_open = || (0..sizes.len()).filter(|h| open[*h]);
        let low: Vec<usize> = all_open().filter(|h| shared[*h] < floors[*h]).collect();
        let high: Vec<usize> = all_open().filter(|h| shared[*h] > sizes[*h]).collect();
        // Whichever bounds move more are certain to bind; those that move less may not, once the
        // others are settled.
        let short: u64 = low.iter().map(|&h| floors[h] - shared[h]).sum();
        let excess: u64 = high.iter().map(|&h| shared[h] - sizes[h]).sum();
        let (settled, bounds) = if excess > short {
            (high, sizes)
        } else if low.is_empty() {
            (Vec::new(), sizes)
        } else {
            (low, &floors[..])
        };
        if settled.is_empty() {
            all_open().for_each(|h| given[h] = shared[h]);
            return given;
        }
        for h in settled {
            given[h] = bounds[h];
            left -= bounds[h];
            open[h] = false;
        }
    }
}

/// Neyman allocation: in proportion to `N_h·S_h`; proportional to size where all `S_h` are zero.
///
/// # Source
/// Neyman (1934), J. R. Stat. Soc. 97(4), 558–625.
pub fn neyman(total: u64, sizes: &[u64], deviations: &[f64]) -> Vec<u64> {
    let largest = deviations.iter().copied().fold(0.0, f64::max);
    // Weights in whole parts of 2⁻⁴⁰ of the largest deviation: finer than any allocation can show.
    let scaled = |deviation: f64| {
        if largest > 0.0 {
            (deviation / largest * 2f64.powi(40)).round() as i128
        } else {
            1
        }
    };
    let weights = sizes.iter().zip(deviations);
    let weights: Vec<i128> = weights
        .map(|(size, s)| i128::from(*size) * scaled(*s))
        .collect();
    proportional(total, sizes, &weights)
}

/// Multiplies every ask by `total / Σ asks` and rounds at random to floor or ceiling with the total
/// fixed: one random start steps through the fractions (systematic sampling), so that each ask's
/// expectation is kept exactly.
///
/// # Source
/// Madow (1949), Ann. Math. Stat. 20(3), 333–354.
pub fn cut_evenly<R: Rng>(asks: &[u64], total: u64, rng: &mut R) -> Vec<u64> {
    let sum: u64 = asks.iter().sum();
    if total >= sum {
        return asks.to_vec();
    }
    let (total, sum) = (u128::from(total), u128::from(sum));
    let start = u128::from(rng.random_range(0..sum as u64));
    let mut before = 0u128;
    asks.iter()
        .map(|ask| {
            // Ceiling when a multiple of `sum`, shifted by the start, lies in this fraction.
            let exact = total * u128::from(*ask);
            let after = before + exact % sum;
            let steps = |x: u128| (x + sum - 1 - start) / sum;
            let up = steps(after) - steps(before);
            before = after;
            (exact / sum + up) as u64
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tierone_stats::rng::{Address, Purpose};

    fn by_size(total: u64, sizes: &[u64]) -> Vec<u64> {
        let weights: Vec<i128> = sizes.iter().map(|n| i128::from(*n)).collect();
        proportional(total, sizes, &weights)
    }

    #[test]
    fn shares_follow_size_with_two_at_least() {
        assert_eq!(by_size(10, &[50, 30, 20]), [5, 3, 2]);
        assert_eq!(by_size(10, &[900, 90, 10]), [6, 2, 2]);
        assert_eq!(by_size(10, &[900, 1, 0]), [9, 1, 0]);
        assert_eq!(by_size(3, &[50, 30, 20]), [1, 1, 1]);
    }

    #[test]
    fn a_stratum_gives_no_more_than_it_holds_and_the_excess_goes_to_the_others() {
        assert_eq!(proportional(10, &[3, 50, 50], &[8, 1, 1]), [3, 4, 3]);
        assert_eq!(by_size(1_000, &[4, 5]), [4, 5]);
        assert_eq!(by_size(5, &[0, 0]), [0, 0]);
    }

    #[test]
    fn every_allocation_keeps_its_total_and_its_bounds() {
        let sizes = [0, 1, 2, 3, 7, 40];
        let weights = [0, 1, 2, 9, 1_000];
        for place in 0..sizes.len().pow(3) * weights.len().pow(3) {
            let mut rest = place;
            let mut next = |of: usize| {
                let digit = rest % of;
                rest /= of;
                digit
            };
            let sizes = [0; 3].map(|_| sizes[next(sizes.len())]);
            let weights = [0; 3].map(|_| weights[next(weights.len())]);
            let most: u64 = sizes.iter().sum();
            for total in [0, 1, 5, 6, 7, 10, 23, 60] {
                let given = proportional(total, &sizes, &weights);
                let case = format!("{total} of {sizes:?} by {weights:?}: {given:?}");
                assert_eq!(given.iter().sum::<u64>(), total.min(most), "{case}");
                let least = sizes.map(|size| size.min(2));
                let reached = least.iter().sum::<u64>() <= total;
                for h in 0..3 {
                    assert!(given[h] <= sizes[h], "{case}");
                    assert!(!reached || given[h] >= least[h], "{case}");
                }
            }
        }
    }

    #[test]
    fn neyman_follows_size_times_deviation_and_falls_back_to_size() {
        assert_eq!(neyman(30, &[100, 100], &[0.2, 0.1]), [20, 10]);
        assert_eq!(neyman(30, &[200, 100], &[0.0, 0.0]), [20, 10]);
    }

    #[test]
    fn an_even_cut_keeps_its_total_and_every_expectation() {
        let asks = [2, 2, 2, 5, 0, 1];
        let total = 7;
        let mut rng = Address::opening(3, 0).open(&Purpose::check("cut"));
        let rounds = 24_000;
        let mut sums = [0u64; 6];
        for _ in 0..rounds {
            let cut = cut_evenly(&asks, total, &mut rng);
            assert_eq!(cut.iter().sum::<u64>(), total);
            for (h, n) in cut.iter().enumerate() {
                let exact = total * asks[h];
                assert!(
                    *n == exact / 12 || *n == exact.div_ceil(12),
                    "floor or ceiling"
                );
                sums[h] += n;
            }
        }
        for (h, ask) in asks.iter().enumerate() {
            let expected = total as f64 * *ask as f64 / 12.0;
            // A rounding's standard deviation is at most a half; 4 standard errors.
            assert!(
                (sums[h] as f64 / f64::from(rounds) - expected).abs()
                    < 4.0 * 0.5 / f64::from(rounds).sqrt()
            );
        }
    }
}
