//! Figures of a run as cells, and tables of them with policies side by side.

use tierone_engine::measure::{Scope, Unit, measure};
use tierone_engine::study::Spread;
use tierone_stats::format::plain;

use super::made::RunMade;
use crate::figure_text::{figure, value_text};
use crate::page::parts::{Cell, Column, Row, Table};

/// A figure, with what is said of it when it is pointed at; a dash where there is none.
pub(super) fn cell(unit: Unit, spread: Option<&Spread>) -> Cell {
    let Some(spread) = spread else {
        return Cell::none();
    };
    let replications = spread.replications;
    let more = range(unit, spread)
        .map(|range| format!("95 in 100 simulated years: {range}; {replications} replications"));
    Cell {
        more,
        ..Cell::figure(figure(unit, spread), spread.mean)
    }
}

/// The range of 95 in 100 simulated years.
pub(super) fn range(unit: Unit, spread: &Spread) -> Option<String> {
    let [low, _, high] = spread.percentiles?;
    let shown = |value: f64| value_text(unit, value, spread.sd);
    Some(format!("{} to {}", shown(low), shown(high)))
}

/// `accuracy, %`; without a unit where something is counted.
pub(super) fn labelled(label: &str, unit: Unit) -> String {
    match unit {
        Unit::Count => label.to_owned(),
        unit => format!("{label}, {}", unit.symbol()),
    }
}

/// The name of a measure as it is said, with its unit.
pub(super) fn measured(name: &str) -> String {
    let unit = measure(name).map_or(Unit::Count, |measure| measure.unit);
    labelled(&name.replace('_', " ").replace("mve", "MVE"), unit)
}

/// A column a policy.
pub(super) fn of_policies(made: &RunMade, policies: &[usize], head: &str) -> Vec<Column> {
    let columns = policies
        .iter()
        .map(|policy| Column::policy(&plain(made.name(*policy)), *policy));
    std::iter::once(Column::words(head))
        .chain(columns)
        .collect()
}

/// Measures as rows and policies as columns; rows without a figure are left out, and a table without rows is none.
pub(super) fn side_by_side<'m>(
    made: &RunMade,
    (id, caption): (&str, String),
    measures: &[&str],
    of: impl Fn(usize, &str) -> Option<(Scope, &'m Spread)>,
) -> Option<Table> {
    let all: Vec<usize> = made.policies().collect();
    let row = |name: &&str| {
        let spreads = all.iter().map(|p| Some(of(*p, name)?.1)).collect();
        row_of(measured(name), measure(name)?.unit, spreads)
    };
    let rows = measures.iter().filter_map(row).collect();
    Table::of(id, caption, of_policies(made, &all, "figure"), rows)
}

/// Figures as a row; none where all are missing.
pub(super) fn row_of(head: String, unit: Unit, spreads: Vec<Option<&Spread>>) -> Option<Row> {
    let cells = spreads.iter().map(|spread| cell(unit, *spread)).collect();
    let any = spreads.iter().any(Option::is_some);
    any.then(|| Row::new(head, cells))
}

/// Measures of something as cells.
pub(super) fn of_measures(
    made: &RunMade,
    policy: usize,
    scope: Scope,
    names: &[&str],
) -> Vec<Cell> {
    let cells = names.iter().filter_map(|name| {
        let spread = made.summary.figure(policy, scope, name);
        Some(cell(measure(name)?.unit, spread))
    });
    cells.collect()
}

/// Columns of words, and columns of measures after them.
pub(super) fn with_measures(words: &[&str], names: &[&str]) -> Vec<Column> {
    let figures = names.iter().map(|name| Column::figures(&measured(name)));
    Column::all(words, &[]).into_iter().chain(figures).collect()
}
