//! A fixed number from the whole frame, every decision alike.

use super::given::Given;
use super::key::{KeyKind, SampleKey};
use super::method_keys::{MethodKeys, always_fits};

/// Draws from the whole frame.
#[derive(Clone, Debug, PartialEq)]
pub struct SimpleRandom {
    /// Decisions drawn in each period.
    pub checks: u64,
}

impl SimpleRandom {
    pub(super) fn read(given: &Given) -> Self {
        Self {
            checks: given.count("checks").unwrap_or(0),
        }
    }
}

/// Its row in the table of methods.
pub(super) const KEYS: MethodKeys = MethodKeys {
    name: "simple-random",
    meaning: "A fixed number of decisions a period, drawn at random from the whole frame.",
    keys: &[SampleKey::required("checks", KeyKind::Count).means("Decisions drawn in each period.")],

    explanation: "Draws `checks` decisions a period from the frame without replacement. Every \
                  decision has the same chance, so the share of fails estimates the frame's rate \
                  without any weighting.",
    misfit: always_fits,
};
