//! How a check draws, and how scenario files see sampling methods and their keys.

use crate::ids::CheckId;
use crate::operation::Activity;
use crate::operation::Complexity;

/// How a check draws: a sampling method by name, and the values of its keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The method's name, one of the keys tables that reading was given.
    pub method: &'static str,
    /// Values by key; keys that were left out and have no default are absent.
    pub values: Vec<(&'static str, KeyValue)>,
}

/// A sampling method as scenario files see it.
#[derive(Clone, Copy, Debug)]
pub struct MethodKeys {
    /// The method's name.
    pub method: &'static str,
    /// One sentence for editors and the reference page.
    pub meaning: &'static str,
    /// The keys it takes beside `method`.
    pub keys: &'static [SampleKey],
    /// What is wrong with keys that are each right but do not fit together, if anything is.
    pub misfit: fn(&Sample, &[Activity], &[Complexity]) -> Option<Misfit>,
}

/// Keys of a sample that do not fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The key to point at; the whole sample where it is missing.
    pub key: &'static str,
    /// What is wrong: a sentence, lower case, no full stop.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// For methods whose keys always fit together.
pub fn always_fits(_: &Sample, _: &[Activity], _: &[Complexity]) -> Option<Misfit> {
    None
}

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

impl Sample {
    /// The value at `key`.
    pub fn get(&self, key: &str) -> Option<&KeyValue> {
        self.values
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value)
    }

    /// The whole number at `key`.
    pub fn count(&self, key: &str) -> Option<u64> {
        match self.get(key)? {
            KeyValue::Count(n) => Some(*n),
            _ => None,
        }
    }

    /// The share or number at `key`.
    pub fn number(&self, key: &str) -> Option<f64> {
        match self.get(key)? {
            KeyValue::Share(x) | KeyValue::Number(x) => Some(*x),
            _ => None,
        }
    }

    /// The chosen word's place at `key`.
    pub fn choice(&self, key: &str) -> Option<usize> {
        match self.get(key)? {
            KeyValue::Choice(i) => Some(*i),
            _ => None,
        }
    }

    /// The check named at `key`.
    pub fn check(&self, key: &str) -> Option<CheckId> {
        match self.get(key)? {
            KeyValue::Check(c) => Some(*c),
            _ => None,
        }
    }
}
