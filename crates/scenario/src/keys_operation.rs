//! The tables of keys of the operation: horizon, activities, attributes, people, feedback.

use super::keys_flag::POOR;
use crate::key::{
    ANCHORED, BELOW_ONE, ERROR_RATE, Key, Kind, LOG_ODDS, LOG_ODDS_ABOVE_0, NOT_NEGATIVE,
    ODDS_RATIO, POSITIVE, SHARE, Section,
};

pub(super) static TOLERANCE_AMOUNT: Section = Section {
    name: "accuracy_tolerance",
    meaning: "A tolerance as an amount.",
    keys: &[Key::required("amount", Kind::Number(NOT_NEGATIVE))
        .means("The largest error that still counts as accurate.")
        .unit("£ a year")],
};

pub(super) static TOLERANCE_SHARE: Section = Section {
    name: "accuracy_tolerance",
    meaning: "A tolerance as a share of the decision's value.",
    keys: &[Key::required("share", Kind::Share(SHARE))
        .means("The largest error that still counts as accurate, as a share of the value.")],
};

/// Both forms of the tolerance, for reading one that has either key.
pub(super) static TOLERANCE: Section = Section {
    name: "accuracy_tolerance",
    meaning: "A tolerance as an amount or as a share of value.",
    keys: &[
        Key::optional("amount", Kind::Number(NOT_NEGATIVE))
            .means("The largest error that still counts as accurate.")
            .unit("£ a year"),
        Key::optional("share", Kind::Share(SHARE))
            .means("The largest error that still counts as accurate, as a share of the value."),
    ],
};

/// The precision stop.
pub(super) static UNTIL: Section = Section {
    name: "until",
    meaning: "Run until every policy's mean of a measure has a given standard error.",
    keys: &[
        Key::required("measure", Kind::Measure)
            .means("The measure that must be precise."),
        Key::required("mcse", Kind::Points)
            .means("The Monte Carlo standard error to reach: `\"0.002%\"` stands for 0.002 percentage points; of a measure that is not in per cent, a number.")
            .unit("the measure's own unit"),
        Key::optional("ceiling", Kind::Whole(64, 10_000_000))
            .means("The most replications that are run.")
            .or("100_000"),
    ],
};

pub(super) static HORIZON: Section = Section {
    name: "[horizon]",
    meaning: "The periods that are simulated and reported.",
    keys: &[
        Key::required("start", Kind::Date).means("The first day of the first reported period."),
        Key::required("period", Kind::Choice(&["week", "month"]))
            .means("The length of every period; a month is a twelfth of 365.25 days."),
        Key::required("periods", Kind::Whole(1, 1200)).means("Reported periods."),
        Key::optional("warm_up", Kind::Whole(0, 1200))
            .means("Periods simulated before `start` and not reported.")
            .or("0"),
    ],
};

pub(super) static FITTED: Section = Section {
    name: "[fitted]",
    meaning: "The estimates that `tierone fit` left beside a scenario: numbers that were fitted together are drawn together in a forecast.",
    keys: &[
        Key::required("file", Kind::Text)
            .means("Path of the estimates, relative to the file that names them."),
        Key::required("sha256", Kind::Text)
            .means("SHA-256 of that file, in hexadecimal digits: other estimates are refused."),
    ],
};

pub(super) static ANCHOR: Section = Section {
    name: "[anchor]",
    meaning: "A known accuracy to which the error rates are moved, by one common shift of their log-odds.",
    keys: &[
        Key::required("accuracy", Kind::Share(ANCHORED))
            .means("The figure: expected accuracy in the first reported period, had no feedback ever been given, unless `under` says whose figure it is."),
        Key::optional("under", Kind::Name)
            .means("The policy that was in force when the figure was observed: its own estimate of accuracy, over the reported periods, is the figure."),
        Key::optional("check", Kind::Name)
            .means("The check of that policy whose estimate it is; needed where several estimate accuracy."),
        Key::optional("replications", Kind::Whole(50, 1_000_000))
            .means("Replications from which the shift is found under a policy; half as many more show the slope. Where the chances of the check's sample are known, a census of its frame by the same checker stands for it, and few are needed.")
            .or("32 where the chances of the check's sample are known, else 500"),
    ],
};

/// Decisions of a period.
pub(super) const VOLUME: Kind = Kind::Whole(0, 4_000_000_000);

pub(super) static ACTIVITY: Section = Section {
    name: "[[activity]]",
    meaning: "A kind of decision.",
    keys: &[
        Key::required("name", Kind::Name).means("Its name, unique."),
        Key::optional("area", Kind::Name)
            .means("The area it belongs to, for frames."),
        Key::optional("complexity", Kind::Any(&[Kind::Name, Kind::ByName(&Kind::Share(SHARE))]))
            .means("One complexity by name, or complexities with shares that add up to 100 %; needed where more than one is defined."),
        Key::optional("volume", Kind::Any(&[VOLUME, Kind::List(&VOLUME)]))
            .means("Decisions closed in a period, or a list with one number for each reported period; needed unless there is a `[demand]`, from which it follows: one takes the place of the volumes of a file that is extended.")
            .unit("decisions a period"),
        Key::optional("automated", Kind::Any(&[Kind::Share(SHARE), Kind::Table(&MOVING)]))
            .means("The share that the system calculates.")
            .or("0"),
        Key::optional("value", Kind::Distribution)
            .means("Yearly assessed value of a decision; needed where an error is worth a share of it.")
            .unit("£ a year"),
        Key::optional("in_force", Kind::Duration)
            .means("How long a decision counts.")
            .or("\"12 months\""),
        Key::optional("errors", Kind::ByName(&Kind::Share(ERROR_RATE)))
            .means("How often an average experienced caseworker gets each attribute wrong."),
        Key::optional("system_errors", Kind::ByName(&Kind::Share(ERROR_RATE)))
            .means("How often the system gets each attribute wrong; attributes not listed it never does."),
    ],
};

pub(super) static MOVING: Section = Section {
    name: "automated",
    meaning: "A share that moves in a straight line.",
    keys: &[
        Key::required("from", Kind::Share(SHARE))
            .means("The share in the first reported period, and before."),
        Key::required("to", Kind::Share(SHARE)).means("The share in the last reported period."),
    ],
};

pub(super) static ATTRIBUTE: Section = Section {
    name: "[[attribute]]",
    meaning: "One thing that a check looks at: a new one, or changes to one of the catalogue.",
    keys: &[
        Key::required("name", Kind::Name)
            .means("Its name, as `errors` uses it."),
        Key::optional("label", Kind::Text)
            .means("Its name on the check sheet; the name itself where not stated."),
        Key::optional("accuracy", Kind::Flag)
            .means("Whether an error in it makes the decision inaccurate.")
            .or("false"),
        Key::optional("money", Kind::Any(&[Kind::Choice(&["none"]), Kind::Table(&MONEY)]))
            .means("What an error in it is worth.")
            .or("\"none\""),
        Key::optional("coaching_group", Kind::Name)
            .means("Attributes of one group are taught together; its own name where not stated."),
        Key::optional("correctable", Kind::Flag)
            .means("Whether a found error can be put right.")
            .or("true"),
        Key::optional("grade", Kind::Name)
            .means("The grade of a decision that fails in it and in nothing worse; the worst of `grades` where not stated, so that every attribute is critical."),
        Key::optional("outcome", Kind::Name)
            .means("The kind of fail that a check records, such as \"fail-income error\" (`tierone list outcomes`); \"fail\" where not stated. Fails are reported by kind where any attribute in use states its own."),
    ],
};

pub(super) static MONEY: Section = Section {
    name: "money",
    meaning: "What an error is worth: `relative` or `absolute`, one of them.",
    keys: &[
        Key::optional("relative", Kind::Distribution)
            .means("The size of an error as a share of the decision's value.")
            .unit("share of value"),
        Key::optional("absolute", Kind::Distribution)
            .means("The size of an error.")
            .unit("£ a year"),
        Key::optional("max_relative", Kind::Number(POSITIVE))
            .means("The largest relative size that is possible; larger draws are drawn again.")
            .unit("share of value"),
        Key::optional("max_absolute", Kind::Number(POSITIVE))
            .means("The largest size that is possible; larger draws are drawn again.")
            .unit("£ a year"),
        Key::optional("overstated", Kind::Share(SHARE))
            .means("The share of errors that assess too much.")
            .or("\"50%\""),
        Key::optional("lasts", Kind::Duration)
            .means("When the error ends by itself; not before it is corrected where not stated."),
    ],
};

pub(super) static COMPLEXITY: Section = Section {
    name: "[complexity]",
    meaning: "How hard decisions are.",
    keys: &[
        Key::required("odds_ratio", Kind::ByName(&Kind::Number(ODDS_RATIO)))
            .means("Complexities by name, each with its odds ratio of error."),
    ],
};

pub(super) static WORKFORCE: Section = Section {
    name: "[workforce]",
    meaning: "Seats and the people in them.",
    keys: &[
        Key::required("caseworkers", Kind::Whole(0, 1_000_000))
            .means("Seats, filled or not.")
            .unit("seats"),
        Key::optional("team_size", Kind::Whole(1, 1_000_000))
            .means("Seats a team; the last team may be smaller.")
            .unit("seats")
            .or("12"),
        Key::optional("spread", Kind::Number(LOG_ODDS))
            .means("Standard deviation of caseworkers' own skill.")
            .unit("log-odds")
            .or("0"),
        Key::optional("team_spread", Kind::Number(LOG_ODDS))
            .means("Standard deviation of the skill that a team has in common.")
            .unit("log-odds")
            .or("0"),
        Key::optional("new_starters", Kind::Table(&NEW_STARTERS))
            .means("How much more a new starter errs; not at all where not stated."),
        Key::optional("attrition", Kind::Share(BELOW_ONE))
            .means("Probability that a caseworker leaves, a period.")
            .or("0"),
        Key::optional("vacancy", Kind::Duration)
            .means("How long a seat stays empty; rounded up to whole periods.")
            .or("\"0 days\""),
        Key::optional("poor", Kind::Table(&POOR))
            .means("Who is a poor performer; needed where a policy flags caseworkers."),
    ],
};

pub(super) static NEW_STARTERS: Section = Section {
    name: "new_starters",
    meaning: "How much more a new starter errs, and for how long.",
    keys: &[
        Key::required("odds_ratio", Kind::Number(ODDS_RATIO))
            .means("Odds ratio of error on the first day."),
        Key::required("half_life", Kind::Duration)
            .means("Time in which the logarithm of the odds ratio halves."),
    ],
};

pub(super) static COACHING: Section = Section {
    name: "[coaching]",
    meaning: "What a found error teaches its caseworker.",
    keys: &[
        Key::optional("gain", Kind::Number(LOG_ODDS))
            .means("What one taken-up fail takes off the log-odds of the same kind of error.")
            .unit("log-odds")
            .or("0"),
        Key::optional("half_life", Kind::Duration)
            .means("Time in which it half wears off; never where not stated."),
        Key::optional("ceiling", Kind::Number(LOG_ODDS_ABOVE_0))
            .means(
                "Where coaching takes off no more: each session adds the gain, less the share of the ceiling that is reached \
                 already, and nothing above it; no limit where not stated.",
            )
            .unit("log-odds"),
        Key::optional("uptake", Kind::Share(SHARE))
            .means("Probability that a failed attribute is taken up.")
            .or("\"100%\""),
        Key::optional("delay", Kind::Duration)
            .means("Time between the check and the feedback; rounded up to whole periods.")
            .or("\"0 days\""),
        Key::optional("minutes", Kind::Number(NOT_NEGATIVE))
            .means("Length of one session.")
            .unit("minutes")
            .or("0"),
        Key::optional("hourly_cost", Kind::Number(NOT_NEGATIVE))
            .means("Cost of a session; the checker's own where not stated.")
            .unit("£ an hour"),
        Key::optional("groups", Kind::ByName(&Kind::Table(&GROUP)))
            .means("Other values for some coaching groups, by name."),
    ],
};

pub(super) static GROUP: Section = Section {
    name: "groups",
    meaning: "Values of one coaching group; those of `[coaching]` where not stated.",
    keys: &[
        Key::optional("gain", Kind::Number(LOG_ODDS))
            .means("See `gain` of `[coaching]`.")
            .unit("log-odds"),
        Key::optional("half_life", Kind::Duration).means("See `half_life` of `[coaching]`."),
        Key::optional("ceiling", Kind::Number(LOG_ODDS_ABOVE_0))
            .means("See `ceiling` of `[coaching]`.")
            .unit("log-odds"),
    ],
};
