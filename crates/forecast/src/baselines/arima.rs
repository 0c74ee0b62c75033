//! ARIMA(0,1,1): each change is a fresh shock and a share of the last one.

use std::f64::consts::PI;

use super::forecast::Forecast;
use crate::minimise::on_interval;

/// An ARIMA(0,1,1) without drift, by the exact likelihood of the first differences.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arima011 {
    /// The share of the last shock that the next change has, −1 to 1.
    pub theta: f64,
    /// The variance of shocks, by maximum likelihood.
    pub variance: f64,
    /// The log-likelihood of the differences.
    pub log_likelihood: f64,
    /// The forecast of the next value.
    level: f64,
    /// The variance of what is not known of the last shock, in units of the variance of shocks.
    unknown: f64,
}

/// Fits it; `None` with fewer than three values.
///
/// # Source
/// Brockwell & Davis (1991), Time Series: Theory and Methods, sections 5.2 (innovations algorithm) and 8.7.
pub fn arima011(values: &[f64]) -> Option<Arima011> {
    if values.len() < 3 {
        return None;
    }
    let last = values[values.len() - 1];
    let changes: Vec<f64> = values.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let fit = |theta: f64| -> Arima011 {
        let n = changes.len() as f64;
        let (mut unknown, mut expected) = (1.0, 0.0);
        let (mut squares, mut ln_scales) = (0.0, 0.0);
        for change in &changes {
            let scale = 1.0 + theta * theta * unknown;
            let error = change - expected;
            squares += error * error / scale;
            ln_scales += scale.ln();
            expected = theta * error / scale;
            unknown = 1.0 - 1.0 / scale;
        }
        let variance = squares / n;
        Arima011 {
            theta,
            variance,
            log_likelihood: -0.5 * n * ((2.0 * PI * variance).ln() + 1.0) - 0.5 * ln_scales,
            level: last + expected,
            unknown,
        }
    };
    let theta = on_interval(-1.0, 1.0, 400, |theta| -fit(theta).log_likelihood);
    Some(fit(theta))
}

impl Arima011 {
    /// The forecast so many periods ahead.
    pub fn ahead(&self, ahead: usize) -> Forecast {
        let steps = ahead.saturating_sub(1) as f64;
        let theta = self.theta;
        let scale = 1.0 + theta * theta * self.unknown + steps * (1.0 + theta).powi(2);
        Forecast {
            mean: self.level,
            sd: (self.variance * scale).sqrt(),
            df: None,
        }
    }
}
