//! The tables of keys of demand: intakes, productivity, the head of work, and what it does.

use crate::key::{
    BELOW_ONE, GROWTH, Key, Kind, LOG_ODDS, NOT_NEGATIVE, POSITIVE, POSITIVE_SHARE, PRESSED, SHARE,
    Section,
};
use crate::keys_operation::VOLUME;

/// Intakes of a period.
const INTAKES: Kind = Kind::Number(NOT_NEGATIVE);
/// Factors of seasons.
const FACTOR: Kind = Kind::Number(NOT_NEGATIVE);

pub(super) static DEMAND: Section = Section {
    name: "[demand]",
    meaning: "The work that comes in and the people's time for it. What waits is cleared in the order in which it came; how many decisions are closed follows.",
    keys: &[
        Key::required("intakes", Kind::ByName(&Kind::Any(&[INTAKES, Kind::List(&INTAKES), Kind::Table(&PLAN)])))
            .means("What comes in of each activity in a period: a number, a list with one for each reported period, or a plan with seasons and a trend. The warm-up has the first. Intakes vary by chance around it.")
            .unit("decisions a period"),
        Key::optional("productivity", Kind::ByName(&Kind::Number(POSITIVE)))
            .means("Decisions of each activity that an experienced full-time equivalent clears in a period, while there; needed of every activity that caseworkers decide.")
            .unit("decisions a period"),
        Key::optional("priority", Kind::ByName(&Kind::Whole(1, 1_000)))
            .means("The class of each activity: class 1 is cleared before class 2, and so on; 1 where not stated."),
        Key::optional("backlog", Kind::ByName(&Kind::Any(&[VOLUME, Kind::List(&VOLUME)])))
            .means("Decisions of each activity that wait as the first reported period starts: a number, all of which came in the period before, or a list by age (that of the period before first). Every period of the warm-up starts with it.")
            .unit("decisions"),
        Key::optional("target", Kind::Duration)
            .means("The age beyond which a decision is late when it is made; at least one period. Needed for the share that is."),
        Key::optional("absence", Kind::Share(BELOW_ONE))
            .means("The share of their time that caseworkers are away.")
            .or("0"),
        Key::optional("full_time", Kind::Share(POSITIVE_SHARE))
            .means("Hours that a caseworker works on average, as a share of full time.")
            .or("1"),
        Key::optional("training", Kind::Table(&TRAINING))
            .means("How much less a new starter clears, and for how long; no less where not stated."),
        Key::optional("recruitment", Kind::Table(&RECRUITMENT))
            .means("Who is taken on, by a plan; it takes the place of `vacancy` of `[workforce]`, by which every seat is filled again. Caseworkers leave by `attrition` there."),
        Key::optional("returned", Kind::Share(SHARE))
            .means("Probability that a caseworker's decision which a check fails, rightly or not, comes back and takes the time of another in the next period; its errors are left to coaching and correction.")
            .or("0"),
        Key::optional("hours", Kind::Number(POSITIVE))
            .means("Hours that a full-time equivalent works in a period, while there; needed where decisions come back, or where a pool or `[correction]` says `caseworkers = true`.")
            .unit("hours a period"),
        Key::optional("pressure", Kind::Table(&PRESSURE))
            .means("What the work that waits does to errors; nothing where not stated."),
    ],
};

pub(super) static PLAN: Section = Section {
    name: "intakes",
    meaning: "A plan of intakes.",
    keys: &[
        Key::required("plan", Kind::Any(&[INTAKES, Kind::List(&INTAKES)]))
            .means("What is expected to come in in a period, or a list with one number for each reported period.")
            .unit("decisions a period"),
        Key::optional("seasonal", Kind::List(&FACTOR))
            .means("Factors that the plan is multiplied by, period after period from the first reported one, and again from the start of the list; none where not stated."),
        Key::optional("trend", Kind::Share(GROWTH))
            .means("How much more comes in in each period than in the one before, beside plan and seasons.")
            .or("0"),
        Key::optional("dispersion", Kind::Number(NOT_NEGATIVE))
            .means("How much more intakes vary than by Poisson's law: their variance is the mean plus this times its square (negative binomial).")
            .or("0"),
    ],
};

pub(super) static TRAINING: Section = Section {
    name: "training",
    meaning: "How much less a new starter clears.",
    keys: &[
        Key::required("lasts", Kind::Duration)
            .means("For how long; rounded up to whole periods."),
        Key::required("productivity", Kind::Share(SHARE))
            .means("What a starter clears in that time, as a share of what an experienced caseworker clears."),
    ],
};

pub(super) static RECRUITMENT: Section = Section {
    name: "recruitment",
    meaning: "Caseworkers who are taken on by a plan, whatever the number of those who leave. Each sits in one of the empty seats, any of them as likely; beyond the seats nobody is taken on. In the warm-up who leaves is replaced at once, so that the first reported period starts with `in_post`.",
    keys: &[
        Key::required("plan", Kind::Any(&[VOLUME, Kind::List(&VOLUME)]))
            .means("Job offers made in a period, or a list with one number for each reported period; before the first one as in it.")
            .unit("offers a period"),
        Key::required("lead_time", Kind::Duration)
            .means("From an offer to the first day; rounded up to whole periods."),
        Key::optional("show_rate", Kind::Share(SHARE))
            .means("Probability that a person with an offer comes.")
            .or("1"),
        Key::optional("in_post", Kind::Whole(1, 1_000_000))
            .means("Caseworkers in post as the first reported period starts; all `caseworkers` of `[workforce]` where not stated.")
            .unit("caseworkers"),
    ],
};

pub(super) static PRESSURE: Section = Section {
    name: "pressure",
    meaning: "What the work that waits adds to caseworkers' log-odds of error. It is measured at the start of each period in periods: the time that it takes, over the time that all who are there have.",
    keys: &[
        Key::required("gain", Kind::Number(LOG_ODDS))
            .means("What each period's work that waits adds.")
            .unit("log-odds"),
        Key::optional("above", Kind::Duration)
            .means("The work that adds nothing yet.")
            .or("\"0 days\""),
        Key::required("max", Kind::Number(PRESSED))
            .means("The most that it adds.")
            .unit("log-odds"),
    ],
};
