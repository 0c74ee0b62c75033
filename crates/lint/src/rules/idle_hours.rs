//! Hours of checking that nobody asks for.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, pounds};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, Policy, Pool};

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
    check: Scan::Pools(check),
};

fn check(context: &RuleContext<'_>, id: usize, pool: &Pool) -> Option<Finding> {
    let uses = |policy: &Policy| {
        let mut checks = policy.checks.iter();
        checks.any(|check| check.checker.pool == Some(id))
    };
    let policies = context.scenario.policies.iter().enumerate();
    let using = policies.filter(|(_, policy)| uses(policy));
    // A policy of whose asks nothing is known may ask for all.
    let used: Option<Vec<_>> = using
        .map(|(policy, _)| context.pool_hours(policy, id))
        .collect();
    let used = used?;
    let staffed = used.first()?.staffed;
    let asked = used.iter().map(|hours| hours.asked).fold(0.0, f64::max);
    if staffed <= 0.0 || asked >= 0.5 * staffed {
        return None;
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
    Some(Finding::new(
        message,
        at,
        "raise the quotas, or lower the hours",
    ))
}
