//! Last value, mean, drift, and the exponentially weighted mean.
//!
//! Values run from the oldest to the newest. `None` where there are too few for the standard deviation.

use super::forecast::Forecast;

/// The last value, `ahead` periods on; its variance is that of a random walk by the mean of squared first differences.
pub fn last_value(values: &[f64], ahead: usize) -> Option<Forecast> {
    let last = *values.last()?;
    let steps = values.len().checked_sub(1).filter(|steps| *steps > 0)?;
    let squares = values.windows(2).map(|pair| (pair[1] - pair[0]).powi(2));
    let variance = squares.sum::<f64>() / steps as f64;
    Some(Forecast {
        mean: last,
        sd: (variance * ahead as f64).sqrt(),
        df: None,
    })
}

/// The mean of all values, with the spread of a further one.
pub fn mean(values: &[f64]) -> Option<Forecast> {
    let n = values.len() as f64;
    if n < 2.0 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n;
    let squares = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
    Some(Forecast {
        mean,
        sd: (squares / (n - 1.0) * (1.0 + 1.0 / n)).sqrt(),
        df: Some(n - 1.0),
    })
}

/// The last value and the mean change from first to last, `ahead` periods on.
///
/// # Source
/// Hyndman & Athanasopoulos (2021), Forecasting: Principles and Practice, section 5.5, as in R's forecast.
pub fn drift(values: &[f64], ahead: usize) -> Option<Forecast> {
    if values.len() < 3 {
        return None;
    }
    let (first, last) = (values[0], values[values.len() - 1]);
    let steps = (values.len() - 1) as f64;
    let slope = (last - first) / steps;
    let squares = values
        .windows(2)
        .map(|pair| (pair[1] - pair[0] - slope).powi(2));
    let variance = squares.sum::<f64>() / (steps - 1.0);
    let h = ahead as f64;
    Some(Forecast {
        mean: last + h * slope,
        sd: (variance * h * (1.0 + h / steps)).sqrt(),
        df: None,
    })
}

/// The exponentially weighted mean, its level started at the first value; with the mean of squared one-step errors as variance.
pub fn ewma(values: &[f64], weight: f64) -> Option<Forecast> {
    let (first, rest) = values.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let mut level = *first;
    let mut squares = 0.0;
    for value in rest {
        let error = value - level;
        squares += error * error;
        level += weight * error;
    }
    Some(Forecast {
        mean: level,
        sd: (squares / rest.len() as f64).sqrt(),
        df: None,
    })
}
