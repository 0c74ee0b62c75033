//! Decisions of the system that no check can reach.

use crate::context::RuleContext;
use crate::coverage::reaches;
use crate::finding::Finding;
use crate::numbers::percent;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

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
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let automated = context
        .scenario
        .activities
        .iter()
        .position(|activity| activity.automated.1.to_f64() > 0.0);
    let Some(first) = automated else {
        return findings;
    };
    let policies = context.scenario.policies.iter().enumerate();
    for (policy_id, policy) in policies.filter(|(_, policy)| !policy.checks.is_empty()) {
        let mut kinds = context
            .known()
            .kinds
            .iter()
            .filter(|kind| kind.system)
            .peekable();
        let made = kinds.peek().is_some();
        if !made || kinds.any(|kind| policy.checks.iter().any(|check| reaches(check, kind))) {
            continue;
        }
        let shares = context.known().shares(|part| part.system);
        let message = format!(
            "no check of `{}` can reach what the system decides: {} of decisions, {} of those that are \
             not accurate",
            policy.name,
            percent(shares.decisions),
            percent(shares.errors)
        );
        findings.push(
            Finding::new(
                message,
                context.at_policy(policy_id, &["name"], "only caseworkers are checked"),
                "let a check draw from all decisions, or add one with `frame = { automated = true }`",
            )
            .and(context.at_entry("activity", first, &["automated"], "decided by the system")),
        );
    }
    findings
}
