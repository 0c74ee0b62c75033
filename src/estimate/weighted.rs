//! The gamma interval for a weighted sum of rare counts, with what was checked taken as known.

use super::special::{gamma_quantile, gamma_upper_quantile};

/// What a sample says of the total among the decisions that were *not* checked.
///
/// An error found with weight w (one over its inclusion probability) stands for w − 1 decisions that were not looked
/// at, and its contribution w − 1 has variance w (w − 1): that of the number of failures before the next success,
/// which is what the number of errors missed is, given those found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Unchecked {
    pub mean: f64,
    pub variance: f64,
}

impl Unchecked {
    /// Adds `count` errors of `amount` found with `weight`.
    pub fn add(&mut self, count: f64, amount: f64, weight: f64) {
        let missed = (weight - 1.0).max(0.0) * amount;
        self.mean += count * missed;
        self.variance += count * missed * weight * amount;
    }

    /// Lower and upper limit of the total, each with probability `tail` beyond it.
    ///
    /// The lower limit is the quantile of the gamma distribution with this mean and variance; the upper one adds
    /// `pseudo`, one more error of the largest contribution there could be. As the weights grow this is Fay and
    /// Feuer's interval; at weights of 1 it has no width.
    /// # Source
    /// Fay & Feuer (1997), Statistics in Medicine 16, 791–801, with the variance of a finite population.
    pub fn limits(&self, pseudo: Unchecked, tail: f64) -> (f64, f64) {
        let low = if self.variance > 0.0 {
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
