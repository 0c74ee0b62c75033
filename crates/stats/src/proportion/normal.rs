//! Intervals from the normal distribution: Agresti and Coull's, and Wald's for comparison.

use super::counts::{checked_z, share};
use crate::estimate::Estimate;

/// Agresti and Coull's interval: the normal interval after adding z²/2 errors and z²/2 right decisions.
///
/// Limits are kept inside 0 to 1. `None` as for [`wilson`](super::wilson).
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Agresti & Coull (1998), American Statistician 52, 119–126, doi:10.1080/00031305.1998.10480550.
/// # Examples
/// ```
/// use tierone_stats::proportion::agresti_coull;
///
/// // The closed form at 40 digits.
/// let interval = agresti_coull(3, 100, 0.95).unwrap();
/// assert_eq!(format!("{:.6} to {:.6}", interval.low, interval.high), "0.006522 to 0.088252");
/// ```
pub fn agresti_coull(found: u64, checked: u64, confidence: f64) -> Option<Estimate> {
    let share = share(found, checked)?;
    let z = checked_z(confidence)?;
    let size = checked as f64 + z * z;
    let centre = (found as f64 + 0.5 * z * z) / size;
    let half = z * (centre * (1.0 - centre) / size).sqrt();
    Some(Estimate::containing(
        share,
        (centre - half).max(0.0),
        (centre + half).min(1.0),
        "agresti-coull",
    ))
}

/// The normal interval p̂ ± z √(p̂(1 − p̂)/n), for comparison only: it has no width where nothing was found.
///
/// Limits are kept inside 0 to 1. `None` as for [`wilson`](super::wilson).
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Newcombe (1998), Statistics in Medicine 17, 857–872, method 1, on why not to use it.
/// # Examples
/// ```
/// use tierone_stats::proportion::wald;
///
/// // Newcombe (1998), table I.
/// let interval = wald(15, 148, 0.95).unwrap();
/// assert_eq!(format!("{:.4} to {:.4}", interval.low, interval.high), "0.0527 to 0.1500");
/// assert_eq!(wald(0, 20, 0.95).unwrap().half_width(), 0.0);
/// ```
pub fn wald(found: u64, checked: u64, confidence: f64) -> Option<Estimate> {
    let share = share(found, checked)?;
    let half = checked_z(confidence)? * (share * (1.0 - share) / checked as f64).sqrt();
    Some(Estimate::containing(
        share,
        (share - half).max(0.0),
        (share + half).min(1.0),
        "wald",
    ))
}
