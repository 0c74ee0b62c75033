//! The charts, one file each.

pub(super) mod accuracy_by_period;
pub(super) mod backlog_against_hours;
pub(super) mod contrasts;
mod estimates;
pub(super) mod found_against_hours;
mod lines;
pub(super) mod money_over_and_under;
pub(super) mod mve_precision;
pub(super) mod mve_truth_against_estimate;
pub(super) mod pilots;
pub(super) mod spread_of_estimate;
pub(super) mod timeliness;
pub(super) mod truth_against_estimate;
