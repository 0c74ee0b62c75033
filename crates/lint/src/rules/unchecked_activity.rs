//! An activity that no check can reach.

use crate::context::RuleContext;
use crate::coverage::leaves_out;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::{ActivityId, Level, PolicyId};

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
    check: Scan::PolicyActivities(check),
};

fn check(context: &RuleContext<'_>, policy_id: PolicyId, id: ActivityId) -> Option<Finding> {
    let (policy, known) = (&context.scenario.policies[policy_id], context.known());
    if !leaves_out(policy, known, |kind| kind.activity == id) {
        return None;
    }
    let shares = known.shares(|part| part.activity == id);
    let message = format!(
        "no check of `{}` can reach `{}`: {shares}",
        policy.name,
        context.activity(id).name
    );
    let at = context.at_entry("activity", id, &["name"], "in no frame");
    let of = context.at_policy(policy_id, &["name"], "of this policy");
    Some(Finding::new(message, at, "let the frame of a check hold it").and(of))
}
