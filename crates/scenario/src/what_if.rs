//! An assumption that is read at an end of its range.

use crate::document::Node;

/// Where an assumption is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// As it is assumed.
    Assumed,
    /// The lowest value thought possible.
    Low,
    /// The highest.
    High,
}

/// What a scenario was read with, beside what is written in it.
#[derive(Clone, Debug)]
pub(super) struct ReadWith {
    /// Attributes that are known.
    pub known: Vec<Node>,
    pub catalogue_file: usize,
    pub measures: Vec<String>,
}

/// An assumption that is read at one end of its range.
#[derive(Clone, Debug)]
pub(super) struct WhatIf {
    pub key: String,
    pub end: End,
    /// The value there, as a number.
    pub size: Option<f64>,
}

impl WhatIf {
    /// The key to read instead of the assumed value, where this is the assumption.
    pub fn key_at(&self, path: &str) -> Option<&'static str> {
        match self.end {
            _ if !self.is_at(path) => None,
            End::Assumed => None,
            End::Low => Some("low"),
            End::High => Some("high"),
        }
    }

    pub fn is_at(&self, path: &str) -> bool {
        self.key == path
    }
}
