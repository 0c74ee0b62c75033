//! An activity that no check can reach.

use crate::context::RuleContext;
use crate::coverage::reaches;
use crate::finding::Finding;
use crate::numbers::percent;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "C101",
    name: "unchecked-activity",
    level: Level::Warn,
    looks_for: "A policy with checks of which none can draw a decision of some activity.",
    matters: "Errors in it are never found, coached or put right, and no figure knows of them.",
    formula: "Frames and quotas are compared with the kinds of decision; the shares are of expected decisions \
              and of expected decisions that are not accurate, over the reported periods and with no feedback.",
    source: "Expectation over skill, tenure, complexity and automation",
    remedy: "Let the frame of a check hold the activity.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
frame = { activity = ["change"] }

[[policy.check]]
name = "assurance"
frame = { activity = ["change"] }"#,
    quiet: &[(
        r#"

[[policy.check]]
name = "assurance"
frame = { activity = ["change"] }"#,
        "",
    )],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let policies = context.scenario.policies.iter().enumerate();
    for (policy_id, policy) in policies.filter(|(_, policy)| !policy.checks.is_empty()) {
        for (id, activity) in context.scenario.activities.iter().enumerate() {
            let mut kinds = context
                .known()
                .kinds
                .iter()
                .filter(|kind| kind.activity == id)
                .peekable();
            let made = kinds.peek().is_some();
            if !made || kinds.any(|kind| policy.checks.iter().any(|check| reaches(check, kind))) {
                continue;
            }
            let shares = context.known().shares(|part| part.activity == id);
            let message = format!(
                "no check of `{}` can reach `{}`: {} of decisions, {} of those that are not accurate",
                policy.name,
                activity.name,
                percent(shares.decisions),
                percent(shares.errors)
            );
            findings.push(
                Finding::new(
                    message,
                    context.at_entry("activity", id, &["name"], "in no frame"),
                    "let the frame of a check hold it",
                )
                .and(context.at_policy(policy_id, &["name"], "of this policy")),
            );
        }
    }
    findings
}
