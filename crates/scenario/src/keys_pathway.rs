//! The tables of keys of pathways and of their stages.

use super::pathways;
use crate::key::{Bounds, Key, Kind, SHARE, Section};

pub(super) static PATHWAY: Section = Section {
    name: "[[pathway]]",
    meaning: "A pathway: complaints or disputes that decisions open, the stages that each passes, and whether those are in time.",
    keys: &[
        Key::required("name", Kind::Name).means("Its name, unique."),
        Key::optional("definition", Kind::Choice(pathways::NAMES))
            .means("A shipped pathway; other keys and `[[pathway.stage]]` entries change it, stages by name."),
        Key::optional("activities", Kind::Names)
            .means("The activities whose decisions open cases; all where not stated."),
        Key::optional("per_error", Kind::Share(SHARE))
            .means("Probability that a decision that is not accurate opens a case; one that has been put right before then opens none.")
            .or("0"),
        Key::optional("per_decision", Kind::Share(SHARE))
            .means("Probability that a decision, right or wrong, opens a case with no error behind it.")
            .or("0"),
        Key::optional("follows", Kind::Name)
            .means("A pathway further up whose cases open one of this when they end, such as an appeal after a reconsideration."),
        Key::optional("per_case", Kind::Share(SHARE))
            .means("Probability that a case of the pathway that it follows opens one when its last stage ends.")
            .or("0"),
        Key::optional("after", TIME)
            .means("Time from the decision, or from the end of the case that it follows, to the case; in days of the calendar.")
            .unit("days")
            .or("\"0 days\""),
        Key::optional("days", Kind::Choice(&["calendar", "working"]))
            .means("The days in which stages, lags and targets are counted; a case that opens on a day off opens on the next working day.")
            .or("\"calendar\""),
        Key::optional("holidays", Kind::List(&Kind::Date))
            .means("Bank holidays, where days are working days: [2025-12-25, 2025-12-26]."),
        Key::optional("counted_from", Kind::Choice(&["opening", "stage"]))
            .means("Where the clock of a target starts: when the case opens, or when the stage starts.")
            .or("\"opening\""),
        Key::optional("lag", TIME)
            .means("Time from what starts a clock (the opening, or each stage's start) until that is recorded; work begins then.")
            .unit("days")
            .or("\"0 days\""),
        Key::optional("reopened", Kind::Share(AT_MOST_90))
            .means("Probability that a case opens again, as a new one, on the day on which its last stage ends.")
            .or("0"),
        Key::optional("stage", Kind::Tables(&STAGE))
            .means("Its stages in order, or changes to those of a shipped pathway; one at least."),
    ],
};

pub(super) static STAGE: Section = Section {
    name: "[[pathway.stage]]",
    meaning: "One stage of a pathway, from the end of the one before.",
    keys: &[
        Key::required("name", Kind::Name).means("Its name, unique in the pathway."),
        Key::optional("meaning", Kind::Text).means("What happens in it, in a sentence."),
        Key::optional("owner", Kind::Name).means("Whose work it is."),
        Key::optional("pause", TIME)
            .means("Time before it starts in which no clock runs, such as waiting for somebody else.")
            .unit("days")
            .or("\"0 days\""),
        Key::required("duration", TIME)
            .means("Time that it takes, without waiting in its queue: a duration, or a distribution of days.")
            .unit("days"),
        Key::optional("capacity", Kind::Whole(1, 1_000_000))
            .means("How many cases are worked at once; others wait, first in first out. Without it nobody waits.")
            .unit("cases"),
        Key::optional("lag", TIME)
            .means("Time from its end until that is recorded.")
            .unit("days")
            .or("\"0 days\""),
        Key::optional("target", Kind::Whole(0, 10_000))
            .means("Within how many days it should end: day 1 is the day after the clock starts.")
            .unit("days"),
    ],
};

/// A chain of cases that open again comes to an end.
const AT_MOST_90: Bounds = Bounds::inclusive(0.0, 0.9);

const TIME: Kind = Kind::Any(&[Kind::Duration, Kind::Distribution]);
