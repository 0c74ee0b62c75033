//! Charts of real checks: what the figures, counts and signals of a sample say, as SVG.
//!
//! To add a chart: a file here that ends in a `const`, its `mod` line, and its row in [`CHARTS`]. They are drawn on the same
//! page as those of a study, from values that are already worked out: whoever must not be told apart is not among them.

mod accuracy_by_group;
mod dots;
mod ewma_chart;
mod fails_by_attribute;
mod fails_by_kind;
mod funnel_plot;
mod groups;
mod mve_by_group;
mod named;
mod over_time;
mod p_chart;
mod pareto;
mod stands;
mod words;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

use tierone_records::assess::{Figure, Point};

use super::Drawing;

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
    /// What the funnel is of, such as the column of caseworkers.
    pub column: &'a str,
    /// The funnel; empty without one.
    pub people: &'a [Point],
    /// Fails by attribute.
    pub attributes: Vec<(&'a str, u64)>,
    /// Fails by kind of fail.
    pub kinds: Vec<(&'a str, u64)>,
    /// All cases, and groups of them.
    pub groups: Vec<Group<'a>>,
}

/// Cases that figures are told of.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a> {
    /// What tells groups apart; empty for all cases.
    pub by: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its figures.
    pub figures: &'a [Figure],
}

/// A kind of chart of real checks.
pub type Chart = super::Chart<fn(&Material) -> Option<Drawing>>;

/// Every chart, in the order in which a report shows them.
pub const CHARTS: &[Chart] = &[
    accuracy_by_group::CHART,
    mve_by_group::CHART,
    p_chart::CHART,
    ewma_chart::CHART,
    funnel_plot::CHART,
    fails_by_attribute::CHART,
    fails_by_kind::CHART,
];

/// Draws every chart that has something to show.
pub fn draw(material: &Material) -> Vec<Drawing> {
    let drawn = CHARTS.iter().filter_map(|chart| (chart.draw)(material));
    drawn.collect()
}
