//! Intervals for one proportion from a simple sample.
//!
//! `found` errors among `checked` decisions; all shares are from 0 to 1 and all intervals two-sided at `confidence`
//! unless the name says otherwise.

use super::special::{beta_quantile, beta_tails, binomial_tails, normal_quantile, root};
use crate::estimate::{Estimate, is_confidence};

/// Wilson's score interval: the shares that a two-sided score test does not reject.
///
/// (p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n).
/// # Source
/// Wilson (1927), JASA 22, 209–212.
pub fn wilson(found: u64, checked: u64, confidence: f64) -> Option<Estimate> {
    wilson_effective(share(found, checked)?, checked as f64, confidence)
}

/// Wilson's score interval at a real-valued (effective) sample size.
pub fn wilson_effective(share: f64, size: f64, confidence: f64) -> Option<Estimate> {
    if !((0.0..=1.0).contains(&share) && size > 0.0 && is_confidence(confidence)) {
        return None;
    }
    if size == f64::INFINITY {
        return Some(Estimate {
            value: share,
            low: share,
            high: share,
            method: "wilson",
        });
    }
    let z = two_sided_z(confidence);
    let grain = z * z / size;
    let centre = share + 0.5 * grain;
    let half = (grain * share * (1.0 - share) + 0.25 * grain * grain).sqrt();
    let high = if share == 1.0 {
        1.0
    } else {
        (centre + half) / (1.0 + grain)
    };
    // The product of the two roots is p̂² / (1 + z²/n), which keeps the lower one exact near 0.
    let low = share * share / (centre + half);
    Some(Estimate::containing(share, low, high.min(1.0), "wilson"))
}

/// Wilson's score interval with continuity correction.
///
/// # Source
/// Newcombe (1998), Statistics in Medicine 17, 857–872, method 4.
pub fn wilson_cc(found: u64, checked: u64, confidence: f64) -> Option<Estimate> {
    let share = share(found, checked)?;
    let z = checked_z(confidence)?;
    let (n, q, z2) = (checked as f64, 1.0 - share, z * z);
    let centre = 2.0 * n * share + z2;
    let below = z
        * (z2 - 2.0 - 1.0 / n + 4.0 * share * (n * q + 1.0))
            .max(0.0)
            .sqrt();
    let above = z
        * (z2 + 2.0 - 1.0 / n + 4.0 * share * (n * q - 1.0))
            .max(0.0)
            .sqrt();
    let low = if found == 0 {
        0.0
    } else {
        (centre - 1.0 - below) / (2.0 * (n + z2))
    };
    let high = if found == checked {
        1.0
    } else {
        (centre + 1.0 + above) / (2.0 * (n + z2))
    };
    Some(Estimate::containing(
        share,
        low.max(0.0),
        high.min(1.0),
        "wilson-cc",
    ))
}

/// Clopper and Pearson's exact interval, which covers at least `confidence` whatever the true share.
///
/// # Source
/// Clopper & Pearson (1934), Biometrika 26, 404–413.
pub fn clopper_pearson(found: u64, checked: u64, confidence: f64) -> Option<Estimate> {
    clopper_pearson_effective(share(found, checked)?, checked as f64, confidence)
}

/// Clopper and Pearson's interval at a real-valued (effective) sample size, as Korn and Graubard use it.
pub fn clopper_pearson_effective(share: f64, size: f64, confidence: f64) -> Option<Estimate> {
    if !((0.0..=1.0).contains(&share)
        && size > 0.0
        && size.is_finite()
        && is_confidence(confidence))
    {
        return None;
    }
    let tail = 0.5 * (1.0 - confidence);
    // A whole size gives back the count it came from, which the product may miss by a rounding.
    let errors = if size.fract() == 0.0 {
        nearest_whole(share * size)
    } else {
        share * size
    };
    let (low, high) = (
        exact_low(errors, size, tail),
        exact_high(errors, size, tail),
    );
    Some(Estimate::containing(share, low, high, "clopper-pearson"))
}

/// Exact one-sided lower bound: the share below which a count this high has probability under 1 − `confidence`.
///
/// # Source
/// Clopper & Pearson (1934), one tail.
pub fn clopper_pearson_lower(found: u64, checked: u64, confidence: f64) -> Option<f64> {
    share(found, checked)?;
    is_confidence(confidence).then(|| exact_low(found as f64, checked as f64, 1.0 - confidence))
}

/// Exact one-sided upper bound: the share above which a count this low has probability under 1 − `confidence`.
///
/// # Source
/// Clopper & Pearson (1934), one tail; with none found it is 1 − (1 − confidence)^(1/n).
pub fn clopper_pearson_upper(found: u64, checked: u64, confidence: f64) -> Option<f64> {
    share(found, checked)?;
    is_confidence(confidence).then(|| exact_high(found as f64, checked as f64, 1.0 - confidence))
}

/// The exact interval with only half of the observed count's own probability in each tail.
///
/// # Source
/// Newcombe (1998), Statistics in Medicine 17, 857–872, method 6.
pub fn mid_p(found: u64, checked: u64, confidence: f64) -> Option<Estimate> {
    let share = share(found, checked)?;
    if !is_confidence(confidence) {
        return None;
    }
    let tail = 0.5 * (1.0 - confidence);
    // P(X < x) + ½ P(X = x), falling from 1 to 0 as the share grows.
    let below = |p: f64| {
        let at_most = binomial_tails(found, checked, p).lower;
        let less = if found == 0 {
            0.0
        } else {
            binomial_tails(found - 1, checked, p).lower
        };
        0.5 * (at_most + less)
    };
    let above = |p: f64| {
        let more = binomial_tails(found, checked, p).upper;
        let at_least = if found == 0 {
            1.0
        } else {
            binomial_tails(found - 1, checked, p).upper
        };
        0.5 * (at_least + more)
    };
    let low = if found == 0 {
        0.0
    } else {
        root(0.0, share, |p| above(p) - tail)?
    };
    let high = if found == checked {
        1.0
    } else {
        root(share, 1.0, |p| below(p) - tail)?
    };
    Some(Estimate::containing(share, low, high, "mid-p"))
}

/// Jeffreys' interval, with 0 as lower limit where nothing was found and 1 as upper limit where all were.
///
/// # Source
/// Brown, Cai & DasGupta (2001), Statistical Science 16, 101–133, §4.3.
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
pub fn jeffreys_raw(found: u64, checked: u64, confidence: f64) -> Option<Estimate> {
    let share = share(found, checked)?;
    if !is_confidence(confidence) {
        return None;
    }
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

/// Agresti and Coull's interval: the normal interval after adding z²/2 errors and z²/2 right decisions.
///
/// # Source
/// Agresti & Coull (1998), American Statistician 52, 119–126.
pub fn agresti_coull(found: u64, checked: u64, confidence: f64) -> Option<Estimate> {
    let share = share(found, checked)?;
    let z = checked_z(confidence)?;
    let size = checked as f64 + z * z;
    let centre = (found as f64 + 0.5 * z * z) / size;
    let half = z * (centre * (1.0 - centre) / size).sqrt();
    Some(Estimate::containing(
        share,
        (centre - half).max(0.0),
        (centre + half).min(1.0),
        "agresti-coull",
    ))
}

/// The normal interval p̂ ± z √(p̂(1 − p̂)/n), which has no width where nothing was found: for comparison only.
pub fn wald(found: u64, checked: u64, confidence: f64) -> Option<Estimate> {
    let share = share(found, checked)?;
    let half = checked_z(confidence)? * (share * (1.0 - share) / checked as f64).sqrt();
    Some(Estimate::containing(
        share,
        (share - half).max(0.0),
        (share + half).min(1.0),
        "wald",
    ))
}

/// A beta distribution over a share: a prior, or what it becomes after checks.
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

    /// The distribution of the given mean that is worth `size` checks.
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

/// z of a two-sided interval.
pub(super) fn two_sided_z(confidence: f64) -> f64 {
    if confidence == 0.95 {
        // The default, asked for millions of times.
        return 1.959_963_984_540_054;
    }
    -normal_quantile(0.5 * (1.0 - confidence))
}

fn checked_z(confidence: f64) -> Option<f64> {
    is_confidence(confidence).then(|| two_sided_z(confidence))
}

fn share(found: u64, checked: u64) -> Option<f64> {
    (checked > 0 && found <= checked).then(|| found as f64 / checked as f64)
}

fn nearest_whole(count: f64) -> f64 {
    let whole = count.round();
    if (count - whole).abs() <= 1e-9 * whole.max(1.0) {
        whole
    } else {
        count
    }
}

fn exact_low(errors: f64, size: f64, tail: f64) -> f64 {
    if errors <= 0.0 {
        0.0
    } else {
        beta_quantile(errors, size - errors + 1.0, tail)
    }
}

fn exact_high(errors: f64, size: f64, tail: f64) -> f64 {
    if errors >= size {
        1.0
    } else {
        beta_quantile(errors + 1.0, size - errors, 1.0 - tail)
    }
}
