//! The page of how long cases take.

use tierone_records::durations::{DurationsReport, Row as Span};
use tierone_stats::format::plain;
use tierone_stats::written::in_percent;

use super::page_text::PageText;
use super::parts::{Cell, Column, DASH, Page, PageKind, Row, Table};

const MEANINGS: &[(&str, &str)] = &[
    (
        "in target",
        "The share of all cases that reach the end within the target. Cases that are still open count as far as they were watched; \
         cases that ended otherwise do not reach it.",
    ),
    (
        "of finished",
        "The same of finished cases alone. It leaves out all that take long, so it is too favourable while many are open.",
    ),
    (
        "median",
        "The time by which half of all cases have reached the end.",
    ),
    DASH,
];

/// The page of a report on durations, of a file, with what ran.
pub fn durations_page(report: &DurationsReport, file: &str, facts: Vec<(String, String)>) -> Page {
    PageText {
        kind: PageKind::Durations,
        title: &format!("How long cases take, from {}", plain(file)),
        question: "How long do cases take from stage to stage, and how many are in target?".into(),
        answer: vec![report.answer.clone()],
        drawings: &[],
        how: &format!(
            "Cases were watched up to {}; times are in {}.",
            report.as_at, report.unit
        ),
        tables: vec![table(report)],
        table_first: true,
        notes: report.notes.clone(),
        meanings: MEANINGS,
        facts,
        sources: &[],
    }
    .page()
}

fn table(report: &DurationsReport) -> Table {
    let rows = report.rows.iter().map(|row| {
        let share = |share: Option<f64>| Cell::decimals(share.map(in_percent), 1);
        let days = |days: Option<f64>| {
            days.map_or_else(Cell::none, |days| Cell::figure(days.to_string(), days))
        };
        let mut cells = vec![Cell::words(cases_of(row)), Cell::words(row.dates)];
        cells.extend([row.cases, row.open, row.ended_otherwise].map(Cell::count));
        cells.push(days(row.target.map(f64::from)));
        cells.extend([row.share, row.low, row.high, row.share_of_finished].map(share));
        cells.extend([row.median, row.median_low, row.median_high].map(days));
        let span = format!("{} to {}", plain(&row.from), plain(&row.to));
        Row::new(span, cells)
    });
    let confidence = in_percent(report.confidence);
    let limits =
        ["lower", "upper"].map(|end| format!("{end} limit of the {confidence} % interval, %"));
    let of_median = ["lower", "upper"].map(|end| format!("its {end} limit"));
    let median = format!("median, {}", report.unit);
    let target = format!("target, {}", report.unit);
    let figures = [
        "cases",
        "open",
        "ended otherwise",
        &target,
        "in target, %",
        &limits[0],
        &limits[1],
        "of finished, %",
        &median,
        &of_median[0],
        &of_median[1],
    ];
    let mut table = Table::new(
        "durations",
        "How long cases take, and how many are in target",
        Column::all(&["from … to", "cases of", "by dates"], &figures),
        rows.collect(),
    );
    table.drop_empty();
    table
}

/// Which cases a row is of.
fn cases_of(row: &Span) -> String {
    match (row.by.as_str(), row.group.as_str()) {
        ("", _) => "all".into(),
        (by, "") => plain(by),
        (by, group) => format!("{} {}", plain(by), plain(group)),
    }
}
