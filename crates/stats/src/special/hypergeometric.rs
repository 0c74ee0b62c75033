//! Tails of sampling without replacement.

use super::saddle::binomial_mass;
use super::tails::Tails;

/// Both tails of the number of errors in a sample: P(X ≤ k) and P(X > k).
///
/// `sampled` of `population` decisions are drawn, of which `errors` are in error. The probability at `k` comes from
/// saddle points, and the tail on its far side from the ratio of neighbouring probabilities, summed with compensation. NaN
/// where more is drawn or in error than there is.
/// # Source
/// Loader (2000), Fast and accurate computation of binomial probabilities, for the probability; Neumaier (1974), as for
/// [`sum`](crate::monte_carlo::sum), for the sum.
/// # Examples
/// ```
/// use tierone_stats::special::hypergeometric_tails;
///
/// // Exact integers.
/// assert!((hypergeometric_tails(1, 1_200, 60, 102).lower - 0.028_963_601_173_397).abs() < 1e-14);
/// assert!((hypergeometric_tails(0, 1_000, 6, 300).lower - 0.116_891_748_151_484).abs() < 1e-14);
/// ```
pub fn hypergeometric_tails(k: u64, population: u64, errors: u64, sampled: u64) -> Tails {
    if errors > population || sampled > population {
        return Tails::NAN;
    }
    let least = (errors + sampled).saturating_sub(population);
    let most = errors.min(sampled);
    if k < least {
        return Tails::ALL_ABOVE;
    }
    if k >= most {
        return Tails::ALL_BELOW;
    }
    let mean = errors as f64 * (sampled as f64 / population as f64);
    if k as f64 <= mean {
        Tails::from_lower(
            mass(k, population, errors, sampled) * sum_below(k, least, population, errors, sampled),
        )
    } else {
        let k = k + 1;
        Tails::from_upper(
            mass(k, population, errors, sampled) * sum_above(k, most, population, errors, sampled),
        )
    }
}

/// P(X = k), as a ratio of three binomial probabilities with the sampled share as their common probability.
fn mass(k: u64, population: u64, errors: u64, sampled: u64) -> f64 {
    let (n, total) = (sampled as f64, population as f64);
    if sampled == population {
        return if k == errors { 1.0 } else { 0.0 };
    }
    let (p, q) = (n / total, (population - sampled) as f64 / total);
    binomial_mass(k as f64, errors as f64, p, q)
        * binomial_mass((sampled - k) as f64, (population - errors) as f64, p, q)
        / binomial_mass(n, total, p, q)
}

/// (P(X = k) + P(X = k − 1) + …) / P(X = k).
fn sum_below(k: u64, least: u64, population: u64, errors: u64, sampled: u64) -> f64 {
    let mut sum = Compensated::ONE;
    let mut term = 1.0;
    let mut i = k;
    while i > least && term > 1e-18 * sum.value {
        let right = (population - errors) - (sampled - i);
        term *= i as f64 * right as f64 / ((errors - i + 1) as f64 * (sampled - i + 1) as f64);
        sum.add(term);
        i -= 1;
    }
    sum.total()
}

/// (P(X = k) + P(X = k + 1) + …) / P(X = k).
fn sum_above(k: u64, most: u64, population: u64, errors: u64, sampled: u64) -> f64 {
    let mut sum = Compensated::ONE;
    let mut term = 1.0;
    let mut i = k;
    while i < most && term > 1e-18 * sum.value {
        let right = (population - errors + i + 1) - sampled;
        term *= (errors - i) as f64 * (sampled - i) as f64 / ((i + 1) as f64 * right as f64);
        sum.add(term);
        i += 1;
    }
    sum.total()
}

/// A sum of falling terms that keeps what rounding drops.
struct Compensated {
    value: f64,
    dropped: f64,
}

impl Compensated {
    const ONE: Compensated = Compensated {
        value: 1.0,
        dropped: 0.0,
    };

    fn add(&mut self, term: f64) {
        let sum = self.value + term;
        self.dropped += if self.value >= term {
            (self.value - sum) + term
        } else {
            (term - sum) + self.value
        };
        self.value = sum;
    }

    fn total(&self) -> f64 {
        self.value + self.dropped
    }
}
