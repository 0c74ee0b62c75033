//! Exponential smoothing whose weight comes from the series itself.

use std::f64::consts::PI;

use super::forecast::Forecast;
use crate::minimise::on_interval;

/// The grid on which weights are searched first: the sum of squares can have several valleys.
const GRID: usize = 200;

/// The weight with the smallest sum of squared one-step errors, the level started at the first value, and that sum.
pub fn least_squares(values: &[f64]) -> Option<(f64, f64)> {
    let (first, rest) = values.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let squares = |weight: f64| {
        let mut level = *first;
        let mut sum = 0.0;
        for value in rest {
            let error = value - level;
            sum += error * error;
            level += weight * error;
        }
        sum
    };
    let weight = on_interval(0.0, 1.0, GRID, squares);
    Some((weight, squares(weight)))
}

/// Exponential smoothing with additive errors, no trend and no season, by maximum likelihood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ets {
    /// The weight of the newest error, 0 to 1.
    pub weight: f64,
    /// The level before the first value.
    pub start: f64,
    /// The level after the last value.
    pub level: f64,
    /// Sum of squared one-step errors.
    pub squares: f64,
    /// Values.
    pub n: usize,
}

/// Fits ETS(A,N,N): the start is profiled out exactly, the weight searched over all of 0 to 1.
///
/// `None` with fewer than three values.
/// # Source
/// Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing, chapter 5.
pub fn ets(values: &[f64]) -> Option<Ets> {
    if values.len() < 3 {
        return None;
    }
    // Near zero the sum of squares loses no digits.
    let first = values[0];
    let moved: Vec<f64> = values.iter().map(|value| value - first).collect();
    let weight = on_interval(0.0, 1.0, GRID, |weight| at_weight(&moved, weight).squares);
    let ets = at_weight(&moved, weight);
    Some(Ets {
        start: ets.start + first,
        level: ets.level + first,
        ..ets
    })
}

/// The fit at a weight. Errors are linear in the start, eₜ = gₜ − (1 − weight)ᵗ⁻¹ start, so it follows by least squares.
fn at_weight(values: &[f64], weight: f64) -> Ets {
    let (mut level, mut kept) = (0.0, 1.0);
    let (mut cross, mut square, mut total) = (0.0, 0.0, 0.0);
    for value in values {
        let error = value - level;
        cross += error * kept;
        square += kept * kept;
        total += error * error;
        level += weight * error;
        kept *= 1.0 - weight;
    }
    let start = cross / square;
    Ets {
        weight,
        start,
        level: level + kept * start,
        squares: (total - cross * start).max(0.0),
        n: values.len(),
    }
}

impl Ets {
    /// The log-likelihood of normal errors at their own variance.
    pub fn log_likelihood(&self) -> f64 {
        let n = self.n as f64;
        -0.5 * n * ((2.0 * PI * self.squares / n).ln() + 1.0)
    }

    /// The forecast so many periods ahead; its variance has n − 2 degrees of freedom, as in R's forecast.
    pub fn ahead(&self, ahead: usize) -> Forecast {
        let variance = self.squares / (self.n as f64 - 2.0);
        let steps = ahead.saturating_sub(1) as f64;
        Forecast {
            mean: self.level,
            sd: (variance * (1.0 + steps * self.weight * self.weight)).sqrt(),
            df: None,
        }
    }
}
