//! The tables of keys of `[plan]`.

use crate::key::{INSIDE, Key, Kind, NOT_NEGATIVE, POSITIVE, SHARE, Section};
use crate::plan::Objective;

/// No quota that is tried is larger.
pub(super) const MOST: u64 = 10_000_000;

pub(super) static PLAN: Section = Section {
    name: "[plan]",
    meaning: "What `tierone plan` is asked: the cheapest quotas of one policy that meet stated aims.",
    keys: &[
        Key::optional("policy", Kind::Name)
            .means("The policy that it starts from, today's; the first where not stated."),
        Key::optional("objective", Kind::Choice(Objective::WORDS))
            .means("What should be as small as may be: `hours` of checking; `cost`, all of it; or `mve`, as it flows.")
            .or("\"hours\""),
        Key::optional("indifference_zone", Kind::Any(&[Kind::Share(SHARE), Kind::Number(POSITIVE)]))
            .means("The smallest difference of the objective that matters: hours or £ a period, or a share for `mve`; 1 % of what the policy that it starts from has where not stated."),
        Key::optional("tolerance", Kind::Share(INSIDE))
            .means("How far from its limit an aim still counts as met, as a share of the limit; of an accuracy, as a share of the errors that it leaves; of probabilities and shares found, twice as many percentage points.")
            .or("\"2%\""),
        Key::optional("confidence", Kind::Share(INSIDE))
            .means("Probability with which the choice should be right.")
            .or("\"95%\""),
        Key::optional("check", Kind::Name)
            .means("The check whose figures are meant; the first that estimates them where not stated."),
        Key::optional("accuracy_half_width", Kind::HalfWidth)
            .means("Half the width of the 95 % interval of accuracy over the horizon, at most."),
        Key::optional("mve_half_width", Kind::HalfWidth)
            .means("Half the width of the 95 % interval of the monetary value of error over the horizon, at most."),
        Key::optional("show", Kind::Table(&SHOW))
            .means("What the check's figure over the horizon should show."),
        Key::optional("show_mve", Kind::Table(&SHOW_MVE))
            .means("The same of the monetary value of error: that it is below a level."),
        Key::optional("accuracy", Kind::Share(INSIDE)).means("True accuracy over the horizon, at least."),
        Key::optional("mve", Kind::Share(INSIDE))
            .means("True monetary value of error over the horizon, as it flows, at most."),
        Key::optional("poor_performers_found", Kind::Share(INSIDE))
            .means("Share of the poor performers that the policy's `flag` finds over the horizon, at least."),
        Key::optional("hours", Kind::Number(NOT_NEGATIVE))
            .means("Hours of checking in an average period, at most.")
            .unit("hours a period"),
        Key::optional("hours_by_pool", Kind::ByName(&Kind::Number(NOT_NEGATIVE)))
            .means("The same of the checks of some pools by name.")
            .unit("hours a period"),
        Key::optional("cost", Kind::Number(NOT_NEGATIVE))
            .means("What the policy costs in an average period, at most.")
            .unit("£ a period"),
        Key::optional("head_of_work", Kind::Number(NOT_NEGATIVE))
            .means("Decisions that wait for caseworkers at the end of the horizon, at most; needs `[demand]`.")
            .unit("decisions"),
        Key::optional("per_caseworker", Kind::Whole(1, 1_000))
            .means("Checks of each caseworker in each period, at least: the quotas of `per-caseworker` and `judgement` checks together."),
        Key::required("vary", Kind::Tables(&VARY)).means("What may vary."),
    ],
};

const CONFIDENCE: Key = Key::optional("confidence", Kind::Share(INSIDE))
    .means("Confidence of the one-sided bound that shows it.")
    .or("\"95%\"");

const CHANCE: Key = Key::optional("chance", Kind::Share(INSIDE))
    .means("Probability with which it should be shown, at least.")
    .or("\"80%\"");

pub(super) static SHOW: Section = Section {
    name: "show",
    meaning: "An accuracy that a check's own figure should show to be exceeded, with what its checker misses and fails wrongly allowed for.",
    keys: &[
        Key::required("accuracy", Kind::Share(INSIDE)).means("The accuracy."),
        CONFIDENCE,
        CHANCE,
    ],
};

pub(super) static SHOW_MVE: Section = Section {
    name: "show_mve",
    meaning: "A monetary value of error that a check's own figure should show to be kept below, with what its checker misses allowed for.",
    keys: &[
        Key::required("mve", Kind::Share(INSIDE)).means("The monetary value of error."),
        CONFIDENCE,
        CHANCE,
    ],
};

/// Whole numbers as a list, or from one to another by steps.
const WHOLES: Kind = Kind::Any(&[Kind::List(&Kind::Whole(0, MOST)), Kind::Table(&WHOLE_RANGE)]);

/// The same of shares.
const SHARES: Kind = Kind::Any(&[Kind::List(&Kind::Share(SHARE)), Kind::Table(&SHARE_RANGE)]);

pub(super) static VARY: Section = Section {
    name: "[[plan.vary]]",
    meaning: "Keys of a check's `sample` that may vary, each with the values that it may take.",
    keys: &[
        Key::required("check", Kind::Name).means("The check."),
        Key::optional("checks", WHOLES)
            .means("Its quota, of whatever its sampling method counts by."),
        Key::optional("sample", Kind::List(&Kind::Sample))
            .means("Samples of which one is chosen, each as `sample` of a check has it; what else varies is then a key of theirs, where they have it."),
        Key::optional("by_stratum", Kind::ByName(&WHOLES))
            .means("Its quotas in some strata by name; the check is drawn by `stratified` with numbers that are given."),
        Key::optional("random_share", SHARES)
            .means("The share of a `risk-targeted` quota that is drawn at random."),
        Key::optional("passes", SHARES).means("The share of passes that a `recheck` draws."),
        Key::optional("fails", SHARES).means("The share of fails that a `recheck` draws."),
        Key::optional("share", SHARES)
            .means("The share of arriving decisions that a `capped-share` check draws."),
        Key::optional("cap", WHOLES).means("The cap of a `capped-share` check."),
    ],
};

pub(super) static WHOLE_RANGE: Section = Section {
    name: "a range",
    meaning: "Whole numbers from one to another by steps.",
    keys: &[
        Key::required("from", Kind::Whole(0, MOST)).means("The first."),
        Key::required("to", Kind::Whole(0, MOST)).means("The last, at most."),
        Key::optional("step", Kind::Whole(1, MOST))
            .means("The step.")
            .or("1"),
    ],
};

pub(super) static SHARE_RANGE: Section = Section {
    name: "a range",
    meaning: "Shares from one to another by steps.",
    keys: &[
        Key::required("from", Kind::Share(SHARE)).means("The first."),
        Key::required("to", Kind::Share(SHARE)).means("The last, at most."),
        Key::required("step", Kind::Share(INSIDE)).means("The step."),
    ],
};
