//! The share of decisions in error from a stratified sample.
//!
//! Four intervals, all of the share among the decisions of the strata that were checked: Wilson at a smoothed effective
//! size (closed form, inside the simulator), Fay and Feuer (leans to a guarantee), profile likelihood (narrowest), and
//! the Poisson-gamma posterior (`tierone estimate`'s default).

mod effective;
mod likelihood;
mod posterior;

pub use effective::{korn_graubard, smoothed_effective_size, wilson_smoothed};
pub use likelihood::profile_likelihood;
pub use posterior::{poisson_gamma, poisson_gamma_draws, poisson_gamma_moments};

pub(super) use posterior::{Drawn, Moments, Posterior, Walk, is_known};

use super::weighted::Unchecked;
use super::{Estimate, is_confidence};

/// Above this share in error [`poisson_gamma`], which takes errors for rare, is wider than it has to be; use
/// [`wilson_smoothed`] there.
pub const RARE: f64 = 0.1;

/// A stratum of decisions that were equally likely to be checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stratum {
    /// Decisions the stratum stands for; its share of the sum is its weight W_h.
    pub population: f64,
    /// Decisions checked.
    pub sampled: u64,
    /// Errors found among them.
    pub found: u64,
}

/// The design-weighted share in error, Σ W_h x_h / n_h.
///
/// Strata without a check are left out, so the share is of the decisions in the strata that were checked.
/// `None` where there are none.
/// # Units
/// A share of decisions, 0 to 1.
pub fn rate(strata: &[Stratum]) -> Option<f64> {
    let mut total = 0.0;
    let mut errors = 0.0;
    for stratum in checked(strata) {
        total += stratum.population;
        errors += stratum.population * stratum.share();
    }
    (total > 0.0).then(|| errors / total)
}

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
    Some(Estimate::holding(
        value,
        whole(low),
        whole(high).min(1.0),
        "fay-feuer",
    ))
}

/// Strata that carry the same weight as one stratum, for methods that give each stratum a prior of its own.
///
/// The estimate is the same; weights within a billionth of one another count as the same.
pub fn pool_equal_weights(strata: &[Stratum]) -> Vec<Stratum> {
    let mut sorted: Vec<Stratum> = checked(strata).copied().collect();
    sorted.sort_by(|a, b| a.weight().total_cmp(&b.weight()));
    let mut pooled: Vec<Stratum> = Vec::new();
    for stratum in sorted {
        match pooled.last_mut() {
            Some(last) if stratum.weight() <= last.weight() * (1.0 + 1e-9) => {
                last.population += stratum.population;
                last.sampled += stratum.sampled;
                last.found += stratum.found;
            }
            _ => pooled.push(stratum),
        }
    }
    pooled
}

impl Stratum {
    pub(super) fn share(&self) -> f64 {
        self.found as f64 / self.sampled as f64
    }

    pub(super) fn weight(&self) -> f64 {
        self.population / self.sampled as f64
    }

    /// Decisions that were not checked.
    pub(super) fn unchecked(&self) -> f64 {
        (self.population - self.sampled as f64).max(0.0)
    }
}

/// The strata that can speak: something was checked, and no more was found than checked.
pub(super) fn checked(strata: &[Stratum]) -> impl Iterator<Item = &Stratum> {
    strata.iter().filter(|stratum| {
        stratum.sampled > 0 && stratum.found <= stratum.sampled && stratum.population > 0.0
    })
}
