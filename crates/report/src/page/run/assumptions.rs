//! Assumptions with their source or range; each leads to its source.

use super::made::RunMade;
use crate::page::parts::{Cell, Column, Part, Row, Section, Table};

/// Letters of a source that are shown beside what it is the source of.
const GLANCE: usize = 60;

pub(super) fn section(made: &RunMade) -> Option<Section> {
    let assumptions = &made.manifest.assumptions;
    if assumptions.is_empty() {
        let none = "No value of this scenario gives a source or a range: its numbers are as its author wrote them, and are in the \
                    scenario below.";
        return Section::of("assumptions", "Assumptions", vec![Part::Text(none.into())]);
    }
    let mut sources: Vec<&str> = Vec::new();
    for source in assumptions.iter().filter_map(|one| one.source.as_deref()) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let or_dash = |text: &Option<String>| Cell::words(text.clone().unwrap_or("–".into()));
    let rows = assumptions.iter().map(|one| {
        let place = one.source.as_deref().and_then(|source| {
            let place = sources.iter().position(|known| *known == source)?;
            Some((place + 1, source))
        });
        let source = place.map_or(Cell::words("no source"), |(place, source)| Cell {
            leads_to: Some(format!("source-{place}")),
            ..Cell::words(format!("[{place}] {}", glance(source)))
        });
        let cells = vec![
            Cell::words(&one.value),
            or_dash(&one.low),
            or_dash(&one.high),
            source,
        ];
        Row::new(&one.key, cells)
    });
    let table = Table::new(
        "assumed",
        "Every value of the scenario that gives a source or a range",
        Column::all(&["value of", "value", "low", "high", "source"], &[]),
        rows.collect(),
    );
    let mut parts = vec![
        Part::Text(
            "Values that give neither are as the scenario's author wrote them, and stand in the scenario below. A range is where \
             the value may lie."
                .into(),
        ),
        Part::Table(table),
    ];
    if !sources.is_empty() {
        parts.push(Part::Table(of_sources(&sources)));
    }
    Section::of("assumptions", "Assumptions", parts)
}

fn of_sources(sources: &[&str]) -> Table {
    let rows = sources.iter().enumerate().map(|(at, source)| Row {
        id: Some(format!("source-{}", at + 1)),
        ..Row::about(format!("[{}]", at + 1), *source)
    });
    let columns = Column::all(&["number", "source"], &[]);
    Table::new("sources", "Sources", columns, rows.collect())
}

/// The start of a source, to the last whole word.
fn glance(source: &str) -> String {
    if source.chars().count() <= GLANCE {
        return source.to_owned();
    }
    let start: String = source.chars().take(GLANCE).collect();
    let whole = start
        .rsplit_once(' ')
        .map_or(start.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}
