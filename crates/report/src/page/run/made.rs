//! What the page of a run is made from.

use tierone_chart::Drawing;
use tierone_engine::study::Summary;
use tierone_scenario::Scenario;
use tierone_scenario::diagnostic::SourceFile;

use crate::manifest::Manifest;
use crate::page::parts::{Cell, LintRow, Part, drawn};

/// Charts that can show the answer, the best first.
const LEADS: &[&str] = &["contrasts", "truth-against-estimate", "accuracy-by-period"];

/// What the page of a run is made from.
#[derive(Clone, Copy, Debug)]
pub struct RunMade<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The files that it was read from.
    pub sources: &'a [SourceFile],
    /// What the replications add up to.
    pub summary: &'a Summary,
    /// What ran. Its times are not on the page: they alone differ when a run is repeated.
    pub manifest: &'a Manifest,
    /// The policy that others are compared with.
    pub baseline: usize,
    /// How rates were moved to a known figure, in a sentence, where that took a simulation.
    pub anchored: Option<&'a str>,
    /// The charts.
    pub drawings: &'a [Drawing],
    /// What was found in the scenario without running it.
    pub lints: &'a [LintRow],
}

impl<'a> RunMade<'a> {
    /// The policies by their place.
    pub(crate) fn policies(&self) -> std::ops::Range<usize> {
        0..self.scenario.policies.len()
    }

    pub(crate) fn name(&self, policy: usize) -> &str {
        &self.scenario.policies[policy].name
    }

    /// The name of a policy as a cell.
    pub(super) fn named(&self, policy: usize) -> Cell {
        Cell::name(self.name(policy))
    }

    /// The chart on the first screen.
    pub(super) fn lead(&self) -> Option<&'a Drawing> {
        let lead = LEADS.iter().find_map(|name| drawn(self.drawings, name));
        lead.or(self.drawings.first())
    }

    /// A chart as a part of a section, if there is such a chart, and it is not the one on the first screen.
    pub(super) fn chart(&self, name: &str) -> Option<Part> {
        let is_first = self.lead().is_some_and(|lead| lead.name == name);
        drawn(self.drawings, name)
            .filter(|_| !is_first)
            .map(Part::chart)
    }
}
