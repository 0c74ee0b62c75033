//! What a column is looked at for before any row is read, and what is told of how it is written.

use super::dates::DateOrder;
use super::numbers::DecimalSign;

/// What a column is looked at for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Its cells are numbers of cases.
    Identifiers,
    /// Its cells are amounts of money.
    Amounts,
    /// Its cells are numbers as programs write them: chances, weights, sizes.
    Numbers,
    /// Its cells are days.
    Dates,
    /// Its cells are compared by < and >.
    Compared {
        /// What they are compared with is a day.
        with_days: bool,
    },
    /// Its cells are equal or not.
    Grouped,
    /// The same, and which words stand in it.
    Words,
}

/// How cells are written, as far as that is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The decimal sign.
    pub decimal: Option<DecimalSign>,
    /// The order of day and month.
    pub order: Option<DateOrder>,
    /// The decimal sign where the file leaves it open.
    pub decimal_else: Option<DecimalSign>,
    /// The order where the file leaves it open.
    pub order_else: Option<DateOrder>,
    /// What stands between fields, where that is known.
    pub delimiter: Option<char>,
}
