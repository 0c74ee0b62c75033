//! One rule: its texts, its examples, and the function that looks for it.

use super::context::{CheckPlace, RuleContext, TargetPlace};
use super::finding::Finding;
use super::names::LintName;
use tierone_analysis::PolicyFacts;
use tierone_scenario::{Level, PolicyId};

/// One lint, with all that the program says of it.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its code: the letter of its family and a number.
    pub code: &'static str,
    /// Its name, which completes “allow …”.
    pub name: &'static str,
    /// How serious it is unless a scenario or the command line sets its level.
    pub level: Level,
    /// What it looks for, in a sentence.
    pub looks_for: &'static str,
    /// Why that matters.
    pub matters: &'static str,
    /// How its number is worked out.
    pub formula: &'static str,
    /// Where that comes from.
    pub source: &'static str,
    /// What to do.
    pub remedy: &'static str,
    /// A change to [`crate::OFFICE`] on which it triggers.
    pub fires: &'static str,
    /// What to write there in place of what, for an example on which it does not trigger.
    pub(crate) quiet: &'static [(&'static str, &'static str)],
    /// What it finds.
    pub(crate) check: Scan,
}

/// What a rule is asked about, one by one, and what it finds there.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scan {
    /// The whole scenario, for any number of findings.
    Scenario(fn(&RuleContext<'_>) -> Vec<Finding>),
    /// The whole scenario, for one finding.
    Once(fn(&RuleContext<'_>) -> Option<Finding>),
    /// Each policy whose facts are known.
    Policies(fn(&RuleContext<'_>, PolicyId, &PolicyFacts) -> Option<Finding>),
    /// Each check of each policy.
    Checks(fn(&RuleContext<'_>, CheckPlace<'_>) -> Option<Finding>),
    /// Each check that estimates accuracy.
    Estimates(fn(&RuleContext<'_>, CheckPlace<'_>) -> Option<Finding>),
    /// Each target of a policy.
    Targets(fn(&RuleContext<'_>, TargetPlace<'_>) -> Option<Finding>),
}

impl Rule {
    /// A change to [`crate::OFFICE`] much like [`Rule::fires`] on which it does not trigger.
    pub fn quiet(&self) -> String {
        let edit = |text: String, (these, those): &(&str, &str)| text.replace(these, those);
        self.quiet.iter().fold(self.fires.into(), edit)
    }

    /// What it finds in a scenario.
    pub(crate) fn findings(&self, context: &RuleContext<'_>) -> Vec<Finding> {
        match self.check {
            Scan::Scenario(check) => check(context),
            Scan::Once(check) => check(context).into_iter().collect(),
            Scan::Policies(check) => context
                .policy_facts()
                .filter_map(|(id, policy)| check(context, id, policy))
                .collect(),
            Scan::Checks(check) => context
                .checks()
                .filter_map(|place| check(context, place))
                .collect(),
            Scan::Estimates(check) => context
                .checks()
                .filter(|place| place.check.estimate.accuracy)
                .filter_map(|place| check(context, place))
                .collect(),
            Scan::Targets(check) => context
                .targets()
                .filter_map(|place| check(context, place))
                .collect(),
        }
    }

    /// Its code and its name.
    pub(crate) fn lint(&self) -> LintName {
        LintName {
            code: self.code,
            name: self.name,
        }
    }
}
