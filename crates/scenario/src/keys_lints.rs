//! The table of keys of lint levels.

use super::lint_levels::LEVELS;
use crate::key::{Key, Kind, Section};

/// A level as a word, or with its reason.
pub(super) const LINT: Kind = Kind::Any(&[Kind::Choice(LEVELS), Kind::Table(&LEVEL)]);

pub(super) static LEVEL: Section = Section {
    name: "[lints]",
    meaning: "How serious a lint is in this scenario.",
    keys: &[
        Key::required("level", Kind::Choice(LEVELS))
            .means("Not said at all, worth knowing, a warning, or an error."),
        Key::optional("reason", Kind::Text).means("Why, for whoever reads the scenario next."),
    ],
};
