//! Whether a method follows caseworkers or activities.

use super::given::Given;

/// The words of the key `over`.
pub(super) const OVER: &[&str] = &["caseworkers", "activities"];

/// Who is followed from period to period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Each caseworker.
    Caseworkers,
    /// Each activity.
    Activities,
}

impl Over {
    /// What the key `over` says; caseworkers unless said.
    pub(super) fn read(given: &Given) -> Self {
        match given.choice("over") {
            Some(1) => Self::Activities,
            _ => Self::Caseworkers,
        }
    }
}
