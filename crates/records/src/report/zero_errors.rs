//! Upper limits where no error was found, one-sided.

use serde::Serialize;

use crate::assess::{Bound, Money, ONE_SIDED};

/// What no error found says of a group.
#[derive(Clone, Debug, Serialize)]
pub struct ZeroErrors {
    confidence: f64,
    at_most: Limits,
    at_most_with_checkers: Option<Limits>,
}

#[derive(Clone, Debug, Serialize)]
struct Limits {
    wrong: Option<Bound>,
    error_gross: Option<Bound>,
    mve_gross: Option<Bound>,
}

impl ZeroErrors {
    /// With perfect checkers, and with those who find at least the share `found` of errors, where that is known.
    pub fn new(wrong: Option<Bound>, money: Option<Money>, found: Option<f64>) -> Self {
        let limits = |found: f64| {
            let limit = |bound: Bound| bound.with_checkers(found);
            Limits {
                wrong: wrong.map(|wrong| limit(wrong.within(found))),
                error_gross: money.map(|money| limit(money.amount)),
                mve_gross: money.and_then(|money| money.share).map(limit),
            }
        };
        Self {
            confidence: ONE_SIDED,
            at_most: limits(1.0),
            at_most_with_checkers: found.map(limits),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checkers_who_find_half_double_the_limits_up_to_all() {
        let wrong = |worst| Some(Bound { worst, alike: None });
        let limit = |limits: Option<Limits>| limits.and_then(|limits| limits.wrong);
        let told = ZeroErrors::new(wrong(0.2), None, Some(0.5));
        assert_eq!(limit(Some(told.at_most)), wrong(0.2));
        assert_eq!(limit(told.at_most_with_checkers), wrong(0.4));
        let told = ZeroErrors::new(wrong(0.7), None, Some(0.5));
        assert_eq!(limit(told.at_most_with_checkers), wrong(1.0));
        let told = ZeroErrors::new(wrong(0.7), None, None);
        assert!(told.at_most_with_checkers.is_none());
    }
}
