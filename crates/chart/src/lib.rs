//! Charts: what a study says, as SVG text with alternative text and the figures behind it.
//!
//! Charts of a study are here, those of real checks in [`checked`].
//!
//! To add a chart: a file in `charts/` that ends in a `const`, and its row in [`CHARTS`]. A chart
//! draws on a [`canvas`] page and writes SVG by itself ([`svg`]): ticks, dashes, markers and the text
//! that must not be cut are placed by the rules of publication, to the tenth of a pixel.

mod canvas;
mod charts;
pub mod checked;
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

use tierone_engine::study::{Record, Summary};
use tierone_scenario::Scenario;

/// What charts are drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// What the replications add up to.
    pub summary: &'a Summary,
    /// The replications themselves, in order.
    pub records: &'a [Record],
}

/// A kind of chart: of a study, or of what `Draw` draws from.
#[derive(Clone, Copy, Debug)]
pub struct Chart<Draw = fn(&Material) -> Option<Drawing>> {
    /// Its name: of its file, and in `list charts`.
    pub name: &'static str,
    /// What it shows, in a sentence.
    pub meaning: &'static str,
    /// Draws it; `None` where there is nothing to show in it.
    pub draw: Draw,
}

/// A drawn chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The chart's name.
    pub name: &'static str,
    /// The picture: a whole SVG file, which may also stand in a page as it is.
    pub svg: String,
    /// The headline: the finding in words.
    pub title: String,
    /// What is measured, and over how many replications.
    pub subtitle: String,
    /// What a reader who cannot see it needs to know.
    pub alt: String,
    /// The figures that are drawn.
    pub table: Table,
}

/// Figures as text, digits as the Monte Carlo error allows; a dash where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns, with units.
    pub columns: Vec<String>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
}

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
