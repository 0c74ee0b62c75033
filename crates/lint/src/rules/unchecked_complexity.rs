//! A complexity that no check can reach.

use crate::context::RuleContext;
use crate::coverage::leaves_out;
use crate::finding::Finding;
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
    let (scenario, known) = (context.scenario, context.known());
    let mut findings = Vec::new();
    for (policy_id, policy) in scenario.policies.iter().enumerate() {
        for (id, complexity) in scenario.complexities.iter().enumerate() {
            if !leaves_out(policy, known, |kind| kind.complexity == id) {
                continue;
            }
            let name = &complexity.name;
            let message = format!(
                "no check of `{}` can reach decisions of complexity `{name}`: {}",
                policy.name,
                known.shares(|part| part.complexity == id)
            );
            let at = context.at_keys(&["complexity", "odds_ratio", name], "in no frame");
            let of = context.at_policy(policy_id, &["name"], "of this policy");
            let help = "let the frame of a check hold it, if only with a few checks";
            findings.push(Finding::new(message, at, help).and(of));
        }
    }
    findings
}
