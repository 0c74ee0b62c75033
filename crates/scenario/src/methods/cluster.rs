//! Teams at random, then decisions within each team drawn.

use super::given::Given;
use super::key::{KeyKind, SampleKey};
use super::method_keys::{MethodKeys, always_fits};

/// Draws teams first.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// Teams drawn in each period.
    pub clusters: u64,
    /// Decisions drawn in each of them; all where none is said.
    pub checks: Option<u64>,
}

impl Cluster {
    pub(super) fn read(given: &Given) -> Self {
        Self {
            clusters: given.count("clusters").unwrap_or(0),
            checks: given.count("checks"),
        }
    }
}

/// Its row in the table of methods.
pub(super) const KEYS: MethodKeys = MethodKeys {
    name: "cluster",
    meaning: "Some teams at random, and decisions at random within each of them.",
    keys: &[
        SampleKey::required("clusters", KeyKind::Count).means("Teams drawn in each period."),
        SampleKey::optional("checks", KeyKind::Count)
            .means("Decisions drawn in each of these teams; all of them unless said."),
    ],

    explanation: "Draws `clusters` of the teams that have decisions in the frame, each as likely as \
                  the others, and `checks` decisions within each, both without replacement. A \
                  decision stands for as many as there are teams to a team drawn, times its team's \
                  decisions to those checked. Decisions of one team are alike, so the sample says \
                  less than its number: intervals go by how far the teams drawn are apart, with the t \
                  distribution of so few. One team in a single period says nothing of that, and has \
                  no interval; nor has a recheck of such a sample. System decisions are left out.",
    misfit: always_fits,
};
