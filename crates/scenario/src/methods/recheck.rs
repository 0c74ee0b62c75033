//! Random shares of another check's passes and of its fails, done again.

use super::given::Given;
use super::key::{KeyKind, SampleKey};
use super::method_keys::{MethodKeys, always_fits};
use crate::ids::CheckId;

/// Draws from another check's results.
#[derive(Clone, Debug, PartialEq)]
pub struct Recheck {
    /// The earlier check whose results are done again.
    pub of: CheckId,
    /// Share of its passes that is drawn.
    pub passes: f64,
    /// Share of its fails that is drawn.
    pub fails: f64,
}

impl Recheck {
    pub(super) fn read(given: &Given) -> Self {
        Self {
            of: given.check("of").unwrap_or(0),
            passes: given.number("passes").unwrap_or(0.0),
            fails: given.number("fails").unwrap_or(0.0),
        }
    }
}

/// Its row in the table of methods.
pub(super) const KEYS: MethodKeys = MethodKeys {
    name: "recheck",
    meaning: "Random shares of another check's passes and fails, checked again.",
    keys: &[
        SampleKey::required("of", KeyKind::Check)
            .means("The earlier check whose results are done again."),
        SampleKey::required("passes", KeyKind::Share).means("Share of its passes that is drawn."),
        SampleKey::required("fails", KeyKind::Share).means("Share of its fails that is drawn."),
    ],

    explanation: "Draws stated shares of the named check's passes and of its fails, at random. A \
                  number that is not whole is rounded at random to the floor or the ceiling, so that \
                  every decision keeps exactly the stated chance. The recheck knows the first result \
                  but errs on its own. If it estimates accuracy, its figure is the double-sampling \
                  estimate of the first check's frame (Tenenbein 1970): the first check's passes and \
                  fails, each corrected by what the recheck says of its share of them. It also \
                  estimates the first check's sensitivity and false fails. All take the recheck as \
                  the truth: what it misses itself stays in as bias.",
    misfit: always_fits,
};
