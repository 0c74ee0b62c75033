//! Wilson's score interval, at counts and at effective sizes.

use super::counts::{checked_z, share, two_sided_z};
use crate::estimate::{Estimate, is_confidence};
use crate::guard::only_if;

/// Wilson's score interval: the shares that a two-sided score test does not reject.
///
/// (p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n)
///
/// It covers close to `confidence` on average over shares, also where errors are rare. `None` without checks, with more
/// found than checked, or for a confidence outside 0 to 1.
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Wilson (1927), Journal of the American Statistical Association 22, 209–212, doi:10.1080/01621459.1927.10502953.
/// # Examples
/// ```
/// use tierone_stats::proportion::wilson;
///
/// // Newcombe (1998), table I.
/// let interval = wilson(15, 148, 0.95).unwrap();
/// assert_eq!(format!("{:.4} to {:.4}", interval.low, interval.high), "0.0624 to 0.1605");
///
/// // With no error found the upper limit is z²/(n + z²).
/// assert_eq!(format!("{:.4}", wilson(0, 20, 0.95).unwrap().high), "0.1611");
/// ```
pub fn wilson(found: u64, checked: u64, confidence: f64) -> Option<Estimate> {
    wilson_effective(share(found, checked)?, checked as f64, confidence)
}

/// Wilson's score interval at a real-valued (effective) sample size, as [`wilson`] has it at n.
///
/// An infinite size has no width. `None` for a share outside 0 to 1, a size that is not positive, or a confidence outside
/// 0 to 1.
/// # Units
/// A share of decisions, 0 to 1; `size` in decisions.
/// # Source
/// Wilson (1927) as for [`wilson`]; at an effective size Franco, Little, Louis & Slud (2019), Journal of Survey Statistics
/// and Methodology 7, 334–364, doi:10.1093/jssam/smy019.
/// # Examples
/// ```
/// use tierone_stats::proportion::{wilson, wilson_effective};
///
/// assert_eq!(wilson_effective(0.03, 100.0, 0.95), wilson(3, 100, 0.95));
/// // A design effect of 2 leaves half of the sample.
/// let wide = wilson_effective(0.03, 50.0, 0.95).unwrap();
/// assert!(wide.half_width() > wilson(3, 100, 0.95).unwrap().half_width());
/// ```
pub fn wilson_effective(share: f64, size: f64, confidence: f64) -> Option<Estimate> {
    only_if((0.0..=1.0).contains(&share) && size > 0.0 && is_confidence(confidence))?;
    if size == f64::INFINITY {
        return Some(Estimate {
            value: share,
            low: share,
            high: share,
            method: "wilson",
        });
    }
    let z = two_sided_z(confidence);
    let grain = z * z / size;
    let centre = share + 0.5 * grain;
    let half = (grain * share * (1.0 - share) + 0.25 * grain * grain).sqrt();
    let high = if share == 1.0 {
        1.0
    } else {
        (centre + half) / (1.0 + grain)
    };
    // The product of the two roots is p̂² / (1 + z²/n), which keeps the lower one exact near 0.
    let low = share * share / (centre + half);
    Some(Estimate::containing(share, low, high.min(1.0), "wilson"))
}

/// Wilson's score interval with continuity correction, which is wider and nearer to a guarantee.
///
/// (2np̂ + z² ∓ 1 ∓ z √(z² ∓ 2 − 1/n + 4p̂(nq̂ ± 1))) / (2(n + z²)), with 0 or 1 as limit where nothing or everything is in
/// error. `None` as for [`wilson`].
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Newcombe (1998), Statistics in Medicine 17, 857–872, method 4.
/// # Examples
/// ```
/// use tierone_stats::proportion::wilson_cc;
///
/// // Newcombe (1998), table I.
/// let interval = wilson_cc(15, 148, 0.95).unwrap();
/// assert_eq!(format!("{:.4} to {:.4}", interval.low, interval.high), "0.0598 to 0.1644");
/// ```
pub fn wilson_cc(found: u64, checked: u64, confidence: f64) -> Option<Estimate> {
    let share = share(found, checked)?;
    let z = checked_z(confidence)?;
    let (n, q, z2) = (checked as f64, 1.0 - share, z * z);
    let centre = 2.0 * n * share + z2;
    let below = z
        * (z2 - 2.0 - 1.0 / n + 4.0 * share * (n * q + 1.0))
            .max(0.0)
            .sqrt();
    let above = z
        * (z2 + 2.0 - 1.0 / n + 4.0 * share * (n * q - 1.0))
            .max(0.0)
            .sqrt();
    let low = if found == 0 {
        0.0
    } else {
        (centre - 1.0 - below) / (2.0 * (n + z2))
    };
    let high = if found == checked {
        1.0
    } else {
        (centre + 1.0 + above) / (2.0 * (n + z2))
    };
    Some(Estimate::containing(
        share,
        low.max(0.0),
        high.min(1.0),
        "wilson-cc",
    ))
}
