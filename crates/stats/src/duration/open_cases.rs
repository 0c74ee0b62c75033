//! What cases found open say of how long cases take. A case that takes twice as long is found open twice as often.

/// The mean duration of all cases, from the total durations of cases that were found open on one day.
///
/// The harmonic mean: each case counts by one over its duration, the chance of being found having been in proportion to it.
/// `None` without cases, or with durations that are not above 0.
/// # Units
/// Those of the durations.
/// # Source
/// Cox (1969), Some sampling problems in technology, in New Developments in Survey Sampling, 506–527.
/// # Examples
/// ```
/// use tierone_stats::duration::corrected_mean;
///
/// // Found open, they took 3.75 days on average; all cases take 2.13.
/// assert!((corrected_mean(&[1.0, 2.0, 4.0, 8.0]).unwrap() - 32.0 / 15.0).abs() < 1e-14);
/// ```
pub fn corrected_mean(durations: &[f64]) -> Option<f64> {
    Some(durations.len() as f64 / inverse(durations)?)
}

/// The share of all cases that take at most `target`, from the total durations of cases that were found open on one day.
///
/// `None` as for [`corrected_mean`].
/// # Units
/// A share, 0 to 1.
/// # Source
/// Cox (1969), as for [`corrected_mean`].
/// # Examples
/// ```
/// use tierone_stats::duration::corrected_share_within;
///
/// // Half of those found open take at most 2 days, and 80 % of all cases.
/// assert!((corrected_share_within(&[1.0, 2.0, 4.0, 8.0], 2.0).unwrap() - 0.8).abs() < 1e-14);
/// ```
pub fn corrected_share_within(durations: &[f64], target: f64) -> Option<f64> {
    let all = inverse(durations)?;
    let within = durations.iter().filter(|duration| **duration <= target);
    Some(within.map(|duration| 1.0 / duration).sum::<f64>() / all)
}

fn inverse(durations: &[f64]) -> Option<f64> {
    let usable = |duration: &f64| *duration > 0.0 && duration.is_finite();
    let all = durations.iter().all(usable) && !durations.is_empty();
    all.then(|| durations.iter().map(|duration| 1.0 / duration).sum())
}
