//! Numbers that are estimated before rates are, and that rates hang on: how well checkers see, and what coaching gains.

use crate::interval::Interval;

/// Which number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The share of errors that a check finds.
    Finds(usize),
    /// The share of right decisions that it fails.
    FalseFails(usize),
    /// The gain of coaching.
    Gain,
    /// Its half-life.
    HalfLife,
}

/// One of them, as it was estimated.
#[derive(Clone, Debug)]
pub(super) struct Estimated {
    pub what: What,
    /// Where it stands in a scenario, its steps with dots.
    pub key: String,
    pub interval: Interval,
}

/// Standard normal quantile of 97.5 %.
pub(super) const Z: f64 = 1.959_963_984_540_054;

impl Estimated {
    /// One standard error away from the estimate, up where there is room: its value there, and whether it is up.
    pub fn one_error_away(&self) -> Option<(f64, bool)> {
        let Interval { value, low, high } = self.interval;
        let error = (high? - low?) / (2.0 * Z);
        let is_share = matches!(self.what, What::Finds(_) | What::FalseFails(_));
        let up = !is_share || value + error < 1.0;
        let there = if up { value + error } else { value - error };
        (error > 0.0 && there > 0.0).then_some((there, up))
    }

    /// The scale on which it is nearly normal, and its standard error there; none on the edge of what it can be.
    pub fn on_scale(&self) -> Option<(&'static str, f64)> {
        let Interval { low, high, .. } = self.interval;
        let (low, high) = (low?, high?);
        let (name, scale): (_, fn(f64) -> f64) = match self.what {
            What::Finds(_) | What::FalseFails(_) => ("log-odds", |x| (x / (1.0 - x)).ln()),
            What::Gain | What::HalfLife => ("logarithm", f64::ln),
        };
        let error = (scale(high) - scale(low)) / (2.0 * Z);
        error.is_finite().then_some((name, error))
    }
}
