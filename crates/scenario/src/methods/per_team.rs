//! A fixed number from each team's decisions.

use super::given::Given;
use super::key::{KeyKind, SampleKey};
use super::method_keys::{MethodKeys, always_fits};

/// Draws from each team.
#[derive(Clone, Debug, PartialEq)]
pub struct PerTeam {
    /// Decisions drawn from each team in each period.
    pub checks: u64,
}

impl PerTeam {
    pub(super) fn read(given: &Given) -> Self {
        Self {
            checks: given.count("checks").unwrap_or(0),
        }
    }
}

/// Its row in the table of methods.
pub(super) const KEYS: MethodKeys = MethodKeys {
    name: "per-team",
    meaning: "A fixed number of each team's decisions a period.",
    keys: &[SampleKey::required("checks", KeyKind::Count)
        .means("Decisions drawn from each team in each period.")],

    explanation: "Draws `checks` decisions a period from each team without replacement, so that every \
                  team leader has as many to look at. A team with few decisions is checked more \
                  closely, so the rate is estimated with weights. Within a team anyone may be \
                  missed; `per-caseworker` misses nobody. System decisions are left out, and teams \
                  without a decision in the frame are asked for nothing.",
    misfit: always_fits,
};
