//! The tables of keys of corrections and of the states of their workflow.

use super::workflows;
use crate::key::{Key, Kind, NOT_NEGATIVE, SHARE, Section};

pub(super) static CORRECTION: Section = Section {
    name: "[correction]",
    meaning: "The work that puts a found error right: one duration, or a workflow of states.",
    keys: &[
        Key::optional("workflow", Kind::Choice(workflows::NAMES))
            .means("A shipped workflow; `[[correction.state]]` entries change its states by name or add some."),
        Key::optional("state", Kind::Tables(&STATE))
            .means("The states of a workflow of one's own, or changes to those of a shipped one."),
        Key::optional("duration", DURATION)
            .means("Where there is no workflow: time from the end of the period of the check until the error is put right; a duration, or a distribution of days.")
            .unit("days")
            .or("\"0 days\""),
        Key::optional("due", Kind::Duration)
            .means("Where there is no workflow: when a correction is overdue; never where not stated."),
        Key::optional("minutes", Kind::Number(NOT_NEGATIVE))
            .means("Where there is no workflow: work of one correction.")
            .unit("minutes")
            .or("0"),
        Key::optional("failed", Kind::Share(SHARE))
            .means("Probability that the error runs on although its correction was completed.")
            .or("0"),
        Key::optional("hourly_cost", Kind::Number(NOT_NEGATIVE))
            .means("Cost of the work of correcting.")
            .unit("£ an hour")
            .or("0"),
        Key::optional("caseworkers", Kind::Flag)
            .means("Whether it is caseworkers' work, so that it takes time from clearing; has an effect where there is a `[demand]`.")
            .or("false"),
    ],
};

const DURATION: Kind = Kind::Any(&[Kind::Duration, Kind::Distribution]);

pub(super) static STATE: Section = Section {
    name: "[[correction.state]]",
    meaning: "One state of the workflow that corrections pass.",
    keys: &[
        Key::required("name", Kind::Name)
            .means("Its name, unique in the workflow."),
        Key::optional("meaning", Kind::Text)
            .means("What happens in it, in a sentence."),
        Key::optional("owner", Kind::Name)
            .means("Whose work it is."),
        Key::optional("start", Kind::Flag)
            .means("Whether corrections start in it, at the end of the period of the check; one state's must be true.")
            .or("false"),
        Key::optional("completes", Kind::Flag)
            .means("Whether coming to it means that the error is right and its money stops.")
            .or("false"),
        Key::optional("duration", DURATION)
            .means("Time until it is done, afresh each time it is entered: a duration, or a distribution of days.")
            .unit("days")
            .or("\"0 days\""),
        Key::optional("due", Kind::Duration)
            .means("When it is overdue, counted from each time it is entered; never where not stated."),
        Key::optional("overdue", Kind::Name)
            .means("The state, which may be the same one, to which it goes as soon as it is overdue; where not stated it goes on until it is done."),
        Key::optional("next", Kind::Any(&[Kind::Name, Kind::ByName(&Kind::Share(SHARE))]))
            .means("Where it leads when it is done: a state, or shares of states by name that add up to 100 %. A state without `next` is an end."),
        Key::optional("minutes", Kind::Number(NOT_NEGATIVE))
            .means("Work each time it is entered.")
            .unit("minutes")
            .or("0"),
    ],
};
