//! Charts of real checks: what the figures, counts and signals of a sample say, as SVG.
//!
//! To add a chart: a file here that ends in a `const`, its `mod` line, and its row in [`CHARTS`]. They are drawn on the same
//! page as those of a study, from values that are already worked out: whoever must not be identified is not among them.

mod accuracy_by_group;
mod dots;
mod ewma_chart;
mod fails_by_attribute;
mod fails_by_kind;
mod funnel_plot;
mod group_row;
mod groups;
mod material;
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
mod honest;
#[cfg(test)]
mod tests;

use super::drawing::Drawing;
pub use material::{Chart, Group, Material};

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
