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
    Cell::figure(figure(unit, spread), spread.mean, more)
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
        let unit = measure(name)?.unit;
        let spreads: Vec<Option<&Spread>> = all.iter().map(|p| Some(of(*p, name)?.1)).collect();
        let cells = spreads.iter().map(|spread| cell(unit, *spread)).collect();
        spreads
            .iter()
            .any(Option::is_some)
            .then(|| Row::new(measured(name), cells))
    };
    let rows: Vec<Row> = measures.iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| Table {
        id: id.into(),
        caption,
        columns: of_policies(made, &all, "figure"),
        rows,
    })
}
