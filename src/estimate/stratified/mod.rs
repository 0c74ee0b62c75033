//! The share of decisions in error from a stratified sample.

mod likelihood;
mod posterior;

pub use likelihood::profile_likelihood;
pub use posterior::{poisson_gamma, poisson_gamma_draws, poisson_gamma_moments};

pub(super) use posterior::Posterior;

use super::proportion::{clopper_pearson_effective, two_sided_z};
use super::weighted::Unchecked;
use super::{Estimate, is_confidence};

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

/// Wilson's interval at the smoothed, capped effective size of the sample: the closed form that the simulator uses.
///
/// The interval is for the errors among the decisions that were not checked; those found are known and are added, so
/// the lower limit is never below what was found, and a census has no width.
/// # Units
/// A share of decisions, 0 to 1, of the strata that were checked.
/// # Source
/// Franco, Little, Louis & Slud (2019), J. Survey Stat. Methodol. 7, 334–364, for Wilson at an effective size;
/// the smoothing and the finite population form were chosen by measured coverage (`tests/coverage.rs`).
pub fn wilson_smoothed(strata: &[Stratum], confidence: f64) -> Option<Estimate> {
    if !is_confidence(confidence) {
        return None;
    }
    let value = rate(strata)?;
    let rest = Rest::of(strata);
    let Some(size) = rest.effective_size(strata) else {
        return Some(Estimate {
            value,
            low: value,
            high: value,
            method: "wilson-smoothed",
        });
    };
    let z2 = two_sided_z(confidence).powi(2);
    let (spread, shift) = (z2 / size.spread, z2 / size.shift);
    let centre = rest.share + 0.5 * shift;
    let half = (spread * rest.share * (1.0 - rest.share) + 0.25 * shift * shift).sqrt();
    let low = if rest.may_be_clean(strata, confidence) {
        0.0
    } else {
        ((centre - half) / (1.0 + shift)).max(0.0)
    };
    let high = ((centre + half) / (1.0 + shift)).min(1.0);
    Some(Estimate::holding(
        value,
        rest.whole(low),
        rest.whole(high),
        "wilson-smoothed",
    ))
}

/// The effective size of the sample: that of the simple sample with the same smoothed variance, at most n.
///
/// n_eff = min(n, P*(1 − P*) / Σ W_h² p*_h(1 − p*_h)/n_h), with P* = Σ W_h p*_h, where each stratum's share is smoothed
/// with five decisions at the overall share, p*_h = (x_h + 5 p̄)/(n_h + 5), p̄ = max(p̂, 0.5/n). Without the smoothing a
/// stratum with no error found would claim to be known exactly. Of a stratum of which a share f was checked, the
/// decisions not checked take the place of W_h, and n_h (1 − f) that of n_h.
pub fn smoothed_effective_size(strata: &[Stratum]) -> Option<f64> {
    rate(strata)?;
    Some(
        Rest::of(strata)
            .effective_size(strata)
            .map_or(f64::INFINITY, |size| size.spread),
    )
}

/// Clopper and Pearson's interval at the smoothed effective size, as Korn and Graubard proposed, without t rescaling.
///
/// # Source
/// Korn & Graubard (1998), Survey Methodology 24, 193–201.
pub fn korn_graubard(strata: &[Stratum], confidence: f64) -> Option<Estimate> {
    let value = rate(strata)?;
    let rest = Rest::of(strata);
    let Some(size) = rest.effective_size(strata) else {
        return Some(Estimate {
            value,
            low: value,
            high: value,
            method: "korn-graubard",
        });
    };
    let exact = clopper_pearson_effective(rest.share.min(1.0), size.spread, confidence)?;
    Some(Estimate::holding(
        value,
        rest.whole(exact.low),
        rest.whole(exact.high),
        "korn-graubard",
    ))
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
    let rest = Rest::of(strata);
    let mut unchecked = Unchecked::NONE;
    let mut largest: f64 = 1.0;
    for stratum in checked(strata) {
        let weight = stratum.population / stratum.sampled as f64;
        unchecked.add(stratum.found as f64, 1.0, weight);
        largest = largest.max(weight);
    }
    let mut pseudo = Unchecked::NONE;
    pseudo.add(1.0, 1.0, largest);
    let (low, high) = unchecked.limits(pseudo, 0.5 * (1.0 - confidence));
    let whole = |missed: f64| (rest.known + missed) / rest.population;
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

/// Decisions at the overall share that each stratum borrows: a stratum of few checks is not known from them alone.
const SMOOTHING_DECISIONS: f64 = 5.0;

/// Errors' worth of decisions that each stratum borrows: a heavy stratum in which none was found is not without error.
const SMOOTHING_ERRORS: f64 = 1.0;

/// The decisions that were not checked, beside those that were.
struct Rest {
    /// All decisions of the strata that were checked.
    population: f64,
    /// Errors found.
    known: f64,
    /// Decisions not checked.
    unchecked: f64,
    /// Estimated share in error among them.
    share: f64,
}

/// The effective size, for the spread of the estimate and for the shift of the centre.
struct EffectiveSize {
    spread: f64,
    shift: f64,
}

impl Rest {
    fn of(strata: &[Stratum]) -> Rest {
        let mut rest = Rest {
            population: 0.0,
            known: 0.0,
            unchecked: 0.0,
            share: 0.0,
        };
        for stratum in checked(strata) {
            let unchecked = stratum.unchecked();
            rest.population += unchecked + stratum.sampled as f64;
            rest.known += stratum.found as f64;
            rest.unchecked += unchecked;
            rest.share += unchecked * stratum.share();
        }
        if rest.unchecked > 0.0 {
            rest.share = (rest.share / rest.unchecked).min(1.0);
        }
        rest
    }

    /// The share of all decisions that follows from a share of those not checked.
    fn whole(&self, share: f64) -> f64 {
        (self.known + self.unchecked * share) / self.population
    }

    /// Whether the sample may have found every error there is: with K errors in a stratum of which a share f was
    /// checked, it finds them all with probability f^K.
    fn may_be_clean(&self, strata: &[Stratum], confidence: f64) -> bool {
        let tail = 0.5 * (1.0 - confidence);
        let mut probability = 1.0;
        for stratum in checked(strata).filter(|stratum| stratum.found > 0) {
            probability *= (stratum.sampled as f64 / stratum.population)
                .min(1.0)
                .powf(stratum.found as f64);
            if probability < tail {
                return false;
            }
        }
        true
    }

    /// `None` where everything was checked.
    fn effective_size(&self, strata: &[Stratum]) -> Option<EffectiveSize> {
        if self.unchecked <= 0.0 {
            return None;
        }
        let (mut cap, mut shift_cap) = (0.0, 0.0);
        for stratum in checked(strata) {
            let left = stratum.unchecked() / (stratum.unchecked() + stratum.sampled as f64);
            cap += stratum.sampled as f64 * left;
            shift_cap += stratum.sampled as f64 * left.sqrt();
        }
        let overall = self.share.max(0.5 / cap).min(1.0);
        let mut size = EffectiveSize {
            spread: cap,
            shift: shift_cap,
        };
        for borrowed in [SMOOTHING_DECISIONS, SMOOTHING_ERRORS / overall] {
            let (mut smoothed, mut spread, mut shift) = (0.0, 0.0, 0.0);
            for stratum in checked(strata) {
                let n = stratum.sampled as f64;
                let left = stratum.unchecked() / (stratum.unchecked() + n);
                if left <= 0.0 {
                    continue;
                }
                let weight = stratum.unchecked() / self.unchecked;
                let share = (stratum.found as f64 + borrowed * overall) / (n + borrowed);
                let variance = weight * weight * share * (1.0 - share) / n;
                smoothed += weight * share;
                spread += variance / left;
                shift += variance / left.sqrt();
            }
            let one = smoothed * (1.0 - smoothed);
            if spread > 0.0 {
                size.spread = size.spread.min(one / spread);
                size.shift = size.shift.min(one / shift);
            }
        }
        Some(size)
    }
}
