//! What is estimated from a check, and how its intervals are made.

/// Which figures are estimated from a check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EstimateWhat {
    /// Assessment accuracy.
    pub accuracy: bool,
    /// Monetary value of error.
    pub mve: bool,
}

/// How the intervals of a check's figures are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Interval {
    /// By closed forms.
    #[default]
    Closed,
    /// From a posterior, drawn at random.
    Posterior,
}
