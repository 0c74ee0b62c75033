//! More checks than hours to make them in.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "K101",
    name: "hours-short",
    level: Level::Warn,
    looks_for: "A pool of whose hours a policy's checks ask for more than are staffed.",
    matters: "Every ask of the pool is then cut by one factor, or checks without precedence are left out. The \
              quotas that are written are not the quotas that are met, and a team that must meet them anyway \
              checks in less time than a check takes.",
    formula: "Expected asks × minutes of each check, against the hours of the pool less those of exercises, in \
              an average period. Triggers from 1% up.",
    source: "Quotas and frames at the expected numbers of decisions",
    remedy: "Staff the hours that are missing, or ask for fewer checks.",
    fires: r#"[[pool]]
name = "team leaders"
hours = 120"#,
    quiet: &[("hours = 120", "hours = 151")],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (policy_id, policy) in context.scenario.policies.iter().enumerate() {
        for (id, pool) in context.scenario.pools.iter().enumerate() {
            let Some(hours) = context.pool_hours(policy_id, id) else {
                continue;
            };
            if hours.asked <= 1.01 * hours.staffed {
                continue;
            }
            let message = format!(
                "`{}` asks for {} hours a {} of `{}`, and {} are staffed: {} of the checks can be made",
                policy.name,
                figures(hours.asked),
                context.scenario.horizon.period,
                pool.name,
                figures(hours.staffed),
                percent(hours.staffed / hours.asked)
            );
            let at = context.at_entry("pool", id, &["hours"], "staffed here");
            let help = format!(
                "staff {} more hours, or ask for fewer checks",
                figures((hours.asked - hours.staffed).ceil())
            );
            let mut finding = Finding::new(message, at, help);
            let checks = context.checks_of(policy_id);
            for place in checks.filter(|place| place.check.checker.pool == Some(id)) {
                let asked = context.seen(place).map_or(0.0, |seen| seen.asked);
                let hours = asked * place.check.checker.minutes / 60.0;
                let text = format!("{} hours", figures(hours));
                finding = finding.and(context.at_check(place, &["sample", "checks"], text));
            }
            findings.push(finding);
        }
    }
    findings
}
