//! The report on durations as JSON and as CSV.

use serde::Serialize;

use super::rows::Report;
use crate::report;
use tierone_stats::cells::Cells;

const COLUMNS: &[&str] = &[
    "by",
    "group",
    "from",
    "to",
    "dates",
    "cases",
    "finished",
    "ended_otherwise",
    "open",
    "open_over_target",
    "target",
    "share",
    "low",
    "high",
    "share_of_finished",
    "median",
    "median_low",
    "median_high",
];

#[derive(Serialize)]
struct Document<'r> {
    tool: &'static str,
    version: &'static str,
    #[serde(flatten)]
    report: &'r Report,
}

/// The whole report as JSON: shares as numbers from 0 to 1, what is not known as null.
pub fn json(report: &Report) -> String {
    let document = Document {
        tool: "tierone",
        version: env!("CARGO_PKG_VERSION"),
        report,
    };
    let text = serde_json::to_string_pretty(&document).expect("rows are written to memory");
    format!("{text}\n")
}

/// Every row as CSV.
pub fn csv(report: &Report, cells: Cells) -> String {
    let bytes = report::csv(COLUMNS, &report.rows, cells);
    String::from_utf8(bytes).expect("cells are text")
}
