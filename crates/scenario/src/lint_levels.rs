//! How serious a scenario says that lints are.
//!
//! Lints are in a crate above this one, so their names are kept as they are written.

use std::ops::Range;

/// How serious a lint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It is not said.
    Allow,
    /// Worth knowing.
    Note,
    /// Likely a mistake.
    Warn,
    /// An error.
    Deny,
}

/// The words for the levels, in the order of [`Level`].
pub(super) const LEVELS: &[&str] = &["allow", "note", "warn", "deny"];

impl Level {
    /// Every level, from the mildest.
    pub const ALL: [Self; 4] = [Self::Allow, Self::Note, Self::Warn, Self::Deny];

    /// Its word in scenario files.
    pub fn word(self) -> &'static str {
        LEVELS[self as usize]
    }
}

/// One entry of `[lints]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintSetting {
    /// A lint's name or code, as written.
    pub lint: String,
    /// Its level.
    pub level: Level,
    /// Why.
    pub reason: Option<String>,
    /// The file that the entry stands in: an index into the sources of the reading.
    pub file: usize,
    /// Where the lint is named.
    pub named_at: Range<usize>,
}
