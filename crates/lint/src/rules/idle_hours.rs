//! Hours of checking that nobody asks for.

use crate::known::pool_hours;
use crate::numbers::{figures, pounds};
use crate::{Case, Finding, Rule};
use tierone_scenario::{Level, Step};

/// See the head of this file.
pub const RULE: Rule = Rule {
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
    fires: FIRES,
    quiet: QUIET,
    check,
};

const FIRES: &str = r#"[[pool]]
name = "assurance"
hours = 500"#;

const QUIET: &str = r#"[[pool]]
name = "assurance"
hours = 380"#;

fn check(case: &Case<'_>) -> Vec<Finding> {
    let policies = 0..case.scenario.policies.len();
    let mut findings = Vec::new();
    for (id, pool) in case.scenario.pools.iter().enumerate() {
        let used: Option<Vec<_>> = policies
            .clone()
            .filter(|policy| {
                let mut checks = case.scenario.policies[*policy].checks.iter();
                checks.any(|check| check.checker.pool == Some(id))
            })
            .map(|policy| pool_hours(case, policy, id))
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
            case.scenario.horizon.period,
            figures(asked),
            figures(staffed - asked)
        );
        let at = case.at(
            &[Step::Key("pool"), Step::Item(id), Step::Key("hours")],
            "staffed here",
        );
        findings.push(Finding::new(
            message,
            at,
            "raise the quotas, or lower the hours",
        ));
    }
    findings
}
