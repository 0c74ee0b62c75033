//! Every decision of the frame.

use super::super::{Ask, Method, Select, Stratify};
use tierone_scenario::{MethodKeys, always_fits};

/// Checks everything.
pub const METHOD: Method = Method {
    keys: MethodKeys {
        method: "census",
        meaning: "Every decision of the frame is checked.",
        keys: &[],
        misfit: always_fits,
    },
    explanation: "Every decision of the frame is checked, as far as checkers' hours go. There is no \
                  sampling error; what the checkers miss is still missed.",
    known_inclusion: |_| true,
    stratify: |_| Stratify::Whole,
    history: None,
    ask: |asking, _| Ask {
        quota: asking.strata.sizes.iter().sum(),
        sizes: asking.strata.sizes.clone(),
    },
    select: Select::AtRandom,
};
