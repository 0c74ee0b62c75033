//! The gamma interval of a stratified share in error.

use super::stratum::{Stratum, checked, rate};
use crate::estimate::{Estimate, is_confidence};
use crate::guard::only_if;
use crate::weighted::Unchecked;

/// Fay and Feuer's gamma interval of a stratified share, which leans to guaranteed coverage.
///
/// The errors found are taken as known; the total among the decisions not checked has a gamma distribution with the mean and
/// variance of the weighted errors, and one more error of the largest weight for the upper limit. `None` where nothing was
/// checked or for a confidence outside 0 to 1.
/// # Units
/// A share of decisions, 0 to 1, of the strata that were checked.
/// # Source
/// Fay & Feuer (1997), Statistics in Medicine 16, 791–801, with the variance of a finite population.
/// # Examples
/// ```
/// use tierone_stats::stratified::{Stratum, fay_feuer};
///
/// // R's asht: 0.0022018942534909 to 0.013059474022519, of strata so large that those checked are a trivial share.
/// let strata = [(0.25e12, 250, 1), (0.35e12, 350, 2), (0.3e12, 300, 2), (0.1e12, 100, 1)]
///     .map(|(population, sampled, found)| Stratum { population, sampled, found });
/// let interval = fay_feuer(&strata, 0.95).unwrap();
/// assert!((interval.low - 0.002_201_894_25).abs() < 1e-9);
/// assert!((interval.high - 0.013_059_474_02).abs() < 1e-9);
/// ```
pub fn fay_feuer(strata: &[Stratum], confidence: f64) -> Option<Estimate> {
    only_if(is_confidence(confidence))?;
    let value = rate(strata)?;
    let (mut known, mut population) = (0.0, 0.0);
    let mut unchecked = Unchecked::NONE;
    let mut largest: f64 = 1.0;
    for stratum in checked(strata) {
        let weight = stratum.weight().max(1.0);
        known += stratum.found as f64;
        population += stratum.population.max(stratum.sampled as f64);
        unchecked.add(stratum.found as f64, 1.0, weight);
        largest = largest.max(weight);
    }
    let mut pseudo = Unchecked::NONE;
    pseudo.add(1.0, 1.0, largest);
    let (low, high) = unchecked.limits(pseudo, 0.5 * (1.0 - confidence));
    let whole = |missed: f64| (known + missed) / population;
    Some(Estimate::containing(
        value,
        whole(low),
        whole(high).min(1.0),
        "fay-feuer",
    ))
}
