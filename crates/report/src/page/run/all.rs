//! Every figure of policies and of their checks, with the range between replications.

use tierone_engine::measure::{Scope, Unit, measure};
use tierone_engine::study::Row as Figure;
use tierone_stats::format::plain;

use super::cells::{cell, measured, range};
use super::made::RunMade;
use crate::page::parts::{Cell, Column, Part, Row, Section, Table};

pub(super) fn section(made: &RunMade) -> Option<Section> {
    let folded = made.policies().map(|policy| {
        let mut tables: Vec<Table> = table(made, policy, Scope::Policy, "as a whole")
            .into_iter()
            .collect();
        let checks = made.scenario.policies[policy].checks.iter().enumerate();
        tables.extend(checks.filter_map(|(check, rules)| {
            let of = format!("`{}`", plain(&rules.name));
            table(made, policy, Scope::Check(check), &of)
        }));
        Part::Folded(
            format!("All figures of `{}`", plain(made.name(policy))),
            tables,
        )
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
    let rows: Vec<Row> = figures.filter_map(row).collect();
    let number = match scope {
        Scope::Check(check) => check + 1,
        _ => 0,
    };
    let columns = [
        Column::words("figure"),
        Column::figures("mean ± standard error"),
        Column::figures("95 in 100 simulated years"),
        Column::figures("replications"),
    ];
    (!rows.is_empty()).then(|| Table {
        id: format!("all-{}-{number}", policy + 1),
        caption: format!("`{}`: {of}", plain(made.name(policy))),
        columns: columns.to_vec(),
        rows,
    })
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
