//! The gamma interval for a weighted sum of rare counts, with what was checked taken as known.

use super::special::{gamma_quantile, gamma_upper_quantile};

/// What a sample says of the total among the decisions that were *not* checked.
///
/// An error found with weight w (one over its inclusion probability) stands for w − 1 decisions that were not looked
/// at, and its contribution w − 1 has variance w (w − 1): that of the number of failures before the next success,
/// which is what the number of errors missed is, given those found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unchecked {
    mean: f64,
    variance: f64,
    /// One over the probability that nothing was missed beside the errors found, the product of their weights.
    rarity: f64,
}

impl Unchecked {
    /// No error found yet.
    pub const NONE: Unchecked = Unchecked {
        mean: 0.0,
        variance: 0.0,
        rarity: 1.0,
    };

    /// The estimated total.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Adds `count` errors of `amount` found with `weight`.
    pub fn add(&mut self, count: f64, amount: f64, weight: f64) {
        let missed = (weight - 1.0).max(0.0) * amount;
        self.mean += count * missed;
        self.variance += count * missed * weight * amount;
        self.rarity *= if count == 1.0 {
            weight
        } else {
            weight.powf(count)
        };
    }

    /// Where errors cluster: the variance is `effect` times larger, as if each error found stood for so many.
    pub fn with_design_effect(self, effect: f64) -> Unchecked {
        Unchecked {
            variance: effect * self.variance,
            ..self
        }
    }

    /// Lower and upper limit of the total, each with probability `tail` beyond it.
    ///
    /// The lower limit is the quantile of the gamma distribution with this mean and variance, or 0 where nothing may
    /// have been missed with more than that probability; the upper one adds `pseudo`, one more error of the largest
    /// contribution there could be. As the weights grow this is Fay and Feuer's interval; at weights of 1 it has no
    /// width.
    /// # Source
    /// Fay & Feuer (1997), Statistics in Medicine 16, 791–801, with the variance of a finite population.
    pub fn limits(&self, pseudo: Unchecked, tail: f64) -> (f64, f64) {
        let low = if self.variance > 0.0 && tail * self.rarity > 1.0 {
            let scale = self.variance / self.mean;
            scale * gamma_quantile(self.mean / scale, tail)
        } else {
            0.0
        };
        let (mean, variance) = (self.mean + pseudo.mean, self.variance + pseudo.variance);
        let high = if variance > 0.0 {
            let scale = variance / mean;
            scale * gamma_upper_quantile(mean / scale, tail)
        } else {
            0.0
        };
        (low, high)
    }
}
