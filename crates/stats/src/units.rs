//! Units that live in types: probabilities, exact decimals, pence, and the calendar of equal periods.

use crate::guard::none_if;
use std::fmt;

/// A number between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Probability(f64);

impl Probability {
    /// Never.
    pub const ZERO: Self = Self(0.0);
    /// Always.
    pub const ONE: Self = Self(1.0);

    /// `value` as a probability, or `None` outside 0 to 1 (NaN included).
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=1.0).contains(&value).then_some(Self(value))
    }

    /// The bare number, 0 to 1.
    pub fn get(self) -> f64 {
        self.0
    }

    /// Odds `p / (1 − p)`; infinite at one.
    pub fn odds(self) -> f64 {
        self.0 / (1.0 - self.0)
    }
}

/// Probability at given odds, o/(1 + o); 1 at infinite odds.
///
/// # Examples
/// ```
/// use tierone_stats::units::{Probability, probability_at};
///
/// let probability = Probability::new(0.2).unwrap();
/// assert_eq!(probability.odds(), 0.25);
/// assert_eq!(probability_at(0.25), 0.2);
/// ```
pub fn probability_at(odds: f64) -> f64 {
    if odds.is_infinite() {
        1.0
    } else {
        odds / (1.0 + odds)
    }
}

/// A number exactly as it was written in decimals: `mantissa · 10^−scale`.
///
/// Counts from shares are exact: 14.5 % of 100 is 14.5 and rounds half up to 15, which binary
/// floating point (14.499…) would miss.
/// # Examples
/// ```
/// use tierone_stats::units::{Decimal, round_half_up};
///
/// let (numerator, denominator) = Decimal::from_f64(14.5).unwrap().percent().fraction();
/// assert_eq!(round_half_up(100 * numerator, denominator), 15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self {
        mantissa: 0,
        scale: 0,
    };
    /// One whole.
    pub const ONE: Self = Self {
        mantissa: 1,
        scale: 0,
    };

    /// The shortest decimal that reads back as `value`; `None` if it is not finite or needs more
    /// than 15 decimals.
    pub fn from_f64(value: f64) -> Option<Self> {
        none_if(!value.is_finite() || value.abs() > 1e15)?;
        let text = format!("{value}");
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        none_if(fraction.len() > 15)?;
        let mantissa = format!("{whole}{fraction}").parse().ok()?;
        let scale = u32::try_from(fraction.len()).ok()?;
        Some(Self { mantissa, scale })
    }

    /// The same number a hundred times smaller, exactly: `50` written as a percentage.
    pub fn percent(self) -> Self {
        Self {
            mantissa: self.mantissa,
            scale: self.scale + 2,
        }
    }

    /// The nearest floating-point number.
    pub fn to_f64(self) -> f64 {
        // One correctly rounded division while the mantissa is exact in a double.
        self.mantissa as f64 / 10f64.powi(self.scale as i32)
    }

    /// Numerator and denominator of the exact fraction.
    pub fn fraction(self) -> (i128, i128) {
        (self.mantissa, 10i128.pow(self.scale))
    }

    /// The exact sum.
    pub fn plus(self, other: Self) -> Self {
        let scale = self.scale.max(other.scale);
        let at = |d: Self| d.mantissa * 10i128.pow(scale - d.scale);
        Self {
            mantissa: at(self) + at(other),
            scale,
        }
    }

    /// Whether two decimals are the same number however they were written.
    pub fn equals(self, other: Self) -> bool {
        let (a, b) = self.fraction();
        let (c, d) = other.fraction();
        a * d == c * b
    }
}

/// `numerator / denominator` rounded half up, for non-negative numerators.
///
/// # Panics
/// If the numerator is negative or the denominator is not positive.
/// # Examples
/// ```
/// use tierone_stats::units::round_half_up;
///
/// assert_eq!([round_half_up(5, 2), round_half_up(7, 3)], [3, 2]);
/// ```
pub fn round_half_up(numerator: i128, denominator: i128) -> u64 {
    assert!(
        numerator >= 0 && denominator > 0,
        "only counts are rounded here"
    );
    u64::try_from((2 * numerator + denominator) / (2 * denominator)).unwrap_or(u64::MAX)
}

/// Splits `total` in the proportions `weights` by largest remainder, ties in order.
///
/// Exact: weights are whole numbers. All-zero weights get nothing.
/// # Source
/// Hamilton's method of apportionment.
/// # Examples
/// ```
/// use tierone_stats::units::largest_remainder;
///
/// assert_eq!(largest_remainder(10, &[50, 35, 15]), [5, 4, 1]);
/// assert_eq!(largest_remainder(5, &[1, 1, 1]), [2, 2, 1]);
/// ```
pub fn largest_remainder(total: u64, weights: &[i128]) -> Vec<u64> {
    let sum: i128 = weights.iter().sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let exact = |w: &i128| i128::from(total) * w;
    let mut parts: Vec<u64> = weights.iter().map(|w| (exact(w) / sum) as u64).collect();
    let left = total - parts.iter().sum::<u64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    // A stable sort keeps ties in order.
    order.sort_by_key(|&i| std::cmp::Reverse(exact(&weights[i]) % sum));
    for &i in order.iter().take(left as usize) {
        parts[i] += 1;
    }
    parts
}

/// Whole pence; adds up exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pence(pub i64);

impl Pence {
    /// The nearest whole pence.
    pub fn from_pounds(pounds: f64) -> Self {
        Self((pounds * 100.0).round() as i64)
    }

    /// Pounds and their hundredths.
    pub fn pounds(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

/// The length of every period of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodLength {
    /// Seven days.
    Week,
    /// A twelfth of a year.
    Month,
}

/// One year is 12 months is 365.25 days.
pub const DAYS_A_YEAR: f64 = 365.25;

impl PeriodLength {
    /// Days in one period.
    pub fn days(self) -> f64 {
        match self {
            Self::Week => 7.0,
            Self::Month => DAYS_A_YEAR / 12.0,
        }
    }
}

impl fmt::Display for PeriodLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Week => "week",
            Self::Month => "month",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_from_decimals_are_exact() {
        let share = Decimal::from_f64(14.5).expect("finite").percent();
        let (n, d) = share.fraction();
        assert_eq!(round_half_up(100 * n, d), 15);
        assert_eq!(share.to_f64(), 0.145);
        assert!(Decimal::from_f64(f64::NAN).is_none());
    }

    #[test]
    fn largest_remainders_go_first_and_ties_keep_their_order() {
        assert_eq!(largest_remainder(10, &[50, 35, 15]), [5, 4, 1]);
        assert_eq!(largest_remainder(1, &[1, 1, 1]), [1, 0, 0]);
        assert_eq!(largest_remainder(5, &[1, 1, 1]), [2, 2, 1]);
        assert_eq!(largest_remainder(7, &[0, 0]), [0, 0]);
    }
}
