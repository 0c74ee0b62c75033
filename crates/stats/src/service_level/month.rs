//! One month of a service level.

use crate::guard::none_if;
use crate::special::binomial_tails;
use crate::units::Decimal;

/// So many audited, and the limit that their share may not pass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Audited in a month.
    pub audited: u64,
    /// The limit, as it is written: a share.
    pub limit: f64,
}

impl Level {
    /// The smallest number of bad ones, of months pooled, that is strictly above the limit, exactly as the limit is
    /// written.
    ///
    /// `None` for a limit outside 0 to 1, or with more than 15 decimals.
    /// # Examples
    /// ```
    /// use tierone_stats::service_level::Level;
    ///
    /// // 3 % of 300 is 9, and 9 is not above it.
    /// assert_eq!(Level { audited: 300, limit: 0.03 }.red_count(1), Some(10));
    /// ```
    pub fn red_count(&self, months: u64) -> Option<u64> {
        let exact = Decimal::from_f64(self.limit).filter(|_| (0.0..=1.0).contains(&self.limit))?;
        let (numerator, denominator) = exact.fraction();
        let all = i128::from(self.audited).checked_mul(i128::from(months))?;
        u64::try_from(all.checked_mul(numerator)? / denominator + 1).ok()
    }

    /// The smallest number of bad ones, of months pooled, whose share is the limit or above it.
    pub fn at_least_count(&self, months: u64) -> Option<u64> {
        let exact = Decimal::from_f64(self.limit).filter(|_| (0.0..=1.0).contains(&self.limit))?;
        let (numerator, denominator) = exact.fraction();
        let all = i128::from(self.audited).checked_mul(i128::from(months))?;
        let product = all.checked_mul(numerator)?;
        u64::try_from((product + denominator - 1) / denominator).ok()
    }

    /// The probability that months pooled are red, where so large a share is bad in truth.
    ///
    /// `None` as for [`red_count`](Self::red_count), or for a rate outside 0 to 1.
    /// # Source
    /// The exact binomial tail.
    /// # Examples
    /// ```
    /// use tierone_stats::service_level::Level;
    ///
    /// // A provider exactly at the limit is red in half of its months.
    /// let level = Level { audited: 490, limit: 0.03 };
    /// assert!((level.p_red(0.03, 1).unwrap() - 0.504_446_907_062).abs() < 1e-11);
    /// ```
    pub fn p_red(&self, rate: f64, months: u64) -> Option<f64> {
        p_at_least(self.red_count(months)?, self.audited * months, rate)
    }

    /// The probability that months pooled are at the limit or above it.
    pub fn p_at_least(&self, rate: f64, months: u64) -> Option<f64> {
        p_at_least(self.at_least_count(months)?, self.audited * months, rate)
    }

    /// Months until the first red one, on average. `None` where none is ever red.
    pub fn run_length(&self, rate: f64) -> Option<f64> {
        let p = self.p_red(rate, 1)?;
        (p > 0.0).then(|| 1.0 / p)
    }

    /// Months until the first `run` red ones in a row have ended, on average.
    ///
    /// `None` where none is ever red, or for a run of 0 or more than 1 000.
    /// # Source
    /// (1 − pʳ)/(pʳ (1 − p)): Feller (1968), An Introduction to Probability Theory I, XIII.7.
    /// # Examples
    /// ```
    /// use tierone_stats::service_level::Level;
    ///
    /// let level = Level { audited: 490, limit: 0.03 };
    /// assert!((level.run_length_in_a_row(0.03, 2).unwrap() - 5.912_156_730_99).abs() < 1e-8);
    /// ```
    pub fn run_length_in_a_row(&self, rate: f64, run: u64) -> Option<f64> {
        let p = self.p_red(rate, 1)?;
        let usable = p > 0.0 && (1..=1_000).contains(&run);
        // Σ 1/pᵏ for k from 1 to r.
        let sum = || (1..=run).map(|k| p.powi(k as i32).recip()).sum::<f64>();
        usable.then(sum).filter(|sum| sum.is_finite())
    }

    /// The probability of `run` red months in a row at least once in `months`. `None` as for
    /// [`run_length_in_a_row`](Self::run_length_in_a_row), or beyond 100 000 months.
    pub fn p_in_a_row(&self, rate: f64, run: u64, months: u64) -> Option<f64> {
        let p = self.p_red(rate, 1)?;
        none_if(!(1..=1_000).contains(&run) || months > 100_000)?;
        // By the number of red months that the past ends with.
        let mut ends = vec![0.0; run as usize];
        ends[0] = 1.0;
        let mut reached = 0.0;
        for _ in 0..months {
            let open: f64 = ends.iter().sum();
            reached += ends[ends.len() - 1] * p;
            for k in (1..ends.len()).rev() {
                ends[k] = ends[k - 1] * p;
            }
            ends[0] = open * (1.0 - p);
        }
        Some(reached)
    }
}

/// P(X ≥ k) of a binomial number.
fn p_at_least(k: u64, n: u64, rate: f64) -> Option<f64> {
    none_if(!(0.0..=1.0).contains(&rate))?;
    Some(match k {
        0 => 1.0,
        k => binomial_tails(k - 1, n, rate).upper,
    })
}
