//! Charts: what a study says, as SVG text with alternative text and the figures behind it.
//!
//! Charts of a study are here, those of real checks in [`checked`], those of a forecast in `fan` and `series`, those of a plan in `front`,
//! those of a sensitivity in `tornado` and `shares`, those of a fit in `fitted/`,
//! those of a grid in `sweep`, whose words are in `sweep_words`.
//!
//! To add a chart: a file in `charts/` that ends in a `const`, and its row in [`CHARTS`]. A chart
//! puts shapes and words on a `canvas` page, by the rules of publication; one function (`surface`)
//! has plotters draw them, as SVG and as PNG.

mod bars;
mod canvas;
mod chart;
mod charts;
pub mod checked;
mod claims;
mod drawing;
mod fan;
mod fitted;
mod front;
mod letters;
mod picture;
mod place;
mod png;
mod replications;
mod rows;
mod scale;
mod series;
mod shares;
mod signs;
mod surface;
mod svg;
mod sweep;
mod sweep_words;
mod targets;
mod text;
mod tornado;
mod words;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod hanging;
#[cfg(test)]
mod honest;
#[cfg(test)]
mod tests;

pub use chart::{Chart, Material};
pub use drawing::{Drawing, Table};
pub use fan::fans;
pub use fitted::fitted;
pub use front::fronts;
pub use series::series_ahead;
pub use shares::shares;
pub use sweep::sweeps;
pub use tornado::tornados;
pub use words::period_names;

/// Every chart, in the order in which a report shows them.
pub const CHARTS: &[Chart] = &[
    charts::truth_against_estimate::CHART,
    charts::accuracy_by_period::CHART,
    charts::spread_of_estimate::CHART,
    charts::found_against_hours::CHART,
    charts::backlog_against_hours::CHART,
    charts::timeliness::CHART,
    charts::money_over_and_under::CHART,
    charts::mve_truth_against_estimate::CHART,
    charts::mve_precision::CHART,
    charts::contrasts::CHART,
    charts::pilots::CHART,
];

/// Draws every chart that has something to show.
pub fn draw(material: &Material) -> Vec<Drawing> {
    let drawn = CHARTS.iter().filter_map(|chart| (chart.draw)(material));
    drawn.collect()
}

/// The chart of a name.
pub fn chart(name: &str) -> Option<&'static Chart> {
    CHARTS.iter().find(|chart| chart.name == name)
}
