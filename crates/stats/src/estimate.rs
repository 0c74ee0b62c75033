//! What an estimator returns: a point estimate and its interval.

use crate::precision::ROUNDING;

/// A point estimate and its interval.
///
/// # Units
/// A share from 0 to 1, or an amount; the function that made it says which. The interval is two-sided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The point estimate.
    pub value: f64,
    /// The lower limit, never above `value`.
    pub low: f64,
    /// The upper limit, never below `value`.
    pub high: f64,
    /// The name of the method, as in [`METHODS`](crate::METHODS).
    pub method: &'static str,
}

impl Estimate {
    /// Half the width of the interval.
    pub fn half_width(&self) -> f64 {
        0.5 * (self.high - self.low)
    }

    /// Whether the interval holds `truth`, to within rounding.
    ///
    /// # Examples
    /// ```
    /// use tierone_stats::proportion::wilson;
    ///
    /// let interval = wilson(3, 100, 0.95).unwrap();
    /// assert!(interval.covers(0.05) && !interval.covers(0.10));
    /// ```
    pub fn covers(&self, truth: f64) -> bool {
        let slack = ROUNDING * truth.abs().max(self.high.abs());
        self.low - slack <= truth && truth <= self.high + slack
    }

    /// An estimate whose limits are moved to contain its value, which rounding or a prior may put just outside.
    pub(crate) fn containing(value: f64, low: f64, high: f64, method: &'static str) -> Estimate {
        Estimate {
            value,
            low: low.min(value),
            high: high.max(value),
            method,
        }
    }
}

/// A point estimate and its standard error, of a method whose interval would say too much of few errors.
///
/// # Units
/// Those of the values that were added up; the function that made it says which.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointEstimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
}

/// Mean and standard deviation of a posterior distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PosteriorMoments {
    /// The mean.
    pub mean: f64,
    /// The standard deviation.
    pub sd: f64,
}

/// The probability that what is estimated is at most `target`, where each limit of its interval has a law of its own: `laws`
/// gives the probabilities by that of the lower limit and by that of the upper one.
///
/// Beyond a limit it is that of the limit's law; between them it rises as the mean of both does.
pub(crate) fn between((low, high): (f64, f64), target: f64, laws: impl Fn(f64) -> [f64; 2]) -> f64 {
    let [from, to] = [laws(low)[0], laws(high)[1]];
    // What lies at the lower limit itself may be more likely than that.
    let from = from.min(to);
    if target >= high {
        return laws(target)[1];
    }
    if target <= low {
        return laws(target)[0].min(from);
    }
    let mean = |target: f64| laws(target).iter().sum::<f64>();
    from + (to - from) * (mean(target) - mean(low)) / (mean(high) - mean(low))
}

/// Whether a confidence is one: strictly between 0 and 1.
pub(crate) fn is_confidence(confidence: f64) -> bool {
    confidence > 0.0 && confidence < 1.0
}
