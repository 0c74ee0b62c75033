//! One reported period: its decisions by kind, and how they are dealt.

use super::chances::{Pair, Truth};
use super::deals::{Deal, deals};
use super::kinds::Office;

/// Decisions of one reported period, whatever the policy.
pub(super) struct ReportedPeriod<'o> {
    pub office: &'o Office<'o>,
    pub period: usize,
    /// Decisions by kind.
    pub numbers: Vec<f64>,
    pub deals: Vec<Deal>,
    pub truths: &'o [Truth],
}

impl<'o> ReportedPeriod<'o> {
    pub(super) fn new(office: &'o Office<'o>, truths: &'o [Truth], period: usize) -> Self {
        Self {
            office,
            period,
            numbers: office.numbers(period),
            deals: deals(office, period),
            truths,
        }
    }

    /// Number of decisions of a kind, without and with a risky error.
    pub(super) fn split(&self, kind: usize) -> Pair {
        let risky = self.truths[kind].risky;
        [self.numbers[kind] * risky[0], self.numbers[kind] * risky[1]]
    }
}
