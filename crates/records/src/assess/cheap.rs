//! A cheap result of every case of the frame.

use tierone_stats::format::thousands;

/// What a cheap check said of every case; its strata are those of the sample, each parted by it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cheap {
    /// By case, whether it failed.
    pub failed: Vec<bool>,
    /// Cases with one result in strata where only the other has gold results: they are taken to be like those.
    pub alone: u64,
    /// By case, the amount in error that it found, £ a year; none where it says pass or fail alone, or not of one simple sample.
    pub amounts: Option<Vec<f64>>,
}

impl Cheap {
    /// The design in a sentence, with so many cases that have a gold result.
    pub(super) fn described(&self, gold: u64) -> String {
        format!(
            "a cheap result of each of {} cases, and a gold one of {gold}, taken as drawn at random",
            thousands(&self.failed.len().to_string())
        )
    }
}
