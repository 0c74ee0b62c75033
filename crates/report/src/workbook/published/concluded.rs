//! What is published of pilots and pathways: tables of one unit each.

use super::book::{Column, Table, Value};
use super::of_unit::{digits, in_words, said, said_of, units};
use crate::page::RunMade;
use crate::pathways::pathway_figures;
use crate::pilots::pilot_figures;

/// Tables of pilots, one a unit.
pub(super) fn pilots(made: &RunMade) -> Vec<Table> {
    let rows = pilot_figures(made.scenario, made.summary);
    let rows = rows.iter().map(|row| Concluded {
        names: [row.policy, row.pilot].map(Value::text).to_vec(),
        measure: row.measure,
        unit: row.unit,
        mean: row.mean,
        mcse: row.mcse,
        replications: row.replications,
    });
    let rows: Vec<Concluded> = rows.collect();
    tables("What pilots would show", &["Policy", "Pilot"], &rows)
}

/// Tables of pathways, one a unit.
pub(super) fn pathways(made: &RunMade) -> Vec<Table> {
    let rows = pathway_figures(made.scenario, made.summary);
    let rows = rows.iter().filter(|row| row.period.is_none());
    let rows = rows.map(|row| {
        let stage = row.stage.unwrap_or("all stages");
        Concluded {
            names: [row.policy, row.pathway, stage].map(Value::text).to_vec(),
            measure: row.measure,
            unit: row.unit,
            mean: row.mean,
            mcse: row.mcse,
            replications: row.replications,
        }
    });
    let heads = ["Policy", "Pathway", "Stage"];
    tables(
        "How long complaints take",
        &heads,
        &rows.collect::<Vec<_>>(),
    )
}

/// A figure of a pilot, or of a pathway.
struct Concluded {
    names: Vec<Value>,
    measure: &'static str,
    unit: &'static str,
    mean: f64,
    mcse: Option<f64>,
    replications: usize,
}

/// Figures in a table for each unit.
fn tables(title: &str, heads: &[&str], rows: &[Concluded]) -> Vec<Table> {
    let codes = units(rows.iter().map(|row| row.unit)).into_iter();
    codes
        .filter_map(|code| of_unit(title, heads, code, rows))
        .collect()
}

/// Figures of one unit, a row each.
fn of_unit(title: &str, heads: &[&str], code: &str, rows: &[Concluded]) -> Option<Table> {
    let rows = || rows.iter().filter(|row| row.unit == code);
    let digits = digits(code, rows().map(|row| row.mean));
    let mut columns: Vec<Column> = heads.iter().copied().map(Column::new).collect();
    columns.push(Column::new("Figure"));
    columns.push(Column::of("Mean", in_words(code), digits));
    // An error of a percentage is a difference of percentages.
    let of_error = in_words(if code == "%" { "pp" } else { code });
    columns.push(Column::of("Monte Carlo standard error", of_error, digits));
    columns.push(Column::new("Replications (number)"));
    let cells = rows().map(|row| {
        let mut cells = row.names.clone();
        cells.push(Value::text(said(row.measure)));
        cells.extend([Some(row.mean), row.mcse].map(Value::number));
        cells.push(Value::count(row.replications as u64));
        cells
    });
    let title = format!("{title}, in {}", said_of(in_words(code)));
    Table::of(title, columns, cells.collect())
}
