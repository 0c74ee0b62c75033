//! Pathways: how many cases complaints and disputes make, how long they take, and what recorded dates say of that. Missing where a
//! scenario has no pathway.

use super::definition::{Measure, ReadOf};
use super::scope::{Of, Scope};
use super::view::View;
use crate::sim::Passed;

const CASES: ReadOf = ReadOf(&[Of::Pathway, Of::Stage]);
const PATHWAY: ReadOf = ReadOf(&[Of::Pathway]);
const STAGE: ReadOf = ReadOf(&[Of::Stage]);

/// See its meaning.
pub(super) const COMPLAINTS: Measure = ReadOf(&[Of::Policy, Of::Pathway, Of::Stage]).count(
    "complaints",
    "Cases of pathways (complaints, disputes) that opened, those that opened again too; of a stage, the cases whose clock of \
     that stage started.",
    |view| match view.scope {
        Scope::Policy => view.cases().map(|cases| cases as f64),
        _ => Some(f64::from(view.passed()?.opened)),
    },
);

/// See its meaning.
pub(super) const COMPLAINTS_REOPENED: Measure = PATHWAY.count(
    "complaints_reopened",
    "Of those: cases that opened again after their last stage had ended.",
    |view| Some(f64::from(view.passed()?.reopened)),
);

/// See its meaning.
pub(super) const COMPLAINTS_FOLLOWING: Measure = PATHWAY.count(
    "complaints_following",
    "Of those: cases that follow one of another pathway that ended, such as an appeal after a reconsideration.",
    |view| Some(f64::from(view.passed()?.follow)),
);

/// See its meaning.
pub(super) const COMPLAINTS_ENDED: Measure = CASES.count(
    "complaints_ended",
    "Cases that ended their last stage; of a stage, the cases that ended it.",
    |view| Some(f64::from(view.passed()?.ended)),
);

/// See its meaning.
pub(super) const COMPLAINTS_OPEN: Measure = CASES.count(
    "complaints_open",
    "Cases that are open at the end of the period, or of the horizon; of a stage, those whose clock of it runs.",
    |view| Some(f64::from(view.passed()?.open)),
);

/// See its meaning.
pub(super) const STAGE_DAYS: Measure = CASES.days(
    "stage_days",
    "Average days of the cases that ended, by the dates on which things happened: of a stage from the start of its clock, of \
     a pathway from the opening; without pauses, in working days where the pathway counts those.",
    |view| view.passed()?.days,
);

/// See its meaning.
pub(super) const STAGE_DAYS_MEDIAN: Measure = CASES.days(
    "stage_days_median",
    "Median of those days: half of the cases that ended took no longer.",
    |view| view.passed()?.median,
);

/// See its meaning.
pub(super) const OPEN_DAYS: Measure = CASES.days(
    "open_days",
    "Average days so far of the cases that are open at the end. Long cases are found open more often than short ones, so it \
     may be longer than `stage_days` although nothing has slowed down.",
    |view| view.passed()?.open_days,
);

/// See its meaning.
pub(super) const QUEUE_DAYS: Measure = STAGE.days(
    "queue_days",
    "Average days in the queue of a stage before its work began, of the cases that ended the stage; where the stage has a \
     capacity.",
    |view| view.passed()?.queue_days,
);

/// See its meaning.
pub(super) const IN_TARGET: Measure = STAGE.percent(
    "in_target",
    "Share of the cases whose clock started that end the stage within its target, by the dates on which things happened. \
     Cases that are open still count as far as they were watched (Kaplan and Meier; with pauses Aalen and Johansen: in target, or too \
     late for it).",
    |view| share(view, |passed| passed.in_target),
);

/// See its meaning.
pub(super) const IN_TARGET_RECORDED: Measure = STAGE.percent(
    "in_target_recorded",
    "The same by the dates on which start and end were recorded, of cases whose start was recorded: what a figure from the \
     system would show.",
    |view| share(view, |passed| passed.in_target_recorded),
);

/// See its meaning.
pub(super) const IN_TARGET_RECORDED_BIAS: Measure = STAGE.points(
    "in_target_recorded_bias",
    "How far the share by recorded dates is from the share by the dates on which things happened; above 0 it flatters.",
    |view| {
        let passed = view.passed()?;
        Some(100.0 * (passed.in_target_recorded? - passed.in_target?))
    },
);

/// See its meaning.
pub(super) const IN_TARGET_ENDED: Measure = STAGE.percent(
    "in_target_ended",
    "Share in target of the cases that ended the stage alone, which leaves out the slow ones that are open still.",
    |view| share(view, |passed| passed.in_target_ended),
);

fn share(view: &View, of: fn(&Passed) -> Option<f64>) -> Option<f64> {
    Some(100.0 * of(&view.passed()?)?)
}
