//! A decision with every error in it.

use tierone_scenario::{ActivityId, AttributeId, ComplexityId};

/// One decision.
pub(crate) struct Decision {
    pub(crate) activity: ActivityId,
    pub(crate) complexity: ComplexityId,
    /// The seat that decided; none for the system.
    pub(crate) seat: Option<usize>,
    /// Tenure of its caseworker in periods; infinite where everyone is experienced.
    pub(crate) tenure: f64,
    /// £ a year; zero where its activity has no value.
    pub(crate) value: f64,
    /// In the order of the activity's list.
    pub(crate) errors: Vec<Error>,
    pub(crate) inaccurate: bool,
    /// Whether it would be inaccurate had no feedback ever been given.
    pub(crate) inaccurate_without_feedback: bool,
    /// Whether it would be without what pilots give.
    pub(crate) inaccurate_without_pilots: bool,
}

/// An error in one attribute.
#[derive(Clone, Copy)]
pub(crate) struct Error {
    pub(crate) attribute: AttributeId,
    /// £ a year, overstatement positive; zero where the attribute has no money.
    pub(crate) yearly: f64,
    /// Whether it makes its decision inaccurate.
    pub(crate) counts: bool,
}
