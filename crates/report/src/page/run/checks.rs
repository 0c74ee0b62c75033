//! What checks cost and find.

use tierone_engine::measure::Scope;

use super::cells::{of_measures, side_by_side, with_measures};
use super::made::RunMade;
use super::meanings::meaning_of;
use crate::page::parts::{Cell, Part, Row, Section, Table};

/// What is shown of a policy.
const OF_POLICY: &[&str] = &[
    "checks",
    "checks_short",
    "errors_found",
    "found_share",
    "false_fails",
    "coaching_sessions",
    "learning_products",
    "corrections",
    "corrections_overdue",
    "correction_days",
    "poor_performers_found",
    "false_alarms",
    "check_hours",
    "coaching_hours",
    "correction_hours",
    "cost",
];

/// What is shown of each check.
const OF_CHECK: &[&str] = &[
    "checks",
    "checks_short",
    "errors_found",
    "fails",
    "false_fails",
    "check_hours",
    "cost",
];

pub(super) fn section(made: &RunMade) -> Option<Section> {
    let mut parts: Vec<Part> = made.chart("found-against-hours").into_iter().collect();
    let of = |policy: usize, name: &str| {
        let spread = made.summary.figure(policy, Scope::Policy, name)?;
        Some((Scope::Policy, spread))
    };
    let caption = "What each policy costs and finds over the horizon".to_owned();
    parts.extend(side_by_side(made, ("found", caption), OF_POLICY, of).map(Part::Table));
    parts.extend(by_check(made).map(Part::Table));
    parts.extend(meaning_of(&[OF_POLICY, OF_CHECK].concat()));
    Section::of("checks", "What checks cost and find", parts)
}

fn by_check(made: &RunMade) -> Option<Table> {
    let mut rows = Vec::new();
    for policy in made.policies() {
        for (id, check) in made.scenario.policies[policy].checks.iter().enumerate() {
            let mut cells = vec![made.named(policy), Cell::words(check.sample.method.name())];
            cells.extend(of_measures(made, policy, Scope::Check(id), OF_CHECK));
            rows.push(Row::of_policy(policy, &check.name, cells));
        }
    }
    let columns = with_measures(&["check", "policy", "sampling method"], OF_CHECK);
    let caption = "What each check finds over the horizon";
    let mut table = Table::new("by-check", caption, columns, rows);
    table.drop_empty();
    (!table.rows.is_empty()).then_some(table)
}
