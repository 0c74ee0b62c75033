//! A cheap result of every case of the frame.

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
