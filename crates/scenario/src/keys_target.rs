//! The table of keys of service levels.

use crate::key::{Key, Kind, SHARE, Section};

pub(super) static TARGET: Section = Section {
    name: "[[policy.target]]",
    meaning: "A service level: a measure of one check's results that is red beyond a limit.",
    keys: &[
        Key::new("name", Kind::Name, "Its name.").required(),
        Key::new(
            "check",
            Kind::Name,
            "The check whose results are looked at; the policy's first where not stated.",
        ),
        Key::new(
            "measure",
            Kind::Choice(&["fail-share", "accuracy"]),
            "The share of checked decisions that fail, or of those that pass every accuracy attribute.",
        )
        .or("\"fail-share\""),
        Key::new(
            "limit",
            Kind::Share(SHARE),
            "The last value that is not red: a share of fails above it is, or an accuracy below it.",
        )
        .required(),
        Key::new(
            "rolling",
            Kind::Duration,
            "Looked at together as well, rounded up to whole periods; single periods only where not stated.",
        ),
    ],
};
