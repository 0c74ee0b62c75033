//! Random shares of another check's passes and of its fails, done again.

use rand::RngExt;

use super::super::{Ask, Method, Select, Stratify};
use tierone_scenario::{KeyKind, MethodKeys, SampleKey, always_fits};

/// Draws from another check's results.
pub const METHOD: Method = Method {
    keys: MethodKeys {
        method: "recheck",
        meaning: "Random shares of another check's passes and fails, checked again.",
        keys: &[
            SampleKey {
                name: "of",
                kind: KeyKind::Check,
                required: true,
                meaning: "The earlier check whose results are done again.",
            },
            SampleKey {
                name: "passes",
                kind: KeyKind::Share,
                required: true,
                meaning: "Share of its passes that is drawn.",
            },
            SampleKey {
                name: "fails",
                kind: KeyKind::Share,
                required: true,
                meaning: "Share of its fails that is drawn.",
            },
        ],
        misfit: always_fits,
    },
    explanation: "Draws stated shares of the named check's passes and of its fails, at random. A \
                  number that is not whole is rounded at random to the floor or the ceiling, so that \
                  every decision keeps exactly the stated chance. The recheck knows the first result \
                  but errs on its own. If it estimates accuracy, its figure is the double-sampling \
                  estimate of the first check's frame (Tenenbein 1970): the first check's passes and \
                  fails, each corrected by what the recheck says of its share of them. It also \
                  estimates the first check's sensitivity and false fails. All take the recheck as \
                  the truth: what it misses itself stays in as bias.",
    known_inclusion: |_| true,
    stratify: |_| Stratify::Results,
    history: None,
    ask: |asking, rng| {
        let shares = ["passes", "fails"].map(|key| asking.sample.number(key).unwrap_or(0.0));
        let mut ask = Ask::default();
        for (size, share) in asking.strata.sizes.iter().zip(shares) {
            let whole = share * *size as f64 + rng.random::<f64>();
            ask.sizes.push((whole.floor() as u64).min(*size));
        }
        ask.quota = ask.total();
        ask
    },
    select: Select::AtRandom,
};
