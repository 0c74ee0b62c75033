//! A level that walks at random and is seen with known standard errors.

use std::f64::consts::PI;

use crate::minimise::on_interval;

/// Values and their standard errors, from the oldest to the newest; as many of one as of the other, and at least one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalLevel<'a> {
    /// What was seen.
    pub values: &'a [f64],
    /// The standard errors of it.
    pub errors: &'a [f64],
}

/// A mean with its variance.
type Moments = (f64, f64);

impl LocalLevel<'_> {
    /// What is known of each level from the values up to it, beginning with the first value itself; and the log-likelihood of
    /// the other values given the first (a diffuse start).
    ///
    /// # Source
    /// Durbin & Koopman (2012), Time Series Analysis by State Space Methods, chapter 2.
    fn filter(&self, variance: f64) -> (Vec<Moments>, f64) {
        let mut known: Vec<Moments> = Vec::with_capacity(self.values.len());
        let mut log_likelihood = 0.0;
        for (value, error) in self.values.iter().zip(self.errors) {
            let seen = error * error;
            let next = match known.last() {
                None => (*value, seen),
                Some((mean, before)) => {
                    let ahead = before + variance;
                    let total = ahead + seen;
                    let miss = value - mean;
                    log_likelihood -= 0.5 * ((2.0 * PI * total).ln() + miss * miss / total);
                    let gain = ahead / total;
                    (mean + gain * miss, ahead * (1.0 - gain))
                }
            };
            known.push(next);
        }
        (known, log_likelihood)
    }

    /// The log-likelihood at a variance of the walk's steps.
    pub fn log_likelihood(&self, variance: f64) -> f64 {
        self.filter(variance).1
    }

    /// Mean and standard deviation of the last level.
    pub fn last(&self, variance: f64) -> Moments {
        let (known, _) = self.filter(variance);
        known
            .last()
            .map_or((f64::NAN, f64::NAN), |(m, v)| (*m, v.sqrt()))
    }

    /// The mean of the first level given all values.
    pub fn first(&self, variance: f64) -> f64 {
        let (known, _) = self.filter(variance);
        let newest_first = known.iter().rev();
        let smoothed = newest_first.fold(None, |later: Option<f64>, (mean, own)| {
            Some(match later {
                None => *mean,
                Some(later) => mean + own / (own + variance) * (later - mean),
            })
        });
        smoothed.unwrap_or(f64::NAN)
    }

    /// The variance of the walk's steps with the greatest likelihood.
    pub fn variance(&self) -> f64 {
        let values = self.values.iter();
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), x| {
            (low.min(*x), high.max(*x))
        });
        let widest = (high - low).powi(2);
        if widest <= 0.0 || !widest.is_finite() {
            return 0.0;
        }
        // A logarithmic grid: the variance may be any fraction of the widest.
        let at = |x: f64| widest * x.exp();
        let inside = at(on_interval(-30.0, 1.0, 400, |x| {
            -self.log_likelihood(at(x))
        }));
        if self.log_likelihood(0.0) >= self.log_likelihood(inside) {
            return 0.0;
        }
        inside
    }
}
