//! Tables: a caption, a row of heads, a head to each row, figures as data.

use maud::{Markup, html};

use super::words::{plain_words, words};
use crate::page::parts::{Cell, Column, Row, Table};

/// So many policies stand side by side on a sheet of paper.
const ABREAST: usize = 10;

/// A table; several where it has more policies than paper has room for.
pub(super) fn table(table: &Table) -> Markup {
    html! { @for sheet in sheets(table) { (one(&sheet)) } }
}

/// A table as tables of so many policies each as a sheet of paper has room for; one where it has for all.
fn sheets(table: &Table) -> Vec<Table> {
    let of_policies = |at: &usize| table.columns[*at].policy.is_some();
    let (policies, fixed): (Vec<usize>, Vec<usize>) =
        (0..table.columns.len()).partition(of_policies);
    if policies.len() <= ABREAST {
        return vec![table.clone()];
    }
    let parts = policies.len().div_ceil(ABREAST);
    let sheets = policies.chunks(ABREAST).enumerate();
    sheets
        .map(|(sheet, of)| {
            let mut kept = [&fixed[..], of].concat();
            kept.sort_unstable();
            let cells = |row: &Row| {
                let columns = kept.iter().filter(|at| **at > 0);
                columns.map(|at| row.cells[at - 1].clone()).collect()
            };
            let (id, caption) = match sheet {
                0 => (table.id.clone(), table.caption.clone()),
                _ => (
                    format!("{}-{}", table.id, sheet + 1),
                    format!("{}, part {} of {parts}", table.caption, sheet + 1),
                ),
            };
            Table {
                id,
                caption,
                columns: kept.iter().map(|at| table.columns[*at].clone()).collect(),
                rows: table
                    .rows
                    .iter()
                    .map(|row| Row {
                        cells: cells(row),
                        id: row.id.clone().filter(|_| sheet == 0),
                        ..row.clone()
                    })
                    .collect(),
            }
        })
        .collect()
}

/// A table that scrolls on its own where it is too wide.
fn one(table: &Table) -> Markup {
    let caption = format!("{}-caption", table.id);
    html! {
        div.scroll role="region" tabindex="0" aria-labelledby=(caption) {
            table.sortable id=(table.id) {
                caption id=(caption) { (words(&table.caption)) }
                thead {
                    tr {
                        @for column in &table.columns {
                            th scope="col" .figure[column.figures] data-policy=[column.policy] {
                                (plain_words(&column.name))
                            }
                        }
                    }
                }
                tbody {
                    @for row in &table.rows { (of_row(table, row)) }
                }
            }
        }
    }
}

fn of_row(table: &Table, row: &Row) -> Markup {
    html! {
        tr id=[row.id.as_deref()] data-policy=[row.policy] {
            th scope="row" { (words(&row.head)) }
            @for (cell, column) in row.cells.iter().zip(table.columns.iter().skip(1)) {
                (of_cell(cell, column))
            }
        }
    }
}

fn of_cell(cell: &Cell, column: &Column) -> Markup {
    html! {
        td .figure[column.figures] data-policy=[column.policy] data-more=[cell.more.as_deref()] {
            @match (cell.value, &cell.leads_to) {
                (Some(value), _) => data value=(value) { (plain_words(&cell.shown)) },
                (None, Some(place)) => a href={ "#" (place) } { (plain_words(&cell.shown)) },
                (None, None) => (words(&cell.shown)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_many_policies_come_in_several_with_every_policy_once() {
        let column = |at: usize| Column {
            policy: (at > 0).then_some(at),
            ..Column::figures(&format!("policy {at}"))
        };
        let table = Table {
            id: "figures".into(),
            caption: "Figures".into(),
            columns: (0..24).map(column).collect(),
            rows: vec![Row::new(
                "accuracy",
                (1..24).map(|at| Cell::words(format!("{at}"))).collect(),
            )],
        };
        let sheets = sheets(&table);
        let counted: Vec<usize> = sheets.iter().map(|one| one.columns.len() - 1).collect();
        assert_eq!(counted, [10, 10, 3]);
        let shown = sheets.iter().flat_map(|one| &one.rows[0].cells);
        let shown: Vec<String> = shown.map(|cell| cell.shown.clone()).collect();
        assert_eq!(shown, (1..24).map(|at| format!("{at}")).collect::<Vec<_>>());
        assert!(sheets.iter().all(|one| one.columns[0].policy.is_none()));
        assert_eq!(sheets[1].id, "figures-2");
        // Readers who go from table to table by name have a name for each.
        let named: Vec<&str> = sheets.iter().map(|one| one.caption.as_str()).collect();
        assert_eq!(
            named,
            ["Figures", "Figures, part 2 of 3", "Figures, part 3 of 3"]
        );
    }
}
