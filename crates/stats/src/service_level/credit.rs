//! Credits that are due by steps of the share.

use super::month::Level;

/// Steps of a limit and what is due where the share is strictly above it; the highest one passed counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Credits {
    steps: Vec<(f64, f64)>,
}

impl Credits {
    /// Of limits that rise, each with its credit.
    ///
    /// `None` without steps, where a limit is outside 0 to 1 or not above the one before, or a credit is not a number.
    /// # Examples
    /// ```
    /// use tierone_stats::service_level::Credits;
    ///
    /// // 1 % of the month's fee above 3 % bad, 2.5 % above 4 %, 5 % above 5 %.
    /// let credits = Credits::new(&[(0.03, 1.0), (0.04, 2.5), (0.05, 5.0)]).unwrap();
    /// let (mean, sd) = credits.moments(490, 0.03, 1).unwrap();
    /// assert!((mean - 0.682_368_834_007).abs() < 1e-11);
    /// assert!((sd - 0.860_818_321_044).abs() < 1e-10);
    /// ```
    pub fn new(steps: &[(f64, f64)]) -> Option<Self> {
        let rising = steps.windows(2).all(|pair| pair[0].0 < pair[1].0);
        let usable =
            |(limit, credit): &(f64, f64)| (0.0..=1.0).contains(limit) && credit.is_finite();
        (!steps.is_empty() && rising && steps.iter().all(usable)).then(|| Self {
            steps: steps.to_vec(),
        })
    }

    /// The limit that makes a month red: the first.
    pub fn first_limit(&self) -> f64 {
        self.steps[0].0
    }

    /// Mean and standard deviation of the credit of months pooled, where so many are audited a month and so large a share is
    /// bad in truth.
    /// # Units
    /// Those of the credits.
    pub fn moments(&self, audited: u64, rate: f64, months: u64) -> Option<(f64, f64)> {
        let above = |limit| Level { audited, limit }.p_red(rate, months);
        let reached: Option<Vec<f64>> = self.steps.iter().map(|(limit, _)| above(*limit)).collect();
        let reached = reached?;
        let next = reached.iter().skip(1).copied().chain([0.0]);
        let shares = reached.iter().zip(next).map(|(here, next)| here - next);
        let steps: Vec<(f64, f64)> = self.steps.iter().map(|step| step.1).zip(shares).collect();
        let mean: f64 = steps.iter().map(|(credit, p)| credit * p).sum();
        let square: f64 = steps.iter().map(|(credit, p)| credit * credit * p).sum();
        Some((mean, (square - mean * mean).max(0.0).sqrt()))
    }
}
