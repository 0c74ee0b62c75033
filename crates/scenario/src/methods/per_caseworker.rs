//! A fixed number from each caseworker's decisions.

use super::given::Given;
use super::key::{KeyKind, SampleKey};
use super::method_keys::{MethodKeys, always_fits};

/// Draws from each caseworker.
#[derive(Clone, Debug, PartialEq)]
pub struct PerCaseworker {
    /// Decisions drawn from each caseworker in each period.
    pub checks: u64,
}

impl PerCaseworker {
    pub(super) fn read(given: &Given) -> Self {
        Self {
            checks: given.count("checks").unwrap_or(0),
        }
    }
}

/// Its row in the table of methods.
pub(super) const KEYS: MethodKeys = MethodKeys {
    name: "per-caseworker",
    meaning: "A fixed number of each caseworker's decisions a period.",
    keys: &[SampleKey::required("checks", KeyKind::Count)
        .means("Decisions drawn from each caseworker in each period.")],

    explanation: "Draws `checks` decisions a period from each caseworker without replacement. A \
                  caseworker with few decisions is checked more closely, so the rate is estimated \
                  with weights. System decisions are left out.",
    misfit: always_fits,
};
