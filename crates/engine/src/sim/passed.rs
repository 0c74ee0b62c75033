//! What became of a pathway's cases in a period, or over the reported ones.

use serde::{Deserialize, Serialize};

/// A pathway as a whole, or one of its stages. Shares are of one; days are whole days of the pathway's own clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Passed {
    /// Cases whose clock has started.
    pub opened: u32,
    /// Of those: cases that had ended before and opened again.
    pub reopened: u32,
    /// Of those: cases that follow one of another pathway.
    pub follow: u32,
    /// Cases that have ended.
    pub ended: u32,
    /// Cases whose clock runs at the end.
    pub open: u32,
    /// Mean days of the ones that ended.
    pub days: Option<f64>,
    /// Median days of the ones that ended.
    pub median: Option<f64>,
    /// Mean days so far of the ones that are open at the end.
    pub open_days: Option<f64>,
    /// Mean days in the queue of the ones whose work has begun; none where nobody queues.
    pub queue_days: Option<f64>,
    /// Share in target of those whose clock has started, the open ones counted as far as they were watched.
    pub in_target: Option<f64>,
    /// The same by recorded days, of those whose start was recorded.
    pub in_target_recorded: Option<f64>,
    /// Share in target of the ones that ended.
    pub in_target_ended: Option<f64>,
}

impl Passed {
    /// Whether all of it can be.
    pub(crate) fn is_possible(&self) -> bool {
        let days = [self.days, self.median, self.open_days, self.queue_days];
        let shares = [
            self.in_target,
            self.in_target_recorded,
            self.in_target_ended,
        ];
        let mut days = days.iter().flatten();
        let mut shares = shares.iter().flatten();
        self.reopened <= self.opened
            && self.follow <= self.opened
            && days.all(|days| days.is_finite())
            && shares.all(|share| (-1e-9..=1.0 + 1e-9).contains(share))
    }
}
