//! Figures of all cases, the targets that they are held to, and changes from one group to another.

use tierone_records::report::{Change, Target, chance, level};

use tierone_stats::format::confidence;
use tierone_stats::written::in_percent;

use super::cells::{cells, columns, difference, named};
use super::made::EstimateMade;
use super::meanings::meaning_of;
use crate::page::parts::{Cell, Column, Part, Row, Section, Table};

pub(super) fn section(made: &EstimateMade) -> Option<Section> {
    let report = made.report;
    let all = report.groups.first()?;
    let rows = all
        .figures
        .iter()
        .map(|figure| Row::new(named(figure.name), cells(figure)));
    let columns = columns(&["figure"], report.confidence);
    let table = Table::of("figures", "Figures of all cases", columns, rows.collect());
    let mut parts: Vec<Part> = table.into_iter().map(Part::Table).collect();
    if !all.notes.is_empty() {
        parts.push(Part::List(all.notes.clone()));
    }
    parts.extend(changes(made).map(Part::Table));
    parts.extend(meaning_of(report));
    Section::of("all", "Accuracy and money of all cases", parts)
}

/// How likely all cases meet their targets.
pub(super) fn targets(made: &EstimateMade) -> Option<Table> {
    let all = made.report.groups.first()?;
    let row = |target: &Target| {
        let level = level(target.level, target.figure.unit());
        let asks = match target.figure.is_better_higher() {
            true => format!("at least {level}"),
            false => format!("at most {level}"),
        };
        let probability = target.probability.map_or(Cell::none(), |probability| {
            Cell::figure(chance(probability), in_percent(probability))
        });
        let from = Cell::words(target.from.unwrap_or("it cannot be said"));
        Row::new(
            named(target.figure),
            vec![Cell::words(asks), probability, from],
        )
    };
    let columns = vec![
        Column::words("target on"),
        Column::words("it asks"),
        Column::figures("probability that it is met"),
        Column::words("from"),
    ];
    let rows = all.targets.iter().map(row).collect();
    Table::of("targets", "Targets", columns, rows)
}

fn changes(made: &EstimateMade) -> Option<Table> {
    let row = |change: &Change| {
        let half = 0.5 * (change.high - change.low);
        let of = |value: f64| difference(change.figure, value, half);
        let mut cells = vec![Cell::words(named(change.figure))];
        cells.extend([change.value, change.low, change.high].map(of));
        cells.push(Cell::words(change.method));
        Row::new(
            format!("{}: `{}` to `{}`", change.column, change.from, change.to),
            cells,
        )
    };
    let low = format!("{} % interval: low", confidence(made.report.confidence));
    let mut columns = Column::all(&["change", "figure"], &["by", &low, "high"]);
    columns.push(Column::words("method of the interval"));
    let rows = made.report.changes.iter().map(row).collect();
    Table::of("changes", "From one group to another", columns, rows)
}
