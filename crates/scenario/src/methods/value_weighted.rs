//! Each decision on its own, with a probability in proportion to its yearly value.

use super::given::Given;
use super::key::{KeyKind, SampleKey};
use super::method_keys::{MethodKeys, Misfit};
use crate::operation::{Activity, Complexity};

/// Draws by value.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueWeighted {
    /// Decisions expected in each period.
    pub checks: u64,
}

impl ValueWeighted {
    pub(super) fn read(given: &Given) -> Self {
        Self {
            checks: given.count("checks").unwrap_or(0),
        }
    }
}

/// Its row in the table of methods.
pub(super) const KEYS: MethodKeys = MethodKeys {
    name: "value-weighted",
    meaning: "Decisions with a probability in proportion to their yearly value (monetary-unit \
                  sampling).",
    keys: &[SampleKey::required("checks", KeyKind::Count)
            .means("Decisions expected in each period: the frame's expected value over this is the sampling interval.")],

    explanation: "A decision of value v enters the sample on its own with probability min(1, v/J), \
                  where the interval J is the frame's expected value over the checks. So the number \
                  drawn is random, somewhat below the checks where single values exceed J, and a \
                  pound counts alike wherever it is: use it to estimate the monetary value of error. \
                  Where checkers' hours cut it, a random part of what entered is checked. Decisions \
                  of activities without a value are never drawn, and its figures do not speak of \
                  them.",
    misfit,
};

/// There must be a value to draw by.
fn misfit(_: &Given, activities: &[Activity], _: &[Complexity]) -> Option<Misfit> {
    let valued = activities.iter().any(|activity| activity.value.is_some());
    (!valued).then(|| {
        Misfit::new(
            "method",
            "no activity has a value to draw by",
            "give an activity its `value`, or draw by another method",
        )
    })
}
