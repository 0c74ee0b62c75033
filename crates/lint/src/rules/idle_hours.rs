//! Hours of checking that nobody asks for.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, pounds};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "K103",
    name: "idle-hours",
    level: Level::Warn,
    looks_for: "A pool of which no policy asks for half of the hours.",
    matters: "The people are paid for and sit idle, or they do other work and the hours that the scenario \
              states are not theirs for checking.",
    formula: "Expected asks × minutes, against the hours of the pool less those of exercises; the policy that \
              asks for most.",
    source: "Quotas and frames at the expected numbers of decisions",
    remedy: "Raise the quotas to what the hours allow, or lower the hours.",
    fires: r#"[[pool]]
name = "assurance"
hours = 500"#,
    quiet: &[("hours = 500", "hours = 380")],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let policies = 0..context.scenario.policies.len();
    let mut findings = Vec::new();
    for (id, pool) in context.scenario.pools.iter().enumerate() {
        let used: Option<Vec<_>> = policies
            .clone()
            .filter(|policy| {
                let mut checks = context.scenario.policies[*policy].checks.iter();
                checks.any(|check| check.checker.pool == Some(id))
            })
            .map(|policy| context.pool_hours(policy, id))
            .collect();
        // A policy of whose asks nothing is known may ask for all.
        let Some(used) = used.filter(|used| !used.is_empty()) else {
            continue;
        };
        let asked = used.iter().map(|hours| hours.asked).fold(0.0, f64::max);
        let staffed = used[0].staffed;
        if staffed <= 0.0 || asked >= 0.5 * staffed {
            continue;
        }
        let cost = match (staffed - asked) * pool.hourly_cost {
            0.0 => String::new(),
            cost => format!(", {}", pounds(cost)),
        };
        let message = format!(
            "of the {} hours of `{}` a {}, at most {} are asked for: {} stay idle{cost}",
            figures(staffed),
            pool.name,
            context.scenario.horizon.period,
            figures(asked),
            figures(staffed - asked)
        );
        let at = context.at_entry("pool", id, &["hours"], "staffed here");
        findings.push(Finding::new(
            message,
            at,
            "raise the quotas, or lower the hours",
        ));
    }
    findings
}
