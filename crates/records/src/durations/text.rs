//! The report on durations for people: the answer, then a small table, then the rest.

use super::rows::{DurationsReport, RECORDED, Row};
use super::words::{limits, share_or_dash, span};
use crate::report::{aligned, noted, words};
use tierone_stats::format::{plain, wrapped};

/// The whole report as text, in lines of so many columns where they can be broken.
pub fn text(report: &DurationsReport, columns: usize) -> String {
    let mut text = wrapped(&report.answer, columns, "");
    let all: Vec<&Row> = report.rows.iter().filter(|row| row.by.is_empty()).collect();
    text += &format!("\nAll cases up to {}, in {}\n", report.as_at, report.unit);
    text += &table(report, "from … to", &all, span);
    let of_records = |row: &&Row| row.by == RECORDED;
    let recorded: Vec<&Row> = report.rows.iter().filter(of_records).collect();
    if !recorded.is_empty() {
        text += "\nBy recorded dates, of cases that are recorded\n";
        text += &table(report, "from … to", &recorded, |row| match row.dates {
            "recorded" => format!("{}, as recorded", span(row)),
            _ => format!("{}, as it happened", span(row)),
        });
    }
    for lag in &report.lags {
        text += &format!(
            "`{}` was recorded {:.1} {} after it happened on average, at most {}\n",
            plain(&lag.stage),
            lag.mean,
            report.unit,
            lag.longest
        );
    }
    let mut rest = report.rows.as_slice();
    while let Some(row) = rest.first() {
        let alike = |other: &Row| {
            other.by == row.by
                && (is_group(row) || span(other) == span(row) && other.target == row.target)
        };
        let here = rest.iter().take_while(|other| alike(other)).count();
        let (now, later) = rest.split_at(here);
        rest = later;
        if row.by.is_empty() || row.by == RECORDED {
            continue;
        }
        let now: Vec<&Row> = now.iter().collect();
        if is_group(row) {
            text += &format!("\nBy {}\n", plain(&row.by));
            text += &table(report, &plain(&row.by), &now, |row| {
                format!("{}: {}", row.group, span(row))
            });
        } else {
            text += &format!("\n{}, by {} of {}\n", span(row), row.by, plain(&row.from));
            text += &table(report, &row.by, &now, |row| row.group.clone());
        }
    }
    text + &noted(&report.notes, columns)
}

/// Whether a row is of a group in a column, not of all cases or of a period.
fn is_group(row: &Row) -> bool {
    let periods = crate::assess::PeriodLength::NAMES;
    !(row.by.is_empty() || row.by == RECORDED || periods.iter().any(|(name, _)| *name == row.by))
}

fn table(
    report: &DurationsReport,
    first: &str,
    rows: &[&Row],
    name: impl Fn(&Row) -> String,
) -> String {
    let interval = format!("{} % interval", 100.0 * report.confidence);
    let mut cells = vec![words(&[
        first,
        "cases",
        "open",
        "otherwise",
        "target",
        "in target",
        &interval,
        "of finished",
        "median",
    ])];
    cells.extend(rows.iter().map(|row| {
        let days = |days: Option<f64>| days.map_or("–".into(), |days| days.to_string());
        vec![
            name(row),
            row.cases.to_string(),
            row.open.to_string(),
            row.ended_otherwise.to_string(),
            row.target.map_or("–".into(), |target| target.to_string()),
            share_or_dash(row.share),
            limits(row.low, row.high),
            share_or_dash(row.share_of_finished),
            match (row.median_low, row.median_high) {
                (None, None) => days(row.median),
                (low, high) => format!("{} ({} to {})", days(row.median), days(low), days(high)),
            },
        ]
    }));
    aligned(&cells)
}
