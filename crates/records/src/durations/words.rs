//! Spans, shares and days in words.

use super::rows::Row;
use crate::lists::problems::counted;
use tierone_stats::format::{percent, plain};

/// `received to closed`.
pub(super) fn span(row: &Row) -> String {
    format!("{} to {}", plain(&row.from), plain(&row.to))
}

/// A share with one decimal.
pub(super) fn share(share: f64) -> String {
    percent(share, 1)
}

/// A share, or a dash.
pub(super) fn share_or_dash(value: Option<f64>) -> String {
    value.map_or("–".into(), share)
}

/// Limits, or a dash.
pub(super) fn limits(low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("{} to {}", share(low), share(high)),
        _ => "–".into(),
    }
}

/// `1 case`, `2 cases`.
pub(super) fn cases(count: u64) -> String {
    counted(count, "case", "cases")
}

/// `1 working day`, `15 working days`.
pub(super) fn days(count: f64, unit: &str) -> String {
    match count {
        1.0 => format!("1 {}", unit.trim_end_matches('s')),
        count => format!("{count} {unit}"),
    }
}
