//! A learning product that will never be released.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "F103",
    name: "silent-product",
    level: Level::Warn,
    looks_for: "A learning product whose threshold is expected to be reached in fewer than one in twenty spans \
              like the reported one.",
    matters: "The policy promises to teach everyone once an error has become common, and the checks find far \
              too few errors to notice. The threshold is of errors found, not of errors made.",
    formula: "Found errors in a window are Poisson about their expected number; releases are counted over the \
              reported periods, as if none had any effect.",
    source: "The exact chain of counts over windows, lead times and cooldowns",
    remedy: "Lower the threshold, widen the window, or find more.",
    fires: r#"[[learning_product]]
name = "reminder"
attributes = ["income"]
threshold = 300
window = "3 months"
lead_time = "1 month"
gain = 0.3
half_life = "6 months"
cooldown = "6 months""#,
    quiet: &[("threshold = 300", "threshold = 40")],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, product) in context.scenario.learning.iter().enumerate() {
        for (policy_id, facts) in context.product_facts(id) {
            let Some(best) = facts.first().copied() else {
                continue;
            };
            let (Ok(expected), Ok(reached)) = (best.expected, best.reached) else {
                continue;
            };
            let releases: Option<f64> = facts.iter().map(|fact| fact.releases.ok()).sum();
            if releases.is_none_or(|releases| releases >= 0.05) {
                continue;
            }
            let message = format!(
                "`{}` waits for {} found errors and `{}` finds {} in its window: reached with probability {}",
                product.name,
                best.threshold,
                context.scenario.policies[policy_id].name,
                figures(expected),
                percent(reached)
            );
            findings.push(
                Finding::new(
                    message,
                    context.at_product(id, "threshold", "hardly ever reached"),
                    "lower the threshold, widen the window, or find more",
                )
                .and(context.at_product(id, "window", "in this time")),
            );
        }
    }
    findings
}
