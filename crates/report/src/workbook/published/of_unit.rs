//! Every figure of a run, in tables of one unit each.

use super::book::{Column, Table, Value};
use crate::figure_text::column_decimals;
use crate::tables::TableFigure;
use tierone_engine::measure::Unit;

/// A unit as headings have it, from the code that CSV files have.
pub(super) fn in_words(code: &str) -> &str {
    match code {
        "GBP" => "£",
        "pp" => "percentage points",
        "h" => "hours",
        "count" => "number",
        other => other,
    }
}

/// Decimals of a column of figures, from the code of their unit.
pub(super) fn digits(code: &str, values: impl Iterator<Item = f64>) -> usize {
    Unit::of_code(code).map_or(0, |unit| column_decimals(unit, values))
}

/// The codes of units among some rows, in the order in which they come.
pub(super) fn units<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut units: Vec<&str> = Vec::new();
    for code in codes {
        if !units.contains(&code) {
            units.push(code);
        }
    }
    units
}

/// The name of a measure as it is said.
pub(super) fn said(measure: &str) -> String {
    measure.replace('_', " ").replace("mve", "MVE")
}

/// The rows of a CSV file as tables, one a unit.
pub(super) fn tables(title: &str, figures: &[TableFigure]) -> Vec<Table> {
    let units = units(figures.iter().map(|figure| figure.unit));
    let table = |unit: &&str| {
        let of_unit: Vec<&TableFigure> = figures.iter().filter(|f| f.unit == *unit).collect();
        table(title, unit, &of_unit)
    };
    units.iter().filter_map(table).collect()
}

fn table(title: &str, unit: &str, figures: &[&TableFigure]) -> Option<Table> {
    let unit = in_words(unit);
    let compared = figures.iter().any(|figure| figure.baseline.is_some());
    let has_results = figures.iter().any(|figure| figure.result.is_some());
    let mut columns = vec![Column::new("Policy")];
    columns.extend(compared.then(|| Column::new("Compared with")));
    columns.push(Column::new("Check"));
    columns.extend(has_results.then(|| Column::new("Grade or kind of fail")));
    columns.extend(["Activity", "Attribute", "Measure"].map(Column::new));
    let digits = figures.first().map_or(0, |figure| {
        let means = figures.iter().map(|figure| figure.mean);
        digits(figure.unit, means)
    });
    let headings = [
        "Mean",
        "Monte Carlo standard error",
        "Standard deviation between replications",
        "2.5th percentile",
        "Median",
        "97.5th percentile",
    ];
    columns.extend(headings.map(|heading| {
        let is_apart = heading.contains("standard") || heading.contains("Standard");
        let unit = match unit {
            "%" if is_apart => "percentage points",
            unit => unit,
        };
        Column::of(heading, unit, digits)
    }));
    columns.push(Column::new("Replications (number)"));
    let rows = figures.iter().map(|figure| {
        let name = |name: Option<&str>| Value::text(name.unwrap_or("all"));
        let mut row = vec![name(Some(figure.policy))];
        row.extend(compared.then(|| name(figure.baseline)));
        row.push(name(figure.check));
        row.extend(has_results.then(|| name(figure.result)));
        row.extend([figure.activity, figure.attribute].map(name));
        row.push(Value::text(said(figure.measure)));
        row.extend([Some(figure.mean), figure.mcse, figure.sd].map(Value::number));
        row.extend([figure.p2_5, figure.p50, figure.p97_5].map(Value::number));
        row.push(Value::count(figure.replications as u64));
        row
    });
    let title = format!("{title}, in {}", said_of(unit));
    let table = Table::of(title, columns, rows.collect())?;
    Some(table.saying(
        "“all” in a column of names means that the figure is of all of them together; the measures are explained in the last table.",
    ))
}

/// A unit as a title has it.
pub(super) fn said_of(unit: &str) -> &str {
    match unit {
        "%" => "per cent",
        "£" => "pounds",
        "number" => "numbers",
        other => other,
    }
}
