//! Figures of groups: a table a column. Groups that are left out for being small are not in it.

use tierone_records::report::Group;

use super::cells::{cells, columns, named};
use super::made::EstimateMade;
use crate::page::parts::{Cell, Part, Row, Section, Table};

/// Charts of groups.
const CHARTS: &[&str] = &["accuracy-by-group", "mve-by-group"];

pub(super) fn section(made: &EstimateMade) -> Option<Section> {
    let report = made.report;
    let mut columns_of: Vec<&str> = Vec::new();
    for by in report.groups.iter().filter_map(|group| group.by.as_deref()) {
        if !columns_of.contains(&by) {
            columns_of.push(by);
        }
    }
    let mut parts: Vec<Part> = CHARTS.iter().filter_map(|name| made.chart(name)).collect();
    for (at, by) in columns_of.into_iter().enumerate() {
        let of = |group: &&Group| group.by.as_deref() == Some(by) && !group.suppressed;
        let rows = report.groups.iter().filter(of).flat_map(rows).collect();
        let columns = columns(&[by, "figure"], report.confidence);
        let (id, caption) = (format!("by-{}", at + 1), format!("Figures by {by}"));
        parts.extend(Table::of(id, caption, columns, rows).map(Part::Table));
    }
    let left: Vec<String> = report
        .left_out
        .iter()
        .map(|left| left.in_words(report.suppress_below))
        .collect();
    if !left.is_empty() {
        parts.push(Part::Text(
            "Left out, so that small groups do not show:".into(),
        ));
        parts.push(Part::List(left));
    }
    Section::of("groups", "By group", parts)
}

fn rows(group: &Group) -> Vec<Row> {
    let figures = group.figures.iter().map(|figure| {
        let mut row = vec![Cell::words(named(figure.name))];
        row.extend(cells(figure));
        Row::new(&group.name, row)
    });
    figures.collect()
}
