//! Service levels: what a policy's own figures are held to.

use crate::ids::CheckId;

/// A measure of one check's results that is red beyond a limit, in each period and over several of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its name.
    pub name: String,
    /// The check whose results are looked at.
    pub check: CheckId,
    /// What is looked at.
    pub measure: TargetMeasure,
    /// The last value that is not red: a share above it, or an accuracy below it, is.
    pub limit: f64,
    /// Whole periods that are looked at together as well, at least 1.
    pub rolling: usize,
}

/// What a service level looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetMeasure {
    /// The share of checked decisions that fail.
    FailShare,
    /// The share of checked decisions that pass every accuracy attribute.
    Accuracy,
}
