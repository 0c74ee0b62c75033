//! What a row of a sheet says of each attribute, and what is wrong with the row.

use jiff::civil::Date;

use super::problems::Problem;

/// What a row says of one attribute. The amounts of a row with several are those of the first that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The attribute, by its place among those of its reader.
    pub attribute: usize,
    /// The outcome, by its place in the catalogue; none while it is not checked.
    pub outcome: Option<usize>,
    /// Pence a year assessed too much.
    pub over: i64,
    /// Pence a year assessed too little.
    pub under: i64,
    /// Whether an amount was written, be it 0.
    pub amounts: bool,
    /// When the check was concluded.
    pub decided: Option<Date>,
}

/// What a row of a sheet says, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct SheetRow<'a> {
    /// The case's number.
    pub number: &'a str,
    /// What was found, in so far as it can be read.
    pub findings: Vec<Finding>,
    /// One problem a column at most; none where the row is right.
    pub problems: Vec<Problem>,
    /// What is wrong leaves open what was found: an outcome that nobody knows, or one that the rest of the row contradicts.
    pub open: bool,
}
