//! A fixed number from each caseworker's decisions.

use super::super::{Method, Select, Stratify};
use tierone_scenario::{KeyKind, MethodKeys, SampleKey, always_fits};

/// Draws from each caseworker.
pub const METHOD: Method = Method {
    keys: MethodKeys {
        method: "per-caseworker",
        meaning: "A fixed number of each caseworker's decisions a period.",
        keys: &[SampleKey {
            name: "checks",
            kind: KeyKind::Count,
            required: true,
            meaning: "Decisions drawn from each caseworker in each period.",
        }],
        misfit: always_fits,
    },
    explanation: "Draws `checks` decisions a period from each caseworker without replacement. A \
                  caseworker with few decisions is checked more closely, so the rate is estimated \
                  with weights. System decisions are left out.",
    known_inclusion: |_| true,
    stratify: |_| Stratify::Caseworker,
    history: None,
    ask: |asking, _| asking.of_each(),
    select: Select::AtRandom,
};
