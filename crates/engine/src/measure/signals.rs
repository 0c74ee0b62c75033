//! What control charts of a check's results signalled, and how often for nothing.

use super::definition::{Aggregate, Measure};
use super::scope::Of;
use super::unit::{Unit, percent};
use super::view::View;
use crate::sim::CheckCounts;

/// See its meaning.
pub(super) const SIGNALS: Measure = Measure {
    name: "signals",
    unit: Unit::Count,
    meaning: "Points of a check's control charts, one an activity and period, that lay above their \
              limit.",
    aggregate: Aggregate::Mean,
    of: &[Of::Check],
    read: |view| charted(view).map(|counts| f64::from(counts.signals)),
};

/// See its meaning.
pub(super) const FALSE_SIGNAL_SHARE: Measure = Measure {
    name: "false_signal_share",
    unit: Unit::Percent,
    meaning: "Of those signals, the share raised while the activity's decisions held errors no more \
              often than in the periods of the centre line: signals for nothing.",
    aggregate: Aggregate::Mean,
    of: &[Of::Check],
    read: |view| {
        let counts = charted(view)?;
        percent(f64::from(counts.false_signals), f64::from(counts.signals))
    },
};

/// The counts of a check whose charts were held against a limit.
fn charted(view: &View) -> Option<CheckCounts> {
    view.check().filter(|counts| counts.points > 0)
}
