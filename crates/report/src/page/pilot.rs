//! The page of what a pilot shows in real checks.

use tierone_records::pilot::{PilotReport, points};
use tierone_stats::format::plain;
use tierone_stats::written::in_percent;

use super::page_text::PageText;
use super::parts::{Cell, Column, DASH, Page, PageKind, Row, Table};

const MEANINGS: &[(&str, &str)] = &[
    (
        "effect",
        "The share in error of the pilot less that of the others, in percentage points; below zero the pilot has fewer errors.",
    ),
    (
        "p-value",
        "How often chance alone makes an effect as large or larger, where the pilot does nothing.",
    ),
    (
        "cluster",
        "What was dealt to the arms as one, such as a team. Its cases are alike, so intervals and degrees of freedom count clusters.",
    ),
    DASH,
];

/// The page of a report on a pilot, of a file, with what ran.
pub fn pilot_page(report: &PilotReport, file: &str, facts: Vec<(String, String)>) -> Page {
    PageText {
        kind: PageKind::Pilot,
        title: &format!("What a pilot shows, from the checks in {}", plain(file)),
        question: "Does the pilot change the share of decisions in error, and by how much?".into(),
        answer: vec![report.answer.clone()],
        drawings: &[],
        how: "The first effect is the one that the answer gives; the others are for comparison.",
        tables: vec![effects(report), arms(report)],
        table_first: true,
        notes: report.notes.clone(),
        meanings: MEANINGS,
        facts,
        sources: &[],
    }
    .page()
}

fn effects(report: &PilotReport) -> Table {
    let rows = report.effects.iter().map(|effect| {
        let shown = |share: Option<f64>| {
            share.map_or_else(Cell::none, |share| {
                Cell::figure(points(share), in_percent(share))
            })
        };
        let mut cells = vec![Cell::words(effect.method)];
        cells.extend([Some(effect.value), effect.low, effect.high].map(shown));
        cells.push(Cell::decimals(effect.se.map(in_percent), 1));
        cells.push(Cell::decimals(effect.df, 1));
        cells.push(Cell::decimals(effect.p_value, 3));
        cells.extend([effect.pilot_clusters, effect.other_clusters].map(Cell::count));
        Row::new(effect.comparison, cells)
    });
    let figures = [
        "effect, pp",
        "lower limit, pp",
        "upper limit, pp",
        "standard error, pp",
        "degrees of freedom",
        "p-value",
        "clusters of the pilot",
        "other clusters",
    ];
    let columns = Column::all(&["comparison", "method"], &figures);
    let confidence = in_percent(report.confidence);
    let caption = format!("The effect, with {confidence} % intervals");
    Table::new("effects", caption, columns, rows.collect())
}

fn arms(report: &PilotReport) -> Table {
    let rows = report.arms.iter().map(|arm| {
        let mut cells = vec![
            Cell::words(if arm.pilot { "pilot" } else { "others" }),
            Cell::words(arm.when),
        ];
        cells.extend([arm.clusters, arm.cases, arm.wrong].map(Cell::count));
        cells.push(Cell::decimals(arm.share.map(in_percent), 1));
        cells.push(Cell::count(arm.not_checked));
        Row::new(plain(&arm.arm), cells)
    });
    let figures = [
        "clusters",
        "cases checked",
        "in error",
        "share in error, %",
        "not checked",
    ];
    let columns = Column::all(&["arm", "which", "when"], &figures);
    Table::new(
        "arms",
        "What was found in each arm",
        columns,
        rows.collect(),
    )
}
