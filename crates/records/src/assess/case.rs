//! A case that was drawn and may have been checked.

/// A case that was drawn. Amounts are £ a year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DrawnCase {
    /// Its stratum, counted from 0.
    pub stratum: usize,
    /// Cases of the frame in its stratum.
    pub size: Option<u64>,
    /// Cases drawn of its stratum; for samples by value, those expected.
    pub drawn: Option<u64>,
    /// One over its chance of being drawn; none where nobody knows it.
    pub weight: Option<f64>,
    /// What was drawn first and holds it, counted from 0 over all strata.
    pub cluster: Option<usize>,
    /// Clusters of the frame in its stratum.
    pub clusters: Option<u64>,
    /// Cases of the frame in its cluster.
    pub cluster_size: Option<u64>,
    /// Whether the check is done.
    pub checked: bool,
    /// Whether the decision is inaccurate; none where accuracy does not apply to it.
    pub wrong: Option<bool>,
    /// What was assessed.
    pub value: Option<f64>,
    /// What was assessed is below zero, and no value that shares are of.
    pub negative: bool,
    /// Nobody wrote the value, and it is taken to be that of others.
    pub assumed: bool,
    /// Whether an amount in error was written, be it 0.
    pub priced: bool,
    /// The amount in error, over and under together.
    pub error: f64,
    /// Assessed too much.
    pub over: f64,
    /// Assessed too little.
    pub under: f64,
    /// Too much in one part of the decision and too little in another: as much of each is in none of the three before.
    pub set_off: f64,
}

impl DrawnCase {
    /// Sets what was assessed: below zero it is no value.
    pub fn set_value(&mut self, value: Option<f64>) {
        self.value = value.filter(|value| *value >= 0.0);
        self.negative = value.is_some_and(|value| value < 0.0);
    }
}
