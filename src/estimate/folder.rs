//! The report as files.

use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use tierone_records::assess::{Figure, Point};
use tierone_records::report::Report;

use super::super::destination::Destination;
use super::super::exit::Failure;
use super::super::terminal;
use super::{json, pictures, table};

/// A file that every report has.
const OURS: &str = "figures.csv";

/// Whether the folder may be written.
pub(super) fn may_stand(out: &Path, force: bool) -> Result<(), Failure> {
    let place = Destination::at(out, "results")?;
    place.may_be_taken(true, force)?;
    if place.is_taken() && !out.join(OURS).is_file() {
        return Err(
            Failure::input(format!("{} holds no results to replace", out.display()))
                .help("choose another folder with --out"),
        );
    }
    Ok(())
}

/// Writes figures, changes, signals, counts, the report, and charts of what there is to show.
pub(super) fn write(out: &Path, report: &Report) -> Result<(), Failure> {
    let place = Destination::at(out, "results")?;
    let staging = place.stage()?;
    let files = [
        (OURS, figures(report)),
        ("changes.csv", csv(CHANGES, &report.changes)),
        ("signals.csv", signals(report)),
        ("counts.csv", csv(COUNTS, &report.counts)),
        ("report.json", json::text(report).into_bytes()),
        ("report.txt", table::text(report).into_bytes()),
    ];
    for (name, bytes) in files {
        staging.write(name, &bytes)?;
    }
    for drawing in pictures::drawn(report) {
        let name = format!("charts/{}.svg", drawing.name);
        staging.write(&name, drawing.svg.as_bytes())?;
    }
    place.put(staging, true)?;
    terminal::talk(&format!("written to {}", out.display()));
    Ok(())
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
    "column", "from", "to", "figure", "value", "low", "high", "method",
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
    confidence: Option<f64>,
    #[serde(flatten)]
    figure: &'r Figure,
}

fn figures(report: &Report) -> Vec<u8> {
    let mut rows = Vec::new();
    for group in &report.groups {
        rows.extend(group.figures.iter().map(|figure| OfGroup {
            by: group.by.as_deref(),
            group: &group.name,
            confidence: figure.interval.map(|_| report.confidence),
            figure,
        }));
    }
    csv(FIGURES, &rows)
}

/// A point and the chart that it is in.
#[derive(Serialize)]
struct OfChart<'r> {
    chart: &'r str,
    share: f64,
    #[serde(flatten)]
    point: &'r Point,
}

fn signals(report: &Report) -> Vec<u8> {
    let mut rows = Vec::new();
    for chart in &report.signals {
        rows.extend(chart.points.iter().map(|point| OfChart {
            chart: &chart.title,
            share: point.share(),
            point,
        }));
    }
    csv(SIGNALS, &rows)
}

/// Rows under `columns`, which are the names of their fields.
fn csv<T: Serialize>(columns: &[&str], rows: &[T]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = "rows of equal length are written to memory";
    writer.write_record(columns).expect(written);
    for row in rows {
        let row = serde_json::to_value(row).expect("a row has named fields");
        let cells = columns.iter().map(|column| cell(&row[*column]));
        writer.write_record(cells).expect(written);
    }
    writer.into_inner().expect("memory takes what is written")
}

/// Numbers without an exponent; nothing for what is not known.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_f64() => number
            .as_f64()
            .map_or(String::new(), |number| number.to_string()),
        other => other.to_string(),
    }
}
