//! Scores of forecasts that are equally likely values.

use super::normal::dawid_sebastiani;

/// The continuous ranked probability score of the distribution of the values; NaN without values.
///
/// # Source
/// Gneiting & Raftery (2007), equation 21.
pub fn crps_ensemble(values: &[f64], came: f64) -> f64 {
    let m = values.len() as f64;
    distance(values, came) - differences(values) / (m * m)
}

/// The same, fair to small ensembles: expected to be smallest where values and figure are of one distribution.
///
/// NaN with fewer than two values.
/// # Source
/// Ferro (2014), Quarterly Journal of the Royal Meteorological Society 140, 1917–1923.
pub fn crps_fair(values: &[f64], came: f64) -> f64 {
    let m = values.len() as f64;
    distance(values, came) - differences(values) / (m * (m - 1.0))
}

/// The fair score by probability-weighted moments; equals [`crps_fair`] but for rounding.
///
/// # Source
/// Taillardat, Mestre, Zamo & Naveau (2016), Monthly Weather Review 144, 2375–2393.
pub fn crps_pwm(values: &[f64], came: f64) -> f64 {
    let sorted = sorted(values);
    let m = sorted.len() as f64;
    let first = sorted.iter().sum::<f64>() / m;
    let ranked = sorted.iter().enumerate().map(|(rank, x)| rank as f64 * x);
    let second = ranked.sum::<f64>() / (m * (m - 1.0));
    distance(values, came) + first - 2.0 * second
}

/// The Dawid-Sebastiani score at the mean and standard deviation (divisor m − 1) of the values.
pub fn dawid_sebastiani_ensemble(values: &[f64], came: f64) -> f64 {
    let m = values.len() as f64;
    let mean = values.iter().sum::<f64>() / m;
    let squares = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>();
    dawid_sebastiani(mean, (squares / (m - 1.0)).sqrt(), came)
}

/// The share of values below the figure, those equal to it counted half.
pub fn pit_midrank(values: &[f64], came: f64) -> f64 {
    let below = values.iter().filter(|x| **x < came).count() as f64;
    let equal = values.iter().filter(|x| **x == came).count() as f64;
    (below + 0.5 * equal) / values.len() as f64
}

/// Mean distance from the figure.
fn distance(values: &[f64], came: f64) -> f64 {
    values.iter().map(|x| (x - came).abs()).sum::<f64>() / values.len() as f64
}

/// Sum over pairs of the distance between their values: half of that over ordered pairs.
fn differences(values: &[f64]) -> f64 {
    let m = values.len() as f64;
    let sorted = sorted(values);
    let terms = sorted.iter().enumerate();
    terms
        .map(|(rank, x)| (2.0 * rank as f64 + 1.0 - m) * x)
        .sum()
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}
