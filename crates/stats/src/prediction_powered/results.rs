//! The share in error where a cheap result is a pass or a fail.

use crate::estimate::{Estimate, is_confidence};
use crate::guard::only_if;
use crate::proportion::mid_p;
use crate::stratified::{Stratum, rate, wilson_smoothed};

/// The share in error where the cheap result is a pass or a fail, with an interval that holds near 0 too.
///
/// `results` are the decisions with each cheap result, in the strata that gold checks were drawn from. The value,
/// Σ N x/n / Σ N, is that of [`mean`](super::mean) at the best λ, and Tenenbein's: with two results a cheap check tells nothing beyond which one it
/// is. The interval puts together those of each result's share, Wilson's at a smoothed effective size where it has several
/// strata of different weights, else the mid-P one: the distance of a limit is the root of the sum of their squared
/// distances. Each shrinks by √(1 − n/N), since what is checked is known. A normal interval would take results without an
/// error found as free of them. `None` where a result has decisions and no gold check, or for a confidence outside 0 to 1.
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Zou, Huang & Zhang (2009), Computational Statistics & Data Analysis 53, 1080–1085, doi:10.1016/j.csda.2008.09.033, for sums of
/// shares by their limits; Lancaster (1961), Journal of the American Statistical Association 56, 223–234, for mid-P.
/// # Examples
/// ```
/// use tierone_stats::prediction_powered::share;
/// use tierone_stats::stratified::Stratum;
///
/// // Of 48,000 the cheap check fails 1,000: 40 of 60 of them are wrong, and 2 of 400 of the others.
/// let fails = [Stratum { population: 1_000.0, sampled: 60, found: 40 }];
/// let passes = [Stratum { population: 47_000.0, sampled: 400, found: 2 }];
/// let estimate = share(&[&fails, &passes], 0.95).unwrap();
/// assert!((estimate.value - (1_000.0 * 40.0 / 60.0 + 47_000.0 * 2.0 / 400.0) / 48_000.0).abs() < 1e-15);
/// assert!(estimate.low > 0.013 && estimate.high < 0.032);
/// ```
pub fn share(results: &[&[Stratum]], confidence: f64) -> Option<Estimate> {
    only_if(is_confidence(confidence))?;
    let all: f64 = results
        .iter()
        .flat_map(|cells| *cells)
        .map(|cell| cell.population)
        .sum();
    let (mut value, mut below, mut above) = (0.0, 0.0, 0.0);
    for cells in results.iter().filter(|cells| !cells.is_empty()) {
        let weight = cells.iter().map(|cell| cell.population).sum::<f64>() / all;
        let own = rate(cells)?;
        let (low, high) = limits(cells, confidence)?;
        value += weight * own;
        below += (weight * (own - low).max(0.0)).powi(2);
        above += (weight * (high - own).max(0.0)).powi(2);
    }
    (all > 0.0).then(|| {
        let (low, high) = (value - below.sqrt(), value + above.sqrt());
        Estimate::containing(value, low.max(0.0), high.min(1.0), METHOD)
    })
}

const METHOD: &str = "mover-two-phase";

/// The limits of the share in error among decisions of one cheap result.
fn limits(cells: &[Stratum], confidence: f64) -> Option<(f64, f64)> {
    let [cell] = cells else {
        let estimate = wilson_smoothed(cells, confidence)?;
        return Some((estimate.low, estimate.high));
    };
    let own = mid_p(cell.found, cell.sampled, confidence)?;
    let value = cell.found as f64 / cell.sampled as f64;
    let left = (1.0 - cell.sampled as f64 / cell.population)
        .max(0.0)
        .sqrt();
    Some((
        value - left * (value - own.low),
        value + left * (own.high - value),
    ))
}
