//! Control charts: limits within which a share that does not change stays from period to period.

use super::special::binomial_tails;

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

/// The share of all checks that failed; `None` without checks.
pub fn centre(groups: &[Subgroup]) -> Option<f64> {
    let checked: u64 = groups.iter().map(|group| group.checked).sum();
    let failed: u64 = groups.iter().map(|group| group.failed).sum();
    (checked > 0).then(|| failed as f64 / checked as f64)
}

/// How far each share is from `centre`, in binomial standard deviations.
pub fn scores(groups: &[Subgroup], centre: f64) -> Vec<f64> {
    let score = |group: &Subgroup| (group.share() - centre) / deviation(centre, group.checked);
    groups.iter().map(score).collect()
}

/// Limits `reach` standard deviations around the centre, within 0 and 1. `widening` is 1 for a p chart.
///
/// # Source
/// Shewhart's p chart; Laney (2002), Quality Engineering 14, 531–537, widens by [`laney_sigma`].
pub fn limits(centre: f64, checked: u64, reach: f64, widening: f64) -> (f64, f64) {
    let half = reach * widening * deviation(centre, checked);
    ((centre - half).max(0.0), (centre + half).min(1.0))
}

/// By how much shares vary more from period to period than binomial numbers do: the mean moving range of their scores
/// over 1.128. `None` with fewer than two periods.
///
/// # Source
/// Laney (2002); 1.128 is the mean range of two standard normal numbers.
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

/// The XmR chart of single values.
///
/// # Source
/// Wheeler (2000), Understanding Variation, with the constants 2.66 and 3.267 as NHS England's Making Data Count has them.
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

/// The exponentially weighted moving average of scores that begins at 0, after each of them.
pub fn ewma(scores: &[f64], weight: f64) -> Vec<f64> {
    let step = |average: &mut f64, score: &f64| {
        *average += weight * (score - *average);
        Some(*average)
    };
    scores.iter().scan(0.0, step).collect()
}

/// The limit of [`ewma`] after so many scores, `reach` of its standard deviations from 0.
///
/// # Source
/// Roberts (1959), Technometrics 1, 239–250; exact for the number of scores so far.
pub fn ewma_limit(weight: f64, reach: f64, scores: u64) -> f64 {
    let settled = weight / (2.0 - weight);
    reach * (settled * (1.0 - (1.0 - weight).powf(2.0 * scores as f64))).sqrt()
}

/// The upper tabular CUSUM of scores after each of them: max(0, C + z − k).
///
/// # Source
/// Page (1954), Biometrika 41, 100–115.
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
/// # Source
/// Spiegelhalter (2005), Statistics in Medicine 24, 1185–1202.
pub fn overdispersion(scores: &[f64], winsorised: f64) -> Option<f64> {
    let mut sorted = scores.to_vec();
    sorted.sort_by(f64::total_cmp);
    let outer = (winsorised * sorted.len() as f64).floor() as usize;
    let low = *sorted.get(outer)?;
    let high = *sorted.get(sorted.len().checked_sub(outer + 1)?)?;
    if low > high {
        return None;
    }
    let squares = scores.iter().map(|score| score.clamp(low, high).powi(2));
    Some(squares.sum::<f64>() / scores.len() as f64)
}

/// The limit of a funnel plot at `checked` checks: the share below which a binomial number falls with this probability,
/// interpolated between whole numbers, and not below 0.
///
/// # Source
/// Spiegelhalter (2005), Statistics in Medicine 24, 1185–1202, appendix A.1.1.
pub fn funnel_limit(checked: u64, centre: f64, probability: f64) -> f64 {
    let at_most = |fails: u64| binomial_tails(fails, checked, centre).lower;
    // The smallest number with at least this probability of no more.
    let (mut low, mut high) = (0, checked);
    while low < high {
        let middle = low + (high - low) / 2;
        if at_most(middle) >= probability {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    let above = at_most(low);
    let below = if low == 0 { 0.0 } else { at_most(low - 1) };
    let part = (above - probability) / (above - below);
    ((low as f64 - part) / checked as f64).max(0.0)
}

fn deviation(centre: f64, checked: u64) -> f64 {
    (centre * (1.0 - centre) / checked as f64).sqrt()
}
