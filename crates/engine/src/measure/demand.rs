//! The work that comes in: what waits, what is cleared and how old it is. Missing where a scenario has no demand.

use super::definition::{Aggregate, Measure};
use super::scope::Of;
use super::unit::{Unit, percent};
use super::view::View;
use crate::sim::WorkCounts;

const WORK: &[Of] = &[Of::Policy, Of::Activity];

/// See its meaning.
pub(super) const INTAKES: Measure = Measure {
    name: "intakes",
    unit: Unit::Count,
    meaning: "Decisions that came in for caseworkers.",
    aggregate: Aggregate::Mean,
    of: WORK,
    read: |view| Some(work(view)?.intakes as f64),
};

/// See its meaning.
pub(super) const CLEARANCES: Measure = Measure {
    name: "clearances",
    unit: Unit::Count,
    meaning: "Decisions that caseworkers cleared.",
    aggregate: Aggregate::Mean,
    of: WORK,
    read: |view| Some(work(view)?.clearances as f64),
};

/// See its meaning.
pub(super) const HEAD_OF_WORK: Measure = Measure {
    name: "head_of_work",
    unit: Unit::Count,
    meaning: "Decisions that wait for caseworkers at the end of the period, or of the horizon.",
    aggregate: Aggregate::Mean,
    of: WORK,
    read: |view| Some(work(view)?.waiting as f64),
};

/// See its meaning.
pub(super) const CLEARANCE_DAYS: Measure = Measure {
    name: "clearance_days",
    unit: Unit::Days,
    meaning: "Average days from coming in to being cleared, of what was cleared.",
    aggregate: Aggregate::Mean,
    of: WORK,
    read: |view| {
        let work = work(view)?;
        let days = work.age * view.scenario.horizon.period.days();
        (work.clearances > 0).then(|| days / work.clearances as f64)
    },
};

/// See its meaning.
pub(super) const OVER_TARGET: Measure = Measure {
    name: "over_target",
    unit: Unit::Percent,
    meaning: "Share of what was cleared that was older than the target.",
    aggregate: Aggregate::Mean,
    of: WORK,
    read: |view| {
        let work = work(view)?;
        let stated = view.scenario.demand.as_ref()?.target.is_finite();
        let share = || percent(work.over_target as f64, work.clearances as f64);
        stated.then(share)?
    },
};

/// See its meaning.
pub(super) const HOURS_LOST: Measure = Measure {
    name: "hours_lost",
    unit: Unit::Hours,
    meaning: "Hours that checks, coaching, exercises and corrections, as caseworkers' work, and decisions that came back took from clearing: missing in the period after.",
    aggregate: Aggregate::Mean,
    of: &[Of::Policy],
    read: |view| {
        view.scenario.demand.as_ref()?;
        Some(view.together().hours_lost)
    },
};

/// See its meaning.
pub(super) const IN_POST: Measure = Measure {
    name: "in_post",
    unit: Unit::Count,
    meaning: "Caseworkers in post in the period, or in the last one of the horizon.",
    aggregate: Aggregate::Mean,
    of: &[Of::Policy],
    read: |view| {
        view.scenario.demand.as_ref()?;
        Some(view.together().in_post as f64)
    },
};

/// See its meaning.
pub(super) const VACANCIES: Measure = Measure {
    name: "vacancies",
    unit: Unit::Count,
    meaning: "Caseworkers' seats in which nobody sits in the period, or in the last one of the horizon.",
    aggregate: Aggregate::Mean,
    of: &[Of::Policy],
    read: |view| {
        view.scenario.demand.as_ref()?;
        let seats = view.scenario.workforce.seats as u64;
        Some(seats.checked_sub(view.together().in_post)? as f64)
    },
};

/// See its meaning.
pub(super) const FULL_TIME_EQUIVALENTS: Measure = Measure {
    name: "full_time_equivalents",
    unit: Unit::Count,
    meaning: "Full-time equivalents who are there in the period, or in the last one of the horizon: absence, part time and training are taken off.",
    aggregate: Aggregate::Mean,
    of: &[Of::Policy],
    read: |view| {
        view.scenario.demand.as_ref()?;
        Some(view.together().equivalents)
    },
};

/// The work in view.
fn work(view: &View) -> Option<WorkCounts> {
    view.scenario.demand.as_ref()?;
    Some(view.work())
}
