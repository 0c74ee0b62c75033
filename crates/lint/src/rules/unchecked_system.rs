//! Decisions of the system that no check can reach.

use crate::context::RuleContext;
use crate::coverage::leaves_out;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, Policy, PolicyId};

pub(super) const RULE: Rule = Rule {
    code: "C103",
    name: "unchecked-system",
    level: Level::Warn,
    looks_for: "A policy with checks of which none can draw what the system decides.",
    matters: "A rule that is wrong in the system is wrong for everyone, and keeps being wrong. Checks of \
              caseworkers never see it, and the share of the system grows.",
    formula: "Frames, quotas and methods are compared with the kinds of decision; checks of each caseworker, \
              of teams and by tenure leave the system out.",
    source: "Expectation over skill, tenure, complexity and automation",
    remedy: "Let a check draw from all decisions, or add one with `frame = { automated = true }`.",
    fires: r#"[[activity]]
name = "change"
automated = { value = "40%", source = "example" }
system_errors = { income = { value = "1%", source = "example" } }

[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
frame = { automated = false }"#,
    quiet: &[(
        r#"

[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
frame = { automated = false }"#,
        "",
    )],
    check: Scan::Policies(check),
};

fn check(context: &RuleContext<'_>, id: PolicyId, policy: &Policy) -> Option<Finding> {
    let mut activities = context.scenario.activities.iter();
    let first = activities.position(|activity| activity.automated.1.to_f64() > 0.0)?;
    if !leaves_out(policy, context.known(), |kind| kind.system) {
        return None;
    }
    let message = format!(
        "no check of `{}` can reach what the system decides: {}",
        policy.name,
        context.known().shares(|part| part.system)
    );
    let at = context.at_policy(id, &["name"], "only caseworkers are checked");
    let automated = context.at_entry("activity", first, &["automated"], "decided by the system");
    let help =
        "let a check draw from all decisions, or add one with `frame = { automated = true }`";
    Some(Finding::new(message, at, help).and(automated))
}
