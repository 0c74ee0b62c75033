//! What charts of real checks are drawn from.

use tierone_records::assess::{Figure, FigureName, Point};

use crate::drawing::Drawing;

/// What charts of real checks are drawn from.
#[derive(Clone, Debug, Default)]
pub struct Material<'a> {
    /// The design of the sample, within a sentence.
    pub design: &'a str,
    /// Confidence of the intervals.
    pub confidence: f64,
    /// Whoever has fewer checks is left out already.
    pub suppress_below: u64,
    /// The control chart over periods, in the order of time; empty without one.
    pub periods: &'a [Point],
    /// What its limits are, in a sentence, where a year has several looks.
    pub limits: Option<&'a str>,
    /// What the funnel is of, such as the column of caseworkers.
    pub column: &'a str,
    /// Whether those are people: no headline names any of them.
    pub of_people: bool,
    /// The funnel; empty without one.
    pub people: &'a [Point],
    /// Fails by attribute.
    pub attributes: Vec<(&'a str, u64)>,
    /// Fails by kind of fail.
    pub kinds: Vec<(&'a str, u64)>,
    /// Targets of figures: what they should reach, or not exceed.
    pub targets: Vec<(FigureName, f64)>,
    /// All cases, and groups of them.
    pub groups: Vec<Group<'a>>,
}

/// Cases that figures are reported for.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a> {
    /// The column that the group is of; empty for all cases.
    pub by: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Whether it is a person's: no headline names it.
    pub of_person: bool,
    /// Its figures.
    pub figures: &'a [Figure],
}

/// A kind of chart of real checks.
pub type Chart = crate::chart::Chart<fn(&Material) -> Option<Drawing>>;
