//! Upper limits where no error was found, one-sided.

use serde::{Serialize, Serializer};
use tierone_stats::written::in_percent;

use crate::assess::{
    Asked, Bound, Correction, DrawnSample, Figure, FigureName, Money, ONE_SIDED, most_in_error,
    most_wrong, of_frame,
};

/// What no error found says of a group.
#[derive(Clone, Debug, Serialize)]
#[serde(into = "Row")]
pub struct ZeroErrors {
    /// Checked cases.
    pub(super) n: u64,
    /// The share of decisions that are wrong at most; none where all were checked.
    pub(super) wrong: Option<Bound>,
    /// The money in error at most; none where some was found, or nothing is known of it.
    pub(super) money: Option<Money>,
    /// What share of errors checkers find at least, where that is known.
    pub(super) found: Option<f64>,
}

impl ZeroErrors {
    /// Of the decisions of `members`; none where an error was found, or nothing can be said.
    pub(super) fn of(
        sample: &DrawnSample,
        members: &[usize],
        figures: &[Figure],
        correction: Option<Correction>,
        asked: &Asked,
    ) -> Option<Self> {
        let accuracy = of_frame(figures, FigureName::Accuracy);
        let accuracy = accuracy.filter(|figure| figure.found == 0 && figure.n > 0)?;
        // What strata come to is then known from a sample alone; the interval reckons with that.
        if sample.cheap.as_ref().is_some_and(|cheap| cheap.of_sample) {
            return None;
        }
        let mut zero = Self {
            n: accuracy.n,
            wrong: None,
            money: None,
            found: correction.map(Correction::least_found),
        };
        if accuracy.method == "census" {
            return Some(zero);
        }
        let wrong = most_wrong(sample, members, accuracy)?;
        zero.wrong = Some(wrong);
        // An error that is tolerated is money all the same.
        if of_frame(figures, FigureName::ErrorGross).is_some_and(|gross| gross.found == 0) {
            zero.money = most_in_error(sample, members, asked, wrong);
        }
        Some(zero)
    }
}

/// The limits with perfect checkers, and with those who find at least a share of errors, where that is known.
#[derive(Serialize)]
struct Row {
    confidence: f64,
    at_most: Limits,
    at_most_with_checkers: Option<Limits>,
}

#[derive(Serialize)]
struct Limits {
    #[serde(serialize_with = "in_percent_both")]
    wrong: Option<Bound>,
    error_gross: Option<Bound>,
    #[serde(serialize_with = "in_percent_both")]
    mve_gross: Option<Bound>,
}

/// Writes a bound of a share.
fn in_percent_both<S: Serializer>(bound: &Option<Bound>, serializer: S) -> Result<S::Ok, S::Error> {
    let written = bound.map(|bound| bound.map(in_percent));
    written.serialize(serializer)
}

impl From<ZeroErrors> for Row {
    fn from(zero: ZeroErrors) -> Self {
        let ZeroErrors { wrong, money, .. } = zero;
        let limits = |found: f64| {
            let limit = |bound: Bound| bound.with_checkers(found);
            Limits {
                wrong: wrong.map(|wrong| limit(wrong.within(found))),
                error_gross: money.map(|money| limit(money.amount)),
                mve_gross: money.and_then(|money| money.share).map(limit),
            }
        };
        Self {
            confidence: in_percent(ONE_SIDED),
            at_most: limits(1.0),
            at_most_with_checkers: zero.found.map(limits),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checkers_who_find_half_double_the_limits_up_to_all() {
        let wrong = |worst| Some(Bound { worst, alike: None });
        let row = |worst, found| {
            Row::from(ZeroErrors {
                n: 10,
                wrong: wrong(worst),
                money: None,
                found,
            })
        };
        let limit = |limits: Option<Limits>| limits.and_then(|limits| limits.wrong);
        assert_eq!(limit(Some(row(0.2, Some(0.5)).at_most)), wrong(0.2));
        assert_eq!(limit(row(0.2, Some(0.5)).at_most_with_checkers), wrong(0.4));
        assert_eq!(limit(row(0.7, Some(0.5)).at_most_with_checkers), wrong(1.0));
        assert!(row(0.7, None).at_most_with_checkers.is_none());
    }
}
