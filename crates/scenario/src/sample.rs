//! How a check draws: a sampling method, and its keys as they were given.

use crate::methods::{Given, MethodRow, SamplingMethod};

/// How a check draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The method with its keys.
    pub method: SamplingMethod,
    /// The keys as they were given, for records of a draw.
    given: Given,
}

impl Sample {
    /// Reads the keys that a method was given.
    pub fn new(row: &MethodRow, given: impl Into<Given>) -> Self {
        let given = given.into();
        Self {
            method: (row.read)(&given),
            given,
        }
    }

    /// Every decision; also what is left of a sample that could not be read.
    pub fn census() -> Self {
        Self {
            method: SamplingMethod::Census,
            given: Given::default(),
        }
    }

    /// The keys as they were given; nothing else than records of a draw, and complaints about them, are made of these.
    pub fn given(&self) -> &Given {
        &self.given
    }
}
