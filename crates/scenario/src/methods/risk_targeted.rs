//! The highest by a risk score of stated discrimination, with an optional random share.

use super::given::Given;
use super::key::{KeyKind, SampleKey};
use super::method_keys::{MethodKeys, always_fits};

/// Draws by score.
#[derive(Clone, Debug, PartialEq)]
pub struct RiskTargeted {
    /// Decisions drawn in each period, the random share included.
    pub checks: u64,
    /// Probability that a decision with an error scores above one without.
    pub auc: f64,
    /// Share of the checks that is drawn at random first.
    pub random_share: f64,
}

impl RiskTargeted {
    pub(super) fn read(given: &Given) -> Self {
        Self {
            checks: given.count("checks").unwrap_or(0),
            auc: given.number("auc").unwrap_or(0.5),
            random_share: given.number("random_share").unwrap_or(0.0),
        }
    }
}

/// Its row in the table of methods.
pub(super) const KEYS: MethodKeys = MethodKeys {
    name: "risk-targeted",
    meaning: "The decisions with the highest risk scores, and a random share if one is kept.",
    keys: &[
        SampleKey::required("checks", KeyKind::Count)
            .means("Decisions drawn in each period, the random share included."),
        SampleKey::required("auc", KeyKind::Number(0.5, 0.9999))
            .means("Probability that a decision with an error scores above one without: 0.5 is no better than chance."),
        SampleKey::optional("random_share", KeyKind::Share)
            .means("Share of the checks that is drawn at random first; none unless said."),
    ],

    explanation: "Every decision scores N(0, 1), or N(√2·Φ⁻¹(AUC), 1) if it has an error in an \
                  accuracy or monetary attribute; afresh for each check. A random share is drawn \
                  first, then the highest scores among the rest. The chance of a decision is not \
                  known, so the fail rate of what was checked is no estimate of accuracy; only the \
                  random share is one.",
    misfit: always_fits,
};
