//! A complexity that no check can reach.

use crate::context::RuleContext;
use crate::coverage::reaches;
use crate::finding::Finding;
use crate::numbers::percent;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "C102",
    name: "unchecked-complexity",
    level: Level::Warn,
    looks_for: "A policy with checks of which none can draw decisions of some complexity.",
    matters: "Checks that look at hard decisions only say nothing about easy ones, which are most of the work; \
              and easy work is not free of error.",
    formula: "Frames and quotas are compared with the kinds of decision; the shares are of expected decisions \
              and of expected decisions that are not accurate, over the reported periods and with no feedback.",
    source: "Expectation over skill, tenure, complexity and automation",
    remedy: "Let the frame of a check hold the complexity, if only with a few checks.",
    fires: r#"[complexity]
odds_ratio = { plain = 1.0, hard = 3.0 }

[[activity]]
name = "change"
complexity = "plain"

[[activity]]
name = "application"
complexity = { plain = "50%", hard = "50%" }

[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
frame = { complexity = ["hard"] }

[[policy.check]]
name = "assurance"
frame = { complexity = ["hard"] }"#,
    quiet: &[(
        r#"frame = { complexity = ["hard"] }

[[policy.check]]
name = "assurance"
frame = { complexity = ["hard"] }"#,
        r#"frame = { complexity = ["hard"] }"#,
    )],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let policies = context.scenario.policies.iter().enumerate();
    for (policy_id, policy) in policies.filter(|(_, policy)| !policy.checks.is_empty()) {
        for (id, complexity) in context.scenario.complexities.iter().enumerate() {
            let mut kinds = context
                .known()
                .kinds
                .iter()
                .filter(|kind| kind.complexity == id)
                .peekable();
            let made = kinds.peek().is_some();
            if !made || kinds.any(|kind| policy.checks.iter().any(|check| reaches(check, kind))) {
                continue;
            }
            let shares = context.known().shares(|part| part.complexity == id);
            let message = format!(
                "no check of `{}` can reach decisions of complexity `{}`: {} of decisions, {} of those \
                 that are not accurate",
                policy.name,
                complexity.name,
                percent(shares.decisions),
                percent(shares.errors)
            );
            let name = complexity.name.as_str();
            findings.push(
                Finding::new(
                    message,
                    context.at_keys(&["complexity", "odds_ratio", name], "in no frame"),
                    "let the frame of a check hold it, if only with a few checks",
                )
                .and(context.at_policy(policy_id, &["name"], "of this policy")),
            );
        }
    }
    findings
}
