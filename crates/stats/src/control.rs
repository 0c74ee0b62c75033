//! Control charts: limits within which a share that does not change stays from period to period.

use super::special::binomial_tails;
use crate::guard::none_if;
use crate::halving::first_enough;

/// Fails among the checks of one period, or of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subgroup {
    /// Checks, one at least.
    pub checked: u64,
    /// Fails among them.
    pub failed: u64,
}

impl Subgroup {
    fn share(self) -> f64 {
        self.failed as f64 / self.checked as f64
    }
}

/// The share of all checks that failed: the centre line; `None` without checks.
///
/// # Units
/// A share of checks, 0 to 1.
/// # Examples
/// ```
/// use tierone_stats::control::{Subgroup, centre};
///
/// let months = [(97, 3), (106, 9), (152, 12)].map(|(checked, failed)| Subgroup { checked, failed });
/// assert_eq!(centre(&months), Some(24.0 / 355.0));
/// ```
pub fn centre(groups: &[Subgroup]) -> Option<f64> {
    let checked: u64 = groups.iter().map(|group| group.checked).sum();
    let failed: u64 = groups.iter().map(|group| group.failed).sum();
    (checked > 0).then(|| failed as f64 / checked as f64)
}

/// How far each share is from `centre`, in binomial standard deviations √(p(1 − p)/n).
///
/// # Units
/// Standard deviations.
/// # Source
/// Laney (2002), as for [`laney_sigma`].
/// # Examples
/// ```
/// use tierone_stats::control::{Subgroup, scores};
///
/// // 15 of 100 around 10 %: 0.05/0.03.
/// let z = scores(&[Subgroup { checked: 100, failed: 15 }], 0.1);
/// assert!((z[0] - 5.0 / 3.0).abs() < 1e-12);
/// ```
pub fn scores(groups: &[Subgroup], centre: f64) -> Vec<f64> {
    let score = |group: &Subgroup| (group.share() - centre) / deviation(centre, group.checked);
    groups.iter().map(score).collect()
}

/// Lower and upper control limit of a share: `reach` standard deviations around the centre, within 0 and 1.
///
/// `widening` is 1 for a p chart, and [`laney_sigma`] for Laney's chart of shares that vary more than binomial ones.
/// # Units
/// Shares of checks, 0 to 1.
/// # Source
/// Shewhart (1931), Economic Control of Quality of Manufactured Product, for the p chart; Laney (2002), as for
/// [`laney_sigma`].
/// # Examples
/// ```
/// use tierone_stats::control::limits;
///
/// // p̄ + 3 √(p̄(1 − p̄)/n) in 97 checks, at 34 digits.
/// let (low, high) = limits(0.038_181_187_087_816_73, 97, 3.0, 1.0);
/// assert_eq!(low, 0.0);
/// assert!((high - 0.096_553_477_538_051_5).abs() < 1e-14);
/// ```
pub fn limits(centre: f64, checked: u64, reach: f64, widening: f64) -> (f64, f64) {
    let half = reach * widening * deviation(centre, checked);
    ((centre - half).max(0.0), (centre + half).min(1.0))
}

/// By how much shares vary more from period to period than binomial numbers do: the mean moving range of their scores
/// over 1.128.
///
/// 1.128 is the mean range of two standard normal numbers. `None` with fewer than two periods.
/// # Source
/// Laney (2002), Quality Engineering 14, 531–537, doi:10.1081/QEN-120003555.
/// # Examples
/// ```
/// use tierone_stats::control::laney_sigma;
///
/// // Moving ranges 2, 1 and 3.
/// assert_eq!(laney_sigma(&[0.0, 2.0, 1.0, -2.0]), Some(2.0 / 1.128));
/// ```
pub fn laney_sigma(scores: &[f64]) -> Option<f64> {
    Some(mean_moving_range(scores)? / 1.128)
}

/// An XmR chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Xmr {
    /// The mean of the values.
    pub mean: f64,
    /// Natural process limits, which may lie outside what is possible.
    pub limits: (f64, f64),
    /// Upper limit of the moving range.
    pub range_limit: f64,
}

/// The XmR chart of single values: mean ± 2.66 mean moving ranges, and 3.267 of them as limit of a range.
///
/// `None` with fewer than two values.
/// # Units
/// Those of the values.
/// # Source
/// Wheeler (2000), Understanding Variation, with the constants 2.66 and 3.267 as NHS England's Making Data Count has them.
/// # Examples
/// ```
/// use tierone_stats::control::xmr;
///
/// let chart = xmr(&[10.0, 12.0, 11.0, 11.0]).unwrap();
/// assert_eq!((chart.mean, chart.range_limit), (11.0, 3.267));
/// assert_eq!(chart.limits, (11.0 - 2.66, 11.0 + 2.66));
/// ```
pub fn xmr(values: &[f64]) -> Option<Xmr> {
    let range = mean_moving_range(values)?;
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    Some(Xmr {
        mean,
        limits: (mean - 2.66 * range, mean + 2.66 * range),
        range_limit: 3.267 * range,
    })
}

fn mean_moving_range(values: &[f64]) -> Option<f64> {
    let ranges = values.windows(2).map(|pair| (pair[1] - pair[0]).abs());
    (values.len() > 1).then(|| ranges.sum::<f64>() / (values.len() - 1) as f64)
}

/// The exponentially weighted moving average of scores that begins at 0, after each of them: m + weight (z − m).
///
/// # Units
/// Standard deviations, as the scores.
/// # Source
/// Roberts (1959), Technometrics 1, 239–250, doi:10.1080/00401706.1959.10489860.
/// # Examples
/// ```
/// use tierone_stats::control::ewma;
///
/// assert_eq!(ewma(&[1.0, 1.0, 0.0], 0.5), [0.5, 0.75, 0.375]);
/// ```
pub fn ewma(scores: &[f64], weight: f64) -> Vec<f64> {
    let step = |average: &mut f64, score: &f64| {
        *average += weight * (score - *average);
        Some(*average)
    };
    scores.iter().scan(0.0, step).collect()
}

/// The limit of [`ewma`] after so many scores, `reach` of its standard deviations √(λ/(2 − λ) (1 − (1 − λ)²ᵗ)) from 0.
///
/// # Units
/// Standard deviations, as the scores.
/// # Source
/// Roberts (1959), as for [`ewma`]; exact for the number of scores so far.
/// # Examples
/// ```
/// use tierone_stats::control::ewma_limit;
///
/// // After 24 scores it has all but settled at 3 √(0.2/1.8) = 1.
/// assert!((ewma_limit(0.2, 3.0, 24) - 0.999_988_849_565_235).abs() < 1e-12);
/// ```
pub fn ewma_limit(weight: f64, reach: f64, scores: u64) -> f64 {
    let settled = weight / (2.0 - weight);
    reach * (settled * (1.0 - (1.0 - weight).powf(2.0 * scores as f64))).sqrt()
}

/// The upper tabular CUSUM of scores after each of them: max(0, C + z − k), with the allowance k.
///
/// # Units
/// Standard deviations, as the scores.
/// # Source
/// Page (1954), Biometrika 41, 100–115, doi:10.1093/biomet/41.1-2.100.
/// # Examples
/// ```
/// use tierone_stats::control::cusum;
///
/// assert_eq!(cusum(&[1.0, 2.0, -4.0, 1.0], 0.5), [0.5, 2.0, 0.0, 0.5]);
/// ```
pub fn cusum(scores: &[f64], allowance: f64) -> Vec<f64> {
    let step = |sum: &mut f64, score: &f64| {
        *sum = (*sum + score - allowance).max(0.0);
        Some(*sum)
    };
    scores.iter().scan(0.0, step).collect()
}

/// The overdispersion of scores: their mean square, after the outer `winsorised` share of them on either side is pulled
/// in.
///
/// 1 where shares vary as binomial numbers do. `None` without scores, or where nothing is left between the outer ones.
/// # Source
/// Spiegelhalter (2005), Statistics in Medicine 24, 1185–1202, doi:10.1002/sim.1970.
/// # Examples
/// ```
/// use tierone_stats::control::overdispersion;
///
/// assert_eq!(overdispersion(&[-1.0, 1.0, 2.0], 0.0), Some(2.0));
/// // A third on either side is pulled in to the one in the middle.
/// assert_eq!(overdispersion(&[-1.0, 1.0, 2.0], 0.34), Some(1.0));
/// ```
pub fn overdispersion(scores: &[f64], winsorised: f64) -> Option<f64> {
    let mut sorted = scores.to_vec();
    sorted.sort_by(f64::total_cmp);
    let outer = (winsorised * sorted.len() as f64).floor() as usize;
    let low = *sorted.get(outer)?;
    let high = *sorted.get(sorted.len().checked_sub(outer + 1)?)?;
    none_if(low > high)?;
    let squares = scores.iter().map(|score| score.clamp(low, high).powi(2));
    Some(squares.sum::<f64>() / scores.len() as f64)
}

/// The limit of a funnel plot at `checked` checks: the share below which a binomial number falls with this probability,
/// interpolated between whole numbers, and not below 0.
///
/// # Units
/// A share of checks, 0 to 1.
/// # Source
/// Spiegelhalter (2005), Statistics in Medicine 24, 1185–1202, appendix A.1.1, doi:10.1002/sim.1970.
/// # Examples
/// ```
/// use tierone_stats::control::funnel_limit;
///
/// // The interpolated exact limit at 34 digits.
/// assert!((funnel_limit(50, 0.006, 0.975) - 0.026_941_466_054_47).abs() < 1e-12);
/// assert_eq!(funnel_limit(50, 0.006, 0.025), 0.0);
/// ```
pub fn funnel_limit(checked: u64, centre: f64, probability: f64) -> f64 {
    let at_most = |fails: u64| binomial_tails(fails, checked, centre).lower;
    // The smallest number with at least this probability of no more.
    let low = first_enough(0, checked, |fails| at_most(fails) >= probability);
    let above = at_most(low);
    let below = if low == 0 { 0.0 } else { at_most(low - 1) };
    let part = (above - probability) / (above - below);
    ((low as f64 - part) / checked as f64).max(0.0)
}

fn deviation(centre: f64, checked: u64) -> f64 {
    (centre * (1.0 - centre) / checked as f64).sqrt()
}
