//! The tables of keys: what may stand where in a scenario, its unit, default and meaning.
//!
//! Reading, the JSON Schema and the reference page all follow these tables. To add a key, add a row
//! and read it in the section's file under `resolve/`.

use super::keys_correction::CORRECTION;
use super::keys_feedback::LEARNING_PRODUCT;
use super::keys_lints::LINT;
use super::keys_operation::{
    ACTIVITY, ANCHOR, ATTRIBUTE, COACHING, COMPLEXITY, HORIZON, TOLERANCE_AMOUNT, TOLERANCE_SHARE,
    UNTIL, WORKFORCE,
};
use super::keys_policy::POLICY;
use super::keys_pool::POOL;

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

    /// The key as a reader of the file would look for it: `[horizon]` for a section.
    pub fn written(&self) -> &'static str {
        match self.kind {
            Kind::Table(section) | Kind::Tables(section) if section.name.starts_with('[') => {
                section.name
            }
            _ => self.name,
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
/// A rate of error: the engine's work grows with the odds, which have no end towards certainty.
pub(super) const ERROR_RATE: Bounds = Bounds::new(0.0, true, 0.99, true);
/// An accuracy that rates are moved to, which is not reached by rates above those.
pub(super) const ANCHORED: Bounds = Bounds::new(0.01, true, 1.0, false);
/// A share above zero and below one.
pub(super) const INSIDE: Bounds = Bounds::new(0.0, false, 1.0, false);
/// Log-odds that a computer can tell apart from certainty.
pub(super) const LOG_ODDS: Bounds = Bounds::new(0.0, true, 30.0, true);
/// A ceiling of log-odds.
pub(super) const LOG_ODDS_ABOVE_0: Bounds = Bounds::new(0.0, false, 30.0, true);
/// Odds ratios.
pub(super) const ODDS_RATIO: Bounds = Bounds::new(0.0, false, 1e6, true);

/// The whole scenario.
pub static SCENARIO: Section = Section {
    name: "the scenario",
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
            "grades",
            Kind::Names,
            "What a check concludes of a decision, the best first, such as [\"pass\", \"fail\"]: the worst `grade` of the attributes that fail.",
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
            "learning_product",
            Kind::Tables(&LEARNING_PRODUCT),
            "What everyone is taught once an error has become common; without any, nothing.",
        ),
        Key::new(
            "correction",
            Kind::Table(&CORRECTION),
            "The work that puts a found error right; without it, it is immediate, free and never fails.",
        ),
        Key::new("pool", Kind::Tables(&POOL), "Pools of checkers' hours."),
        Key::new("policy", Kind::Tables(&POLICY), "The policies under trial.").required(),
        Key::new(
            "lints",
            Kind::ByName(&LINT),
            "How serious lints are in this scenario, by name or code; `tierone list lints` lists them.",
        ),
    ],
};
