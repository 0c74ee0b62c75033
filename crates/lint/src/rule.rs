//! One rule: its texts, its examples, and the function that looks for it.

use super::context::{CheckPlace, Release, RuleContext, TargetPlace};
use super::finding::Finding;
use super::names::LintName;
use tierone_analysis::PolicyFacts;
use tierone_scenario::workflow::State;
use tierone_scenario::{
    Activity, ActivityId, Assumption, CoachingGroup, LearningProduct, Level, LintSetting, Policy,
    PolicyId, Pool,
};

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

/// What a rule finds in one entry of a list, which comes with its place in the list.
type Each<T> = fn(&RuleContext<'_>, usize, &T) -> Option<Finding>;

/// What a rule is asked about, one by one, and what it finds there.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scan {
    /// The whole scenario, for any number of findings.
    Scenario(fn(&RuleContext<'_>) -> Vec<Finding>),
    /// The whole scenario, for one finding.
    Once(fn(&RuleContext<'_>) -> Option<Finding>),
    /// Each activity.
    Activities(Each<Activity>),
    /// Each assumed number.
    Assumptions(Each<Assumption>),
    /// Each coaching group.
    Groups(Each<CoachingGroup>),
    /// Each pool.
    Pools(Each<Pool>),
    /// Each learning product.
    Products(Each<LearningProduct>),
    /// Each learning product under each policy, where closed forms tell what is found.
    Releases(fn(&RuleContext<'_>, &Release<'_>) -> Option<Finding>),
    /// Each entry of `[lints]`.
    Settings(Each<LintSetting>),
    /// Each state of the correction workflow.
    States(Each<State>),
    /// Each policy.
    Policies(Each<Policy>),
    /// Each policy whose facts are known.
    PolicyFacts(Each<PolicyFacts>),
    /// Each activity under each policy.
    PolicyActivities(fn(&RuleContext<'_>, PolicyId, ActivityId) -> Option<Finding>),
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
        let scenario = context.scenario;
        let policies = 0..scenario.policies.len();
        let activities = 0..scenario.activities.len();
        let estimates = |place: &CheckPlace<'_>| place.check.estimate.accuracy;
        match self.check {
            Scan::Scenario(check) => check(context),
            Scan::Once(check) => check(context).into_iter().collect(),
            Scan::Activities(check) => each(context, &scenario.activities, check),
            Scan::Assumptions(check) => each(context, &context.reading.assumptions, check),
            Scan::Groups(check) => each(context, &scenario.coaching.groups, check),
            Scan::Pools(check) => each(context, &scenario.pools, check),
            Scan::Products(check) => each(context, &scenario.learning, check),
            Scan::Releases(check) => {
                let releases = context.releases();
                releases
                    .filter_map(|release| check(context, &release))
                    .collect()
            }
            Scan::Settings(check) => each(context, &context.reading.lints, check),
            Scan::States(check) => each(context, &scenario.correction.workflow.states, check),
            Scan::Policies(check) => each(context, &scenario.policies, check),
            Scan::PolicyFacts(check) => each(context, context.policy_facts(), check),
            Scan::PolicyActivities(check) => policies
                .flat_map(|policy| activities.clone().map(move |activity| (policy, activity)))
                .filter_map(|(policy, activity)| check(context, policy, activity))
                .collect(),
            Scan::Checks(check) => {
                let checks = context.checks();
                checks.filter_map(|place| check(context, place)).collect()
            }
            Scan::Estimates(check) => {
                let checks = context.checks().filter(estimates);
                checks.filter_map(|place| check(context, place)).collect()
            }
            Scan::Targets(check) => {
                let targets = context.targets();
                targets.filter_map(|place| check(context, place)).collect()
            }
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

fn each<'a, T: 'a>(
    context: &RuleContext<'_>,
    all: impl IntoIterator<Item = &'a T>,
    check: Each<T>,
) -> Vec<Finding> {
    let all = all.into_iter().enumerate();
    all.filter_map(|(id, one)| check(context, id, one))
        .collect()
}
