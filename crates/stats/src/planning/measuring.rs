//! How many checks measure a share in error to a width.

use crate::estimate::is_confidence;
use crate::guard::{none_if, only_if};
use crate::proportion::{two_sided_z, wilson_effective};
use crate::share;
use crate::special::{binomial_mass, binomial_tails};
use crate::stratified::Stratum;

use super::search::{first, first_up_to};

/// No sample is larger than this.
const MOST: u64 = 1 << 40;

/// The half-width that [`share::interval`] has on average, where each of `checked` decisions is in error with probability
/// `share`; of a `population`, or of one without end.
///
/// The sum over all numbers of errors that may be found. Where their standard deviation is above 8 it is taken in steps of a
/// quarter of it, between which the width hardly bends. `None` without checks, with more checks than decisions, or for a share
/// or a confidence outside 0 to 1.
/// # Units
/// A share of decisions, 0 to ½.
/// # Examples
/// ```
/// use tierone_stats::planning::expected_half_width;
///
/// // Of a census everything is known.
/// assert_eq!(expected_half_width(Some(500), 0.01, 500, 0.95), Some(0.0));
/// let plain = 1.96 * (0.01f64 * 0.99 / 4_000.0).sqrt();
/// assert!((expected_half_width(None, 0.01, 4_000, 0.95).unwrap() - plain).abs() < 3e-5);
/// ```
pub fn expected_half_width(
    population: Option<u64>,
    share: f64,
    checked: u64,
    confidence: f64,
) -> Option<f64> {
    none_if(
        !(0.0..=1.0).contains(&share)
            || checked == 0
            || population.is_some_and(|all| checked > all),
    )?;
    let (n, right) = (checked as f64, 1.0 - share);
    let (mean, sd) = (n * share, (n * share * right).sqrt());
    let step = if sd > 8.0 { (sd / 4.0) as u64 } else { 1 };
    // Beyond nine standard deviations and twenty errors there is less than 1e-15.
    let low = (mean - 9.0 * sd - 20.0).max(0.0) as u64;
    let high = ((mean + 9.0 * sd + 20.0) as u64).min(checked);
    let mut sum = 0.0;
    for found in (low..=high).step_by(step as usize) {
        // So evenly spaced, points of a bell curve stand for all between them to all digits.
        let mass = step as f64 * binomial_mass(found as f64, n, share, right);
        if mass > 1e-13 {
            sum += mass * half_width(population, checked, found, confidence)?;
        }
    }
    Some(sum)
}

fn half_width(population: Option<u64>, checked: u64, found: u64, confidence: f64) -> Option<f64> {
    let stratum = Stratum {
        population: population.map_or(f64::INFINITY, |all| all as f64),
        sampled: checked,
        found,
    };
    Some(share::interval(&[stratum], 1, confidence)?.half_width())
}

/// The fewest checks of a simple sample with which [`expected_half_width`] is `half_width` at most.
///
/// The interval changes from Wilson's to the exact one where more than 5 % is checked, and is wider just above: if 5 % is enough,
/// fewer than that are looked for. `None` where arguments are outside their ranges; a census always is enough.
/// # Units
/// Checks.
/// # Examples
/// ```
/// use tierone_stats::planning::checks_for_half_width;
///
/// // Of very many decisions Cochran's z²p(1 − p)/d² is 4 226.
/// assert_eq!(checks_for_half_width(None, 0.01, 0.003, 0.95), Some(4_289));
/// assert_eq!(checks_for_half_width(Some(800), 0.01, 1e-9, 0.95), Some(800));
/// ```
pub fn checks_for_half_width(
    population: Option<u64>,
    share: f64,
    half_width: f64,
    confidence: f64,
) -> Option<u64> {
    none_if(
        !(is_confidence(confidence) && (0.0..=1.0).contains(&share) && half_width > 0.0)
            || population == Some(0),
    )?;
    let is_enough = |checked: u64| {
        expected_half_width(population, share, checked, confidence)
            .is_some_and(|width| width <= half_width)
    };
    let Some(all) = population else {
        return first(1, MOST, is_enough);
    };
    let few = all / 20;
    if few > 0 && is_enough(few) {
        return first_up_to(1, few, is_enough);
    }
    // The width at the expected number of errors is near enough to begin with, and takes a hundredth of the time.
    let near = first_up_to(few + 1, all, |checked| {
        near_half_width(all, share, checked, confidence).is_none_or(|width| width <= half_width)
    })?;
    let (mut low, mut high, mut step) = (near, near, (near / 200).max(1));
    while low > few + 1 && is_enough(low) {
        (high, low, step) = (low, low.saturating_sub(step).max(few + 1), 2 * step);
    }
    if low == few + 1 && is_enough(low) {
        return Some(low);
    }
    step = (near / 200).max(1);
    while high < all && !is_enough(high) {
        (low, high, step) = (high, (high + step).min(all), 2 * step);
    }
    first_up_to(low, high, is_enough)
}

/// The half-width between those of the whole numbers of errors around the expected one.
fn near_half_width(all: u64, share: f64, checked: u64, confidence: f64) -> Option<f64> {
    let found = checked as f64 * share;
    let below = (found.floor() as u64).min(checked);
    let above = (below + 1).min(checked);
    let [one, other] = [below, above].map(|x| half_width(Some(all), checked, x, confidence));
    let part = found - below as f64;
    Some((1.0 - part) * one? + part * other?)
}

/// The checks after which a normal interval is as wide as ± `half_width`: z²p(1 − p)/d², of `population` decisions
/// n₀/(1 + (n₀ − 1)/N), rounded up.
///
/// Its interval misses more often than it says where errors are rare. `None` for arguments outside their ranges.
/// # Units
/// Checks.
/// # Source
/// Cochran (1977), Sampling Techniques, 3rd ed., 4.2–4.3.
/// # Examples
/// ```
/// use tierone_stats::planning::normal_size;
///
/// assert_eq!(normal_size(None, 0.5, 0.01, 0.95), Some(9_604));
/// assert_eq!(normal_size(Some(500), 0.5, 0.01, 0.95), Some(476));
/// ```
pub fn normal_size(
    population: Option<u64>,
    share: f64,
    half_width: f64,
    confidence: f64,
) -> Option<u64> {
    only_if(is_confidence(confidence) && (0.0..=1.0).contains(&share) && half_width > 0.0)?;
    let endless = (two_sided_z(confidence) / half_width).powi(2) * share * (1.0 - share);
    let size = population.map_or(endless, |all| {
        endless / (1.0 + (endless - 1.0) / all as f64)
    });
    Some(size.ceil().clamp(1.0, MOST as f64) as u64)
}

/// The fewest checks with which Wilson's interval at exactly the share thought of is `half_width` wide on either side at most.
///
/// `None` for arguments outside their ranges.
/// # Units
/// Checks.
/// # Source
/// Piegorsch (2004), Computational Statistics & Data Analysis 46, 309–316, doi:10.1016/j.csda.2003.10.006.
/// # Examples
/// ```
/// use tierone_stats::planning::wilson_size;
///
/// assert_eq!(wilson_size(0.01, 0.01, 0.95), Some(454));
/// ```
pub fn wilson_size(share: f64, half_width: f64, confidence: f64) -> Option<u64> {
    only_if(is_confidence(confidence) && (0.0..=1.0).contains(&share) && half_width > 0.0)?;
    first(1, MOST, |checked| {
        wilson_effective(share, checked as f64, confidence)
            .is_some_and(|interval| interval.half_width() <= half_width)
    })
}

/// The fewest checks that hold at least one error with this probability, where a share `share` of decisions is in error.
///
/// `None` for a share of 0 or arguments outside their ranges.
/// # Units
/// Checks.
/// # Source
/// ln(1 − probability)/ln(1 − share), rounded up.
/// # Examples
/// ```
/// use tierone_stats::planning::checks_to_find_one;
///
/// assert_eq!(checks_to_find_one(0.01, 0.9), Some(230));
/// ```
pub fn checks_to_find_one(share: f64, probability: f64) -> Option<u64> {
    only_if(share > 0.0 && share <= 1.0 && is_confidence(probability))?;
    first(1, MOST, |checked| {
        binomial_tails(0, checked, share).lower <= (1.0 - probability) * (1.0 + crate::TIE)
    })
}
