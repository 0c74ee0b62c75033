//! What it takes: sessions, corrections, hours and money.

use tierone_stats::units::Pence;

use super::definition::{Measure, POLICY, POLICY_AND_CHECKS, ReadOf};
use super::scope::{Of, Scope};
use super::unit::percent;
use super::view::View;

/// See its meaning.
pub(super) const COACHING_SESSIONS: Measure = POLICY_AND_CHECKS.count(
    "coaching_sessions",
    "Coaching sessions: one a caseworker, check and period with anything taken up.",
    |view| {
        let sessions = view.checks().map(|(_, c)| c.coaching_sessions);
        Some(sessions.map(f64::from).sum())
    },
);

/// See its meaning.
pub(super) const LEARNING_PRODUCTS: Measure = ReadOf(&[Of::Policy, Of::Attribute]).count(
    "learning_products",
    "Learning products released, attribute by attribute.",
    |view| {
        // Where a scenario has none there is nothing to say.
        let any = !view.scenario.learning.is_empty();
        let released = view
            .attributes()
            .map(|(_, counts)| counts.learning_products);
        any.then(|| released.map(f64::from).sum())
    },
);

/// See its meaning.
pub(super) const CORRECTIONS: Measure =
    POLICY.count("corrections", "Corrections started.", |view| {
        Some(f64::from(view.together().corrections))
    });

/// See its meaning.
pub(super) const CORRECTIONS_OVERDUE: Measure = POLICY.count(
    "corrections_overdue",
    "Corrections of which a due date passed before they were completed.",
    |view| Some(f64::from(view.together().corrections_overdue)),
);

/// See its meaning.
pub(super) const CORRECTIONS_OVERDUE_SHARE: Measure = POLICY.percent(
    "corrections_overdue_share",
    "Share of the corrections of which a due date passed before they were completed.",
    |view| {
        let together = view.together();
        percent(
            f64::from(together.corrections_overdue),
            f64::from(together.corrections),
        )
    },
);

/// See its meaning.
pub(super) const CORRECTION_DAYS: Measure = POLICY.days(
    "correction_days",
    "Average days from the end of the period of the check until a correction was \
     completed, or closed without that.",
    |view| {
        let together = view.together();
        let corrections = f64::from(together.corrections);
        (corrections > 0.0).then(|| together.correction_days / corrections)
    },
);

/// See its meaning.
pub(super) const CHECK_HOURS: Measure =
    POLICY_AND_CHECKS.hours("check_hours", "Hours spent checking.", |view| {
        Some(check_hours(view).map(|(_, hours)| hours).sum())
    });

/// See its meaning.
pub(super) const COACHING_HOURS: Measure = POLICY_AND_CHECKS.hours(
    "coaching_hours",
    "Hours spent in coaching sessions.",
    |view| Some(coaching_hours(view).map(|(_, hours)| hours).sum()),
);

/// See its meaning.
pub(super) const CORRECTION_HOURS: Measure = POLICY.hours(
    "correction_hours",
    "Hours spent on corrections, failed ones too.",
    |view| Some(correction_hours(view)),
);

/// See its meaning.
pub(super) const CALIBRATION_HOURS: Measure = POLICY.hours(
    "calibration_hours",
    "Hours of exercises in which the checkers of the policy's pools compare notes.",
    |view| {
        let mut pools = view.scenario.pools.iter();
        let exercises = pools.any(|pool| pool.checkers.is_some_and(|c| c.calibration.is_some()));
        exercises.then(|| view.together().calibration_hours)
    },
);

/// See its meaning.
pub(super) const COST: Measure = POLICY_AND_CHECKS.pounds(
    "cost",
    "What checking, exercises, coaching, correcting and learning products cost; of a check, \
     checking and coaching alone.",
    |view| {
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
);

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
