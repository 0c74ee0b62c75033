//! What control charts of a check's results signalled, and how often for nothing.

use super::definition::{CHECK, Measure};
use super::unit::percent;
use super::view::View;
use crate::sim::CheckCounts;

/// See its meaning.
pub(super) const SIGNALS: Measure = CHECK.count(
    "signals",
    "Points of a check's control charts, one an activity and period, that lay above their \
     limit.",
    |view| charted(view).map(|counts| f64::from(counts.signals)),
);

/// See its meaning.
pub(super) const FALSE_SIGNAL_SHARE: Measure = CHECK.percent(
    "false_signal_share",
    "Of those signals, the share raised while the activity's decisions held errors no more \
     often than in the periods of the centre line: signals for nothing.",
    |view| {
        let counts = charted(view)?;
        percent(f64::from(counts.false_signals), f64::from(counts.signals))
    },
);

/// The counts of a check whose charts were held against a limit.
fn charted(view: &View) -> Option<CheckCounts> {
    view.check().filter(|counts| counts.points > 0)
}
