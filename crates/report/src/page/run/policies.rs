//! Policies side by side: the figures that decide, and the differences from the baseline.

use tierone_engine::measure::{Scope, measure};
use tierone_stats::format::plain;

use super::cells::{cell, labelled, measured, of_policies, row_of};
use super::made::RunMade;
use super::meanings::meaning_of;
use crate::deciding::{COMPARED, deciding, not_judged};
use crate::page::parts::{Part, Row, Section, Table};

pub(super) fn section(made: &RunMade) -> Option<Section> {
    let mut parts = vec![Part::Table(figures(made))];
    parts.extend(not_judged(made.scenario).map(|said| Part::Text(said.into())));
    parts.extend(differences(made).map(Part::Table));
    parts.extend(made.chart("contrasts"));
    let is_there = |name: &&str| {
        let mut policies = made.policies();
        policies.any(|policy| made.summary.figure(policy, Scope::Policy, name).is_some())
    };
    let mut names: Vec<&str> = COMPARED.iter().copied().filter(is_there).collect();
    names.extend([
        "checks_short",
        "accuracy_estimate",
        "accuracy_half_width",
        "accuracy_bias",
        "target_met",
    ]);
    parts.extend(meaning_of(&names));
    Section::of("policies", "Policies side by side", parts)
}

fn figures(made: &RunMade) -> Table {
    let all: Vec<usize> = made.policies().collect();
    let rows = deciding(made.scenario, made.summary)
        .into_iter()
        .map(|row| {
            let cells = row.of_policies.iter();
            let cells = cells.map(|spread| cell(row.unit, spread.as_ref()));
            Row::new(labelled(&row.label, row.unit), cells.collect())
        });
    Table::new(
        "deciding",
        "The figures that decide: mean ± Monte Carlo standard error",
        of_policies(made, &all, "figure"),
        rows.collect(),
    )
}

/// What each other policy has more of than the baseline, on the same simulated decisions.
fn differences(made: &RunMade) -> Option<Table> {
    let others: Vec<usize> = made.policies().filter(|p| *p != made.baseline).collect();
    let row = |name: &&str| {
        let unit = measure(name)?.unit.of_difference();
        let of = |policy: &usize| made.summary.contrast(*policy, Scope::Policy, name);
        let head = match unit == measure(name)?.unit {
            true => measured(name),
            false => labelled(&name.replace('_', " ").replace("mve", "MVE"), unit),
        };
        row_of(head, unit, others.iter().map(of).collect())
    };
    let caption = format!(
        "Difference from `{}`, on the same simulated decisions; pp is percentage points",
        plain(made.name(made.baseline))
    );
    let columns = of_policies(made, &others, "figure");
    let rows = COMPARED.iter().filter_map(row).collect();
    Table::of("differences", caption, columns, rows)
}
