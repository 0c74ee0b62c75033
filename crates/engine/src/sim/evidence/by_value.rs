//! What a check knows whose decisions were drawn by value, each with a weight of its own.

use super::{CONFIDENCE, Evidence};
use crate::sim::caseload::Caseload;
use crate::sim::drawn::Drawn;
use crate::sim::ledger::Figure;
use crate::sim::results::Fail;
use crate::sim::weighing::{self, Weighed};
use tierone_scenario::{Check, CheckId, Scenario};
use tierone_stats::rng::Stream;

impl Evidence {
    /// Every decision has a weight of its own, by its value.
    pub(super) fn gather_by_value(
        &mut self,
        scenario: &Scenario,
        checks: &[Drawn],
        check: CheckId,
        caseload: &Caseload,
        fails: &[Fail],
    ) {
        let this = &checks[check];
        let cut = this.strata.sizes[0] as f64 / this.drawn() as f64;
        self.covered += weighing::covered(scenario, checks, check, caseload).unwrap_or(0) as f64;
        self.covered_value += self.frame_value;
        let mut weighed = Weighed {
            sample: this.weights,
            interval: weighing::interval(this, caseload).unwrap_or(0.0),
            ..Weighed::default()
        };
        for fail in fails {
            let weight = cut * weighing::entry_weight(this, caseload, fail.index);
            weighed.wrong.extend(fail.accuracy.then_some(weight));
            self.weigh(fail, weight);
        }
        self.weighed = Some(weighed);
    }

    /// A recheck of such a sample: a pound of what it checks stands for what both draws say.
    pub(super) fn weigh_recheck(&mut self, this: &Drawn, before: &Drawn, caseload: &Caseload) {
        if let Some(interval) = weighing::interval(before, caseload) {
            let strata = this.strata.sizes.iter().zip(&this.sizes);
            let drawn = strata.filter(|(_, sampled)| **sampled > 0);
            let own_weights = drawn.map(|(size, sampled)| *size as f64 / *sampled as f64);
            self.weighed = Some(Weighed {
                interval: interval * own_weights.fold(1.0, f64::max),
                ..Weighed::default()
            });
        }
    }

    /// The monetary value of error; without a stream no interval where a taint has no declared maximum.
    pub(super) fn mve_by_value(
        &self,
        value: f64,
        weighed: &Weighed,
        scenario: &Scenario,
        check: &Check,
        stream: Option<&mut Stream>,
    ) -> Figure {
        let taint = weighing::declared_taint(scenario, check);
        let estimate = weighed.mve(&self.found, self.covered_value, taint, CONFIDENCE, stream);
        Figure {
            value,
            interval: estimate.map(|estimate| (estimate.low, estimate.high)),
        }
    }
}
