//! Pathways: how many cases complaints and disputes make, how long they take, and what recorded dates say of that. Missing where a
//! scenario has no pathway.

use super::definition::{Aggregate, Measure};
use super::scope::{Of, Scope};
use super::unit::Unit;
use super::view::View;
use crate::sim::Passed;

const CASES: &[Of] = &[Of::Pathway, Of::Stage];
const STAGE: &[Of] = &[Of::Stage];

/// See its meaning.
pub(super) const COMPLAINTS: Measure = Measure {
    name: "complaints",
    unit: Unit::Count,
    meaning: "Cases of pathways (complaints, disputes) that opened, those that opened again too; of a stage, the cases whose clock of \
              that stage started.",
    aggregate: Aggregate::Mean,
    of: &[Of::Policy, Of::Pathway, Of::Stage],
    read: |view| match view.scope {
        Scope::Policy => view.cases().map(|cases| cases as f64),
        _ => Some(f64::from(view.passed()?.opened)),
    },
};

/// See its meaning.
pub(super) const COMPLAINTS_REOPENED: Measure = Measure {
    name: "complaints_reopened",
    unit: Unit::Count,
    meaning: "Of those: cases that opened again after their last stage had ended.",
    aggregate: Aggregate::Mean,
    of: &[Of::Pathway],
    read: |view| Some(f64::from(view.passed()?.reopened)),
};

/// See its meaning.
pub(super) const COMPLAINTS_FOLLOWING: Measure = Measure {
    name: "complaints_following",
    unit: Unit::Count,
    meaning: "Of those: cases that follow one of another pathway that ended, such as an appeal after a reconsideration.",
    aggregate: Aggregate::Mean,
    of: &[Of::Pathway],
    read: |view| Some(f64::from(view.passed()?.follow)),
};

/// See its meaning.
pub(super) const COMPLAINTS_ENDED: Measure = Measure {
    name: "complaints_ended",
    unit: Unit::Count,
    meaning: "Cases that ended their last stage; of a stage, the cases that ended it.",
    aggregate: Aggregate::Mean,
    of: CASES,
    read: |view| Some(f64::from(view.passed()?.ended)),
};

/// See its meaning.
pub(super) const COMPLAINTS_OPEN: Measure = Measure {
    name: "complaints_open",
    unit: Unit::Count,
    meaning: "Cases that are open at the end of the period, or of the horizon; of a stage, those whose clock of it runs.",
    aggregate: Aggregate::Mean,
    of: CASES,
    read: |view| Some(f64::from(view.passed()?.open)),
};

/// See its meaning.
pub(super) const STAGE_DAYS: Measure = Measure {
    name: "stage_days",
    unit: Unit::Days,
    meaning: "Average days of the cases that ended, by the dates on which things happened: of a stage from the start of its clock, of \
              a pathway from the opening; without pauses, in working days where the pathway counts those.",
    aggregate: Aggregate::Mean,
    of: CASES,
    read: |view| view.passed()?.days,
};

/// See its meaning.
pub(super) const STAGE_DAYS_MEDIAN: Measure = Measure {
    name: "stage_days_median",
    unit: Unit::Days,
    meaning: "Median of those days: half of the cases that ended took no longer.",
    aggregate: Aggregate::Mean,
    of: CASES,
    read: |view| view.passed()?.median,
};

/// See its meaning.
pub(super) const OPEN_DAYS: Measure = Measure {
    name: "open_days",
    unit: Unit::Days,
    meaning: "Average days so far of the cases that are open at the end. Long cases are found open more often than short ones, so it \
              may be longer than `stage_days` although nothing has slowed down.",
    aggregate: Aggregate::Mean,
    of: CASES,
    read: |view| view.passed()?.open_days,
};

/// See its meaning.
pub(super) const QUEUE_DAYS: Measure = Measure {
    name: "queue_days",
    unit: Unit::Days,
    meaning: "Average days in the queue of a stage before its work began, of the cases that ended the stage; where the stage has a \
              capacity.",
    aggregate: Aggregate::Mean,
    of: STAGE,
    read: |view| view.passed()?.queue_days,
};

/// See its meaning.
pub(super) const IN_TARGET: Measure = Measure {
    name: "in_target",
    unit: Unit::Percent,
    meaning: "Share of the cases whose clock started that end the stage within its target, by the dates on which things happened. \
              Cases that are open still count as far as they were watched (Kaplan and Meier; with pauses Aalen and Johansen: in target, or too \
              late for it).",
    aggregate: Aggregate::Mean,
    of: STAGE,
    read: |view| share(view, |passed| passed.in_target),
};

/// See its meaning.
pub(super) const IN_TARGET_RECORDED: Measure = Measure {
    name: "in_target_recorded",
    unit: Unit::Percent,
    meaning: "The same by the dates on which start and end were recorded, of cases whose start was recorded: what a figure from the \
              system would show.",
    aggregate: Aggregate::Mean,
    of: STAGE,
    read: |view| share(view, |passed| passed.in_target_recorded),
};

/// See its meaning.
pub(super) const IN_TARGET_RECORDED_BIAS: Measure = Measure {
    name: "in_target_recorded_bias",
    unit: Unit::Points,
    meaning: "How far the share by recorded dates is from the share by the dates on which things happened; above 0 it flatters.",
    aggregate: Aggregate::Mean,
    of: STAGE,
    read: |view| {
        let passed = view.passed()?;
        Some(100.0 * (passed.in_target_recorded? - passed.in_target?))
    },
};

/// See its meaning.
pub(super) const IN_TARGET_ENDED: Measure = Measure {
    name: "in_target_ended",
    unit: Unit::Percent,
    meaning: "Share in target of the cases that ended the stage alone, which leaves out the slow ones that are open still.",
    aggregate: Aggregate::Mean,
    of: STAGE,
    read: |view| share(view, |passed| passed.in_target_ended),
};

fn share(view: &View, of: fn(&Passed) -> Option<f64>) -> Option<f64> {
    Some(100.0 * of(&view.passed()?)?)
}
