//! The table of keys of pilots.

use crate::key::{Key, Kind, LOG_ODDS, SHARE, Section};
use crate::pilot::MOST_STEPS;

pub(super) static PILOT: Section = Section {
    name: "[[pilot]]",
    meaning: "A pilot: some teams, dealt by chance, have something new (a learning product, more coaching) from a period on, and the results of a check say what it did.",
    keys: &[
        Key::required("name", Kind::Name).means("Its name, unique."),
        Key::required("check", Kind::Name)
            .means("The check whose results it is judged by."),
        Key::optional("policy", Kind::Names)
            .means("The policies under which it is held, of those with that check; all of them where not stated."),
        Key::required("teams", Kind::Whole(1, 1_000_000))
            .means("How many teams have it, in the end.")
            .unit("teams"),
        Key::optional("comparison", Kind::Whole(0, 1_000_000))
            .means("How many other teams they are compared with; all others where not stated.")
            .unit("teams"),
        Key::required("from", Kind::Date)
            .means("The first day that the first teams have it: that of a reported period."),
        Key::optional("steps", Kind::Whole(1, MOST_STEPS as u64))
            .means("In how many steps the teams start, as many in each as can be.")
            .or("1"),
        Key::optional("step", Kind::Duration)
            .means("Time from one step to the next, rounded up to whole periods; required with more than one step."),
        Key::required("gain", Kind::Number(LOG_ODDS))
            .means("What it takes off the log-odds of error in the teams that have it; 0 shows how often nothing is called an effect.")
            .unit("log-odds"),
        Key::optional("attributes", Kind::Names)
            .means("The attributes in which it does; all where not stated."),
        Key::optional("half_life", Kind::Duration)
            .means("Time in which it half wears off, from a team's start; never where not stated."),
        Key::optional("dropouts", Kind::Table(&DROPOUTS))
            .means("Teams that drop out after they have started: they have it no longer, and their later checks do not count. Only without `steps`."),
        Key::optional("contamination", Kind::Share(SHARE))
            .means("Share of the gain that reaches the teams that do not have it, or do not yet, from the first start on.")
            .or("0"),
    ],
};

pub(super) static DROPOUTS: Section = Section {
    name: "dropouts",
    meaning: "Teams that drop out of a pilot.",
    keys: &[
        Key::required("teams", Kind::Whole(1, 1_000_000))
            .means("How many of the teams that have it; at least one of them stays.")
            .unit("teams"),
        Key::required("from", Kind::Date)
            .means("The first day on which they are out: that of a reported period, not before the pilot's own `from`."),
    ],
};
