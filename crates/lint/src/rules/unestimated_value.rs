//! Value that no estimate of money covers.

use crate::context::RuleContext;
use crate::coverage::covers;
use crate::finding::Finding;
use crate::numbers::{percent, pounds};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

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
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let Some(facts) = context.facts() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for place in context.checks().filter(|place| place.check.estimate.mve) {
        let estimating = || {
            place
                .policy
                .checks
                .iter()
                .filter(|check| check.estimate.mve)
        };
        // Reported once, for the first of them.
        if place.policy.checks[..place.check_id]
            .iter()
            .any(|check| check.estimate.mve)
        {
            continue;
        }
        for (id, decided) in facts.activities.iter().enumerate() {
            let mut kinds = context
                .known()
                .kinds
                .iter()
                .filter(|kind| kind.activity == id);
            if decided.value <= 0.0
                || kinds.any(|kind| estimating().any(|check| covers(place.policy, check, kind)))
            {
                continue;
            }
            let message = format!(
                "no estimate of money covers `{}`: {} of the value decided, {} in {}",
                context.activity(id).name,
                percent(decided.value / facts.all.value),
                pounds(decided.value),
                context.span()
            );
            findings.push(
                Finding::new(
                    message,
                    context.at_check(place, &["frame"], "what is estimated"),
                    "let the frame of a check that estimates money hold it",
                )
                .and(context.at_entry("activity", id, &["value"], "not in it")),
            );
        }
    }
    findings
}
