//! What replications on common random numbers say of differences.

use crate::estimate::is_confidence;
use crate::guard::none_if;
use crate::special::student_t_quantile;

/// The mean difference of two systems on common random numbers, with its t interval: value, low, high.
///
/// `None` with fewer than two replications or a confidence outside 0 to 1.
/// # Source
/// Law & Kelton (2015), Simulation Modeling and Analysis, 5th ed., 10.2.1.
/// # Examples
/// ```
/// use tierone_stats::planning::paired_interval;
///
/// let (mean, low, high) = paired_interval(&[2.0, 3.0], &[1.0, 1.0], 0.95).unwrap();
/// assert_eq!(mean, 1.5);
/// assert!((high - 1.5 - 12.706_204_736 * 0.5).abs() < 1e-8 && low < 0.0);
/// ```
pub fn paired_interval(one: &[f64], other: &[f64], confidence: f64) -> Option<(f64, f64, f64)> {
    let differences: Vec<f64> = one.iter().zip(other).map(|(a, b)| a - b).collect();
    none_if(differences.len() < 2 || !is_confidence(confidence))?;
    let n = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / n;
    let t = student_t_quantile(n - 1.0, 0.5 * (1.0 + confidence));
    let half = t * (variance(&differences) / n).sqrt();
    Some((mean, mean - half, mean + half))
}

/// By how much the variance of a difference falls through common random numbers: that of independent runs over that of pairs.
///
/// `None` with fewer than two replications or where all differences are alike.
/// # Source
/// As for [`paired_interval`], 11.2.
/// # Examples
/// ```
/// use tierone_stats::planning::variance_reduction;
///
/// assert!((variance_reduction(&[1.0, 2.0, 3.0], &[1.0, 3.0, 3.0]).unwrap() - 7.0).abs() < 1e-12);
/// ```
pub fn variance_reduction(one: &[f64], other: &[f64]) -> Option<f64> {
    let differences: Vec<f64> = one.iter().zip(other).map(|(a, b)| a - b).collect();
    let paired = variance(&differences);
    (differences.len() >= 2 && paired > 0.0).then(|| (variance(one) + variance(other)) / paired)
}

/// Nelson and Matejcik's S² of systems (rows) on common random numbers (columns): what no system's mean and no replication's
/// mean explains.
///
/// `None` with fewer than two systems or replications.
/// # Source
/// Nelson & Matejcik (1995), Management Science 41, 1935–1945.
/// # Examples
/// ```
/// use tierone_stats::planning::common_variance;
///
/// // With two systems it is the variance of the difference.
/// let rows = [vec![1.0, 2.0, 4.0], vec![1.0, 3.0, 3.0]];
/// assert_eq!(common_variance(&rows), Some(1.0));
/// ```
pub fn common_variance(systems: &[Vec<f64>]) -> Option<f64> {
    let (k, n) = (systems.len(), systems.first()?.len());
    none_if(k < 2 || n < 2 || systems.iter().any(|row| row.len() != n))?;
    let mean =
        |values: &mut dyn Iterator<Item = f64>, count: usize| values.sum::<f64>() / count as f64;
    let rows: Vec<f64> = systems
        .iter()
        .map(|row| mean(&mut row.iter().copied(), n))
        .collect();
    let columns: Vec<f64> = (0..n)
        .map(|j| mean(&mut systems.iter().map(|row| row[j]), k))
        .collect();
    let all = mean(&mut rows.iter().copied(), k);
    let mut sum = 0.0;
    for (row, row_mean) in systems.iter().zip(&rows) {
        for (value, column_mean) in row.iter().zip(&columns) {
            sum += (value - row_mean - column_mean + all).powi(2);
        }
    }
    Some(2.0 * sum / ((k - 1) * (n - 1)) as f64)
}

/// The sample variance; 0 with fewer than two values.
pub(super) fn variance(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    if n < 2.0 {
        return 0.0;
    }
    let mean = values.iter().sum::<f64>() / n;
    values
        .iter()
        .map(|value| (value - mean).powi(2))
        .sum::<f64>()
        / (n - 1.0)
}
