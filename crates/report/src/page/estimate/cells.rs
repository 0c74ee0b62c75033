//! Figures of real checks as cells, as the text of the report has them.

use tierone_records::assess::{Figure, FigureName, Scope};
use tierone_records::report::{amount, points, standard_error};

use crate::page::parts::{Cell, Column, Row, Table};
use tierone_stats::format;

/// A value of a figure with the digits that its interval leaves.
pub(super) fn value(figure: &Figure, value: Option<f64>) -> Cell {
    value.map_or(Cell::none(), |value| {
        Cell::figure(
            amount(value, figure.name.unit(), figure.half()),
            figure.name.unit().written(value),
            None,
        )
    })
}

/// The name of a figure as it is said, with the one that files have.
pub(super) fn named(name: FigureName) -> String {
    let said = name.said();
    match said == name.as_str() {
        true => said.to_owned(),
        false => format!("{said} ({name})"),
    }
}

/// Columns of a table of figures, after those of `heads`.
pub(super) fn columns(heads: &[&str], confidence: f64) -> Vec<Column> {
    let mut columns: Vec<Column> = heads.iter().map(|head| Column::words(head)).collect();
    let interval = format!("{} % interval", format::confidence(confidence));
    columns.extend([
        Column::figures("estimate"),
        Column::figures(&format!("{interval}: low")),
        Column::figures("high"),
        Column::figures("standard error"),
        Column::figures("cases"),
        Column::figures("errors found"),
        Column::figures("effective number"),
        Column::words("method of the interval"),
    ]);
    columns
}

/// The cells of a figure under these columns.
pub(super) fn cells(figure: &Figure) -> Vec<Cell> {
    let interval = figure.interval;
    let method = match (figure.scope, figure.method) {
        (Scope::CheckedOnly, _) => "of checked cases only",
        (_, "") => "–",
        (_, method) => method,
    };
    let se = figure.se.map_or(Cell::none(), |se| {
        Cell::figure(
            standard_error(se, figure.name.unit(), figure.half()),
            figure.name.unit().written(se),
            None,
        )
    });
    vec![
        value(figure, figure.value),
        value(figure, interval.map(|interval| interval.0)),
        value(figure, interval.map(|interval| interval.1)),
        se,
        Cell::count(figure.n),
        Cell::count(figure.found),
        figure.effective.map_or(Cell::none(), |size| {
            Cell::figure(format!("{size:.0}"), size, None)
        }),
        Cell::words(method),
    ]
}

/// A difference of two figures.
pub(super) fn difference(name: FigureName, value: f64, half: f64) -> Cell {
    let shown = match name.is_share() {
        true => format!("{} points", points(value, half)),
        false => amount(value, name.unit(), half),
    };
    Cell::figure(shown, name.unit().written(value), None)
}

/// A table; none without rows.
pub(super) fn table(
    id: &str,
    caption: &str,
    columns: Vec<Column>,
    rows: Vec<Row>,
) -> Option<Table> {
    (!rows.is_empty()).then(|| Table {
        id: id.into(),
        caption: caption.into(),
        columns,
        rows,
    })
}

/// A text as a sentence, without its full stop.
pub(super) fn sentence(text: &str) -> String {
    format::capital(text.trim_end_matches('.'))
}
