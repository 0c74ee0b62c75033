//! A kind of chart, and what charts of a study are drawn from.

use tierone_engine::measure::Scope;
use tierone_engine::study::{Record, Spread, Summary};
use tierone_scenario::Scenario;

use super::drawing::Drawing;
use super::words::finding;

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

impl<'a> Material<'a> {
    /// The name of a policy.
    pub(super) fn name(&self, policy: usize) -> &'a str {
        &self.scenario.policies[policy].name
    }

    /// A figure of a policy over the horizon.
    pub(super) fn figure(&self, policy: usize, name: &str) -> Option<&'a Spread> {
        self.summary.figure(policy, Scope::Policy, name)
    }

    /// A headline: the claim, if there are replications enough for one.
    pub(super) fn finding(&self, shown: &str, claim: impl FnOnce() -> String) -> String {
        finding(shown, self.summary.replications, claim)
    }

    /// Where its figures come from.
    pub(super) fn source(&self) -> String {
        format!("Source: simulation of “{}”.", self.scenario.title)
    }
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
