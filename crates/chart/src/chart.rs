//! A kind of chart, and what charts of a study are drawn from.

use tierone_engine::study::{Record, Summary};
use tierone_scenario::Scenario;

use super::drawing::Drawing;

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
