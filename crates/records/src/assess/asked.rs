//! What is asked of a sample.

/// What is asked of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Confidence of every interval.
    pub confidence: f64,
    /// The most that one error can be, £ a year, where it is declared.
    pub max_error: Option<f64>,
    /// The most that one error can be, as a share of its decision's value.
    pub max_taint: f64,
    /// The value of all decisions of the frame, £ a year, where it is known.
    pub total_value: Option<f64>,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            confidence: 0.95,
            max_error: None,
            max_taint: 1.0,
            total_value: None,
        }
    }
}
