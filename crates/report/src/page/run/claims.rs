//! What the checks' own figures claim, against the truth.

use tierone_engine::measure::{Scope, measure};

use super::cells::{cell, measured, of_measures, with_measures};
use super::made::RunMade;
use super::meanings::meaning_of;
use crate::page::parts::{Column, Part, Row, Section, Table};

const ACCURACY: &[&str] = &[
    "accuracy_estimate",
    "accuracy_half_width",
    "accuracy_bias",
    "accuracy_rmse",
    "accuracy_coverage",
    "accuracy_frame_bias",
    "accuracy_frame_coverage",
];

const MONEY: &[&str] = &[
    "mve_estimate",
    "mve_half_width",
    "mve_bias",
    "mve_rmse",
    "mve_coverage",
];

const CHARTS: &[&str] = &[
    "truth-against-estimate",
    "spread-of-estimate",
    "mve-truth-against-estimate",
    "mve-precision",
];

pub(super) fn section(made: &RunMade) -> Option<Section> {
    let mut parts: Vec<Part> = CHARTS.iter().filter_map(|name| made.chart(name)).collect();
    let accuracy = table(
        made,
        "claims-accuracy",
        ACCURACY,
        "accuracy",
        "What each check's own figure of accuracy claims",
    );
    let money = table(
        made,
        "claims-money",
        MONEY,
        "mve_decided",
        "What each check's own figure of money claims",
    );
    parts.extend([accuracy, money].into_iter().flatten().map(Part::Table));
    if !parts.is_empty() {
        parts.extend(meaning_of(
            &[ACCURACY, MONEY, &["accuracy", "mve_decided"]].concat(),
        ));
    }
    let title = "What the policies' own figures would claim";
    Section::of("claims", title, parts)
}

/// A row a check that estimates, beside the truth of its policy.
fn table(made: &RunMade, id: &str, names: &[&str], truth: &str, caption: &str) -> Option<Table> {
    let unit = measure(truth)?.unit;
    let mut rows = Vec::new();
    for policy in made.policies() {
        for (check, rules) in made.scenario.policies[policy].checks.iter().enumerate() {
            let scope = Scope::Check(check);
            if made.summary.figure(policy, scope, names[0]).is_none() {
                continue;
            }
            let truth = made.summary.figure(policy, Scope::Policy, truth);
            let mut cells = vec![made.named(policy), cell(unit, truth)];
            cells.extend(of_measures(made, policy, scope, names));
            rows.push(Row::of_policy(policy, &rules.name, cells));
        }
    }
    let truth = Column::figures(&format!("truth: {}", measured(truth)));
    let mut columns = with_measures(&["check", "policy"], names);
    columns.insert(2, truth);
    let mut table = Table::new(id, caption, columns, rows);
    table.drop_empty();
    (!table.rows.is_empty()).then_some(table)
}
