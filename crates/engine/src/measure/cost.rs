//! What it takes: sessions, corrections, hours and money.

use tierone_stats::units::Pence;

use super::definition::{Aggregate, Measure};
use super::scope::{Of, Scope};
use super::unit::{Unit, percent};
use super::view::View;

const BOTH: &[Of] = &[Of::Policy, Of::Check];
const POLICY: &[Of] = &[Of::Policy];

/// See its meaning.
pub(super) const COACHING_SESSIONS: Measure = Measure {
    name: "coaching_sessions",
    unit: Unit::Count,
    meaning: "Coaching sessions: one a caseworker, check and period with anything taken up.",
    aggregate: Aggregate::Mean,
    of: BOTH,
    read: |view| {
        Some(
            view.checks()
                .map(|(_, c)| f64::from(c.coaching_sessions))
                .sum(),
        )
    },
};

/// See its meaning.
pub(super) const LEARNING_PRODUCTS: Measure = Measure {
    name: "learning_products",
    unit: Unit::Count,
    meaning: "Learning products released, attribute by attribute.",
    aggregate: Aggregate::Mean,
    of: &[Of::Policy, Of::Attribute],
    read: |view| {
        // Where a scenario has none there is nothing to say.
        let any = !view.scenario.learning.is_empty();
        let released = view
            .attributes()
            .map(|(_, counts)| counts.learning_products);
        any.then(|| released.map(f64::from).sum())
    },
};

/// See its meaning.
pub(super) const CORRECTIONS: Measure = Measure {
    name: "corrections",
    unit: Unit::Count,
    meaning: "Corrections started.",
    aggregate: Aggregate::Mean,
    of: POLICY,
    read: |view| Some(f64::from(view.together().corrections)),
};

/// See its meaning.
pub(super) const CORRECTIONS_OVERDUE: Measure = Measure {
    name: "corrections_overdue",
    unit: Unit::Count,
    meaning: "Corrections of which a due date passed before they were completed.",
    aggregate: Aggregate::Mean,
    of: POLICY,
    read: |view| Some(f64::from(view.together().corrections_overdue)),
};

/// See its meaning.
pub(super) const CORRECTIONS_OVERDUE_SHARE: Measure = Measure {
    name: "corrections_overdue_share",
    unit: Unit::Percent,
    meaning: "Share of the corrections of which a due date passed before they were completed.",
    aggregate: Aggregate::Mean,
    of: POLICY,
    read: |view| {
        let together = view.together();
        percent(
            f64::from(together.corrections_overdue),
            f64::from(together.corrections),
        )
    },
};

/// See its meaning.
pub(super) const CORRECTION_DAYS: Measure = Measure {
    name: "correction_days",
    unit: Unit::Days,
    meaning: "Average days from the end of the period of the check until a correction was \
              completed, or closed without that.",
    aggregate: Aggregate::Mean,
    of: POLICY,
    read: |view| {
        let together = view.together();
        let corrections = f64::from(together.corrections);
        (corrections > 0.0).then(|| together.correction_days / corrections)
    },
};

/// See its meaning.
pub(super) const CHECK_HOURS: Measure = Measure {
    name: "check_hours",
    unit: Unit::Hours,
    meaning: "Hours spent checking.",
    aggregate: Aggregate::Mean,
    of: BOTH,
    read: |view| Some(check_hours(view).map(|(_, hours)| hours).sum()),
};

/// See its meaning.
pub(super) const COACHING_HOURS: Measure = Measure {
    name: "coaching_hours",
    unit: Unit::Hours,
    meaning: "Hours spent in coaching sessions.",
    aggregate: Aggregate::Mean,
    of: BOTH,
    read: |view| Some(coaching_hours(view).map(|(_, hours)| hours).sum()),
};

/// See its meaning.
pub(super) const CORRECTION_HOURS: Measure = Measure {
    name: "correction_hours",
    unit: Unit::Hours,
    meaning: "Hours spent on corrections, failed ones too.",
    aggregate: Aggregate::Mean,
    of: POLICY,
    read: |view| Some(correction_hours(view)),
};

/// See its meaning.
pub(super) const CALIBRATION_HOURS: Measure = Measure {
    name: "calibration_hours",
    unit: Unit::Hours,
    meaning: "Hours of exercises in which the checkers of the policy's pools compare notes.",
    aggregate: Aggregate::Mean,
    of: POLICY,
    read: |view| {
        let mut pools = view.scenario.pools.iter();
        let exercises = pools.any(|pool| pool.checkers.is_some_and(|c| c.calibration.is_some()));
        exercises.then(|| view.together().calibration_hours)
    },
};

/// See its meaning.
pub(super) const COST: Measure = Measure {
    name: "cost",
    unit: Unit::Pounds,
    meaning: "What checking, exercises, coaching, correcting and learning products cost; of a check, \
              checking and coaching alone.",
    aggregate: Aggregate::Mean,
    of: BOTH,
    read: |view| {
        let rate = |check: usize| view.policy.checks[check].checker.hourly_cost;
        let checking: f64 = check_hours(view)
            .map(|(check, hours)| hours * rate(check))
            .sum();
        // A session costs the checker's hour unless coaching has a rate of its own.
        let coaching = view.scenario.coaching.hourly_cost;
        let coaching: f64 = coaching_hours(view)
            .map(|(check, hours)| hours * coaching.unwrap_or_else(|| rate(check)))
            .sum();
        let together = match view.scope {
            Scope::Policy => {
                correction_hours(view) * view.scenario.correction.hourly_cost
                    + view.together().calibration_cost
                    + Pence(view.together().learning_cost).pounds()
            }
            _ => 0.0,
        };
        Some(checking + coaching + together)
    },
};

fn check_hours<'a>(view: &'a View) -> impl Iterator<Item = (usize, f64)> + 'a {
    view.checks().map(|(check, counts)| {
        let minutes = view.policy.checks[check].checker.minutes;
        (check, counts.checks as f64 * minutes / 60.0)
    })
}

fn coaching_hours<'a>(view: &'a View) -> impl Iterator<Item = (usize, f64)> + 'a {
    let minutes = view.scenario.coaching.minutes;
    view.checks()
        .map(move |(check, counts)| (check, f64::from(counts.coaching_sessions) * minutes / 60.0))
}

fn correction_hours(view: &View) -> f64 {
    view.together().correction_minutes / 60.0
}
