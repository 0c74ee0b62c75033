//! The tables of keys of the rules that flag caseworkers, and of who is to be found.

use crate::key::{Bounds, INSIDE, Key, Kind, ODDS_RATIO, POSITIVE, Section};

pub(super) static POOR: Section = Section {
    name: "poor",
    meaning: "Who is a poor performer: coaching and learning aside, it is skill and newness that count.",
    keys: &[Key::required("odds_ratio", Kind::Number(ODDS_RATIO))
        .means("From these odds of error on, relative to an average experienced caseworker.")],
};

/// A rule with its keys: one of these tables.
pub(super) const FLAG: Kind = Kind::Any(&[
    Kind::Table(&FAILS_IN),
    Kind::Table(&CUSUM),
    Kind::Table(&FUNNEL),
    Kind::Table(&POSTERIOR),
]);

const CHECK: Key = Key::optional("check", Kind::Name)
    .means("The check whose results are looked at, every failed decision one fail; the policy's first where not stated.");

const WINDOW: Key = Key::optional("window", Kind::Duration).means(
    "Only results of this time are looked at, rounded up to whole periods; all where not stated.",
);

const EXPECTED: Key = Key::required("expected", Kind::Share(INSIDE))
    .means("The share of checks that an average caseworker fails.");

const ODDS_ABOVE_1: Bounds = Bounds {
    low: 1.0,
    low_in: false,
    high: 1e6,
    high_in: true,
};

pub(super) static FAILS_IN: Section = Section {
    name: "flag",
    meaning: "Flags a caseworker with so many fails among so many results in a row, looked at after every result.",
    keys: &[
        Key::required("rule", Kind::Choice(&["fails-in"])).means("The rule."),
        CHECK,
        Key::required("fails", Kind::Whole(1, 10_000)).means("Fails that flag."),
        Key::required("checks", Kind::Whole(1, 1_000_000))
            .means("Results in a row, at least as many as `fails`."),
    ],
};

pub(super) static CUSUM: Section = Section {
    name: "flag",
    meaning: "Flags a caseworker when the log-likelihood ratios of their results, an odds ratio against what is expected, add up to a limit; a sum below zero starts again from zero.",
    keys: &[
        Key::required("rule", Kind::Choice(&["cusum"])).means("The rule."),
        CHECK,
        EXPECTED,
        Key::required("odds_ratio", Kind::Number(ODDS_ABOVE_1))
            .means("The odds ratio of failing that is to be detected."),
        Key::required("limit", Kind::Number(POSITIVE)).means("The sum that flags."),
    ],
};

pub(super) static FUNNEL: Section = Section {
    name: "flag",
    meaning: "Flags a caseworker at the end of a period whose fails are above the exact binomial limit for their number of results, with a stated probability of a false alarm among all caseworkers. Of each of the m caseworkers with results in the window that probability is 1 − (1 − false_alarm)^(1/m).",
    keys: &[
        Key::required("rule", Kind::Choice(&["funnel"]))
            .means("The rule."),
        CHECK,
        Key::optional("expected", Kind::Share(INSIDE))
            .means("The share of checks that an average caseworker fails; that of all results looked at where not stated."),
        Key::required("false_alarm", Kind::Share(INSIDE))
            .means("Probability, at most, that anybody at all is flagged at the end of a period if everybody's rate is as expected."),
        WINDOW,
    ],
};

pub(super) static POSTERIOR: Section = Section {
    name: "flag",
    meaning: "Flags a caseworker at the end of a period whose fail rate is above a bound with a stated probability, given their results and what is known of all (beta-binomial).",
    keys: &[
        Key::required("rule", Kind::Choice(&["posterior"]))
            .means("The rule."),
        CHECK,
        EXPECTED,
        Key::required("worth", Kind::Number(POSITIVE))
            .means("How many results the knowledge of the average is worth: the more, the more alike caseworkers are.")
            .unit("results"),
        Key::required("above", Kind::Share(INSIDE))
            .means("The bound of the fail rate."),
        Key::required("probability", Kind::Share(INSIDE))
            .means("The probability of being above it that flags."),
        WINDOW,
    ],
};
