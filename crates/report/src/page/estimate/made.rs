//! What the page of an estimate is made from.

use tierone_chart::Drawing;
use tierone_records::report::EstimateReport;

use crate::page::parts::{Part, drawn};

/// What the page of an estimate is made from.
#[derive(Clone, Copy, Debug)]
pub struct EstimateMade<'a> {
    /// The report.
    pub report: &'a EstimateReport,
    /// What it is of, such as the names of its files.
    pub title: &'a str,
    /// The charts.
    pub drawings: &'a [Drawing],
    /// What was read, each with its hash.
    pub inputs: &'a [(String, String)],
    /// The command that makes the same report.
    pub command: &'a str,
}

/// Charts that can show the answer, the best first. None of them names a person.
const LEADS: &[&str] = &[
    "p-chart",
    "accuracy-by-group",
    "fails-by-attribute",
    "fails-by-kind",
];

impl<'a> EstimateMade<'a> {
    /// The chart on the first screen.
    pub(super) fn lead(&self) -> Option<&'a Drawing> {
        LEADS.iter().find_map(|name| drawn(self.drawings, name))
    }

    /// A chart as a part of a section, if there is such a chart, and it is not the one on the first screen.
    pub(super) fn chart(&self, name: &str) -> Option<Part> {
        let is_first = self.lead().is_some_and(|lead| lead.name == name);
        drawn(self.drawings, name)
            .filter(|_| !is_first)
            .map(Part::chart)
    }
}
