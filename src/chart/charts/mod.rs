//! The charts, one file each.

mod estimates;
pub(super) mod truth_against_estimate;
