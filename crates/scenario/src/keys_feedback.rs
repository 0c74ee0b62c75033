//! The table of keys of learning products.

use crate::key::{Key, Kind, LOG_ODDS, NOT_NEGATIVE, Section};

pub(super) static LEARNING_PRODUCT: Section = Section {
    name: "[[learning_product]]",
    meaning: "A changed instruction or training for everyone, released when an error becomes common.",
    keys: &[
        Key::required("name", Kind::Name).means("Its name, unique."),
        Key::optional("attributes", Kind::Names)
            .means("The attributes that it watches, each on its own; all where not stated."),
        Key::required("threshold", Kind::Whole(1, 1_000_000_000))
            .means("How many decisions with a found error in the attribute, over the window, set a release off.")
            .unit("decisions"),
        Key::required("window", Kind::Duration)
            .means("The time over which found errors are counted; rounded up to whole periods."),
        Key::optional("lead_time", Kind::Duration)
            .means("Time from the end of the period that reaches the threshold to the release; rounded up to whole periods.")
            .or("\"0 days\""),
        Key::required("gain", Kind::Number(LOG_ODDS))
            .means("What a release takes off the log-odds of the error, for everyone.")
            .unit("log-odds"),
        Key::optional("half_life", Kind::Duration)
            .means("Time in which it half wears off; never where not stated."),
        Key::optional("cooldown", Kind::Duration)
            .means("Time after a release before found errors can set off another for the same attribute; rounded up to whole periods.")
            .or("\"0 days\""),
        Key::optional("system", Kind::Flag)
            .means("Whether it reaches the system's decisions too.")
            .or("false"),
        Key::optional("cost", Kind::Number(NOT_NEGATIVE))
            .means("Cost of a release.")
            .unit("£")
            .or("0"),
    ],
};
