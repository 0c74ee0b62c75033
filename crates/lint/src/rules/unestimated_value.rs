//! Value that no estimate of money covers.

use crate::context::RuleContext;
use crate::coverage::{any_check, covers};
use crate::finding::Finding;
use crate::numbers::{percent, pounds};
use crate::rule::{Rule, Scan};
use tierone_analysis::DecisionKind;
use tierone_scenario::{ActivityId, Check, Level, PolicyId};

pub(super) const RULE: Rule = Rule {
    code: "C108",
    name: "unestimated-value",
    level: Level::Warn,
    looks_for: "A policy that estimates the monetary value of error, and an activity of value in none of those \
              estimates.",
    matters: "Money can go wrong there by any amount without moving the figure.",
    formula: "Frames of the checks that estimate money are compared with the kinds of decision; the share is \
              of the expected yearly value of all decisions.",
    source: "Expected value of a decision × expected decisions",
    remedy: "Let the frame of a check that estimates money hold the activity.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
estimate = ["accuracy"]

[[policy.check]]
name = "assurance"
frame = { activity = ["change"] }
estimate = ["mve"]"#,
    quiet: &[
        (
            r#"[[policy.check]]
name = "coaching checks"
estimate = ["accuracy"]

"#,
            "",
        ),
        ("frame = { activity = [\"change\"] }\n", ""),
    ],
    check: Scan::PolicyActivities(check),
};

fn check(context: &RuleContext<'_>, policy_id: PolicyId, id: ActivityId) -> Option<Finding> {
    let facts = context.facts()?;
    let mut checks = context.checks_of(policy_id);
    // Reported once, for the first of them.
    let place = checks.find(|place| place.check.estimate.mve)?;
    let estimates = |check: &Check, kind: &DecisionKind| {
        check.estimate.mve && covers(place.policy, check, kind)
    };
    let of_it = |kind: &DecisionKind| kind.activity == id;
    let value = facts.activities[id].value;
    if value <= 0.0 || any_check(place.policy, context.known(), of_it, estimates) {
        return None;
    }
    let message = format!(
        "no estimate of money covers `{}`: {} of the value decided, {} in {}",
        context.activity(id).name,
        percent(value / facts.all.value),
        pounds(value),
        context.span()
    );
    let at = context.at_check(place, &["frame"], "what is estimated");
    let help = "let the frame of a check that estimates money hold it";
    let activity = context.at_entry("activity", id, &["value"], "not in it");
    Some(Finding::new(message, at, help).and(activity))
}
