//! The report on a pilot as CSV.

use super::rows::PilotReport;
use crate::report;
use tierone_stats::cells::Cells;

const COLUMNS: &[&str] = &[
    "comparison",
    "method",
    "unit",
    "value",
    "low",
    "high",
    "se",
    "df",
    "p_value",
    "pilot_clusters",
    "other_clusters",
];

/// The effects as CSV.
pub fn csv(report: &PilotReport, cells: Cells) -> String {
    let bytes = report::csv(COLUMNS, &report.effects, cells);
    String::from_utf8(bytes).expect("cells are text")
}
