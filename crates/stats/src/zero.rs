//! What it says that no error was found: a bound, never a proof of zero.
//!
//! One-sided upper bounds on the share in error after `checked` right decisions, unless the name says otherwise.

use super::proportion::two_sided_z;
use super::special::beta_quantile;
use crate::estimate::is_confidence;
use crate::guard::only_if;

/// The exact bound, 1 − (1 − confidence)^(1/n); `checked` may be an effective size.
///
/// `None` without checks or for a confidence outside 0 to 1.
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Clopper & Pearson (1934), Biometrika 26, 404–413, doi:10.1093/biomet/26.4.404, with none found.
/// # Examples
/// ```
/// use tierone_stats::zero::exact;
///
/// assert!((exact(300.0, 0.95).unwrap() - 0.009_936_081_944_457_7).abs() < 1e-15);
/// ```
pub fn exact(checked: f64, confidence: f64) -> Option<f64> {
    (is_confidence(confidence) && checked > 0.0)
        .then(|| -((-confidence).ln_1p() / checked).exp_m1())
}

/// The Poisson bound, −ln(1 − confidence)/n.
///
/// `None` as for [`exact`].
/// # Units
/// A share of decisions.
/// # Source
/// Garwood (1936), Biometrika 28, 437–442, with none found.
/// # Examples
/// ```
/// use tierone_stats::zero::poisson;
///
/// assert!((poisson(50.0, 0.95).unwrap() - 0.059_914_645_471_079_8).abs() < 1e-15);
/// ```
pub fn poisson(checked: f64, confidence: f64) -> Option<f64> {
    (is_confidence(confidence) && checked > 0.0).then(|| -(-confidence).ln_1p() / checked)
}

/// 3/n, the rule of thumb for [`poisson`] at 95 %.
///
/// `None` without checks.
/// # Units
/// A share of decisions.
/// # Source
/// Hanley & Lippman-Hand (1983), Journal of the American Medical Association 249, 1743–1745.
/// # Examples
/// ```
/// use tierone_stats::zero::rule_of_three;
///
/// assert_eq!(rule_of_three(50.0), Some(0.06));
/// ```
pub fn rule_of_three(checked: f64) -> Option<f64> {
    (checked > 0.0).then(|| 3.0 / checked)
}

/// The quantile of the posterior under a Beta(`prior`, `prior`) distribution: 1 is uniform, ½ is Jeffreys'.
///
/// `None` for a prior that is not positive or a confidence outside 0 to 1.
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Brown, Cai & DasGupta (2001), Statistical Science 16, 101–133, doi:10.1214/ss/1009213286, §4.3.
/// # Examples
/// ```
/// use tierone_stats::zero::posterior;
///
/// // The beta quantiles at 40 digits.
/// assert!((posterior(29.0, 1.0, 0.9).unwrap() - 0.073_881_271_871_206_5).abs() < 1e-14);
/// assert!((posterior(29.0, 0.5, 0.9).unwrap() - 0.045_192_370_845_496_5).abs() < 1e-14);
/// ```
pub fn posterior(checked: f64, prior: f64, confidence: f64) -> Option<f64> {
    (is_confidence(confidence) && checked >= 0.0 && prior > 0.0)
        .then(|| beta_quantile(prior, checked + prior, confidence))
}

/// The mean of the distribution of [`posterior`], a/(n + 2a).
///
/// `None` for a prior that is not positive.
/// # Units
/// A share of decisions, 0 to 1.
/// # Examples
/// ```
/// use tierone_stats::zero::posterior_mean;
///
/// assert_eq!(posterior_mean(50.0, 1.0), Some(1.0 / 52.0));
/// ```
pub fn posterior_mean(checked: f64, prior: f64) -> Option<f64> {
    (checked >= 0.0 && prior > 0.0).then(|| prior / (checked + 2.0 * prior))
}

/// The upper limit of Wilson's two-sided interval, z²/(n + z²).
///
/// `None` as for [`exact`].
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// As for [`wilson`](crate::proportion::wilson).
/// # Examples
/// ```
/// use tierone_stats::zero::wilson_two_sided;
///
/// assert!((wilson_two_sided(50.0, 0.95).unwrap() - 0.071_347_599_133_359).abs() < 1e-14);
/// ```
pub fn wilson_two_sided(checked: f64, confidence: f64) -> Option<f64> {
    let square = is_confidence(confidence).then(|| two_sided_z(confidence).powi(2))?;
    (checked > 0.0).then(|| square / (checked + square))
}

/// Units that were drawn with one chance, decisions or whole clusters, of which none that was checked is in error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CleanStratum {
    /// Units checked.
    pub checked: f64,
    /// What all units would come to if each was in error as far as it can be.
    pub all: f64,
}

impl CleanStratum {
    /// Of `units` in the frame, each of which comes to `most` at most; nothing is left of those that were all checked.
    ///
    /// Of a finite number the chance that nothing is found is Π (1 − K/(N − j)) over the n checks, which is no more than
    /// (1 − K/N′)ⁿ with the mean N′ = N − (n − 1)/2, by Jensen's inequality: N′ units, as if drawn with replacement.
    pub fn of(checked: f64, units: f64, most: f64) -> CleanStratum {
        let left = units > checked * (1.0 + crate::precision::ROUNDING);
        let alike = if left {
            units - 0.5 * (checked - 1.0).max(0.0)
        } else {
            0.0
        };
        CleanStratum {
            checked,
            all: alike * most,
        }
    }
}

/// The most that could be in error, wherever it is, with a probability of 1 − confidence at least that nothing was found.
///
/// The largest Σ T p over strata with Π (1 − p)ⁿ = 1 − confidence: the worst share of a stratum is 1 − λn/T, or 0, with one
/// λ for all. With one stratum it is T times [`exact`]. Every stratum counts with what it could hide. `None` without strata,
/// for a stratum without checks, or for a confidence outside 0 to 1.
/// # Units
/// As `all` of the strata.
/// # Source
/// The test that it inverts is that of the probability of no error; the maximum by Lagrange's multiplier.
/// # Examples
/// ```
/// use tierone_stats::zero::{CleanStratum, exact, worst};
///
/// let stratum = CleanStratum { checked: 300.0, all: 12_000.0 };
/// let most = worst(&[stratum], 0.95).unwrap();
/// assert!((most - 12_000.0 * exact(300.0, 0.95).unwrap()).abs() < 1e-9);
/// ```
pub fn worst(strata: &[CleanStratum], confidence: f64) -> Option<f64> {
    let fits = |s: &CleanStratum| s.checked > 0.0 && s.all >= 0.0 && s.all.is_finite();
    only_if(is_confidence(confidence) && !strata.is_empty() && strata.iter().all(fits))?;
    let each = |stratum: &CleanStratum| stratum.all / stratum.checked;
    let mut dearest: Vec<&CleanStratum> = strata.iter().filter(|s| s.all > 0.0).collect();
    dearest.sort_by(|a, b| each(b).total_cmp(&each(a)));
    let (mut checked, mut logs) = (0.0, (-confidence).ln_1p());
    let mut level = 0.0;
    for stratum in &dearest {
        // Strata in which an error costs less chance elsewhere hold none of the worst.
        if each(stratum) <= level {
            break;
        }
        checked += stratum.checked;
        logs += stratum.checked * each(stratum).ln();
        level = (logs / checked).exp();
    }
    let of = |stratum: &&CleanStratum| stratum.all * (1.0 - level / each(stratum)).max(0.0);
    Some(dearest.iter().map(of).sum())
}
