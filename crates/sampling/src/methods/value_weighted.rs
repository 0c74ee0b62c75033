//! Each decision on its own, with a probability in proportion to its yearly value.

use super::super::{Ask, Method, Select, Stratify};
use tierone_scenario::{Activity, Complexity, KeyKind, MethodKeys, Misfit, Sample, SampleKey};

/// Draws by value.
pub const METHOD: Method = Method {
    keys: MethodKeys {
        method: "value-weighted",
        meaning: "Decisions with a probability in proportion to their yearly value (monetary-unit \
                  sampling).",
        keys: &[SampleKey {
            name: "checks",
            kind: KeyKind::Count,
            required: true,
            meaning: "Decisions expected in each period: the frame's expected value over this is the \
                      sampling interval.",
        }],
        misfit,
    },
    explanation: "A decision of value v enters the sample on its own with probability min(1, v/J), \
                  where the interval J is the frame's expected value over the checks. So the number \
                  drawn is random, somewhat below the checks where single values exceed J, and a \
                  pound counts alike wherever it is: use it to estimate the monetary value of error. \
                  Where checkers' hours cut it, a random part of what entered is checked. Decisions \
                  of activities without a value are never drawn, and its figures do not speak of \
                  them.",
    known_inclusion: |_| true,
    stratify: |sample| Stratify::ValueWeighted(sample.count("checks").unwrap_or(0)),
    history: None,
    ask: |asking, _| {
        let entered = asking.strata.sizes.first().copied().unwrap_or(0);
        let frame: u64 = asking.strata.sizes.iter().sum();
        // A random size is what was asked for; short is only a frame that holds fewer decisions.
        let checks = asking.sample.count("checks").unwrap_or(0);
        Ask {
            quota: entered + checks.saturating_sub(frame),
            sizes: vec![entered, 0],
        }
    },
    select: Select::AtRandom,
};

fn misfit(_: &Sample, activities: &[Activity], _: &[Complexity]) -> Option<Misfit> {
    let valued = activities.iter().any(|activity| activity.value.is_some());
    (!valued).then(|| Misfit {
        key: "method",
        message: "no activity has a value to draw by".into(),
        help: "give an activity its `value`, or draw by another method".into(),
    })
}
