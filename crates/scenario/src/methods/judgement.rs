//! The team leader's own pick, tilted to error.

use super::given::Given;
use super::key::{KeyKind, SampleKey};
use super::method_keys::{MethodKeys, always_fits};

/// Draws by judgement.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Decisions picked from each caseworker in each period.
    pub checks: u64,
    /// Odds that a decision with an error is picked, to those of one without.
    pub odds_ratio: f64,
}

impl Judgement {
    pub(super) fn read(given: &Given) -> Self {
        Self {
            checks: given.count("checks").unwrap_or(0),
            odds_ratio: given.number("odds_ratio").unwrap_or(1.0),
        }
    }
}

/// Its row in the table of methods.
pub(super) const KEYS: MethodKeys = MethodKeys {
    name: "judgement",
    meaning: "The team leader's own pick of each caseworker's decisions, tilted to error.",
    keys: &[
        SampleKey::required("checks", KeyKind::Count)
            .means("Decisions picked from each caseworker in each period."),
        SampleKey::required("odds_ratio", KeyKind::Number(1e-6, 1e6))
            .means("Odds that a decision with an error is picked, to those of one without: 1 is a random pick, less than 1 looks away."),
    ],

    explanation: "Picks `checks` decisions a period of each caseworker. How many of them have an error \
                  in an accuracy or monetary attribute follows Fisher's non-central hypergeometric \
                  law with the stated odds ratio; which of those, and which of the others, is left \
                  to chance. The chance of a decision is not known to anybody, so the fail rate of \
                  what was picked is of checked decisions only, and no estimate of accuracy. System \
                  decisions are left out.",
    misfit: always_fits,
};
