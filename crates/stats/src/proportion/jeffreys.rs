//! Beta distributions over a share, and Jeffreys' interval.

use super::counts::share;
use crate::estimate::{Estimate, is_confidence};
use crate::guard::only_if;
use crate::special::{beta_quantile, beta_tails};

/// Jeffreys' interval: equal tails of the Beta(x + ½, n − x + ½) posterior, with 0 as lower limit where nothing was found
/// and 1 as upper limit where all were in error.
///
/// `None` as for [`wilson`](super::wilson).
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Brown, Cai & DasGupta (2001), Statistical Science 16, 101–133, §4.3, doi:10.1214/ss/1009213286.
/// # Examples
/// ```
/// use tierone_stats::proportion::jeffreys;
///
/// // Beta quantiles at 40 digits.
/// let interval = jeffreys(3, 100, 0.95).unwrap();
/// assert_eq!(format!("{:.6} to {:.6}", interval.low, interval.high), "0.008520 to 0.077888");
/// assert_eq!(jeffreys(0, 100, 0.95).unwrap().low, 0.0);
/// ```
pub fn jeffreys(found: u64, checked: u64, confidence: f64) -> Option<Estimate> {
    let raw = jeffreys_raw(found, checked, confidence)?;
    let low = if found == 0 { 0.0 } else { raw.low };
    let high = if found == checked { 1.0 } else { raw.high };
    Some(Estimate {
        low,
        high,
        method: "jeffreys",
        ..raw
    })
}

/// Equal tails of the Beta(x + ½, n − x + ½) posterior; `value` is the share found, moved inside if need be.
///
/// `None` as for [`wilson`](super::wilson).
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// As for [`jeffreys`], without its rule for the ends.
/// # Examples
/// ```
/// use tierone_stats::proportion::{jeffreys, jeffreys_raw};
///
/// // The same away from the ends; at an end both limits are quantiles.
/// assert_eq!(jeffreys_raw(3, 100, 0.95).unwrap().low, jeffreys(3, 100, 0.95).unwrap().low);
/// assert!(jeffreys_raw(0, 100, 0.95).unwrap().low > 0.0);
/// ```
pub fn jeffreys_raw(found: u64, checked: u64, confidence: f64) -> Option<Estimate> {
    let share = share(found, checked)?;
    only_if(is_confidence(confidence))?;
    let posterior = Beta::HALF.after(found, checked);
    let tail = 0.5 * (1.0 - confidence);
    let (low, high) = (posterior.quantile(tail), posterior.quantile(1.0 - tail));
    Some(Estimate {
        value: share.clamp(low, high),
        low,
        high,
        method: "jeffreys-raw",
    })
}

/// A beta distribution over a share: a prior, or the posterior after checks.
///
/// # Examples
/// ```
/// use tierone_stats::proportion::Beta;
///
/// // No error in 300 checks, from a uniform prior: how sure is a share below 1 %?
/// let uniform = Beta { errors: 1.0, right: 1.0 };
/// let posterior = uniform.after(0, 300);
/// assert!((posterior.probability_below(0.01) - 0.951_449_514_869).abs() < 1e-12);
/// assert!((posterior.quantile(0.95) - 0.009_903_235_702_7).abs() < 1e-12);
/// assert!((posterior.mean() - 1.0 / 302.0).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beta {
    /// Errors, real or imagined.
    pub errors: f64,
    /// Right decisions, real or imagined.
    pub right: f64,
}

impl Beta {
    /// Jeffreys' prior.
    pub const HALF: Beta = Beta {
        errors: 0.5,
        right: 0.5,
    };

    /// The distribution of the given mean that is worth `size` checks: errors and right decisions in that proportion.
    pub fn with_mean(mean: f64, size: f64) -> Beta {
        Beta {
            errors: mean * size,
            right: (1.0 - mean) * size,
        }
    }

    /// The posterior after `found` errors among `checked`.
    pub fn after(self, found: u64, checked: u64) -> Beta {
        Beta {
            errors: self.errors + found as f64,
            right: self.right + checked.saturating_sub(found) as f64,
        }
    }

    /// The mean share.
    pub fn mean(self) -> f64 {
        self.errors / (self.errors + self.right)
    }

    /// The share below which the distribution has probability `p`; NaN unless both parameters are positive.
    pub fn quantile(self, p: f64) -> f64 {
        beta_quantile(self.errors, self.right, p)
    }

    /// The probability of a share below `threshold`.
    pub fn probability_below(self, threshold: f64) -> f64 {
        beta_tails(self.errors, self.right, threshold).lower
    }
}
