//! What the checks' own figures claim, against the truth.

use tierone_engine::measure::{Scope, measure};
use tierone_stats::format::plain;

use super::cells::{cell, measured};
use super::made::RunMade;
use super::meanings::meaning_of;
use crate::page::parts::{Cell, Column, Part, Row, Section, Table};

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
    Section::of(
        "claims",
        "What the policies' own figures would claim",
        parts,
    )
}

/// A row a check that estimates, beside the truth of its policy.
fn table(made: &RunMade, id: &str, names: &[&str], truth: &str, caption: &str) -> Option<Table> {
    let unit = measure(truth)?.unit;
    let mut rows = Vec::new();
    for policy in made.policies() {
        for (check, rules) in made.scenario.policies[policy].checks.iter().enumerate() {
            let of = |name: &&str| made.summary.figure(policy, Scope::Check(check), name);
            if of(&names[0]).is_none() {
                continue;
            }
            let mut cells = vec![
                Cell::words(format!("`{}`", plain(made.name(policy)))),
                cell(unit, made.summary.figure(policy, Scope::Policy, truth)),
            ];
            cells.extend(
                names
                    .iter()
                    .filter_map(|name| Some(cell(measure(name)?.unit, of(name)))),
            );
            rows.push(Row {
                policy: Some(policy),
                ..Row::new(format!("`{}`", plain(&rules.name)), cells)
            });
        }
    }
    let figures = names.iter().filter(|name| measure(name).is_some());
    let figures = figures.map(|name| Column::figures(&measured(name)));
    let mut columns = vec![
        Column::words("check"),
        Column::words("policy"),
        Column::figures(&format!("truth: {}", measured(truth))),
    ];
    columns.extend(figures);
    let mut table = Table {
        id: id.into(),
        caption: caption.into(),
        columns,
        rows,
    };
    table.drop_empty();
    (!table.rows.is_empty()).then_some(table)
}
