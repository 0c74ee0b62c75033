//! Figures of real checks as cells, as the text of the report has them.

use tierone_records::assess::{Figure, FigureName, Scope};
use tierone_records::report::{amount, points, standard_error};

use crate::page::parts::{Cell, Column};
use tierone_stats::format;

/// A value of a figure with the digits that its interval leaves.
pub(super) fn value(figure: &Figure, value: Option<f64>) -> Cell {
    let unit = figure.name.unit();
    value.map_or(Cell::none(), |value| {
        Cell::figure(amount(value, unit, figure.half()), unit.written(value))
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
    let low = format!("{} % interval: low", format::confidence(confidence));
    let figures = [
        "estimate",
        &low,
        "high",
        "standard error",
        "cases",
        "errors found",
        "effective number",
    ];
    let mut columns = Column::all(heads, &figures);
    columns.push(Column::words("method of the interval"));
    columns
}

/// The cells of a figure under these columns.
pub(super) fn cells(figure: &Figure) -> Vec<Cell> {
    let (low, high) = figure.interval.unzip();
    let unit = figure.name.unit();
    let method = match (figure.scope, figure.method) {
        (Scope::CheckedOnly, _) => "of checked cases only",
        (_, "") => "–",
        (_, method) => method,
    };
    let se = figure.se.map_or(Cell::none(), |se| {
        Cell::figure(standard_error(se, unit, figure.half()), unit.written(se))
    });
    vec![
        value(figure, figure.value),
        value(figure, low),
        value(figure, high),
        se,
        Cell::count(figure.n),
        Cell::count(figure.found),
        Cell::decimals(figure.effective, 0),
        Cell::words(method),
    ]
}

/// A difference of two figures.
pub(super) fn difference(name: FigureName, value: f64, half: f64) -> Cell {
    let shown = match name.is_share() {
        true => format!("{} points", points(value, half)),
        false => amount(value, name.unit(), half),
    };
    Cell::figure(shown, name.unit().written(value))
}

/// A text as a sentence, without its full stop.
pub(super) fn sentence(text: &str) -> String {
    format::capital(text.trim_end_matches('.'))
}
