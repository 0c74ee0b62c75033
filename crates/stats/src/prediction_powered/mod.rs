//! A cheap result of every decision, and a gold one of a sample: both together say more than either.

mod amounts;

pub use amounts::{CheckedAgain, FailedAmounts, ListedValues, money};

use crate::double_sampling::AmountPair;
use crate::estimate::{Estimate, PointEstimate, is_confidence};
use crate::proportion::mid_p;
use crate::stratified::{Stratum, rate, wilson_smoothed};

/// The prediction-powered estimate of a mean: λ times that of the cheap results of all decisions, and the mean of what gold
/// results differ from λ times the cheap ones.
///
/// θ = λ f̄ + Σ(y − λ f)/n, f̄ over all `decisions` and the sum over those of a simple sample with both results, with the
/// variance s²(y − λ f)/n · (1 − n/N). It has no bias, whatever the cheap results are worth: λ = 0 leaves them out, λ = 1 is the
/// difference estimate of survey sampling, and [`power`] gives the best. `None` with fewer than two pairs, or more than
/// decisions.
/// # Units
/// Those of the results: an error as 1 or 0, or an amount.
/// # Source
/// Angelopoulos, Bates, Fannjiang, Jordan & Zrnic (2023), Science 382, 669–674, doi:10.1126/science.adi6000; Angelopoulos,
/// Duchi & Zrnic (2023), PPI++, doi:10.48550/arXiv.2311.01453, for λ; Särndal, Swensson & Wretman (1992), Model Assisted Survey
/// Sampling, 6.3, for the difference estimate of a finite frame.
/// # Examples
/// ```
/// use tierone_stats::double_sampling::AmountPair;
/// use tierone_stats::prediction_powered::mean;
///
/// // The cheap check finds 4 % wrong of 1,000; of 4 checked again it was wrong once.
/// let pairs = [(1.0, 1.0), (0.0, 0.0), (0.0, 1.0), (0.0, 0.0)].map(|(first, again)| AmountPair { first, again });
/// let estimate = mean(0.04, 1_000, &pairs, 1.0).unwrap();
/// assert!((estimate.value - (0.04 + 0.25)).abs() < 1e-15);
/// assert!((estimate.se - (0.25f64 / 4.0 * 0.996).sqrt()).abs() < 1e-15);
/// ```
pub fn mean(
    cheap_mean: f64,
    decisions: u64,
    pairs: &[AmountPair],
    power: f64,
) -> Option<PointEstimate> {
    let n = pairs.len() as f64;
    if pairs.len() < 2 || pairs.len() as u64 > decisions {
        return None;
    }
    let rests = || pairs.iter().map(|pair| pair.again - power * pair.first);
    let rest = rests().sum::<f64>() / n;
    let squares: f64 = rests().map(|own| (own - rest).powi(2)).sum();
    let left = 1.0 - n / decisions as f64;
    Some(PointEstimate {
        value: power * cheap_mean + rest,
        se: (squares / (n - 1.0) / n * left).sqrt(),
    })
}

/// The λ of the least variance, S(f, y)/S(f, f) over pairs of both results, from 0 to 1; 0 where the cheap results do not differ.
///
/// # Source
/// Angelopoulos, Duchi & Zrnic (2023), as for [`mean`], section 6, where those with gold results are part of the decisions.
/// # Examples
/// ```
/// use tierone_stats::double_sampling::AmountPair;
/// use tierone_stats::prediction_powered::power;
///
/// let pairs = [2.0, 4.0, 9.0].map(|first| AmountPair { first, again: 0.5 * first });
/// assert!((power(&pairs) - 0.5).abs() < 1e-15);
/// assert_eq!(power(&pairs[..1]), 0.0);
/// ```
pub fn power(pairs: &[AmountPair]) -> f64 {
    let n = pairs.len() as f64;
    let cheap = pairs.iter().map(|pair| pair.first).sum::<f64>() / n;
    let gold = pairs.iter().map(|pair| pair.again).sum::<f64>() / n;
    let cross: f64 = pairs
        .iter()
        .map(|pair| (pair.first - cheap) * (pair.again - gold))
        .sum();
    let square: f64 = pairs.iter().map(|pair| (pair.first - cheap).powi(2)).sum();
    if square > 0.0 {
        (cross / square).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

/// The share in error where the cheap result is a pass or a fail, with an interval that holds near 0 too.
///
/// `results` are the decisions with each cheap result, in the strata that gold checks were drawn from. The value,
/// Σ N x/n / Σ N, is that of [`mean`] at the best λ, and Tenenbein's: with two results a cheap check tells nothing beyond which one it
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
    if !is_confidence(confidence) {
        return None;
    }
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
