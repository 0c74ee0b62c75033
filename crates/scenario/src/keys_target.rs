//! The table of keys of service levels.

use crate::key::{Key, Kind, SHARE, Section};

pub(super) static TARGET: Section = Section {
    name: "[[policy.target]]",
    meaning: "A service level: a measure of one check's results that is red beyond a limit.",
    keys: &[
        Key::required("name", Kind::Name).means("Its name."),
        Key::optional("check", Kind::Name)
            .means("The check whose results are looked at; the policy's first where not stated."),
        Key::optional("measure", Kind::Choice(&["fail-share", "accuracy"]))
            .means("The share of checked decisions that fail, or of those that pass every accuracy attribute.")
            .or("\"fail-share\""),
        Key::required("limit", Kind::Share(SHARE))
            .means("The last value that is not red: a share of fails above it is, or an accuracy below it."),
        Key::optional("rolling", Kind::Duration)
            .means("Looked at together as well, rounded up to whole periods; single periods only where not stated."),
    ],
};
