//! The cells of one row of a series, as text and as numbers.

use crate::lists::Row;
use crate::lists::columns::Columns;
use crate::lists::formats::is_nothing;
use crate::lists::numbers::{DecimalSign, number};

/// One row, before it is known how its numbers are written.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    pub row: u64,
    pub period: String,
    pub group: String,
    pub value: String,
    pub count: String,
    pub checks: String,
    pub error: String,
    pub half: String,
}

impl Cells {
    pub fn of(row: Row<'_>, columns: &Columns) -> Self {
        let text = |name: &str| row.at(columns.place(name)).to_owned();
        Self {
            row: row.number,
            period: text("period"),
            group: text("group"),
            value: text("value"),
            count: text("count"),
            checks: text("checks"),
            error: text("standard error"),
            half: text("half width"),
        }
    }

    /// The cells that hold numbers.
    pub fn numbers(&self) -> [&str; 5] {
        [
            &self.value,
            &self.count,
            &self.checks,
            &self.error,
            &self.half,
        ]
    }
}

/// A number, perhaps with a percent sign; `None` where the cell says nothing.
///
/// # Errors
/// It is no number.
pub(super) fn read(text: &str, sign: DecimalSign) -> Result<Option<f64>, ()> {
    if text.is_empty() || is_nothing(text) {
        return Ok(None);
    }
    let value = number(bare(text), sign).ok_or(())?.value();
    value.is_finite().then_some(Some(value)).ok_or(())
}

/// A cell without its percent sign.
pub(super) fn bare(text: &str) -> &str {
    text.strip_suffix('%').map_or(text, str::trim_end)
}
