//! What a check knows whose decisions were drawn by value, each with a weight of its own.

use super::Evidence;
use crate::sim::caseload::Caseload;
use crate::sim::drawn::Drawn;
use crate::sim::results::Fail;
use crate::sim::source::Source;
use crate::sim::weighing::{self, Weighed};
use tierone_stats::moment_bound::Checked;
use tierone_stats::unequal::Weights;

impl Evidence {
    /// Every decision has a weight of its own, by its value.
    pub(super) fn gather_by_value(&mut self, source: Source, fails: &[Fail]) {
        let (this, caseload) = (source.this(), source.caseload);
        let cut = this.strata.sizes[0] as f64 / this.drawn() as f64;
        let mut weights = this.weights;
        if self.in_part {
            // All of the sample is tracked, and each of its values known.
            weights = Weights::default();
            for (index, _) in &this.taken {
                let index = *index as usize;
                if this.setup.judges[caseload.activity(index)] {
                    weights.add(cut * weighing::entry_weight(this, caseload, index));
                }
            }
            self.covered += weights.sum;
        } else {
            self.covered += weighing::covered(source).unwrap_or(0) as f64;
        }
        self.covered_value += self.frame_value;
        let mut weighed = Weighed {
            sample: weights,
            checked: weighing::interval(this, caseload)
                .map(|interval| Checked::by_value(this.drawn() as f64, interval))
                .into_iter()
                .collect(),
            ..Weighed::default()
        };
        for fail in fails {
            let weight = cut * weighing::entry_weight(this, caseload, fail.index);
            weighed.wrong.extend(fail.accuracy.then_some(weight));
            self.weigh(fail, caseload, weight);
        }
        self.weighed = Some(weighed);
    }

    /// A recheck of such a sample: a pound of what it checks stands for what both draws say.
    pub(super) fn weigh_recheck(&mut self, this: &Drawn, before: &Drawn, caseload: &Caseload) {
        if let Some(interval) = weighing::interval(before, caseload) {
            let strata = this.strata.sizes.iter().zip(&this.sizes);
            let drawn = strata.filter(|(_, sampled)| **sampled > 0);
            let checked = drawn.map(|(size, sampled)| {
                let (size, sampled) = (*size as f64, *sampled as f64);
                Checked::by_value(sampled, interval * size / sampled)
            });
            self.weighed = Some(Weighed {
                checked: checked.collect(),
                ..Weighed::default()
            });
        }
    }
}
