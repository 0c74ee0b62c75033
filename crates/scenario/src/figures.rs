//! What is estimated from a check, and how its intervals are made.

/// Which figures are estimated from a check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EstimateWhat {
    /// Assessment accuracy.
    pub accuracy: bool,
    /// Monetary value of error.
    pub mve: bool,
}

/// How the interval of a check's accuracy is made. That of money has one closed form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Interval {
    /// By closed forms.
    #[default]
    Closed,
    /// From a posterior, drawn at random.
    Posterior,
}
