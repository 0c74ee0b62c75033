//! Scores of normal forecasts.

use std::f64::consts::PI;

use tierone_stats::special::normal_tails;

/// The continuous ranked probability score of a normal forecast.
///
/// # Units
/// Those of the figure.
/// # Source
/// Gneiting & Raftery (2007), Journal of the American Statistical Association 102, 359–378, equation 5.
pub fn crps_normal(mean: f64, sd: f64, came: f64) -> f64 {
    if sd <= 0.0 {
        return (came - mean).abs();
    }
    let z = (came - mean) / sd;
    let density = (-0.5 * z * z).exp() / (2.0 * PI).sqrt();
    let tails = normal_tails(z);
    sd * (z * (tails.lower - tails.upper) + 2.0 * density - 1.0 / PI.sqrt())
}

/// The logarithmic score of a normal forecast, −ln density.
pub fn log_score_normal(mean: f64, sd: f64, came: f64) -> f64 {
    let z = (came - mean) / sd;
    0.5 * z * z + sd.ln() + 0.5 * (2.0 * PI).ln()
}

/// The Dawid-Sebastiani score of a forecast with this mean and standard deviation, z² + 2 ln sd.
///
/// # Source
/// Dawid & Sebastiani (1999), Annals of Statistics 27, 65–81.
pub fn dawid_sebastiani(mean: f64, sd: f64, came: f64) -> f64 {
    let z = (came - mean) / sd;
    z * z + 2.0 * sd.ln()
}

/// The probability integral transform: where in its forecast distribution the figure came, 0 to 1.
pub fn pit_normal(mean: f64, sd: f64, came: f64) -> f64 {
    normal_tails((came - mean) / sd).lower
}
