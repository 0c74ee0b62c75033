//! Fisher's non-central hypergeometric law: picks that are tilted to one kind of decision.

use rand::{Rng, RngExt};

/// How many decisions with an error are among those picked.
///
/// The chance of x is in proportion to C(errors, x)·C(others, picks − x)·odds_ratio^x: that of independent picks, each
/// at odds that differ by the ratio, given how many there are in all.
/// # Source
/// Fisher (1935), J. R. Stat. Soc. 98(1), 39–82; McCullagh & Nelder (1989), Generalized Linear Models, 2nd ed., 7.3.2.
#[derive(Clone, Copy, Debug)]
pub struct Noncentral {
    /// Decisions with an error.
    pub errors: u64,
    /// Decisions without.
    pub others: u64,
    /// Decisions picked, no more than there are.
    pub picks: u64,
    /// Odds of a decision with an error to those of one without; positive.
    pub odds_ratio: f64,
}

impl Noncentral {
    /// Draws it, by inversion from the mode outwards: weights fall on both sides of it, so none
    /// overflows, and those too small to matter are never reached.
    pub fn draw<R: Rng>(self, rng: &mut R) -> u64 {
        let (low, high) = self.support();
        if low == high {
            return low;
        }
        let mode = self.mode();
        let total = 1.0 + self.above(mode).sum::<f64>() + self.below(mode).sum::<f64>();
        let mut left = rng.random::<f64>() * total - 1.0;
        if left < 0.0 {
            return mode;
        }
        for (step, weight) in self.above(mode).enumerate() {
            left -= weight;
            if left < 0.0 {
                return mode + 1 + step as u64;
            }
        }
        for (step, weight) in self.below(mode).enumerate() {
            left -= weight;
            if left < 0.0 {
                return mode - 1 - step as u64;
            }
        }
        // Rounding may leave a hair: to the most likely.
        mode
    }

    /// The least and the most there can be.
    fn support(self) -> (u64, u64) {
        (
            self.picks.saturating_sub(self.others),
            self.picks.min(self.errors),
        )
    }

    /// The most likely number: ratios of neighbours fall, and it is the first that the next does not
    /// exceed.
    fn mode(self) -> u64 {
        let (mut low, mut high) = self.support();
        while low < high {
            let middle = low.midpoint(high);
            if self.ratio(middle) > 1.0 {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The weight of x + 1 over that of x, where both are possible.
    fn ratio(self, x: u64) -> f64 {
        let up = (self.errors - x) as f64 * (self.picks - x) as f64 * self.odds_ratio;
        let down = (x + 1) as f64 * (self.others + x + 1 - self.picks) as f64;
        up / down
    }

    /// Weights above the mode, the nearest first, until they vanish beside the mode's, which is 1.
    fn above(self, mode: u64) -> impl Iterator<Item = f64> {
        let (_, high) = self.support();
        let mut weight = 1.0;
        (mode..high)
            .map(move |x| {
                weight *= self.ratio(x);
                weight
            })
            .take_while(|weight| *weight > NOTHING)
    }

    /// The same below the mode.
    fn below(self, mode: u64) -> impl Iterator<Item = f64> {
        let (low, _) = self.support();
        let mut weight = 1.0;
        (low..mode)
            .rev()
            .map(move |x| {
                weight /= self.ratio(x);
                weight
            })
            .take_while(|weight| *weight > NOTHING)
    }
}

/// Beside a weight of 1, all that follow one so small together are lost in the last bit of a float.
const NOTHING: f64 = 1e-30;
