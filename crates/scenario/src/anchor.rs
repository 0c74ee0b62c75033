//! A known accuracy to which rates are moved.

use crate::ids::{CheckId, PolicyId};
use tierone_stats::units::Probability;

/// A known accuracy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// The figure.
    pub accuracy: Probability,
    /// Whose figure it is; without it, expected accuracy in the first reported period, had no
    /// feedback ever been given.
    pub under: Option<Under>,
}

/// The check whose own estimate, pooled over the reported periods, is the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Under {
    /// The policy in force.
    pub policy: PolicyId,
    /// Its check that estimates accuracy.
    pub check: CheckId,
    /// Replications from which the shift of the rates is found, where the file says.
    pub replications: Option<u32>,
}
