//! What is published of pilots and pathways: tables of one unit each.

use super::book::{Column, Table, Value};
use super::of_unit::{digits, in_words, said, said_of, units};
use crate::page::RunMade;
use crate::pathways::pathway_figures;
use crate::pilots::pilot_figures;

/// Tables of pilots, one a unit.
pub(super) fn pilots(made: &RunMade) -> Vec<Table> {
    let rows = pilot_figures(made.scenario, made.summary);
    let of_unit = |code: &str| {
        let of_unit = rows.iter().filter(|row| row.unit == code);
        let rows: Vec<Concluded> = of_unit
            .map(|row| Concluded {
                names: [row.policy, row.pilot].map(Value::text).to_vec(),
                figure: said(row.measure),
                mean: row.mean,
                mcse: row.mcse,
                replications: row.replications,
            })
            .collect();
        concluded("What pilots would show", &["Policy", "Pilot"], code, &rows)
    };
    let codes = units(rows.iter().map(|row| row.unit));
    codes.into_iter().filter_map(of_unit).collect()
}

/// Tables of pathways, one a unit.
pub(super) fn pathways(made: &RunMade) -> Vec<Table> {
    let rows = pathway_figures(made.scenario, made.summary);
    let whole = || rows.iter().filter(|row| row.period.is_none());
    let of_unit = |code: &str| {
        let of_unit = whole().filter(|row| row.unit == code);
        let rows: Vec<Concluded> = of_unit
            .map(|row| {
                let stage = row.stage.unwrap_or("all stages");
                Concluded {
                    names: [row.policy, row.pathway, stage].map(Value::text).to_vec(),
                    figure: said(row.measure),
                    mean: row.mean,
                    mcse: row.mcse,
                    replications: row.replications,
                }
            })
            .collect();
        concluded(
            "How long complaints take",
            &["Policy", "Pathway", "Stage"],
            code,
            &rows,
        )
    };
    let codes = units(whole().map(|row| row.unit));
    codes.into_iter().filter_map(of_unit).collect()
}

/// A figure of a pilot, or of a pathway.
struct Concluded {
    names: Vec<Value>,
    figure: String,
    mean: f64,
    mcse: Option<f64>,
    replications: usize,
}

/// Figures of one unit, a row each.
fn concluded(title: &str, heads: &[&str], code: &str, rows: &[Concluded]) -> Option<Table> {
    let digits = digits(code, rows.iter().map(|row| row.mean));
    let mut columns: Vec<Column> = heads.iter().copied().map(Column::new).collect();
    columns.push(Column::new("Figure"));
    columns.push(Column::of("Mean", in_words(code), digits));
    // An error of a percentage is a difference of percentages.
    let of_error = match code {
        "%" => "pp",
        code => code,
    };
    columns.push(Column::of(
        "Monte Carlo standard error",
        in_words(of_error),
        digits,
    ));
    columns.push(Column::new("Replications (number)"));
    let rows = rows.iter().map(|row| {
        let mut cells = row.names.clone();
        cells.push(Value::text(row.figure.clone()));
        cells.extend([Some(row.mean), row.mcse].map(Value::number));
        cells.push(Value::count(row.replications as u64));
        cells
    });
    let title = format!("{title}, in {}", said_of(in_words(code)));
    Table::of(title, columns, rows.collect())
}
