//! An estimate with the limits of its profile likelihood, open where the data set none.

/// How far the log-likelihood falls at the limits of 95 %: half the χ² quantile with one degree of freedom.
pub const DROP_95: f64 = 1.920_729_410_347_062;

/// An estimate with its 95 % profile likelihood interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Where the likelihood is highest.
    pub value: f64,
    /// Its lower limit; none where the data set none.
    pub low: Option<f64>,
    /// Its upper limit; none where the data set none.
    pub high: Option<f64>,
}

impl Interval {
    /// An estimate between limits that the data set.
    pub fn closed(value: f64, low: f64, high: f64) -> Self {
        Self::new(value, Some(low), Some(high))
    }

    pub(crate) fn new(value: f64, low: Option<f64>, high: Option<f64>) -> Self {
        Self { value, low, high }
    }

    /// With another scale: a rising function of value and limits.
    pub fn map(self, scale: impl Fn(f64) -> f64) -> Self {
        Self {
            value: scale(self.value),
            low: self.low.map(&scale),
            high: self.high.map(&scale),
        }
    }

    /// The same by a falling function: the limits change places.
    pub fn turned(self, scale: impl Fn(f64) -> f64) -> Self {
        let Self { value, low, high } = self.map(scale);
        Self::new(value, high, low)
    }
}
