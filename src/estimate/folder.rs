//! The report as files.

use std::path::Path;

use super::super::exit::Failure;
use super::super::place::Place;
use super::super::terminal;
use super::json::{self, scope, unit};
use super::{Report, pictures, table};

/// A file that every report has.
const OURS: &str = "figures.csv";

/// Whether the folder may be written.
pub(super) fn may_stand(out: &Path, force: bool) -> Result<(), Failure> {
    let place = Place::at(out, "results")?;
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
    let place = Place::at(out, "results")?;
    let staging = place.stage()?;
    let files = [
        (OURS, figures(report)),
        ("changes.csv", changes(report)),
        ("signals.csv", signals(report)),
        ("counts.csv", counts(report)),
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

fn figures(report: &Report) -> Vec<u8> {
    let header = [
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
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for group in &report.groups {
        for figure in &group.figures {
            let number =
                |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
            rows.push(vec![
                group.by.clone(),
                group.name.clone(),
                figure.name.into(),
                unit(figure.unit).into(),
                scope(figure.scope).into(),
                number(figure.value),
                number(figure.interval.map(|interval| interval.0)),
                number(figure.interval.map(|interval| interval.1)),
                number(figure.interval.map(|_| report.confidence)),
                figure.method.into(),
                number(figure.se),
                figure.n.to_string(),
                figure.found.to_string(),
                number(figure.effective),
            ]);
        }
    }
    csv(&rows)
}

fn changes(report: &Report) -> Vec<u8> {
    let header = [
        "column", "from", "to", "figure", "value", "low", "high", "method",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for change in &report.changes {
        rows.push(vec![
            change.column.clone(),
            change.groups[0].clone(),
            change.groups[1].clone(),
            change.figure.into(),
            change.change.value.to_string(),
            change.change.low.to_string(),
            change.change.high.to_string(),
            change.change.method.into(),
        ]);
    }
    csv(&rows)
}

fn signals(report: &Report) -> Vec<u8> {
    let header = [
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
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for signals in &report.signals {
        for point in &signals.points {
            let of_average = |of: fn((f64, f64)) -> f64| {
                point.average.map_or(String::new(), |a| of(a).to_string())
            };
            rows.push(vec![
                signals.title(),
                point.name.clone(),
                point.group.checked.to_string(),
                point.group.failed.to_string(),
                point.share().to_string(),
                point.limits.0.to_string(),
                point.limits.1.to_string(),
                point.is_outside().to_string(),
                point.false_alarm.to_string(),
                of_average(|(average, _)| average),
                of_average(|(_, limit)| limit),
                point.has_moved().to_string(),
            ]);
        }
    }
    csv(&rows)
}

fn counts(report: &Report) -> Vec<u8> {
    let header = [
        "by",
        "name",
        "passed",
        "failed",
        "not_applicable",
        "not_checked",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for ((by, value), tally) in &report.tallies {
        rows.push(vec![
            (*by).to_owned(),
            value.clone(),
            tally.passed.to_string(),
            tally.failed.to_string(),
            tally.not_applicable.to_string(),
            tally.pending.to_string(),
        ]);
    }
    csv(&rows)
}

fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer
            .write_record(row)
            .expect("rows of equal length are written to memory");
    }
    writer.into_inner().expect("memory takes what is written")
}
