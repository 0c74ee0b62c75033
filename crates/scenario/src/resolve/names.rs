//! The names that a policy may use: of the operation, and of the checks before it.

use super::known::Known;
use crate::codes;
use crate::document::{Place, quoted};
use crate::feedback::LearningProduct;
use crate::ids::CheckId;
use crate::operation::{Activity, Attribute, Complexity};
use crate::pool::Pool;
use crate::reader::Reader;
use tierone_stats::units::PeriodLength;

/// What policies may name.
pub(super) struct Names<'a> {
    pub activities: &'a [Activity],
    pub complexities: &'a [Complexity],
    pub attributes: &'a [Attribute],
    pub known: &'a Known<'a>,
    pub learning: &'a [LearningProduct],
    pub pools: &'a [Pool],
    pub grades: &'a [String],
    pub period: PeriodLength,
    /// Whether the workforce says who is a poor performer.
    pub poor_is_stated: bool,
}

/// The checks of one policy by name: those before the one that is read, and all of them.
pub(super) struct Siblings<'a> {
    pub names: &'a [Option<&'a str>],
    /// Whether each draws from another check's results.
    pub rechecks: &'a [bool],
    pub before: CheckId,
}

impl Siblings<'_> {
    /// The earlier check of a name; if there is none, the error is noted.
    pub fn earlier(&self, reader: &mut Reader, name: &str, place: &Place) -> Option<CheckId> {
        let earlier = &self.names[..self.before];
        let at = earlier.iter().position(|known| *known == Some(name));
        if at.is_some_and(|at| self.rechecks[at]) {
            reader.contradiction(
                format!("{} is a recheck", quoted(name)),
                &[(place, "draws from another check's results")],
                "name the check whose results it draws from: a check can neither recheck a recheck nor leave its sample out",
            );
            return None;
        }
        if at.is_none() {
            if self.names[self.before..].contains(&Some(name)) {
                reader.error(
                    codes::UNKNOWN_NAME,
                    format!("{} is not an earlier check of this policy", quoted(name)),
                    (place, "named before its turn"),
                    "a check can only refer to checks above it: move this one down",
                );
            } else {
                let known = earlier.iter().flatten().copied();
                reader.unknown_name("earlier check", name, place, known);
            }
        }
        at
    }
}
