//! What checks cost and find.

use tierone_engine::measure::{Scope, measure};
use tierone_stats::format::plain;

use super::cells::{cell, measured, side_by_side};
use super::made::RunMade;
use super::meanings::meaning_of;
use crate::page::parts::{Cell, Column, Part, Row, Section, Table};

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
        Some((
            Scope::Policy,
            made.summary.figure(policy, Scope::Policy, name)?,
        ))
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
            let mut cells = vec![
                Cell::words(format!("`{}`", plain(made.name(policy)))),
                Cell::words(check.sample.method.name()),
            ];
            cells.extend(OF_CHECK.iter().filter_map(|name| {
                let unit = measure(name)?.unit;
                Some(cell(
                    unit,
                    made.summary.figure(policy, Scope::Check(id), name),
                ))
            }));
            rows.push(Row {
                policy: Some(policy),
                ..Row::new(format!("`{}`", plain(&check.name)), cells)
            });
        }
    }
    let words = ["check", "policy", "sampling method"].map(Column::words);
    let figures = OF_CHECK.iter().filter(|name| measure(name).is_some());
    let figures = figures.map(|name| Column::figures(&measured(name)));
    let mut table = Table {
        id: "by-check".into(),
        caption: "What each check finds over the horizon".into(),
        columns: words.into_iter().chain(figures).collect(),
        rows,
    };
    table.drop_empty();
    (!table.rows.is_empty()).then_some(table)
}
