//! What the intervals share: the share found, and z.

use crate::estimate::is_confidence;
use crate::special::normal_quantile;

/// z of a two-sided interval.
pub(crate) fn two_sided_z(confidence: f64) -> f64 {
    if confidence == 0.95 {
        // The default, asked for millions of times.
        return 1.959_963_984_540_054;
    }
    -normal_quantile(0.5 * (1.0 - confidence))
}

/// z of a two-sided interval, if the confidence is one.
pub(super) fn checked_z(confidence: f64) -> Option<f64> {
    is_confidence(confidence).then(|| two_sided_z(confidence))
}

/// The share found; `None` without checks or with more found than checked.
pub(super) fn share(found: u64, checked: u64) -> Option<f64> {
    (checked > 0 && found <= checked).then(|| found as f64 / checked as f64)
}
