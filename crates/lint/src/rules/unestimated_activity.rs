//! An activity that is checked and is in no estimate.

use crate::context::RuleContext;
use crate::coverage::{any_check, covers, reaches};
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_analysis::DecisionKind;
use tierone_scenario::{ActivityId, Check, Level, PolicyId};

pub(super) const RULE: Rule = Rule {
    code: "C106",
    name: "unestimated-activity",
    level: Level::Warn,
    looks_for: "A policy that estimates accuracy, and an activity that only its other checks can reach.",
    matters: "The figure is quoted for the whole office. Whatever happens in this activity moves the truth and \
              not the figure.",
    formula: "Frames of the checks that estimate accuracy are compared with the kinds of decision; the shares \
              are of expected decisions and of expected decisions that are not accurate.",
    source: "Expectation over skill, tenure, complexity and automation",
    remedy: "Let the frame of an estimating check hold the activity, or quote the figure for what it covers.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
frame = { activity = ["change"] }"#,
    quiet: &[(
        r#"activity = ["change"]"#,
        r#"activity = ["change", "application"]"#,
    )],
    check: Scan::PolicyActivities(check),
};

fn check(context: &RuleContext<'_>, policy_id: PolicyId, id: ActivityId) -> Option<Finding> {
    let (policy, known) = (&context.scenario.policies[policy_id], context.known());
    let mut checks = context.checks_of(policy_id);
    let estimating = checks.find(|place| place.check.estimate.accuracy)?;
    let of_it = |kind: &DecisionKind| kind.activity == id;
    let estimates =
        |check: &Check, kind: &DecisionKind| check.estimate.accuracy && covers(policy, check, kind);
    if !any_check(policy, known, of_it, reaches) || any_check(policy, known, of_it, estimates) {
        return None;
    }
    let message = format!(
        "no estimate of `{}` covers `{}`: {}",
        policy.name,
        context.activity(id).name,
        known.shares(|part| part.activity == id)
    );
    let at = context.at_check(estimating, &["frame"], "what is estimated");
    let help =
        "let the frame of an estimating check hold it, or quote the figure for what it covers";
    let activity = context.at_entry("activity", id, &["name"], "not in it");
    Some(Finding::new(message, at, help).and(activity))
}
