//! The keys of sampling methods: what may stand at one, and what stood there.

use crate::ids::CheckId;

/// One key of a sampling method.
#[derive(Clone, Copy, Debug)]
pub struct SampleKey {
    /// The key.
    pub name: &'static str,
    /// What may stand there.
    pub kind: KeyKind,
    /// Whether it must be given.
    pub required: bool,
    /// One sentence, with the default where there is one.
    pub meaning: &'static str,
}

impl SampleKey {
    /// A key that may be left out.
    pub(super) const fn optional(name: &'static str, kind: KeyKind) -> Self {
        Self {
            name,
            kind,
            required: false,
            meaning: "",
        }
    }

    /// A key that must be given.
    pub(super) const fn required(name: &'static str, kind: KeyKind) -> Self {
        Self {
            required: true,
            ..Self::optional(name, kind)
        }
    }

    pub(super) const fn means(mut self, meaning: &'static str) -> Self {
        self.meaning = meaning;
        self
    }
}

/// What may stand at a key of a sampling method.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum KeyKind {
    /// A whole number, zero or more.
    Count,
    /// A share or percentage, 0 to 1.
    Share,
    /// A number within bounds (inclusive).
    Number(f64, f64),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// The name of an earlier check of the same policy.
    Check,
    /// A table of whole numbers by name.
    Counts,
    /// Where strata divide: rising durations, resolved to periods, or rising amounts in £.
    Bands,
}

/// The value at a key of a sampling method.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyValue {
    /// See [`KeyKind::Count`].
    Count(u64),
    /// See [`KeyKind::Share`].
    Share(f64),
    /// See [`KeyKind::Number`].
    Number(f64),
    /// The word's place in the list of choices.
    Choice(usize),
    /// The check's place in the policy.
    Check(CheckId),
    /// Names with their counts, in file order.
    Counts(Vec<(String, u64)>),
    /// Periods, rising.
    Durations(Vec<f64>),
    /// £, rising.
    Amounts(Vec<f64>),
}
