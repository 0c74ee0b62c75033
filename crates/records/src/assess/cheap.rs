//! A cheap result of every case of the frame, or of a sample of it.

use tierone_stats::format::thousands;

/// What a cheap check said of every case that was drawn; its strata are those of the sample, each parted by it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cheap {
    /// By case, whether it failed.
    pub failed: Vec<bool>,
    /// Cases with one result in strata where only the other has gold results: they are taken to be like those.
    pub alone: u64,
    /// Strata before they were parted.
    pub strata: usize,
    /// The cases are themselves drawn from a frame, and not all of it: gold results are of a sample of a sample.
    pub of_sample: bool,
    /// By case, the amount in error that it found, £ a year; none where it says pass or fail alone, or not of one simple sample.
    pub amounts: Option<Vec<f64>>,
}

/// The stratum of cases that a cheap check parts: what it passes of a stratum and what it fails.
pub(crate) fn parted(stratum: usize, failed: bool) -> usize {
    2 * stratum + usize::from(failed)
}

/// Whether a stratum that was parted has what the cheap check fails.
pub(crate) fn is_of_fails(parted: usize) -> bool {
    parted % 2 == 1
}

impl Cheap {
    /// The design in a sentence, with so many cases that have a gold result.
    pub(super) fn described(&self, gold: u64) -> String {
        let within = match self.strata {
            1 => "within each cheap result".to_owned(),
            strata => format!("within each cheap result of {strata} strata"),
        };
        let drawn = if self.of_sample {
            " that were drawn"
        } else {
            ""
        };
        format!(
            "a cheap result of each of {} cases{drawn}, and a gold one of {gold}, taken as drawn at random {within}",
            thousands(&self.failed.len().to_string())
        )
    }
}
