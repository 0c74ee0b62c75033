//! What a number is in a file: one unit for each kind of figure, one meaning of an empty cell.
//!
//! * A share of a whole and the chance of an event are in per cent, 97.4, whatever the table; what they differ by, their standard
//!   errors and half-widths are in percentage points. Money is in pounds. Where rows differ in unit, a column `unit` says it: `%`, `pp`,
//!   `GBP`, `GBP a year`, `h`, `days`, `count`.
//! * Numbers that only programs use stay as their law has them: [`PLAIN`].
//! * An empty name is all of them together, or, of what is compared, nothing. An empty number cannot be computed. What was not asked
//!   for, does not apply to a whole table or is left out so that small groups do not show has no row and no column.
//!
//! Below the border of files a share is a number from 0 to 1; rows are turned into this as they are written.

use serde::{Serialize, Serializer};

/// A share or a chance.
pub const PERCENT: &str = "%";

/// A difference of two.
pub const POINTS: &str = "pp";

/// Columns and fields that hold a number between 0 and 1 which is no figure: the chance of being drawn, by which an estimate
/// divides; what a test gives; a correlation.
pub const PLAIN: &[&str] = &[
    "inclusion_probability",
    "p_value",
    "intraclass_correlation",
    "pit",
];

/// A share in per cent, without the digits that multiplying alone brings in.
///
/// ```
/// use tierone_stats::written::in_percent;
/// assert_eq!(in_percent(0.29), 29.0);
/// assert_eq!(in_percent(1e-20), 100.0 * 1e-20);
/// ```
pub fn in_percent(share: f64) -> f64 {
    let percent = 100.0 * share;
    let short = (percent * 1e12).round() / 1e12;
    if (short - percent).abs() <= 2.0 * f64::EPSILON * percent.abs() {
        short
    } else {
        percent
    }
}

/// A percentage as somebody writes it, `97 %` or `0.3pp`, in points. None without its sign: 0.5 may be a half, or half a per
/// cent, and every option and key for which both make sense asks for the sign.
///
/// ```
/// use tierone_stats::written::points;
/// assert_eq!(points("0.3%"), Some(0.3));
/// assert_eq!(points(" +2 pp"), Some(2.0));
/// assert_eq!(points("0.5"), None);
/// ```
pub fn points(text: &str) -> Option<f64> {
    let text = text.trim();
    let number = text.strip_suffix('%').or_else(|| text.strip_suffix("pp"))?;
    let points: f64 = number.trim().replace('_', "").parse().ok()?;
    points.is_finite().then_some(points)
}

/// Writes a share in per cent, or a difference of two in percentage points.
///
/// # Errors
/// Those of the serializer.
pub fn percent<S: Serializer>(share: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    in_percent(*share).serialize(serializer)
}

/// The same of one that may not be known.
///
/// # Errors
/// Those of the serializer.
pub fn known_percent<S: Serializer>(share: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    share.map(in_percent).serialize(serializer)
}
