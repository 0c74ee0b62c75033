//! One reported period: its decisions by kind, and how they are dealt.

use std::sync::OnceLock;

use super::chances::{Pair, Truth};
use super::deals::{Deal, deals};
use super::kinds::{DecisionKind, Office};

/// Decisions of one reported period, whatever the policy.
pub(super) struct ReportedPeriod<'o> {
    pub office: &'o Office<'o>,
    pub period: usize,
    /// Decisions by kind.
    pub numbers: Vec<f64>,
    pub deals: Vec<Deal>,
    pub truths: &'o [Truth],
    /// Shares of the decisions by part and team; worked out when something is drawn by team.
    pub by_team: OnceLock<Vec<Vec<f64>>>,
}

impl<'o> ReportedPeriod<'o> {
    pub(super) fn new(office: &'o Office<'o>, truths: &'o [Truth], period: usize) -> Self {
        Self {
            office,
            period,
            numbers: office.numbers(period),
            deals: deals(office, period),
            truths,
            by_team: OnceLock::new(),
        }
    }

    /// The same where somebody is there to decide, and where nobody is; none where somebody always is.
    pub(super) fn with_and_without_staff(&self) -> Option<[Self; 2]> {
        let closed = self.office.closed;
        if closed >= 1.0 || closed <= 0.0 {
            return None;
        }
        let of = |manual: f64| {
            let kinds = self.office.kinds.iter().zip(&self.numbers);
            let number = |(kind, number): (&DecisionKind, &f64)| match kind.system {
                true => *number,
                false => number * manual,
            };
            let mut deals = self.deals.clone();
            deals.iter_mut().for_each(|deal| deal.weigh(manual));
            deals.retain(|deal| deal.chance > 0.0);
            Self {
                office: self.office,
                period: self.period,
                numbers: kinds.map(number).collect(),
                deals,
                truths: self.truths,
                by_team: OnceLock::new(),
            }
        };
        Some([of(1.0 / closed), of(0.0)])
    }

    /// Number of decisions of a kind, without and with a risky error.
    pub(super) fn split(&self, kind: usize) -> Pair {
        let risky = self.truths[kind].risky;
        [self.numbers[kind] * risky[0], self.numbers[kind] * risky[1]]
    }
}
