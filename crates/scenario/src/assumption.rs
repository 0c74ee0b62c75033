//! What a scenario rests on: values with their sources and ranges.

/// A value with its source and range, or an assumed one with its range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// The key, with names for list entries: `activity.change-of-income.volume`.
    pub key: String,
    /// The value as written.
    pub value: String,
    /// Where it comes from.
    pub source: Option<String>,
    /// The lowest value thought possible, or the lower limit of what was measured.
    pub low: Option<String>,
    /// The highest value thought possible, or the upper limit.
    pub high: Option<String>,
}
