//! How much of a variance is between groups, by an analysis of variance of one factor.

use super::special::f_quantile;
use crate::guard::none_if;

/// The limits of the share of the variance that is between groups (the intraclass correlation), from `groups` of `each` values of which a
/// share of `share` was estimated to be. The lower limit is below 0 where the groups may not differ; `None` with fewer than two
/// groups or values, or a share or confidence out of range.
///
/// # Source
/// Shrout & Fleiss (1979), Psychological Bulletin 86, 420–428, doi:10.1037/0033-2909.86.2.420: ICC(1, 1), for normal values.
/// # Examples
/// ```
/// use tierone_stats::intraclass::interval;
///
/// // Their example of 6 groups of 4: 0.17, with an interval from -0.13 to 0.72.
/// let (low, high) = interval(0.1657, 6, 4, 0.95).unwrap();
/// assert!((low + 0.133).abs() < 5e-4 && (high - 0.723).abs() < 5e-4);
/// ```
pub fn interval(share: f64, groups: usize, each: usize, confidence: f64) -> Option<(f64, f64)> {
    let known = groups >= 2 && each >= 2 && share < 1.0 && share.is_finite();
    none_if(!known || !(0.0..1.0).contains(&confidence))?;
    let (g, k) = (groups as f64, each as f64);
    let (between, within) = (g - 1.0, g * (k - 1.0));
    let ratio = 1.0 + k * share / (1.0 - share);
    let tail = 0.5 + 0.5 * confidence;
    let of = |ratio: f64| (ratio - 1.0) / (ratio + k - 1.0);
    Some((
        of(ratio / f_quantile(between, within, tail)),
        of(ratio * f_quantile(within, between, tail)),
    ))
}
