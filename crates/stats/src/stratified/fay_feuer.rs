//! The gamma interval of a stratified share in error.

use super::stratum::{Stratum, checked, rate};
use crate::estimate::{Estimate, is_confidence};
use crate::weighted::Unchecked;

/// Fay and Feuer's gamma interval, which leans to guaranteed coverage.
///
/// # Source
/// See `weighted`.
pub fn fay_feuer(strata: &[Stratum], confidence: f64) -> Option<Estimate> {
    if !is_confidence(confidence) {
        return None;
    }
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
