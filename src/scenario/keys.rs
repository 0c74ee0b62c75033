//! The tables of keys: what may stand where in a scenario, its unit, default and meaning.
//!
//! Reading, the JSON Schema and the reference page all follow these tables. To add a key, add a row
//! and read it in the section's file under `resolve/`.

use super::keys_policy::POLICY;

/// One key of a section.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What may stand there.
    pub kind: Kind,
    /// The unit of a bare number, or empty.
    pub unit: &'static str,
    /// The default as TOML text, or empty where leaving the key out means "none".
    pub default: &'static str,
    /// Whether it must be given.
    pub required: bool,
    /// One sentence.
    pub meaning: &'static str,
}

impl Key {
    pub(super) const fn new(name: &'static str, kind: Kind, meaning: &'static str) -> Self {
        Self {
            name,
            kind,
            unit: "",
            default: "",
            required: false,
            meaning,
        }
    }

    pub(super) const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub(super) const fn or(mut self, default: &'static str) -> Self {
        self.default = default;
        self
    }

    pub(super) const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }
}

/// A table of keys.
#[derive(Debug)]
pub struct Section {
    /// As it is written in a file, e.g. `[horizon]` or `[[activity]]`.
    pub name: &'static str,
    /// One sentence.
    pub meaning: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

impl Section {
    /// The row of a key.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// What may stand at a key.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Text.
    Text,
    /// A name: text of one line.
    Name,
    /// True or false.
    Flag,
    /// A date without quotes.
    Date,
    /// A whole number within bounds (inclusive).
    Whole(u64, u64),
    /// A number within bounds.
    Number(Bounds),
    /// A share: a number or a percentage in quotes, within bounds.
    Share(Bounds),
    /// A number, or a percentage in quotes that stands for its points.
    Points,
    /// A duration in words.
    Duration,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of these words.
    Choices(&'static [&'static str]),
    /// A name or a list of names.
    Names,
    /// The name of a measure.
    Measure,
    /// A distribution of amounts.
    Distribution,
    /// A sampling method with its keys.
    Sample,
    /// A table.
    Table(&'static Section),
    /// A list of tables, `[[…]]`.
    Tables(&'static Section),
    /// A table of such values by name.
    ByName(&'static Kind),
    /// A list of such values.
    List(&'static Kind),
    /// Any of these.
    Any(&'static [Kind]),
}

/// Bounds of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Lowest value.
    pub low: f64,
    /// Whether the lowest value itself is allowed.
    pub low_in: bool,
    /// Highest value.
    pub high: f64,
    /// Whether the highest value itself is allowed.
    pub high_in: bool,
}

impl Bounds {
    const fn new(low: f64, low_in: bool, high: f64, high_in: bool) -> Self {
        Self {
            low,
            low_in,
            high,
            high_in,
        }
    }

    /// Inclusive bounds.
    pub(super) const fn inclusive(low: f64, high: f64) -> Self {
        Self::new(low, true, high, true)
    }

    /// Whether `x` lies within; false for NaN.
    pub fn hold(&self, x: f64) -> bool {
        (if self.low_in {
            x >= self.low
        } else {
            x > self.low
        }) && (if self.high_in {
            x <= self.high
        } else {
            x < self.high
        })
    }
}

/// No number of a scenario is larger: amounts beyond it are slips of the keyboard.
const LARGEST: f64 = 1e12;
/// Zero or more.
pub(super) const NOT_NEGATIVE: Bounds = Bounds::new(0.0, true, LARGEST, true);
/// More than zero.
pub(super) const POSITIVE: Bounds = Bounds::new(0.0, false, LARGEST, true);
/// A share.
pub(super) const SHARE: Bounds = Bounds::new(0.0, true, 1.0, true);
/// A share below one.
pub(super) const BELOW_ONE: Bounds = Bounds::new(0.0, true, 1.0, false);
/// A share above zero and below one.
const INSIDE: Bounds = Bounds::new(0.0, false, 1.0, false);
/// Log-odds that a computer can tell apart from certainty.
const LOG_ODDS: Bounds = Bounds::new(0.0, true, 30.0, true);
/// A ceiling of log-odds.
const LOG_ODDS_ABOVE_0: Bounds = Bounds::new(0.0, false, 30.0, true);
/// Odds ratios.
const ODDS_RATIO: Bounds = Bounds::new(0.0, false, 1e6, true);

/// The whole scenario.
pub static SCENARIO: Section = Section {
    name: "scenario",
    meaning: "An operation and the quality assurance policies under trial.",
    keys: &[
        Key::new(
            "title",
            Kind::Text,
            "What the scenario is about, in a line.",
        )
        .required(),
        Key::new(
            "extends",
            Kind::Text,
            "Path of another scenario, relative to this file, that this one changes: tables by key, named entries by name, everything else replaced.",
        ),
        Key::new(
            "accuracy_tolerance",
            Kind::Any(&[
                Kind::Choice(&["none"]),
                Kind::Table(&TOLERANCE_AMOUNT),
                Kind::Table(&TOLERANCE_SHARE),
            ]),
            "How far an accuracy attribute may be out before the decision is wrong.",
        )
        .or("\"none\""),
        Key::new(
            "replications",
            Kind::Whole(1, 10_000_000),
            "How many replications are run.",
        )
        .or("1000"),
        Key::new(
            "until",
            Kind::Table(&UNTIL),
            "Run until a figure is precise enough, in place of `replications`.",
        ),
        Key::new(
            "horizon",
            Kind::Table(&HORIZON),
            "The periods that are simulated and reported.",
        )
        .required(),
        Key::new(
            "anchor",
            Kind::Table(&ANCHOR),
            "A known accuracy to which the error rates are moved.",
        ),
        Key::new("activity", Kind::Tables(&ACTIVITY), "Kinds of decision.").required(),
        Key::new(
            "attribute",
            Kind::Tables(&ATTRIBUTE),
            "Attributes that the catalogue lacks, or changes to some that it has.",
        ),
        Key::new(
            "complexity",
            Kind::Table(&COMPLEXITY),
            "How hard decisions are; without it there is one complexity, `all`, of odds ratio 1.",
        ),
        Key::new(
            "workforce",
            Kind::Table(&WORKFORCE),
            "Seats and the people in them; required unless everything is automated.",
        ),
        Key::new(
            "coaching",
            Kind::Table(&COACHING),
            "What a found error teaches; without it, nothing.",
        ),
        Key::new(
            "correction",
            Kind::Table(&CORRECTION),
            "The work that puts a found error right; without it, it is immediate, free and never fails.",
        ),
        Key::new("pool", Kind::Tables(&POOL), "Pools of checkers' hours."),
        Key::new("policy", Kind::Tables(&POLICY), "The policies under trial.").required(),
    ],
};

static TOLERANCE_AMOUNT: Section = Section {
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

static TOLERANCE_SHARE: Section = Section {
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
    keys: &[Key::new(
        "accuracy",
        Kind::Share(INSIDE),
        "Expected accuracy in the first reported period, had no feedback ever been given.",
    )
    .required()],
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
                Kind::Whole(0, 1_000_000_000_000),
                Kind::List(&Kind::Whole(0, 1_000_000_000_000)),
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
            Kind::ByName(&Kind::Share(BELOW_ONE)),
            "How often an average experienced caseworker gets each attribute wrong.",
        ),
        Key::new(
            "system_errors",
            Kind::ByName(&Kind::Share(BELOW_ONE)),
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

pub(super) static CORRECTION: Section = Section {
    name: "[correction]",
    meaning: "The work that puts a found error right.",
    keys: &[
        Key::new("duration", Kind::Any(&[Kind::Duration, Kind::Distribution]), "Time from the end of the period of the check until the error is put right: a duration, or a distribution of days.").unit("days").or("\"0 days\""),
        Key::new("due", Kind::Duration, "When a correction is overdue; never where not stated."),
        Key::new("failed", Kind::Share(SHARE), "Probability that the error runs on all the same.").or("0"),
        Key::new("minutes", Kind::Number(NOT_NEGATIVE), "Work of one correction.").unit("minutes").or("0"),
        Key::new("hourly_cost", Kind::Number(NOT_NEGATIVE), "Cost of that work.").unit("£ an hour").or("0"),
    ],
};

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
    ],
};
