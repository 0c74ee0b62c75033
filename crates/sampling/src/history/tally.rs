//! Fails and passes so far, those long ago counting for less.

use super::results::Results;

/// What is known of a unit's fail rate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Fails.
    pub failed: f64,
    /// Passes.
    pub passed: f64,
}

impl Tally {
    /// Adds a period's results to what is kept of the earlier ones.
    pub(super) fn note(&mut self, kept: f64, results: Results) {
        self.failed = kept * self.failed + results.failed as f64;
        self.passed = kept * self.passed + (results.checked - results.failed) as f64;
    }
}
