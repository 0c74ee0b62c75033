//! What a check sees.

use serde::Serialize;

/// What a check sees in an average period; the last three count decisions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Seen {
    /// Decisions that it may draw from.
    pub frame: f64,
    /// Decisions that it asks for, before hours are short.
    pub asked: f64,
    /// Decisions checked.
    pub checks: f64,
    /// Decisions that fail in any attribute, rightly or not.
    pub fails: f64,
    /// Decisions that fail in an attribute that is right.
    pub false_fails: f64,
    /// Decisions that fail an accuracy attribute, rightly or not.
    pub accuracy_fails: f64,
    /// Decisions of which a true error is found in an accuracy attribute.
    pub errors_found: f64,
    /// Decisions checked that are inaccurate, found or not.
    pub errors_checked: f64,
}

impl Seen {
    /// The same where so large a share of fails stands.
    pub(super) fn standing(self, share: f64) -> Self {
        Self {
            fails: share * self.fails,
            false_fails: share * self.false_fails,
            accuracy_fails: share * self.accuracy_fails,
            errors_found: share * self.errors_found,
            ..self
        }
    }

    /// Adds a share of what another sees.
    pub(super) fn add(&mut self, other: &Self, share: f64) {
        for (mine, theirs) in [
            (&mut self.frame, other.frame),
            (&mut self.asked, other.asked),
            (&mut self.checks, other.checks),
            (&mut self.fails, other.fails),
            (&mut self.false_fails, other.false_fails),
            (&mut self.accuracy_fails, other.accuracy_fails),
            (&mut self.errors_found, other.errors_found),
            (&mut self.errors_checked, other.errors_checked),
        ] {
            *mine += share * theirs;
        }
    }
}
