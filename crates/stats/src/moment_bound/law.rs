//! The law of a sum of amounts that were not seen: a shifted gamma with its first three cumulants.

use crate::special::{gamma_quantile, gamma_tails, normal_quantile, normal_tails};

/// A total, part of which is known.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Law {
    /// What is known of it.
    pub known: f64,
    /// How far its quantiles lie below those of the gamma law.
    pub down: f64,
    /// The least that is not known of it.
    pub floor: f64,
    mean: f64,
    variance: f64,
    third: f64,
}

/// With so large a shape a gamma law is a normal one.
const NORMAL_FROM: f64 = 1e10;

impl Law {
    /// Adds what so many errors found of one amount and weight w leave unseen: a negative binomial number with mean
    /// (w − 1), variance w(w − 1) and third cumulant w(w − 1)(2w − 1) an error; with `effect` times the variance where
    /// errors come together, as so many times fewer errors of so many times the amount.
    pub fn add(&mut self, amount: f64, weight: f64, errors: f64, effect: f64) {
        let mean = errors * (weight - 1.0);
        self.mean += mean * amount;
        self.variance += effect * mean * weight * amount.powi(2);
        self.third += effect.powi(2) * mean * weight * (2.0 * weight - 1.0) * amount.powi(3);
    }

    /// Adds what is not known of another part: its mean, variance and third cumulant.
    pub fn add_cumulants(&mut self, [mean, variance, third]: [f64; 3]) {
        self.mean += mean;
        self.variance += variance;
        self.third += third;
    }

    /// The value below which it lies with probability `p`.
    pub fn quantile(&self, p: f64) -> f64 {
        let unseen = match (self.gamma(), self.variance > 0.0) {
            (_, false) => self.mean,
            (None, _) => self.mean + self.variance.sqrt() * normal_quantile(p),
            (Some((shape, scale)), _) => {
                let p = if scale > 0.0 { p } else { 1.0 - p };
                self.mean + scale * (gamma_quantile(shape, p) - shape)
            }
        };
        self.known + (unseen - self.down).max(self.floor)
    }

    /// The probability that it is at most `total`.
    pub fn at_most(&self, total: f64) -> f64 {
        let unseen = total - self.known;
        if unseen < self.floor {
            return 0.0;
        }
        let above = unseen + self.down - self.mean;
        match (self.gamma(), self.variance > 0.0) {
            (_, false) => f64::from(u8::from(above >= 0.0)),
            (None, _) => normal_tails(above / self.variance.sqrt()).lower,
            (Some((shape, scale)), _) => {
                let tails = gamma_tails(shape, (shape + above / scale).max(0.0));
                if scale > 0.0 {
                    tails.lower
                } else {
                    tails.upper
                }
            }
        }
    }

    /// Shape and scale, below 0 where the long tail is the lower one; `None` for a normal law.
    fn gamma(&self) -> Option<(f64, f64)> {
        let scale = self.third / (2.0 * self.variance);
        let shape = self.variance / scale.powi(2);
        (shape < NORMAL_FROM).then_some((shape, scale))
    }
}
