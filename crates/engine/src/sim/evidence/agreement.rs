//! How often a recheck and its first check failed the same decisions.

use std::ops::AddAssign;

use crate::sim::results::Fail;
use crate::sim::source::Source;
use crate::sim::weighing;
use tierone_sampling::Taken;
use tierone_scenario::CheckId;

/// Weighted decisions that failed an accuracy attribute in the first check and were rechecked: those
/// that failed one in the recheck too, and the others.
#[derive(Clone, Copy, Debug, Default)]
pub struct Agreement {
    /// Failed by both.
    pub both: f64,
    /// Failed by the first alone.
    pub first_only: f64,
}

impl Agreement {
    /// Adds what one period says, by the fails of every check. Decisions drawn for their risk score have
    /// no known probability, and no say.
    pub fn gather(&mut self, source: Source, first: CheckId, fails: &[Vec<Fail>]) {
        let (this, before) = (source.this(), source.of(first).this());
        let accuracy = |check: CheckId| fails[check].iter().filter(|fail| fail.accuracy);
        let mut twice: Vec<usize> = accuracy(source.check).map(|fail| fail.index).collect();
        twice.sort_unstable();
        for fail in accuracy(first) {
            let at_random = before.taken(fail.index) == Some(Taken::AtRandom);
            if !at_random || this.taken(fail.index).is_none() {
                continue;
            }
            let Some(stratum) = source.stratum(fail.index) else {
                continue;
            };
            let stratum = stratum as usize;
            // The first check's weight times the recheck's own among the fails.
            let weight = before.weight(stratum)
                * weighing::entry_weight(before, source.caseload, fail.index)
                * (this.strata.sizes[1] as f64 / this.sizes[1] as f64);
            if twice.binary_search(&fail.index).is_ok() {
                self.both += weight;
            } else {
                self.first_only += weight;
            }
        }
    }
}

impl AddAssign for Agreement {
    fn add_assign(&mut self, other: Self) {
        self.both += other.both;
        self.first_only += other.first_only;
    }
}
