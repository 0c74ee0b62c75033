//! The tables of keys of the operation: horizon, activities, attributes, people, feedback.

use super::keys_flag::POOR;
use crate::key::{
    ANCHORED, BELOW_ONE, ERROR_RATE, Key, Kind, LOG_ODDS, LOG_ODDS_ABOVE_0, NOT_NEGATIVE,
    ODDS_RATIO, POSITIVE, SHARE, Section,
};

pub(super) static TOLERANCE_AMOUNT: Section = Section {
    name: "accuracy_tolerance",
    meaning: "A tolerance as an amount.",
    keys: &[Key::new(
        "amount",
        Kind::Number(NOT_NEGATIVE),
        "The largest error that still counts as accurate.",
    )
    .unit("£ a year")
    .required()],
};

pub(super) static TOLERANCE_SHARE: Section = Section {
    name: "accuracy_tolerance",
    meaning: "A tolerance as a share of the decision's value.",
    keys: &[Key::new(
        "share",
        Kind::Share(SHARE),
        "The largest error that still counts as accurate, as a share of the value.",
    )
    .required()],
};

/// Both forms of the tolerance, for reading one that has either key.
pub(super) static TOLERANCE: Section = Section {
    name: "accuracy_tolerance",
    meaning: "A tolerance as an amount or as a share of value.",
    keys: &[
        Key::new(
            "amount",
            Kind::Number(NOT_NEGATIVE),
            "The largest error that still counts as accurate.",
        )
        .unit("£ a year"),
        Key::new(
            "share",
            Kind::Share(SHARE),
            "The largest error that still counts as accurate, as a share of the value.",
        ),
    ],
};

/// The precision stop.
pub(super) static UNTIL: Section = Section {
    name: "until",
    meaning: "Run until every policy's mean of a measure has a given standard error.",
    keys: &[
        Key::new("measure", Kind::Measure, "The measure that must be precise.").required(),
        Key::new("mcse", Kind::Points, "The Monte Carlo standard error to reach: `\"0.002%\"` stands for 0.002 percentage points.").unit("the measure's own unit").required(),
        Key::new("ceiling", Kind::Whole(64, 10_000_000), "The most replications that are run.").or("100_000"),
    ],
};

pub(super) static HORIZON: Section = Section {
    name: "[horizon]",
    meaning: "The periods that are simulated and reported.",
    keys: &[
        Key::new(
            "start",
            Kind::Date,
            "The first day of the first reported period.",
        )
        .required(),
        Key::new(
            "period",
            Kind::Choice(&["week", "month"]),
            "The length of every period; a month is a twelfth of 365.25 days.",
        )
        .required(),
        Key::new("periods", Kind::Whole(1, 1200), "Reported periods.").required(),
        Key::new(
            "warm_up",
            Kind::Whole(0, 1200),
            "Periods simulated before `start` and not reported.",
        )
        .or("0"),
    ],
};

pub(super) static ANCHOR: Section = Section {
    name: "[anchor]",
    meaning: "A known accuracy to which the error rates are moved, by one common shift of their log-odds.",
    keys: &[
        Key::new(
            "accuracy",
            Kind::Share(ANCHORED),
            "The figure: expected accuracy in the first reported period, had no feedback ever been given, unless `under` says whose figure it is.",
        )
        .required(),
        Key::new(
            "under",
            Kind::Name,
            "The policy that was in force when the figure was observed: its own estimate of accuracy, over the reported periods, is the figure.",
        ),
        Key::new(
            "check",
            Kind::Name,
            "The check of that policy whose estimate it is; needed where several estimate accuracy.",
        ),
        Key::new(
            "replications",
            Kind::Whole(50, 1_000_000),
            "Replications from which the shift is found under a policy; half as many again tell the slope.",
        )
        .or("500"),
    ],
};

pub(super) static ACTIVITY: Section = Section {
    name: "[[activity]]",
    meaning: "A kind of decision.",
    keys: &[
        Key::new("name", Kind::Name, "Its name, unique.").required(),
        Key::new("area", Kind::Name, "The area it belongs to, for frames."),
        Key::new(
            "complexity",
            Kind::Any(&[Kind::Name, Kind::ByName(&Kind::Share(SHARE))]),
            "One complexity by name, or complexities with shares that add up to 100 %; needed where more than one is defined.",
        ),
        Key::new(
            "volume",
            Kind::Any(&[
                Kind::Whole(0, 4_000_000_000),
                Kind::List(&Kind::Whole(0, 4_000_000_000)),
            ]),
            "Decisions closed in a period, or a list with one number for each reported period.",
        )
        .unit("decisions a period")
        .required(),
        Key::new(
            "automated",
            Kind::Any(&[Kind::Share(SHARE), Kind::Table(&MOVING)]),
            "The share that the system calculates.",
        )
        .or("0"),
        Key::new(
            "value",
            Kind::Distribution,
            "Yearly assessed value of a decision; needed where an error is worth a share of it.",
        )
        .unit("£ a year"),
        Key::new("in_force", Kind::Duration, "How long a decision counts.").or("\"12 months\""),
        Key::new(
            "errors",
            Kind::ByName(&Kind::Share(ERROR_RATE)),
            "How often an average experienced caseworker gets each attribute wrong.",
        ),
        Key::new(
            "system_errors",
            Kind::ByName(&Kind::Share(ERROR_RATE)),
            "How often the system gets each attribute wrong; attributes not listed it never does.",
        ),
    ],
};

pub(super) static MOVING: Section = Section {
    name: "automated",
    meaning: "A share that moves in a straight line.",
    keys: &[
        Key::new(
            "from",
            Kind::Share(SHARE),
            "The share in the first reported period, and before.",
        )
        .required(),
        Key::new(
            "to",
            Kind::Share(SHARE),
            "The share in the last reported period.",
        )
        .required(),
    ],
};

pub(super) static ATTRIBUTE: Section = Section {
    name: "[[attribute]]",
    meaning: "One thing that a check looks at: a new one, or changes to one of the catalogue.",
    keys: &[
        Key::new("name", Kind::Name, "Its name, as `errors` uses it.").required(),
        Key::new(
            "label",
            Kind::Text,
            "Its name on the check sheet; the name itself where not stated.",
        ),
        Key::new(
            "accuracy",
            Kind::Flag,
            "Whether an error in it makes the decision inaccurate.",
        )
        .or("false"),
        Key::new(
            "money",
            Kind::Any(&[Kind::Choice(&["none"]), Kind::Table(&MONEY)]),
            "What an error in it is worth.",
        )
        .or("\"none\""),
        Key::new(
            "coaching_group",
            Kind::Name,
            "Attributes of one group are taught together; its own name where not stated.",
        ),
        Key::new(
            "correctable",
            Kind::Flag,
            "Whether a found error can be put right.",
        )
        .or("true"),
        Key::new(
            "grade",
            Kind::Name,
            "The grade of a decision that fails in it and in nothing worse; the worst of `grades` where not stated, so that every attribute is critical.",
        ),
        Key::new(
            "outcome",
            Kind::Name,
            "The kind of fail that a check records, such as \"fail-income error\" (`tierone list outcomes`); \"fail\" where not stated. Fails are reported by kind where any attribute in use states its own.",
        ),
    ],
};

pub(super) static MONEY: Section = Section {
    name: "money",
    meaning: "What an error is worth: `relative` or `absolute`, one of them.",
    keys: &[
        Key::new(
            "relative",
            Kind::Distribution,
            "The size of an error as a share of the decision's value.",
        )
        .unit("share of value"),
        Key::new("absolute", Kind::Distribution, "The size of an error.").unit("£ a year"),
        Key::new(
            "max_relative",
            Kind::Number(POSITIVE),
            "The largest relative size that is possible; larger draws are drawn again.",
        )
        .unit("share of value"),
        Key::new(
            "max_absolute",
            Kind::Number(POSITIVE),
            "The largest size that is possible; larger draws are drawn again.",
        )
        .unit("£ a year"),
        Key::new(
            "overstated",
            Kind::Share(SHARE),
            "The share of errors that assess too much.",
        )
        .or("\"50%\""),
        Key::new(
            "lasts",
            Kind::Duration,
            "When the error ends by itself; not before it is corrected where not stated.",
        ),
    ],
};

pub(super) static COMPLEXITY: Section = Section {
    name: "[complexity]",
    meaning: "How hard decisions are.",
    keys: &[Key::new(
        "odds_ratio",
        Kind::ByName(&Kind::Number(ODDS_RATIO)),
        "Complexities by name, each with its odds ratio of error.",
    )
    .required()],
};

pub(super) static WORKFORCE: Section = Section {
    name: "[workforce]",
    meaning: "Seats and the people in them.",
    keys: &[
        Key::new(
            "caseworkers",
            Kind::Whole(0, 1_000_000),
            "Seats, filled or not.",
        )
        .unit("seats")
        .required(),
        Key::new(
            "team_size",
            Kind::Whole(1, 1_000_000),
            "Seats a team; the last team may be smaller.",
        )
        .unit("seats")
        .or("12"),
        Key::new(
            "spread",
            Kind::Number(LOG_ODDS),
            "Standard deviation of caseworkers' own skill.",
        )
        .unit("log-odds")
        .or("0"),
        Key::new(
            "team_spread",
            Kind::Number(LOG_ODDS),
            "Standard deviation of the skill that a team has in common.",
        )
        .unit("log-odds")
        .or("0"),
        Key::new(
            "new_starters",
            Kind::Table(&NEW_STARTERS),
            "How much more a new starter errs; not at all where not stated.",
        ),
        Key::new(
            "attrition",
            Kind::Share(BELOW_ONE),
            "Probability that a caseworker leaves, a period.",
        )
        .or("0"),
        Key::new(
            "vacancy",
            Kind::Duration,
            "How long a seat stays empty; rounded up to whole periods.",
        )
        .or("\"0 days\""),
        Key::new(
            "poor",
            Kind::Table(&POOR),
            "Who is a poor performer; needed where a policy flags caseworkers.",
        ),
    ],
};

pub(super) static NEW_STARTERS: Section = Section {
    name: "new_starters",
    meaning: "How much more a new starter errs, and for how long.",
    keys: &[
        Key::new(
            "odds_ratio",
            Kind::Number(ODDS_RATIO),
            "Odds ratio of error on the first day.",
        )
        .required(),
        Key::new(
            "half_life",
            Kind::Duration,
            "Time in which the logarithm of the odds ratio halves.",
        )
        .required(),
    ],
};

pub(super) static COACHING: Section = Section {
    name: "[coaching]",
    meaning: "What a found error teaches its caseworker.",
    keys: &[
        Key::new(
            "gain",
            Kind::Number(LOG_ODDS),
            "What one taken-up fail takes off the log-odds of the same kind of error.",
        )
        .unit("log-odds")
        .or("0"),
        Key::new(
            "half_life",
            Kind::Duration,
            "Time in which it half wears off; never where not stated.",
        ),
        Key::new(
            "ceiling",
            Kind::Number(LOG_ODDS_ABOVE_0),
            "The most that coaching can take off; no limit where not stated.",
        )
        .unit("log-odds"),
        Key::new(
            "uptake",
            Kind::Share(SHARE),
            "Probability that a failed attribute is taken up.",
        )
        .or("\"100%\""),
        Key::new(
            "delay",
            Kind::Duration,
            "Time between the check and the feedback; rounded up to whole periods.",
        )
        .or("\"0 days\""),
        Key::new(
            "minutes",
            Kind::Number(NOT_NEGATIVE),
            "Length of one session.",
        )
        .unit("minutes")
        .or("0"),
        Key::new(
            "hourly_cost",
            Kind::Number(NOT_NEGATIVE),
            "Cost of a session; the checker's own where not stated.",
        )
        .unit("£ an hour"),
        Key::new(
            "groups",
            Kind::ByName(&Kind::Table(&GROUP)),
            "Other values for some coaching groups, by name.",
        ),
    ],
};

pub(super) static GROUP: Section = Section {
    name: "groups",
    meaning: "Values of one coaching group; those of `[coaching]` where not stated.",
    keys: &[
        Key::new(
            "gain",
            Kind::Number(LOG_ODDS),
            "See `gain` of `[coaching]`.",
        )
        .unit("log-odds"),
        Key::new(
            "half_life",
            Kind::Duration,
            "See `half_life` of `[coaching]`.",
        ),
        Key::new(
            "ceiling",
            Kind::Number(LOG_ODDS_ABOVE_0),
            "See `ceiling` of `[coaching]`.",
        )
        .unit("log-odds"),
    ],
};
