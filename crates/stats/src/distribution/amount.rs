//! What an error is worth, up to the most that it can be.

use rand::Rng;

use super::family::Distribution;

/// An amount that is truncated at a declared maximum: larger draws are drawn again.
///
/// # Examples
/// ```
/// use tierone_stats::distribution::{Amount, Distribution};
///
/// let distribution = Distribution::Uniform { low: 0.0, high: 100.0 };
/// let amount = Amount { distribution, max: 50.0, relative: false };
/// assert_eq!((amount.mean(), amount.cdf(25.0)), (25.0, 0.5));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// The untruncated distribution.
    pub distribution: Distribution,
    /// The declared maximum, or else the distribution's own; infinite where there is neither.
    pub max: f64,
    /// Whether it is a share of the decision's value rather than £ a year.
    pub relative: bool,
}

impl Amount {
    /// Expected amount after truncation.
    pub fn mean(&self) -> f64 {
        self.distribution.partial_mean(self.max) / self.distribution.cdf(self.max)
    }

    /// Probability of at most `x` after truncation.
    pub fn cdf(&self, x: f64) -> f64 {
        (self.distribution.cdf(x.min(self.max)) / self.distribution.cdf(self.max)).min(1.0)
    }

    /// One draw, never above the maximum.
    pub fn draw<R: Rng>(&self, rng: &mut R) -> f64 {
        loop {
            let amount = self.distribution.draw(rng);
            if amount <= self.max {
                return amount;
            }
        }
    }
}
