//! Seats that are all empty at times.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{count, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "S010",
    name: "empty-seats",
    level: Level::Warn,
    looks_for: "So few seats, or so long vacancies, that in some periods nobody is there to decide.",
    matters: "The work of such a period is not closed at all: neither decided later nor by the system. Volumes \
              are then lower than the scenario says.",
    formula: "A seat is empty with probability q = attrition × vacancy/(1 + attrition × vacancy), and all W of \
              them with q^W. Triggers above 0.1%.",
    source: "The steady state of a seat that is left with probability `attrition` and stays empty for \
              `vacancy` periods",
    remedy: "Describe more seats, or shorter vacancies.",
    fires: r#"[workforce]
caseworkers = 1
team_size = 1

[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
sample = { method = "per-caseworker", checks = 15 }"#,
    quiet: &[(
        r#"caseworkers = 1
team_size = 1

[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
sample = { method = "per-caseworker", checks = 15 }"#,
        "caseworkers = 4\nteam_size = 4",
    )],
    check: Scan::Once(check),
};

fn check(context: &RuleContext<'_>) -> Option<Finding> {
    let workforce = &context.scenario.workforce;
    let empty = workforce.attrition.get() * workforce.vacancy as f64;
    let all = (empty / (1.0 + empty)).powi(i32::try_from(workforce.seats).unwrap_or(i32::MAX));
    if workforce.seats == 0 || workforce.recruitment.is_some() || all <= 0.001 {
        return None;
    }
    let message = format!(
        "in {} of periods nobody is there to decide, and the work is not closed",
        percent(all)
    );
    let seats = count(workforce.seats as f64, "seat", "seats");
    let at = context.at_keys(&["workforce", "caseworkers"], seats);
    let vacancy = context.at_keys(&["workforce", "vacancy"], "empty for so long");
    Some(Finding::new(message, at, "describe more seats, or shorter vacancies").and(vacancy))
}
