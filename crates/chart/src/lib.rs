//! Charts: what a study says, as SVG text with alternative text and the figures behind it.
//!
//! Charts of a study are here, those of real checks in [`checked`], those of a forecast in `fan`.
//!
//! To add a chart: a file in `charts/` that ends in a `const`, and its row in [`CHARTS`]. A chart
//! draws on a `canvas` page and writes SVG by itself (`svg`): ticks, dashes, markers and the text
//! that must not be cut are placed by the rules of publication, to the tenth of a pixel.

mod canvas;
mod chart;
mod charts;
pub mod checked;
mod drawing;
mod fan;
mod place;
mod rows;
mod scale;
mod svg;
mod text;
mod words;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use chart::{Chart, Material};
pub use drawing::{Drawing, Table};
pub use fan::fans;
pub use words::period_names;

/// Every chart, in the order in which a report shows them.
pub const CHARTS: &[Chart] = &[
    charts::truth_against_estimate::CHART,
    charts::accuracy_by_period::CHART,
    charts::spread_of_estimate::CHART,
    charts::found_against_hours::CHART,
    charts::money_over_and_under::CHART,
    charts::mve_truth_against_estimate::CHART,
    charts::mve_precision::CHART,
    charts::contrasts::CHART,
];

/// Draws every chart that has something to show.
pub fn draw(material: &Material) -> Vec<Drawing> {
    CHARTS
        .iter()
        .filter_map(|chart| (chart.draw)(material))
        .collect()
}

/// The chart of a name.
pub fn chart(name: &str) -> Option<&'static Chart> {
    CHARTS.iter().find(|chart| chart.name == name)
}
