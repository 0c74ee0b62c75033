//! How large an error may be: the largest that counts as right, and the most that one can be at all.

use serde::Serialize;

use crate::lists::amounts::amount;
use tierone_stats::written::percent;

/// The error of an attribute up to which it counts as right, or the most that one can be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tolerance {
    /// Any fail counts.
    None,
    /// £ a year.
    Amount(f64),
    /// A share of the decision's value.
    Share(#[serde(serialize_with = "percent")] f64),
}

impl From<Tolerance> for tierone_scenario::Tolerance {
    fn from(tolerance: Tolerance) -> Self {
        match tolerance {
            Tolerance::None => Self::None,
            Tolerance::Amount(most) => Self::Amount(most),
            Tolerance::Share(most) => Self::ShareOfValue(most),
        }
    }
}

impl Tolerance {
    /// Whether an amount in error of one attribute is beyond it, as a simulation says.
    pub fn is_exceeded_by(self, amount: f64, value: Option<f64>) -> bool {
        tierone_scenario::Tolerance::from(self).is_exceeded_by(amount, value)
    }

    /// Reads `none`, an amount or a share.
    ///
    /// # Errors
    /// What to write.
    pub fn read(text: &str) -> Result<Self, String> {
        let tolerance = if text == "none" {
            Some(Self::None)
        } else if text.ends_with('%') {
            let share = number(text).filter(|share| *share >= 0.0);
            share.map(Self::Share)
        } else {
            let amount = amount(text).ok().filter(|amount| amount.0 >= 0);
            amount.map(|amount| Self::Amount(amount.pounds()))
        };
        tolerance.ok_or_else(|| "write none, an amount such as 5.00, or a share such as 1%".into())
    }

    /// Reads the most that an error can be.
    ///
    /// # Errors
    /// What to write.
    pub fn read_most(text: &str) -> Result<Self, String> {
        match Self::read(text) {
            Ok(Self::Amount(most) | Self::Share(most)) if most <= 0.0 => None,
            Ok(Self::None) | Err(_) => None,
            Ok(most) => Some(most),
        }
        .ok_or_else(|| "write an amount above 0 such as 500.00, or a share such as 50%".into())
    }
}

/// A number, in percent where it says so.
pub(crate) fn number(text: &str) -> Option<f64> {
    let (number, per) = match text.trim().strip_suffix('%') {
        Some(percent) => (percent, 100.0),
        None => (text, 1.0),
    };
    let number = number.trim().parse::<f64>().ok()? / per;
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tolerance_is_none_an_amount_or_a_share() {
        assert_eq!(Tolerance::read("none"), Ok(Tolerance::None));
        assert_eq!(Tolerance::read("5.00"), Ok(Tolerance::Amount(5.0)));
        assert_eq!(Tolerance::read("1%"), Ok(Tolerance::Share(0.01)));
        for wrong in ["much", "-1", "-1%", "inf%"] {
            assert!(Tolerance::read(wrong).is_err(), "{wrong}");
        }
        for wrong in ["none", "0", "0%", "-5"] {
            assert!(Tolerance::read_most(wrong).is_err(), "{wrong}");
        }
    }
}
