//! A value of a figure in words.

use tierone_records::assess::Unit;
use tierone_stats::format::{percent, whole_pounds};

/// A value with the digits that its uncertainty leaves.
pub(super) fn amount(value: f64, unit: Unit, half: f64) -> String {
    match unit {
        Unit::Share => {
            let digits = (1.0 - (100.0 * half).log10()).ceil().clamp(1.0, 5.0) as usize;
            percent(value, digits)
        }
        Unit::Pounds => whole_pounds(value),
    }
}
