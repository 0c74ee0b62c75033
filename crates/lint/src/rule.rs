//! One rule: its texts, its examples, and the function that looks for it.

use super::context::RuleContext;
use super::finding::Finding;
use super::names::LintName;
use tierone_scenario::Level;

/// One lint, with all that the program says of it.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its code: the letter of its family and a number.
    pub code: &'static str,
    /// Its name, which completes “allow …”.
    pub name: &'static str,
    /// How serious it is unless a scenario or the command line sets its level.
    pub level: Level,
    /// What it looks for, in a sentence.
    pub looks_for: &'static str,
    /// Why that matters.
    pub matters: &'static str,
    /// How its number is worked out.
    pub formula: &'static str,
    /// Where that comes from.
    pub source: &'static str,
    /// What to do.
    pub remedy: &'static str,
    /// A change to [`crate::OFFICE`] on which it triggers.
    pub fires: &'static str,
    /// A change to [`crate::OFFICE`] much like it on which it does not trigger.
    pub quiet: &'static str,
    /// What it finds.
    pub(crate) check: fn(&RuleContext<'_>) -> Vec<Finding>,
}

impl Rule {
    /// Its code and its name.
    pub(crate) fn lint(&self) -> LintName {
        LintName {
            code: self.code,
            name: self.name,
        }
    }
}
