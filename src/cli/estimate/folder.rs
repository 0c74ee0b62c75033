//! The report as files: written beside their place and renamed into it, so that they are whole or absent.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::exit::Failure;
use super::super::terminal;
use super::json::{self, scope, unit};
use super::{Report, table};

/// Whether the folder may be written.
pub(super) fn may_stand(out: &Path, force: bool) -> Result<(), Failure> {
    if out.file_name().is_none() {
        return Err(Failure::input(format!(
            "{} cannot be a results folder: it has no name of its own",
            out.display()
        )));
    }
    if fs::symlink_metadata(out).is_ok() && !force {
        return Err(
            Failure::input(format!("{} is there already", out.display()))
                .help("choose another folder with --out, or add --force to replace it"),
        );
    }
    if fs::symlink_metadata(out).is_ok() && !out.join("figures.csv").is_file() {
        return Err(
            Failure::input(format!("{} holds no results to replace", out.display()))
                .help("choose another folder with --out"),
        );
    }
    Ok(())
}

/// Writes figures, changes, counts and the report.
pub(super) fn write(out: &Path, report: &Report) -> Result<(), Failure> {
    let staging = beside(out, "new");
    remove(&staging)?;
    fs::create_dir_all(&staging)
        .map_err(|error| Failure::machine("make the folder", &staging, error))?;
    let files = [
        ("figures.csv", figures(report)),
        ("changes.csv", changes(report)),
        ("signals.csv", signals(report)),
        ("counts.csv", counts(report)),
        ("report.json", json::text(report).into_bytes()),
        ("report.txt", table::text(report).into_bytes()),
    ];
    for (name, bytes) in files {
        let path = staging.join(name);
        fs::write(&path, bytes).map_err(|error| Failure::machine("write", &path, error))?;
    }
    let failed = |error| Failure::machine("replace", out, error);
    let aside = beside(out, "old");
    remove(&aside)?;
    let there = fs::symlink_metadata(out).is_ok();
    if there {
        fs::rename(out, &aside).map_err(failed)?;
    }
    fs::rename(&staging, out).map_err(failed)?;
    remove(&aside)?;
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
    for group in report.groups.iter().filter(|group| !group.suppressed) {
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
    for (title, points) in &report.signals {
        for point in points {
            let of_average = |of: fn((f64, f64)) -> f64| {
                point.average.map_or(String::new(), |a| of(a).to_string())
            };
            rows.push(vec![
                title.clone(),
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
        let count = |count: u64| {
            report
                .count(count, tally)
                .map_or(String::new(), |count| count.to_string())
        };
        rows.push(vec![
            (*by).to_owned(),
            value.clone(),
            count(tally.passed),
            count(tally.failed),
            count(tally.not_applicable),
            count(tally.pending),
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

fn beside(out: &Path, suffix: &str) -> PathBuf {
    let name = out
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or("results");
    out.with_file_name(format!(".{name}.{suffix}"))
}

fn remove(path: &Path) -> Result<(), Failure> {
    match fs::symlink_metadata(path) {
        Err(_) => Ok(()),
        Ok(_) => fs::remove_dir_all(path).map_err(|error| Failure::machine("remove", path, error)),
    }
}
