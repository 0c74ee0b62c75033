//! What a rule may look at, and what it says.

use super::Rule;
use super::known::Known;
use tierone_scenario::diagnostic::{Diagnostic, Label, Severity};
use tierone_scenario::{Check, CheckId, Policy, PolicyId, Reading, Scenario, Step};

/// A scenario with all that is known of it without a draw.
#[derive(Debug)]
pub struct Case<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// How it was read: what is written where, and every number with a source or a range.
    pub reading: &'a Reading,
    /// Closed forms.
    pub known: Known,
}

/// What a rule says once.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// One sentence, lower case, no full stop, with the number that makes it matter.
    pub message: String,
    /// The words that are wrong first, then those that they are measured against.
    pub labels: Vec<Label>,
    /// What to do, lower case, no full stop.
    pub help: String,
}

impl Finding {
    /// A sentence about a place, and what to do.
    pub fn new(message: String, at: Label, help: impl Into<String>) -> Self {
        Self {
            message,
            labels: vec![at],
            help: help.into(),
        }
    }

    /// The same with a place that the first is measured against.
    pub fn and(mut self, at: Label) -> Self {
        self.labels.push(at);
        self
    }

    pub(super) fn diagnostic(self, rule: &Rule, severity: Severity) -> Diagnostic {
        Diagnostic {
            code: rule.code,
            severity,
            message: self.message,
            labels: self.labels,
            help: Some(self.help),
        }
    }
}

/// A check with the policy it is in.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Which policy.
    pub policy_id: PolicyId,
    /// Which check of it.
    pub check_id: CheckId,
    /// The policy.
    pub policy: &'a Policy,
    /// The check.
    pub check: &'a Check,
}

impl<'a> Case<'a> {
    pub(super) fn new(scenario: &'a Scenario, reading: &'a Reading) -> Self {
        Self {
            scenario,
            reading,
            known: Known::of(scenario),
        }
    }

    /// A place in the scenario, or the nearest above it that is written.
    pub fn at(&self, steps: &[Step<'_>], text: impl Into<String>) -> Label {
        self.reading.places.label(steps, text)
    }

    /// Whether something is written in the scenario.
    pub fn says(&self, steps: &[Step<'_>]) -> bool {
        self.reading.places.has(steps)
    }

    /// Whether something is written in a check.
    pub fn says_of_check(&self, place: Place<'_>, keys: &[&str]) -> bool {
        self.says(&Self::steps(place, keys))
    }

    /// A place in a policy.
    pub fn at_policy(&self, policy: PolicyId, keys: &[&str], text: impl Into<String>) -> Label {
        let mut steps = vec![Step::Key("policy"), Step::Item(policy)];
        steps.extend(keys.iter().map(|key| Step::Key(key)));
        self.at(&steps, text)
    }

    /// A place in a check.
    pub fn at_check(&self, place: Place<'_>, keys: &[&str], text: impl Into<String>) -> Label {
        self.at(&Self::steps(place, keys), text)
    }

    fn steps<'k>(place: Place<'_>, keys: &[&'k str]) -> Vec<Step<'k>> {
        let mut steps = vec![
            Step::Key("policy"),
            Step::Item(place.policy_id),
            Step::Key("check"),
            Step::Item(place.check_id),
        ];
        steps.extend(keys.iter().map(|key| Step::Key(key)));
        steps
    }

    /// Every check of every policy.
    pub fn checks(&self) -> impl Iterator<Item = Place<'a>> + use<'a> {
        let policies = self.scenario.policies.iter().enumerate();
        policies.flat_map(|(policy_id, policy)| {
            let checks = policy.checks.iter().enumerate();
            checks.map(move |(check_id, check)| Place {
                policy_id,
                check_id,
                policy,
                check,
            })
        })
    }
}
