//! Clopper and Pearson's exact interval and bounds, and the mid-P interval.

use super::counts::share;
use crate::estimate::{Estimate, is_confidence};
use crate::guard::only_if;
use crate::special::{beta_quantile, beta_tails, root};

/// Clopper and Pearson's exact interval, which covers at least `confidence` whatever the true share.
///
/// With α = 1 − confidence, the limits are the α/2 quantile of Beta(x, n − x + 1) and the 1 − α/2 quantile of
/// Beta(x + 1, n − x). `None` as for [`wilson`](super::wilson).
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
    only_if(
        (0.0..=1.0).contains(&share) && size > 0.0 && size.is_finite() && is_confidence(confidence),
    )?;
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
/// `None` as for [`wilson`](super::wilson).
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
/// With none found it is 1 − (1 − confidence)^(1/n). `None` as for [`wilson`](super::wilson).
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
/// `None` as for [`wilson`](super::wilson).
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
    mid_p_of(share, found as f64, checked as f64, confidence)
}

/// The mid-P interval of a share at the effective size of a sample, which may be no whole number.
///
/// `None` for a share outside 0 to 1, without a size, or for a confidence outside 0 to 1.
/// # Units
/// A share of decisions, 0 to 1; a number of decisions.
/// # Source
/// As for [`mid_p`]; Korn & Graubard (1998), Survey Methodology 24, 193–201, for exact limits at an effective size.
/// # Examples
/// ```
/// use tierone_stats::proportion::{mid_p, mid_p_effective};
///
/// assert_eq!(mid_p_effective(15.0 / 148.0, 148.0, 0.95), mid_p(15, 148, 0.95));
/// ```
pub fn mid_p_effective(share: f64, size: f64, confidence: f64) -> Option<Estimate> {
    let is_sample = (0.0..=1.0).contains(&share) && size > 0.0 && size < f64::INFINITY;
    is_sample
        .then(|| mid_p_of(share, nearest_whole(share * size), size, confidence))
        .flatten()
}

fn mid_p_of(share: f64, found: f64, checked: f64, confidence: f64) -> Option<Estimate> {
    only_if(is_confidence(confidence))?;
    let tail = 0.5 * (1.0 - confidence);
    // P(X ≤ x) and P(X > x); then P(X < x) and P(X ≥ x). Shapes of the beta law must be above 0.
    let tails = |p: f64| {
        let left = checked - found;
        let at_most = match left > 0.0 {
            true => beta_tails(found + 1.0, left, p),
            false => beta_tails(1.0, 1.0, 0.0),
        };
        let fewer = match found > 0.0 {
            true => beta_tails(found, left + 1.0, p),
            false => beta_tails(1.0, 1.0, 1.0),
        };
        (at_most, fewer)
    };
    // P(X < x) + ½ P(X = x), falling from 1 to 0 as the share grows.
    let below = |p: f64| {
        let (at_most, fewer) = tails(p);
        0.5 * (at_most.upper + fewer.upper)
    };
    let above = |p: f64| {
        let (at_most, fewer) = tails(p);
        0.5 * (fewer.lower + at_most.lower)
    };
    let low = if found <= 0.0 {
        0.0
    } else {
        root(0.0, share, |p| above(p) - tail)?
    };
    let high = if found >= checked {
        1.0
    } else {
        root(share, 1.0, |p| below(p) - tail)?
    };
    Some(Estimate::containing(share, low, high, "mid-p"))
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
