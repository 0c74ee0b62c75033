//! The table of keys of learning products.

use crate::key::{Key, Kind, LOG_ODDS, NOT_NEGATIVE, Section};

pub(super) static LEARNING_PRODUCT: Section = Section {
    name: "[[learning_product]]",
    meaning: "A changed instruction or training for everyone, released when an error becomes common.",
    keys: &[
        Key::new("name", Kind::Name, "Its name, unique.").required(),
        Key::new(
            "attributes",
            Kind::Names,
            "The attributes that it watches, each on its own; all where not stated.",
        ),
        Key::new(
            "threshold",
            Kind::Whole(1, 1_000_000_000),
            "How many decisions with a found error in the attribute, over the window, set a release off.",
        )
        .unit("decisions")
        .required(),
        Key::new(
            "window",
            Kind::Duration,
            "The time over which found errors are counted; rounded up to whole periods.",
        )
        .required(),
        Key::new(
            "lead_time",
            Kind::Duration,
            "Time from the end of the period that reaches the threshold to the release; rounded up to whole periods.",
        )
        .or("\"0 days\""),
        Key::new(
            "gain",
            Kind::Number(LOG_ODDS),
            "What a release takes off the log-odds of the error, for everyone.",
        )
        .unit("log-odds")
        .required(),
        Key::new(
            "half_life",
            Kind::Duration,
            "Time in which it half wears off; never where not stated.",
        ),
        Key::new(
            "cooldown",
            Kind::Duration,
            "Time after a release before found errors can set off another for the same attribute; rounded up to whole periods.",
        )
        .or("\"0 days\""),
        Key::new(
            "system",
            Kind::Flag,
            "Whether it reaches the system's decisions too.",
        )
        .or("false"),
        Key::new("cost", Kind::Number(NOT_NEGATIVE), "Cost of a release.")
            .unit("£")
            .or("0"),
    ],
};
