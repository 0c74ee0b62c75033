//! Every figure of policies and of their checks, with the range between replications.

use tierone_engine::measure::{Scope, Unit, measure};
use tierone_engine::study::Row as Figure;
use tierone_stats::format::plain;

use super::cells::{cell, measured, range};
use super::made::RunMade;
use crate::page::parts::{Cell, Column, Part, Row, Section, Table};

pub(super) fn section(made: &RunMade) -> Option<Section> {
    let folded = made.policies().map(|policy| {
        let whole = table(made, policy, Scope::Policy, "as a whole");
        let checks = made.scenario.policies[policy].checks.iter().enumerate();
        let checks = checks.filter_map(|(check, rules)| {
            let of = format!("`{}`", plain(&rules.name));
            table(made, policy, Scope::Check(check), &of)
        });
        let tables = whole.into_iter().chain(checks).collect();
        let summary = format!("All figures of `{}`", plain(made.name(policy)));
        Part::Folded(summary, tables)
    });
    let mut parts = vec![Part::Text(
        "Figures by activity, by attribute and by period are in `summary.csv` and `periods.csv` of the results folder, \
         differences from the baseline in `contrasts.csv`."
            .into(),
    )];
    parts.extend(folded);
    Section::of("all", "Every figure", parts)
}

fn table(made: &RunMade, policy: usize, scope: Scope, of: &str) -> Option<Table> {
    let figures = made.summary.figures.iter();
    let figures = figures.filter(|row| row.policy == policy && row.scope == scope);
    let number = match scope {
        Scope::Check(check) => check + 1,
        _ => 0,
    };
    let heads = [
        "mean ± standard error",
        "95 in 100 simulated years",
        "replications",
    ];
    Table::of(
        format!("all-{}-{number}", policy + 1),
        format!("`{}`: {of}", plain(made.name(policy))),
        Column::all(&["figure"], &heads),
        figures.filter_map(row).collect(),
    )
}

fn row(figure: &Figure) -> Option<Row> {
    let unit: Unit = measure(figure.measure)?.unit;
    let spread = &figure.spread;
    let cells = vec![
        Cell {
            more: None,
            ..cell(unit, Some(spread))
        },
        range(unit, spread).map_or(Cell::none(), Cell::words),
        Cell::words(spread.replications.to_string()),
    ];
    Some(Row::new(measured(figure.measure), cells))
}
