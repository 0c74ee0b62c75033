//! Intervals for one proportion from a simple sample.
//!
//! `found` errors among `checked` decisions; all shares are from 0 to 1 and all intervals two-sided at `confidence`
//! unless the name says otherwise.

use super::special::{beta_quantile, beta_tails, binomial_tails, normal_quantile, root};
use crate::estimate::{Estimate, is_confidence};

/// Wilson's score interval: the shares that a two-sided score test does not reject.
///
/// (p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n)
///
/// It covers close to `confidence` on average over shares, also where errors are rare. `None` without checks, with more
/// found than checked, or for a confidence outside 0 to 1.
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Wilson (1927), Journal of the American Statistical Association 22, 209–212, doi:10.1080/01621459.1927.10502953.
/// # Examples
/// ```
/// use tierone_stats::proportion::wilson;
///
/// // Newcombe (1998), table I.
/// let interval = wilson(15, 148, 0.95).unwrap();
/// assert_eq!(format!("{:.4} to {:.4}", interval.low, interval.high), "0.0624 to 0.1605");
///
/// // With no error found the upper limit is z²/(n + z²).
/// assert_eq!(format!("{:.4}", wilson(0, 20, 0.95).unwrap().high), "0.1611");
/// ```
pub fn wilson(found: u64, checked: u64, confidence: f64) -> Option<Estimate> {
    wilson_effective(share(found, checked)?, checked as f64, confidence)
}

/// Wilson's score interval at a real-valued (effective) sample size, as [`wilson`] has it at n.
///
/// An infinite size has no width. `None` for a share outside 0 to 1, a size that is not positive, or a confidence outside
/// 0 to 1.
/// # Units
/// A share of decisions, 0 to 1; `size` in decisions.
/// # Source
/// Wilson (1927) as for [`wilson`]; at an effective size Franco, Little, Louis & Slud (2019), Journal of Survey Statistics
/// and Methodology 7, 334–364, doi:10.1093/jssam/smy019.
/// # Examples
/// ```
/// use tierone_stats::proportion::{wilson, wilson_effective};
///
/// assert_eq!(wilson_effective(0.03, 100.0, 0.95), wilson(3, 100, 0.95));
/// // A design effect of 2 leaves half of the sample.
/// let wide = wilson_effective(0.03, 50.0, 0.95).unwrap();
/// assert!(wide.half_width() > wilson(3, 100, 0.95).unwrap().half_width());
/// ```
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

/// Wilson's score interval with continuity correction, which is wider and nearer to a guarantee.
///
/// (2np̂ + z² ∓ 1 ∓ z √(z² ∓ 2 − 1/n + 4p̂(nq̂ ± 1))) / (2(n + z²)), with 0 or 1 as limit where nothing or everything is in
/// error. `None` as for [`wilson`].
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Newcombe (1998), Statistics in Medicine 17, 857–872, method 4.
/// # Examples
/// ```
/// use tierone_stats::proportion::wilson_cc;
///
/// // Newcombe (1998), table I.
/// let interval = wilson_cc(15, 148, 0.95).unwrap();
/// assert_eq!(format!("{:.4} to {:.4}", interval.low, interval.high), "0.0598 to 0.1644");
/// ```
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
/// With α = 1 − confidence, the limits are the α/2 quantile of Beta(x, n − x + 1) and the 1 − α/2 quantile of
/// Beta(x + 1, n − x). `None` as for [`wilson`].
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Clopper & Pearson (1934), Biometrika 26, 404–413, doi:10.1093/biomet/26.4.404.
/// # Examples
/// ```
/// use tierone_stats::proportion::clopper_pearson;
///
/// // Newcombe (1998), table I.
/// let interval = clopper_pearson(15, 148, 0.95).unwrap();
/// assert_eq!(format!("{:.4} to {:.4}", interval.low, interval.high), "0.0578 to 0.1617");
/// ```
pub fn clopper_pearson(found: u64, checked: u64, confidence: f64) -> Option<Estimate> {
    clopper_pearson_effective(share(found, checked)?, checked as f64, confidence)
}

/// Clopper and Pearson's interval at a real-valued (effective) sample size, with size × share for the errors found.
///
/// `None` for a share outside 0 to 1, a size that is not positive and finite, or a confidence outside 0 to 1.
/// # Units
/// A share of decisions, 0 to 1; `size` in decisions.
/// # Source
/// Korn & Graubard (1998), Survey Methodology 24, 193–201.
/// # Examples
/// ```
/// use tierone_stats::proportion::{clopper_pearson, clopper_pearson_effective};
///
/// assert_eq!(clopper_pearson_effective(0.03, 100.0, 0.95), clopper_pearson(3, 100, 0.95));
/// ```
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
/// `None` as for [`wilson`].
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Clopper & Pearson (1934), as for [`clopper_pearson`], one tail.
/// # Examples
/// ```
/// use tierone_stats::proportion::clopper_pearson_lower;
///
/// // The beta quantile at 40 digits.
/// let bound = clopper_pearson_lower(3, 1_000, 0.95).unwrap();
/// assert!((bound - 0.000_818_175_398_221_8).abs() < 1e-15);
/// ```
pub fn clopper_pearson_lower(found: u64, checked: u64, confidence: f64) -> Option<f64> {
    share(found, checked)?;
    is_confidence(confidence).then(|| exact_low(found as f64, checked as f64, 1.0 - confidence))
}

/// Exact one-sided upper bound: the share above which a count this low has probability under 1 − `confidence`.
///
/// With none found it is 1 − (1 − confidence)^(1/n). `None` as for [`wilson`].
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Clopper & Pearson (1934), as for [`clopper_pearson`], one tail.
/// # Examples
/// ```
/// use tierone_stats::proportion::clopper_pearson_upper;
///
/// // 299 right decisions show an error rate below 1 % at 95 %; 298 do not.
/// assert!(clopper_pearson_upper(0, 299, 0.95).unwrap() < 0.01);
/// assert!(clopper_pearson_upper(0, 298, 0.95).unwrap() > 0.01);
/// ```
pub fn clopper_pearson_upper(found: u64, checked: u64, confidence: f64) -> Option<f64> {
    share(found, checked)?;
    is_confidence(confidence).then(|| exact_high(found as f64, checked as f64, 1.0 - confidence))
}

/// The exact interval with only half of the observed count's own probability in each tail: narrower than the exact one, and
/// near `confidence` on average.
///
/// `None` as for [`wilson`].
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Newcombe (1998), Statistics in Medicine 17, 857–872, method 6.
/// # Examples
/// ```
/// use tierone_stats::proportion::mid_p;
///
/// // Newcombe (1998), table I.
/// let interval = mid_p(15, 148, 0.95).unwrap();
/// assert_eq!(format!("{:.4} to {:.4}", interval.low, interval.high), "0.0601 to 0.1581");
/// ```
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

/// Jeffreys' interval: equal tails of the Beta(x + ½, n − x + ½) posterior, with 0 as lower limit where nothing was found
/// and 1 as upper limit where all were in error.
///
/// `None` as for [`wilson`].
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
/// `None` as for [`wilson`].
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
/// Limits are kept inside 0 to 1. `None` as for [`wilson`].
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Agresti & Coull (1998), American Statistician 52, 119–126, doi:10.1080/00031305.1998.10480550.
/// # Examples
/// ```
/// use tierone_stats::proportion::agresti_coull;
///
/// // The closed form at 40 digits.
/// let interval = agresti_coull(3, 100, 0.95).unwrap();
/// assert_eq!(format!("{:.6} to {:.6}", interval.low, interval.high), "0.006522 to 0.088252");
/// ```
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

/// The normal interval p̂ ± z √(p̂(1 − p̂)/n), for comparison only: it has no width where nothing was found.
///
/// Limits are kept inside 0 to 1. `None` as for [`wilson`].
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Newcombe (1998), Statistics in Medicine 17, 857–872, method 1, on why not to use it.
/// # Examples
/// ```
/// use tierone_stats::proportion::wald;
///
/// // Newcombe (1998), table I.
/// let interval = wald(15, 148, 0.95).unwrap();
/// assert_eq!(format!("{:.4} to {:.4}", interval.low, interval.high), "0.0527 to 0.1500");
/// assert_eq!(wald(0, 20, 0.95).unwrap().half_width(), 0.0);
/// ```
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
