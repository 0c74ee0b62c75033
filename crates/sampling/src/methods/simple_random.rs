//! A fixed number from the whole frame, every decision alike.

use super::super::{Method, Select, Stratify};
use tierone_scenario::{KeyKind, MethodKeys, SampleKey, always_fits};

/// Draws from the whole frame.
pub const METHOD: Method = Method {
    keys: MethodKeys {
        method: "simple-random",
        meaning: "A fixed number of decisions a period, drawn at random from the whole frame.",
        keys: &[SampleKey {
            name: "checks",
            kind: KeyKind::Count,
            required: true,
            meaning: "Decisions drawn in each period.",
        }],
        misfit: always_fits,
    },
    explanation: "Draws `checks` decisions a period from the frame without replacement. Every \
                  decision has the same chance, so the share of fails estimates the frame's rate \
                  without any weighting.",
    known_inclusion: |_| true,
    stratify: |_| Stratify::Whole,
    history: None,
    ask: |asking, _| asking.of_each(),
    select: Select::AtRandom,
};
