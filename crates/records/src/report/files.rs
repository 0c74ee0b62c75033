//! The report as files: JSON for programs, CSV for spreadsheets, and the text.

use serde::Serialize;
use serde_json::Value;

use super::document::json;
use super::rows::EstimateReport;
use super::table::text;
use crate::assess::{Figure, Point};
use tierone_stats::cells::Cells;
use tierone_stats::format::shown;
use tierone_stats::written::known_percent;

/// Every file of a report by its name, with text for so many columns, and tables with such cells.
pub fn files(
    report: &EstimateReport,
    columns: usize,
    cells: Cells,
) -> [(&'static str, Vec<u8>); 6] {
    [
        ("figures.csv", cells.file(figures(report, cells))),
        (
            "changes.csv",
            cells.file(csv(CHANGES, &report.changes, cells)),
        ),
        ("signals.csv", cells.file(signals(report, cells))),
        ("counts.csv", cells.file(csv(COUNTS, &report.counts, cells))),
        ("report.json", json(report).into_bytes()),
        (
            "report.txt",
            shown(&text(report, columns)).into_owned().into_bytes(),
        ),
    ]
}

const FIGURES: &[&str] = &[
    "by",
    "group",
    "figure",
    "unit",
    "scope",
    "value",
    "low",
    "high",
    "confidence",
    "method",
    "se",
    "n",
    "errors",
    "effective_n",
];

const CHANGES: &[&str] = &[
    "column", "from", "to", "figure", "unit", "value", "low", "high", "method",
];

const SIGNALS: &[&str] = &[
    "chart",
    "name",
    "checked",
    "wrong",
    "share",
    "low",
    "high",
    "outside",
    "false_alarm",
    "moving_average",
    "moving_average_limit",
    "moved",
];

const COUNTS: &[&str] = &[
    "by",
    "name",
    "passed",
    "failed",
    "not_applicable",
    "not_checked",
];

/// A figure and the group that it is of.
#[derive(Serialize)]
struct OfGroup<'r> {
    by: Option<&'r str>,
    group: &'r str,
    #[serde(serialize_with = "known_percent")]
    confidence: Option<f64>,
    #[serde(flatten)]
    figure: &'r Figure,
}

/// The figures of all cases, groups and periods as CSV.
pub fn figures_csv(report: &EstimateReport, cells: Cells) -> String {
    String::from_utf8(figures(report, cells)).expect("cells are text")
}

fn figures(report: &EstimateReport, cells: Cells) -> Vec<u8> {
    let mut rows = Vec::new();
    for group in &report.groups {
        rows.extend(group.figures.iter().map(|figure| OfGroup {
            by: group.by.as_deref(),
            group: &group.name,
            confidence: figure.interval.map(|_| report.confidence),
            figure,
        }));
    }
    csv(FIGURES, &rows, cells)
}

/// A point and the chart that it is in.
#[derive(Serialize)]
struct OfChart<'r> {
    chart: &'r str,
    #[serde(flatten)]
    point: &'r Point,
}

fn signals(report: &EstimateReport, cells: Cells) -> Vec<u8> {
    let mut rows = Vec::new();
    for chart in &report.signals {
        rows.extend(chart.points.iter().map(|point| OfChart {
            chart: &chart.title,
            point,
        }));
    }
    csv(SIGNALS, &rows, cells)
}

/// Rows under `columns`, which are the names of their fields.
/// Rows of one kind as CSV, under these of their fields.
pub(crate) fn csv<T: Serialize>(columns: &[&str], rows: &[T], cells: Cells) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = "rows of equal length are written to memory";
    writer.write_record(columns).expect(written);
    for row in rows {
        let row = serde_json::to_value(row).expect("a row has named fields");
        let row = columns.iter().map(|column| cell(&row[*column], cells));
        writer.write_record(row).expect(written);
    }
    writer.into_inner().expect("memory takes what is written")
}

/// Numbers without an exponent; nothing for what is not known.
fn cell(value: &Value, cells: Cells) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => cells.text(text).into_owned(),
        Value::Number(number) if number.is_f64() => number
            .as_f64()
            .map_or(String::new(), |number| number.to_string()),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Row {
        name: &'static str,
        value: Option<f64>,
        count: u64,
    }

    #[test]
    fn unknown_values_are_empty_and_numbers_have_no_exponent() {
        let row = |name, value| Row {
            name,
            value,
            count: 3,
        };
        let rows = [row("a,b", Some(1e-7)), row("c", None)];
        let text = csv(&["count", "name", "value"], &rows, Cells::default());
        assert_eq!(text, b"count,name,value\n3,\"a,b\",0.0000001\n3,c,\n");
    }
}
