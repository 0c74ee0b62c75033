//! Rows as CSV, as JSON, and marks as a table to read.

use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use tierone_forecast::report::{Named, ScoreRow, table};
use tierone_stats::cells::Cells;

use super::super::exit::Failure;

/// Rows as CSV. Text that a spreadsheet would take for a formula gets an apostrophe, unless cells are raw.
pub(crate) fn csv_rows<R: Serialize>(rows: &[R], cells: Cells) -> Result<Vec<u8>, Failure> {
    let failed =
        |error: &dyn std::fmt::Display| Failure::machine("write", Path::new("a table"), error);
    let mut writer = csv::Writer::from_writer(Vec::new());
    for (index, row) in rows.iter().enumerate() {
        let row = json_of(row)?;
        let fields = row.as_object().into_iter().flatten();
        if index == 0 {
            let names = fields.clone().map(|(name, _)| name.as_str());
            writer.write_record(names).map_err(|error| failed(&error))?;
        }
        let cells = fields.map(|(_, value)| match value {
            Value::Null => String::new(),
            Value::String(text) => cells.text(text).into_owned(),
            other => other.to_string(),
        });
        writer.write_record(cells).map_err(|error| failed(&error))?;
    }
    writer.into_inner().map_err(|error| failed(&error))
}

/// The same as text, for standard output.
pub(crate) fn csv_text<R: Serialize>(rows: &[R], cells: Cells) -> Result<String, Failure> {
    Ok(String::from_utf8_lossy(&csv_rows(rows, cells)?).into_owned())
}

/// A value as JSON.
pub(crate) fn json_of<V: Serialize>(value: &V) -> Result<Value, Failure> {
    serde_json::to_value(value).map_err(|error| Failure::machine("write", Path::new("JSON"), error))
}

/// Marks by method and distance ahead, then those of the best method by period.
pub(crate) fn scores_table(named: &Named, scores: &[ScoreRow]) -> String {
    let share = |value: f64| format!("{:.0} %", 100.0 * value);
    let signed = |value: f64| match (100.0 * value).round() {
        0.0 => "0 %".into(),
        percent => format!("{percent:+.0} %"),
    };
    let whole = named.unit.whole();
    let smallest = scores
        .iter()
        .map(|row| row.crps)
        .fold(f64::INFINITY, f64::min);
    let decimals = named.unit.decimals(smallest / whole);
    let error = |value: f64| {
        let shown = if named.unit.is_share {
            100.0 * value / whole
        } else {
            value
        };
        format!("{shown:.decimals$}")
    };
    let mut text = String::new();
    let all = scores.iter().filter(|row| row.period.is_empty());
    let rows: Vec<Vec<String>> = all
        .map(|row| {
            let over = |low: Option<f64>, high: Option<f64>| match (low, high) {
                (Some(low), Some(high)) => format!("{} to {}", signed(low), signed(high)),
                _ => "-".into(),
            };
            vec![
                row.ahead.to_string(),
                row.method.clone(),
                row.forecasts.to_string(),
                error(row.mae),
                error(row.crps),
                row.gain.map_or("-".into(), signed),
                over(row.gain_low_periods, row.gain_high_periods),
                over(row.gain_low_groups, row.gain_high_groups),
                share(row.within_50),
                share(row.within_80),
                share(row.within_95),
            ]
        })
        .collect();
    let over_periods = format!("over {}s", named.word);
    text += &table(
        &[
            "ahead",
            "method",
            "forecasts",
            "MAE",
            "CRPS",
            "gain",
            &over_periods,
            "over groups",
            "in 50 %",
            "in 80 %",
            "in 95 %",
        ],
        2,
        &rows,
    );
    let by_period: Vec<Vec<String>> = scores
        .iter()
        .filter(|row| !row.period.is_empty())
        .map(|row| {
            vec![
                row.ahead.to_string(),
                row.method.clone(),
                row.period.clone(),
                row.forecasts.to_string(),
                error(row.crps),
                share(row.within_50),
                share(row.within_80),
                share(row.within_95),
            ]
        })
        .collect();
    if !by_period.is_empty() {
        text += &format!("\nThe best, forecasts by {}:\n", named.word);
        let head = [
            "ahead",
            "method",
            named.word,
            "forecasts",
            "CRPS",
            "in 50 %",
            "in 80 %",
            "in 95 %",
        ];
        text += &table(&head, 3, &by_period);
    }
    text
}
