//! The report on durations as CSV.

use super::rows::DurationsReport;
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

/// Every row as CSV.
pub fn csv(report: &DurationsReport, cells: Cells) -> String {
    let bytes = report::csv(COLUMNS, &report.rows, cells);
    String::from_utf8(bytes).expect("cells are text")
}
