//! How many checks tell one rate of error from another.

use crate::estimate::is_confidence;
use crate::guard::{none_if, only_if};
use crate::special::{beta_quantile, binomial_tails, hypergeometric_tails, normal_quantile};

use crate::performer::funnel_limit;

use super::search::first;

/// No sample is larger than this.
const MOST: u64 = 1 << 32;

/// The probability of `errors` or more in `checked` checks, each in error with probability `share`.
///
/// # Examples
/// ```
/// use tierone_stats::planning::chance_of_at_least;
///
/// assert_eq!(chance_of_at_least(0, 10, 0.1), 1.0);
/// assert_eq!(chance_of_at_least(11, 10, 0.1), 0.0);
/// ```
pub fn chance_of_at_least(errors: u64, checked: u64, share: f64) -> f64 {
    match errors {
        0 => 1.0,
        _ if errors > checked => 0.0,
        _ => binomial_tails(errors - 1, checked, share).upper,
    }
}

/// The probability that [`funnel_limit`] at `alpha` and the share `expected` is reached where the share is in truth `truth`.
///
/// # Source
/// The power of the exact one-sided binomial test.
/// # Examples
/// ```
/// use tierone_stats::planning::power;
///
/// assert!((power(500, 0.006, 0.012, 0.05) - 0.393_695_266_717_222).abs() < 1e-12);
/// ```
pub fn power(checked: u64, expected: f64, truth: f64, alpha: f64) -> f64 {
    chance_of_at_least(funnel_limit(checked, expected, alpha), checked, truth)
}

/// Numbers of checks that reach a power. More checks may have less of it, since errors are whole: where one more check makes
/// the test ask for one more error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PowerSize {
    /// The fewest checks with this power.
    pub first: u64,
    /// The fewest checks from which on there is always this power.
    pub always: u64,
}

/// The checks with which a share of `truth` raises an alarm with probability `power` at least, and one of `expected` with
/// `alpha` at most.
///
/// Found exactly, a number of errors at a time: with r errors as the limit, the test may have from as few checks as give the
/// power to as many as keep the level. `None` where the truth is not above what is expected, or for arguments outside 0 to 1.
/// # Units
/// Checks.
/// # Source
/// Chernick & Liu (2002), The American Statistician 56, 149–155, doi:10.1198/000313002317572835 (the saw-tooth).
/// # Examples
/// ```
/// use tierone_stats::planning::{PowerSize, checks_for_power};
///
/// let size = checks_for_power(0.006, 0.012, 0.05, 0.8).unwrap();
/// assert_eq!(size, PowerSize { first: 1_509, always: 1_693 });
/// ```
pub fn checks_for_power(expected: f64, truth: f64, alpha: f64, power: f64) -> Option<PowerSize> {
    let shares = 0.0 < expected && expected < truth && truth < 1.0;
    only_if(shares && is_confidence(alpha) && is_confidence(power))?;
    let (mut least, mut always, mut clear) = (None, 1, 0);
    // With as many errors as limit the level is kept by fewer than `over` checks, and by `begin` or more fewer errors are.
    let mut begin = 1;
    for errors in 1..1_000_000u64 {
        let reached = |n, share| chance_of_at_least(errors, n, share);
        let over = first(errors, MOST, |n| reached(n, expected) > alpha)?;
        let powerful = first(errors, MOST, |n| reached(n, truth) >= power)?;
        if powerful < over && begin < over {
            least = least.or(Some(powerful.max(begin)));
        }
        if powerful <= begin {
            clear += 1;
        } else {
            (clear, always) = (0, powerful.min(over));
        }
        begin = over;
        // The shortfall shrinks with the number of errors: forty teeth without one are past the last.
        if clear == 40
            && let Some(first) = least
        {
            return Some(PowerSize { first, always });
        }
    }
    None
}

/// The smallest share that raises an alarm with probability `power`, where one of `expected` does with `alpha` at most.
///
/// `None` where no number of errors among `checked` raises one.
/// # Units
/// A share of decisions.
/// # Source
/// P(X ≥ r) is a beta distribution function of the share: Clopper & Pearson (1934).
/// # Examples
/// ```
/// use tierone_stats::planning::detectable;
///
/// assert!((detectable(1_000, 0.006, 0.05, 0.8).unwrap() - 0.013_625_788_707_752).abs() < 1e-12);
/// ```
pub fn detectable(checked: u64, expected: f64, alpha: f64, power: f64) -> Option<f64> {
    let errors = funnel_limit(checked, expected, alpha);
    (1..=checked)
        .contains(&errors)
        .then(|| beta_quantile(errors as f64, (checked - errors) as f64 + 1.0, power))
}

/// The checks of each of two groups with which their shares are told apart, two-sided, by Fleiss' normal formula without
/// correction for continuity.
///
/// `None` for equal shares or arguments outside 0 to 1.
/// # Units
/// Checks of each group.
/// # Source
/// Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., 4.2.
/// # Examples
/// ```
/// use tierone_stats::planning::checks_of_each_group;
///
/// assert_eq!(checks_of_each_group(0.006, 0.012, 0.05, 0.8), Some(3_888));
/// ```
pub fn checks_of_each_group(one: f64, other: f64, alpha: f64, power: f64) -> Option<u64> {
    let shares = [one, other].iter().all(|share| (0.0..=1.0).contains(share)) && one != other;
    only_if(shares && is_confidence(alpha) && is_confidence(power))?;
    let middle = 0.5 * (one + other);
    let level = -normal_quantile(0.5 * alpha) * (2.0 * middle * (1.0 - middle)).sqrt();
    let reach = normal_quantile(power) * (one * (1.0 - one) + other * (1.0 - other)).sqrt();
    Some((((level + reach) / (one - other)).powi(2)).ceil() as u64)
}

/// The probability, if two groups are alike, of counts as unlikely as these or more: Fisher's exact test, two-sided.
///
/// `None` with more errors than checks in a group.
/// # Source
/// Fisher (1922), Journal of the Royal Statistical Society 85, 87–94; tables as likely as the one seen within a relative 1e-7
/// count as equal to it, as in R.
/// # Examples
/// ```
/// use tierone_stats::planning::fisher_exact;
///
/// assert!((fisher_exact((3, 500), (11, 500)).unwrap() - 0.055_665_871_697_190).abs() < 1e-12);
/// ```
pub fn fisher_exact(one: (u64, u64), other: (u64, u64)) -> Option<f64> {
    let ((x, n), (y, m)) = (one, other);
    none_if(x > n || y > m)?;
    let (all, wrong) = (n + m, x + y);
    let mass = |k: u64| {
        let lower = |k| hypergeometric_tails(k, all, wrong, n).lower;
        if k == 0 {
            lower(0)
        } else {
            lower(k) - lower(k - 1)
        }
    };
    let masses: Vec<f64> = (wrong.saturating_sub(m)..=wrong.min(n)).map(mass).collect();
    let seen = mass(x) * (1.0 + 1e-7);
    Some(
        masses
            .iter()
            .filter(|mass| **mass <= seen)
            .sum::<f64>()
            .min(1.0),
    )
}
