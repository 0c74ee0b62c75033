//! Sizes of strata that contradict the chances of their cases.

/// Strata whose sizes contradict the chances of their cases.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SizeConflict {
    /// How many.
    pub strata: usize,
    /// The one with the largest relative difference, by its number.
    pub stratum: usize,
    /// Its size as the file has it.
    pub size: u64,
    /// Its size as the weights of its cases add up.
    pub implied: f64,
}
