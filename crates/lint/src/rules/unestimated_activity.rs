//! An activity that is checked and is in no estimate.

use crate::context::RuleContext;
use crate::coverage::{covers, reaches};
use crate::finding::Finding;
use crate::numbers::percent;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

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
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (policy_id, policy) in context.scenario.policies.iter().enumerate() {
        let estimating = context
            .checks()
            .find(|place| place.policy_id == policy_id && place.check.estimate.accuracy);
        let Some(estimating) = estimating else {
            continue;
        };
        for (id, activity) in context.scenario.activities.iter().enumerate() {
            let of_it = || {
                context
                    .known()
                    .kinds
                    .iter()
                    .filter(|kind| kind.activity == id)
            };
            let reached = |estimates: bool| {
                of_it().any(|kind| {
                    let mut checks = policy.checks.iter();
                    checks.any(|check| match estimates {
                        true => check.estimate.accuracy && covers(policy, check, kind),
                        false => reaches(check, kind),
                    })
                })
            };
            if !reached(false) || reached(true) {
                continue;
            }
            let shares = context.known().shares(|part| part.activity == id);
            let message = format!(
                "no estimate of `{}` covers `{}`: {} of decisions, {} of those that are not accurate",
                policy.name,
                activity.name,
                percent(shares.decisions),
                percent(shares.errors)
            );
            findings.push(
                Finding::new(
                    message,
                    context.at_check(estimating, &["frame"], "what is estimated"),
                    "let the frame of an estimating check hold it, or quote the figure for what it covers",
                )
                .and(context.at_entry("activity", id, &["name"], "not in it")),
            );
        }
    }
    findings
}
