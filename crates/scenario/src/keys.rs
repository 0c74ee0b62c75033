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
use crate::key::{Key, Kind, Section};

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
