//! Service levels: how often a target's figure is red, rightly or by chance, and what is due for it.

use super::definition::{Measure, TARGET};
use super::unit::{percent, share};
use crate::sim::Alarms;

/// See its meaning.
pub(super) const LEVEL_RED: Measure = TARGET.percent(
    "level_red",
    "Share of periods, or of rolling periods, in which the check's own figure misses the target: red.",
    |view| {
        let level = view.level()?;
        percent(level.red.into(), level.judged.into())
    },
);

/// See its meaning.
pub(super) const RED_WHEN_MET: Measure = TARGET.percent(
    "red_when_met",
    "Of the periods in which the truth meets the target: the share in which the check's own figure is red.",
    |view| red(view.level()?.met),
);

/// See its meaning.
pub(super) const RED_WHEN_MISSED: Measure = TARGET.percent(
    "red_when_missed",
    "Of the periods in which the truth misses the target: the share in which the check's own figure is red.",
    |view| red(view.level()?.missed),
);

/// See its meaning.
pub(super) const CREDIT: Measure = TARGET.pounds(
    "credit",
    "Credits and amounts not paid that the target's steps make due, after mitigation: over the horizon the sum of its \
     periods. The figure is the check's own, or the truth where no check has one.",
    |view| view.level()?.credit,
);

/// See its meaning.
pub(super) const PERIODS_TO_FALSE_RED: Measure = TARGET.waiting(
    "periods_to_false_red",
    "Periods in which the truth meets the target until the figure is first red in one of them: all that were waited, of \
     all replications, for each that came to an end within the horizon.",
    |view| waited(view.level()?.met),
);

/// See its meaning.
pub(super) const PERIODS_TO_TRUE_RED: Measure = TARGET.waiting(
    "periods_to_true_red",
    "Periods in which the truth misses the target until the figure is first red in one of them: all that were waited, of \
     all replications, for each that came to an end within the horizon.",
    |view| waited(view.level()?.missed),
);

/// See its meaning.
pub(super) const CHANGE_REPORTED: Measure = TARGET.share(
    "change_reported",
    "How often the figures of the target before and after a break in how its check measures differ by more than chance at \
     5 %, as if quality had changed; of a declared break, those before as they are by the new rules.",
    |view| share(view.levels()?.changed?),
);

fn red(alarms: Alarms) -> Option<f64> {
    percent(alarms.red.into(), alarms.periods.into())
}

/// What was waited: negative where it did not come to an end.
fn waited(alarms: Alarms) -> Option<f64> {
    let waited = f64::from(alarms.until);
    (waited > 0.0).then_some(if alarms.red > 0 { waited } else { -waited })
}
