//! The tables of keys of pools: hours, the people in them, and their exercises.

use crate::key::{Key, Kind, LOG_ODDS, NOT_NEGATIVE, SHARE, Section};

pub(super) static POOL: Section = Section {
    name: "[[pool]]",
    meaning: "Checkers' hours.",
    keys: &[
        Key::required("name", Kind::Name).means("Its name, unique."),
        Key::required("hours", Kind::Number(NOT_NEGATIVE))
            .means("Hours of checking that are staffed.")
            .unit("hours a period"),
        Key::optional("hourly_cost", Kind::Number(NOT_NEGATIVE))
            .means("Cost of an hour.")
            .unit("£ an hour")
            .or("0"),
        Key::optional("caseworkers", Kind::Flag)
            .means("Whether the hours are caseworkers' own, so that checks, exercises and the coaching that these checks set off take time from clearing; has an effect where there is a `[demand]`.")
            .or("false"),
        Key::optional("precedence", Kind::Names)
            .means("Checks that have the hours first, in this order; the others share what is left evenly, and rechecks come last."),
        Key::optional("checkers", Kind::Table(&CHECKERS))
            .means("The people in it, who may differ; an average checker does every check where not stated."),
    ],
};

pub(super) static CHECKERS: Section = Section {
    name: "checkers",
    meaning: "The people of a pool; what they check is dealt among them at random.",
    keys: &[
        Key::required("number", Kind::Whole(1, 100_000))
            .means("How many.")
            .unit("people"),
        Key::required("spread", Kind::Number(LOG_ODDS))
            .means("Standard deviation of their strictness, which is added to the log-odds of sensitivity and of false fails alike.")
            .unit("log-odds"),
        Key::optional("calibration", Kind::Table(&CALIBRATION))
            .means("Exercises that bring them closer together; none where not stated."),
    ],
};

pub(super) static CALIBRATION: Section = Section {
    name: "calibration",
    meaning: "Exercises in which checkers compare notes, before the checks of their period.",
    keys: &[
        Key::required("every", Kind::Duration)
            .means("Time from one exercise to the next, counted from the start of the warm-up; rounded up to whole periods."),
        Key::required("factor", Kind::Share(SHARE))
            .means("What each checker's deviation is multiplied by."),
        Key::optional("half_life", Kind::Duration)
            .means("Time in which half of what an exercise took away comes back; it stays away where not stated."),
        Key::optional("hours", Kind::Number(NOT_NEGATIVE))
            .means("Hours of the pool that an exercise takes each checker.")
            .unit("hours")
            .or("0"),
    ],
};
