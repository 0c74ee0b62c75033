//! The report for people.

use std::fmt::Write;

use super::rows::{Chart, EstimateReport, Group};
use super::words::{amount, chance, level, points, standard_error};
use crate::assess::{EWMA_RUN, Figure, FigureUnit, Point, Scope};
use tierone_stats::format::{capital, confidence, plain, wrapped};

/// The whole report as text, in lines of so many columns where they can be broken.
pub fn text(report: &EstimateReport, columns: usize) -> String {
    let mut text = String::new();
    for sentence in &report.answer {
        text += &wrapped(sentence, columns, "");
    }
    text += "\n";
    text += &wrapped(&capital(&report.design), columns, "");
    for group in &report.groups {
        text += &of_group(report, group, columns);
    }
    let changes = change_rows(report);
    if !changes.is_empty() {
        text += "\n";
        text += &aligned(&changes);
    }
    text += &of_methods(report, columns);
    for signals in &report.signals {
        text += &of_signals(signals);
    }
    text += &of_counts(report);
    text += &of_left_out(report);
    text + &noted(&report.notes, columns)
}

/// Notes, each after an empty line.
pub(crate) fn noted(notes: &[String], columns: usize) -> String {
    let note = |note: &String| format!("\n{}", wrapped(&format!("note: {note}"), columns, ""));
    notes.iter().map(note).collect()
}

/// The changes under their heads; nothing where there are none.
pub(super) fn change_rows(report: &EstimateReport) -> Vec<Vec<String>> {
    if report.changes.is_empty() {
        return Vec::new();
    }
    let heads = ["change", "figure", "by", &interval_name(report), "method"];
    let mut rows = vec![words(&heads)];
    for change in &report.changes {
        let unit = change.figure.unit();
        let (low, high) = (change.low, change.high);
        let half = 0.5 * (high - low);
        let amount = |value| match unit {
            FigureUnit::Share => format!("{} points", points(value, half)),
            FigureUnit::Pounds => amount(value, unit, half),
        };
        rows.push(vec![
            format!("{}: {} → {}", change.column, change.from, change.to),
            change.figure.to_string(),
            amount(change.value),
            format!("{} to {}", amount(low), amount(high)),
            change.method.into(),
        ]);
    }
    rows
}

/// What each method of an interval is, in plain words.
fn of_methods(report: &EstimateReport, columns: usize) -> String {
    let mut text = String::new();
    for (method, meaning) in report.methods() {
        if text.is_empty() {
            text += "\n";
        }
        text += &wrapped(&format!("{method}: {meaning}"), columns, "");
    }
    text
}

/// Passes and fails, of what was checked at all.
fn of_counts(report: &EstimateReport) -> String {
    let mut text = String::new();
    let mut by = "";
    for count in &report.counts {
        if count.checked() == 0 {
            continue;
        }
        if count.by != by {
            by = count.by;
            let _ = write!(
                text,
                "\nOutcomes by {by}: passed, failed, not applicable, not checked\n"
            );
        }
        let _ = writeln!(
            text,
            "  {}: {}, {}, {}, {}",
            plain(&count.name),
            count.passed,
            count.failed,
            count.not_applicable,
            count
                .not_checked
                .map_or("–".into(), |cases| cases.to_string())
        );
    }
    text
}

/// How many groups are left out, for having few checks and so that those cannot be worked out.
fn of_left_out(report: &EstimateReport) -> String {
    let mut text = String::new();
    for left in &report.left_out {
        if text.is_empty() {
            text += "\nLeft out\n";
        }
        let _ = writeln!(text, "  {}", left.in_words(report.suppress_below));
    }
    text
}

/// Those that stand out, and how many chance alone would make: shares outside their limits, and moving averages outside
/// theirs.
fn of_signals(signals: &Chart) -> String {
    let points = &signals.points;
    let out = points
        .iter()
        .filter(|point| point.is_outside() || point.has_moved());
    let out: Vec<&Point> = out.collect();
    let outside = points.iter().filter(|point| point.is_outside()).count();
    let moved = points.iter().filter(|point| point.has_moved()).count();
    let alarms: f64 = points.iter().map(|point| point.false_alarm).sum();
    let mut text = format!(
        "\n{}, of checked cases: {outside} of {} outside their limits, where chance alone would put {alarms:.2}",
        capital(&signals.title),
        points.len()
    );
    if signals.column.is_none() {
        let _ = write!(
            text,
            "; the moving average outside its own in {moved}, where chance alone would put it about once in {EWMA_RUN} \
             periods"
        );
    }
    if let Some(limits) = &signals.limits {
        let _ = write!(text, ". {}", limits.trim_end_matches('.'));
    }
    text.push('\n');
    for point in out {
        let (low, high) = point.limits;
        let _ = writeln!(
            text,
            "  {}: {} of {} wrong, {:.1} %, limits {:.1} % to {:.1} %{}",
            plain(&point.name),
            point.group.failed,
            point.group.checked,
            100.0 * point.share(),
            100.0 * low,
            100.0 * high,
            if point.has_moved() {
                "; the moving average has left its limits"
            } else {
                ""
            }
        );
    }
    text
}

fn of_group(report: &EstimateReport, group: &Group, columns: usize) -> String {
    let mut text = String::from("\n");
    if let Some(by) = &group.by {
        let _ = writeln!(text, "{by}: {}", group.name);
    }
    if group.suppressed {
        let _ = writeln!(
            text,
            "  fewer than {} checked cases: not shown",
            report.suppress_below
        );
        return text;
    }
    let mut rows = vec![figure_header(report)];
    rows.extend(group.figures.iter().map(figure_row));
    if !group.figures.is_empty() {
        text += &aligned(&rows);
    } else if group.notes.is_empty() {
        text += "  nothing is checked\n";
    }
    for target in &group.targets {
        let level = level(target.level, target.figure.unit());
        let sign = target.figure.asks();
        let met = match (target.probability, target.from) {
            (Some(probability), Some(from)) => {
                format!("probability {}, from {from}", chance(probability))
            }
            _ => "nobody can say with what probability".into(),
        };
        let _ = writeln!(text, "target {} {sign} {level}: {met}", target.figure);
    }
    for note in &group.notes {
        text += &wrapped(note, columns, "");
    }
    text
}

/// The heads of figures.
pub(super) fn figure_header(report: &EstimateReport) -> Vec<String> {
    let interval = interval_name(report);
    words(&[
        "figure", "estimate", &interval, "s.e.", "n", "errors", "eff. n", "method",
    ])
}

fn interval_name(report: &EstimateReport) -> String {
    format!("{} % interval", confidence(report.confidence))
}

/// The cells of a figure.
pub(super) fn figure_row(figure: &Figure) -> Vec<String> {
    let half = figure.half();
    let shown = |value: f64| amount(value, figure.name.unit(), half);
    let or_dash = |value: Option<f64>| value.map_or("–".into(), shown);
    let interval = figure.interval.map_or("–".into(), |(low, high)| {
        format!("{} to {}", shown(low), shown(high))
    });
    let se = figure.se.map_or("–".into(), |se| {
        standard_error(se, figure.name.unit(), half)
    });
    vec![
        figure.name.to_string(),
        or_dash(figure.value),
        interval,
        se,
        figure.n.to_string(),
        figure.found.to_string(),
        figure
            .effective
            .map_or("–".into(), |size| format!("{size:.0}")),
        match (figure.scope, figure.method) {
            (Scope::CheckedOnly, _) => "of checked cases only".into(),
            (_, "") => "–".into(),
            (_, method) => method.into(),
        },
    ]
}

/// The cells of a row of words.
pub(crate) fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Rows under one another: names to the left, figures to the right, methods to the left again.
pub(crate) fn aligned(rows: &[Vec<String>]) -> String {
    let count = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let pad = " ".repeat(widths[column] - cell.chars().count());
            if column == 0 || column + 1 == count {
                line += &format!("{cell}{pad}  ");
            } else {
                line += &format!("{pad}{cell}  ");
            }
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::build;
    use crate::request::Request;
    use crate::testing::{joined, request};

    #[test]
    fn figures_stand_under_one_another_and_notes_are_broken() {
        let request = Request {
            population: Some(100),
            ..request()
        };
        let cases = joined(&request, "number,outcome\n1,fail\n2,pass\n3,pass\n4,pass\n");
        let report = build(&request, cases).expect("a report");
        let text = text(&report, 60);
        let lines: Vec<&str> = text.lines().collect();
        assert!(
            lines[0].starts_with("Of 100 decisions, 75.0 % were right"),
            "{text}"
        );
        assert!(lines.contains(&"A simple random sample"), "{text}");
        assert!(
            text.contains("\nwilson: Wilson's score interval\n"),
            "{text}"
        );
        let row = lines
            .iter()
            .find(|line| line.starts_with("accuracy"))
            .expect("a row");
        let cells: Vec<&str> = row.split("  ").filter(|cell| !cell.is_empty()).collect();
        assert_eq!(cells[1].trim(), "75.0 %", "{text}");
        let notes = text.split_once("\nnote: ").expect("a note").1;
        assert!(
            notes.lines().all(|line| line.chars().count() <= 60),
            "{text}"
        );
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [
            words(&["figure", "n", "method"]),
            words(&["a", "1000", "b"]),
        ];
        assert_eq!(aligned(&rows), "figure     n  method\na       1000  b\n");
    }
}
