//! Passes and fails as they were recorded.

use tierone_records::report::Count;

use super::made::EstimateMade;
use crate::page::parts::{Cell, Column, Part, Row, Section, Table};

pub(super) fn section(made: &EstimateMade) -> Option<Section> {
    let counts = made.report.counts.iter();
    let counts = || counts.clone().filter(|count| count.checked() > 0);
    let mut kinds: Vec<&str> = Vec::new();
    for count in counts() {
        if !kinds.contains(&count.by) {
            kinds.push(count.by);
        }
    }
    let charts = ["fails-by-attribute", "fails-by-kind"];
    let mut parts: Vec<Part> = charts.iter().filter_map(|name| made.chart(name)).collect();
    for (at, by) in kinds.into_iter().enumerate() {
        let rows = counts().filter(|count| count.by == by).map(row).collect();
        let outcomes = ["passed", "failed", "not applicable", "not checked"];
        let columns = Column::all(&[by], &outcomes);
        let (id, caption) = (format!("counts-{}", at + 1), format!("Outcomes by {by}"));
        parts.extend(Table::of(id, caption, columns, rows).map(Part::Table));
    }
    Section::of("counts", "What checks recorded", parts)
}

fn row(count: &Count) -> Row {
    let counts = [count.passed, count.failed, count.not_applicable].map(Cell::count);
    let open = count.not_checked.map_or_else(Cell::none, Cell::count);
    Row::new(
        format!("`{}`", count.name),
        counts.into_iter().chain([open]).collect(),
    )
}
