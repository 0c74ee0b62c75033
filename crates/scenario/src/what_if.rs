//! Assumptions that are read elsewhere in their range.

use crate::document::Node;
use crate::measure_name::MeasureName;

/// Where an assumption is taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum End {
    /// As it is assumed.
    Assumed,
    /// The lowest value thought possible.
    Low,
    /// The highest.
    High,
    /// So far from the lowest to the highest: 0 to 1, or beyond. Whole numbers are rounded.
    Between(f64),
}

/// What a scenario was read with, beside what is written in it.
#[derive(Clone, Debug)]
pub(super) struct ReadWith {
    /// Attributes that are known.
    pub known: Vec<Node>,
    pub catalogue_file: usize,
    pub measures: Vec<MeasureName>,
}

/// Assumptions that are read elsewhere than they are assumed.
#[derive(Clone, Debug)]
pub(super) struct WhatIf {
    pub taken: Vec<Taken>,
}

/// One of them.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    pub key: String,
    pub end: End,
    /// The value there, as a number.
    pub size: Option<f64>,
}

impl WhatIf {
    /// The place in the list of the assumption at a path.
    pub fn at(&self, path: &str) -> Option<usize> {
        self.taken.iter().position(|taken| taken.key == path)
    }

    /// Where the assumption at a path is taken; as it is assumed where nothing is said of it.
    pub(crate) fn end_at(&self, path: &str) -> End {
        self.at(path).map_or(End::Assumed, |at| self.taken[at].end)
    }
}
