//! Whether figures move less from one period to the next than the sampling errors that they are said to have.

use tierone_stats::special::gamma_tails;

use super::seen::{seen, variance};
use crate::series::Series;

/// Random samples are told to move too little in fewer than one of so many series.
const SELDOM: f64 = 100.0;
/// Fewer changes say nothing.
const FEWEST: usize = 6;

/// Whether the changes of all groups together are smaller than sampling alone makes them in all but one of a hundred series.
/// What really moves makes changes larger, so it is seldomer still.
///
/// # Source
/// Half the mean square of successive differences, von Neumann et al. (1941), Annals of Mathematical Statistics 12, 153–162: of n normal
/// numbers in a row, with variances one, its sum has the mean n − 1 and the variance 3n − 4; a gamma law has both.
pub fn moves_less(series: &Series) -> bool {
    let scale = series.scale;
    let (mut sum, mut changes, mut runs) = (0.0, 0, 0);
    for group in seen(series) {
        let values: Vec<f64> = group.iter().flatten().map(|seen| seen.value).collect();
        let middle = scale.inverse(values.iter().sum::<f64>() / values.len().max(1) as f64);
        let mut in_a_row = false;
        for pair in group.windows(2) {
            let both = pair[0].as_ref().zip(pair[1].as_ref());
            let known = both.and_then(|(one, other)| {
                let errors = [one.precision?, other.precision?].map(|n| variance(scale, middle, n));
                Some((one.value - other.value).powi(2) / (errors[0] + errors[1]))
            });
            runs += usize::from(known.is_some() && !in_a_row);
            in_a_row = known.is_some();
            changes += usize::from(known.is_some());
            sum += known.unwrap_or(0.0);
        }
    }
    if changes < FEWEST {
        return false;
    }
    // 3n − 4 of n numbers is three for each change, less one for each run.
    let (mean, variance) = (changes as f64, (3 * changes - runs) as f64);
    let (shape, unit) = (mean * mean / variance, variance / mean);
    gamma_tails(shape, sum / unit).lower < 1.0 / SELDOM
}
