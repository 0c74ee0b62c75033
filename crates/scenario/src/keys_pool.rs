//! The tables of keys of pools: hours, the people in them, and their exercises.

use crate::key::{Key, Kind, LOG_ODDS, NOT_NEGATIVE, SHARE, Section};

pub(super) static POOL: Section = Section {
    name: "[[pool]]",
    meaning: "Checkers' hours.",
    keys: &[
        Key::new("name", Kind::Name, "Its name, unique.").required(),
        Key::new(
            "hours",
            Kind::Number(NOT_NEGATIVE),
            "Hours of checking that are staffed.",
        )
        .unit("hours a period")
        .required(),
        Key::new(
            "hourly_cost",
            Kind::Number(NOT_NEGATIVE),
            "Cost of an hour.",
        )
        .unit("£ an hour")
        .or("0"),
        Key::new(
            "precedence",
            Kind::Names,
            "Checks that have the hours first, in this order; the others share what is left evenly, and rechecks come last.",
        ),
        Key::new(
            "checkers",
            Kind::Table(&CHECKERS),
            "The people in it, who may differ; an average checker does every check where not stated.",
        ),
    ],
};

pub(super) static CHECKERS: Section = Section {
    name: "checkers",
    meaning: "The people of a pool; what they check is dealt among them at random.",
    keys: &[
        Key::new("number", Kind::Whole(1, 100_000), "How many.")
            .unit("people")
            .required(),
        Key::new(
            "spread",
            Kind::Number(LOG_ODDS),
            "Standard deviation of their strictness, which is added to the log-odds of sensitivity and of false fails alike.",
        )
        .unit("log-odds")
        .required(),
        Key::new(
            "calibration",
            Kind::Table(&CALIBRATION),
            "Exercises that bring them closer together; none where not stated.",
        ),
    ],
};

pub(super) static CALIBRATION: Section = Section {
    name: "calibration",
    meaning: "Exercises in which checkers compare notes, before the checks of their period.",
    keys: &[
        Key::new(
            "every",
            Kind::Duration,
            "Time from one exercise to the next, counted from the start of the warm-up; rounded up to whole periods.",
        )
        .required(),
        Key::new(
            "factor",
            Kind::Share(SHARE),
            "What each checker's deviation is multiplied by.",
        )
        .required(),
        Key::new(
            "half_life",
            Kind::Duration,
            "Time in which half of what an exercise took away comes back; it stays away where not stated.",
        ),
        Key::new(
            "hours",
            Kind::Number(NOT_NEGATIVE),
            "Hours of the pool that an exercise takes each checker.",
        )
        .unit("hours")
        .or("0"),
    ],
};
