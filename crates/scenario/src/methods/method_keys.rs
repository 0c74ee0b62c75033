//! What scenario files and their readers see of a sampling method: its name, its meaning, its keys.

use super::given::Given;
use super::key::SampleKey;
use crate::operation::{Activity, Complexity};

/// A sampling method as scenario files and readers see it.
#[derive(Clone, Copy, Debug)]
pub struct MethodKeys {
    /// The method's name.
    pub name: &'static str,
    /// One sentence for editors and the reference page.
    pub meaning: &'static str,
    /// What it does, when to use it and what can be concluded from it.
    pub explanation: &'static str,
    /// The keys it takes beside `method`.
    pub keys: &'static [SampleKey],
    /// What is wrong with keys that are each right but do not fit together, if anything is.
    pub misfit: fn(&Given, &[Activity], &[Complexity]) -> Option<Misfit>,
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

impl Misfit {
    pub(super) fn new(
        key: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            key,
            message: message.into(),
            help: help.into(),
        }
    }
}

/// For methods whose keys always fit together.
pub(super) fn always_fits(_: &Given, _: &[Activity], _: &[Complexity]) -> Option<Misfit> {
    None
}
