//! Tables: a caption, a row of heads, a head to each row, figures as data.

use maud::{Markup, html};

use super::words::{plain_words, words};
use crate::page::parts::{Cell, Column, Row, Table};

/// A table that scrolls on its own where it is too wide.
pub(super) fn table(table: &Table) -> Markup {
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
