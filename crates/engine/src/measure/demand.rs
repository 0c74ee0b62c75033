//! The work that comes in: what waits, what is cleared and how old it is. Missing where a scenario has no demand.

use super::definition::{Measure, POLICY, POLICY_AND_ACTIVITIES};
use super::unit::percent;
use super::view::View;
use crate::sim::{PolicyCounts, WorkCounts};

/// See its meaning.
pub(super) const INTAKES: Measure = POLICY_AND_ACTIVITIES.count(
    "intakes",
    "Decisions that came in for caseworkers.",
    |view| Some(work(view)?.intakes as f64),
);

/// See its meaning.
pub(super) const CLEARANCES: Measure = POLICY_AND_ACTIVITIES.count(
    "clearances",
    "Decisions that caseworkers cleared.",
    |view| Some(work(view)?.clearances as f64),
);

/// See its meaning.
pub(super) const HEAD_OF_WORK: Measure = POLICY_AND_ACTIVITIES.count(
    "head_of_work",
    "Decisions that wait for caseworkers at the end of the period, or of the horizon.",
    |view| Some(work(view)?.waiting as f64),
);

/// See its meaning.
pub(super) const CLEARANCE_DAYS: Measure = POLICY_AND_ACTIVITIES.days(
    "clearance_days",
    "Average days from coming in to being cleared, of what was cleared.",
    |view| {
        let work = work(view)?;
        let days = work.age * view.scenario.horizon.period.days();
        (work.clearances > 0).then(|| days / work.clearances as f64)
    },
);

/// See its meaning.
pub(super) const OVER_TARGET: Measure = POLICY_AND_ACTIVITIES.percent(
    "over_target",
    "Share of what was cleared that was older than the target.",
    |view| {
        let work = work(view)?;
        let stated = view.scenario.demand.as_ref()?.target.is_finite();
        let share = || percent(work.over_target as f64, work.clearances as f64);
        stated.then(share)?
    },
);

/// See its meaning.
pub(super) const HOURS_LOST: Measure = POLICY.hours(
    "hours_lost",
    "Hours that checks, coaching, exercises and corrections, as caseworkers' work, and decisions that came back took from clearing: missing in the period after.",
    |view| Some(staff(view)?.hours_lost),
);

/// See its meaning.
pub(super) const IN_POST: Measure = POLICY.count(
    "in_post",
    "Caseworkers in post in the period, or in the last one of the horizon.",
    |view| Some(staff(view)?.in_post as f64),
);

/// See its meaning.
pub(super) const VACANCIES: Measure = POLICY.count(
    "vacancies",
    "Caseworkers' seats in which nobody sits in the period, or in the last one of the horizon.",
    |view| {
        let seats = view.scenario.workforce.seats as u64;
        Some(seats.checked_sub(staff(view)?.in_post)? as f64)
    },
);

/// See its meaning.
pub(super) const FULL_TIME_EQUIVALENTS: Measure = POLICY.count(
    "full_time_equivalents",
    "Full-time equivalents who are there in the period, or in the last one of the horizon: absence, part time and training are taken off.",
    |view| Some(staff(view)?.equivalents),
);

/// The work in view.
fn work(view: &View) -> Option<WorkCounts> {
    view.scenario.demand.as_ref().map(|_| view.work())
}

/// Who was there to do it.
fn staff(view: &View) -> Option<PolicyCounts> {
    view.scenario.demand.as_ref().map(|_| view.together())
}
