//! Passes and fails as they were recorded, counted and not estimated.

/// Outcomes of checks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Looked at and right.
    pub passed: u64,
    /// Failed.
    pub failed: u64,
    /// Did not apply.
    pub not_applicable: u64,
    /// Not checked yet.
    pub pending: u64,
}

impl Tally {
    /// Adds those of another.
    pub fn merge(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.not_applicable += other.not_applicable;
        self.pending += other.pending;
    }

    /// Adds an outcome by its name, and whether it is a fail; none is a check to come.
    pub fn add(&mut self, outcome: Option<(&str, bool)>) {
        match outcome {
            None => self.pending += 1,
            Some((_, true)) => self.failed += 1,
            Some(("n/a", _)) => self.not_applicable += 1,
            Some(_) => self.passed += 1,
        }
    }
}
