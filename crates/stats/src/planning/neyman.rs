//! The best allocation of a sample over strata for one figure.

use crate::guard::none_if;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// What is known of a stratum before it is sampled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Decisions in it.
    pub population: f64,
    /// Standard deviation of what is measured, between its decisions: √(p(1 − p)) for a share.
    pub sd: f64,
    /// What a check of it costs.
    pub cost: f64,
}

/// Checks of each stratum with which an estimated total has the least variance at so many checks in all, not rounded:
/// proportional to N S/√cost.
///
/// Nothing keeps them below the stratum's size. All zero where nothing varies.
/// # Source
/// Neyman (1934), Journal of the Royal Statistical Society 97, 558–625; with costs Cochran (1977), Sampling Techniques, 3rd
/// ed., 5.5.
/// # Examples
/// ```
/// use tierone_stats::planning::{Spread, neyman};
///
/// let stratum = |population, sd| Spread { population, sd, cost: 1.0 };
/// assert_eq!(neyman(&[stratum(100.0, 3.0), stratum(300.0, 1.0)], 30.0), [15.0, 15.0]);
/// ```
pub fn neyman(strata: &[Spread], checks: f64) -> Vec<f64> {
    let part = |stratum: &Spread| stratum.population * stratum.sd / stratum.cost.sqrt();
    let all: f64 = strata.iter().map(part).sum();
    let share = |stratum| if all > 0.0 { part(stratum) / all } else { 0.0 };
    strata
        .iter()
        .map(|stratum| checks * share(stratum))
        .collect()
}

/// The variance of the estimated mean with so many checks of each stratum, without replacement.
///
/// # Source
/// Cochran (1977), Sampling Techniques, 3rd ed., 5.3: Σ W²S²/n − Σ W S²/N.
/// # Examples
/// ```
/// use tierone_stats::planning::{Spread, variance_of_mean};
///
/// let one = [Spread { population: 200.0, sd: 2.0, cost: 1.0 }];
/// assert!((variance_of_mean(&one, &[50.0]) - 4.0 / 50.0 * 0.75).abs() < 1e-15);
/// ```
pub fn variance_of_mean(strata: &[Spread], checks: &[f64]) -> f64 {
    let all: f64 = strata.iter().map(|stratum| stratum.population).sum();
    let of = |(stratum, n): (&Spread, &f64)| {
        let weight = stratum.population / all;
        let square = stratum.sd * stratum.sd;
        weight * weight * square / n - weight * square / all
    };
    strata.iter().zip(checks).map(of).sum()
}

/// Whole checks of each stratum with which an estimated total has the least variance at so many in all: exactly, from `least`
/// to all of the stratum's decisions.
///
/// One check after another goes where it takes most away, N²S²/(n(n + 1)); ties go to the stratum named first. `None` where
/// the least are more than the checks, or the checks more than all decisions.
/// # Source
/// Wright (2017), Statistics & Probability Letters 129, 50–57, doi:10.1016/j.spl.2017.04.026.
/// # Examples
/// ```
/// use tierone_stats::planning::{Spread, whole_neyman};
///
/// let stratum = |population, sd| Spread { population, sd, cost: 1.0 };
/// let strata = [stratum(100.0, 3.0), stratum(300.0, 1.0), stratum(10.0, 50.0)];
/// assert_eq!(whole_neyman(&strata, 40, 2), Some(vec![15, 15, 10]));
/// ```
pub fn whole_neyman(strata: &[Spread], checks: u64, least: u64) -> Option<Vec<u64>> {
    let most = |stratum: &Spread| stratum.population as u64;
    let mut given: Vec<u64> = strata.iter().map(|s| least.min(most(s))).collect();
    let mut left = checks.checked_sub(given.iter().sum())?;
    none_if(strata.iter().map(most).sum::<u64>() < checks)?;
    let next = |stratum: usize, n: u64| {
        let spread = strata[stratum].population * strata[stratum].sd;
        // The first check of a stratum is worth more than any further one of another.
        let gain = if n == 0 {
            f64::INFINITY
        } else {
            spread * spread / (n as f64 * (n as f64 + 1.0))
        };
        (n < most(&strata[stratum])).then_some(Next { gain, stratum })
    };
    let mut queue: BinaryHeap<Next> = (0..strata.len())
        .filter_map(|stratum| next(stratum, given[stratum]))
        .collect();
    while left > 0 {
        let Next { stratum, .. } = queue.pop()?;
        given[stratum] += 1;
        left -= 1;
        queue.extend(next(stratum, given[stratum]));
    }
    Some(given)
}

/// What one check more of a stratum takes away.
struct Next {
    gain: f64,
    stratum: usize,
}

impl Ord for Next {
    fn cmp(&self, other: &Next) -> Ordering {
        let first = other.stratum.cmp(&self.stratum);
        self.gain.total_cmp(&other.gain).then(first)
    }
}

impl PartialOrd for Next {
    fn partial_cmp(&self, other: &Next) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Next {
    fn eq(&self, other: &Next) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Next {}
