//! The variances of the model.

/// The variances of the model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// Variance of a period's shock to the common level.
    pub shock: f64,
    /// Variance of groups' deviations from their own means.
    pub deviation: f64,
    /// Share of a deviation that is left a period later, 0 to 1.
    pub kept: f64,
    /// Variance of groups' own means.
    pub between: f64,
    /// Variance of sampling errors that were not published; 0 where all were.
    pub unpublished: f64,
}
