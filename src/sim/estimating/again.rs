//! What a recheck knows: passes and fails of its first check, each corrected by what was found of it.

use super::{Evidence, Key};
use crate::sampling::{Select, Taken};
use crate::scenario::{CheckId, Scenario};
use crate::sim::caseload::Caseload;
use crate::sim::draws::{Drawn, frame_stratum};
use crate::sim::results::Fail;
use crate::sim::weighing;

/// One result of a check that is done again.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Again {
    /// Decisions it stands for, in periods in which some of it was done again; and in others.
    pub spoken: f64,
    pub unspoken: f64,
    /// Σ of weights of those that failed an accuracy attribute again.
    pub wrong: f64,
}

impl Evidence {
    /// A recheck's weight is its first check's times its own; passes and fails are its strata.
    pub(super) fn gather_recheck(
        &mut self,
        scenario: &Scenario,
        checks: &[Drawn],
        check: CheckId,
        first: CheckId,
        caseload: &Caseload,
        fails: &[Fail],
    ) {
        let (this, before) = (&checks[check], &checks[first]);
        // Decisions drawn for their risk score have no known probability, and no say.
        let at_random = |index: usize| before.taken(index) == Some(Taken::AtRandom);
        let weight = |index: usize| -> f64 {
            if !at_random(index) {
                return 0.0;
            }
            let stratum = frame_stratum(checks, check, caseload, index).unwrap_or(0) as usize;
            let (population, drawn) = before.weight_of(stratum);
            before.expansion() * population as f64 / drawn.max(1) as f64
                * weighing::entry_weight(before, caseload, index)
        };
        let covered = weighing::covered(scenario, checks, first, caseload).unwrap_or_else(|| {
            let strata = before.strata.sizes.iter().enumerate();
            let reached = strata.filter(|(stratum, _)| before.is_reached(*stratum));
            reached.map(|(_, population)| population).sum()
        });
        let covered = before.expansion() * covered as f64;
        self.covered += covered;
        self.rechecks_clusters |= matches!(before.setup.method.select, Select::InClusters);
        let sizes = before.designed().iter().enumerate();
        self.first_squares += sizes
            .filter(|(_, sampled)| **sampled > 0)
            .map(|(stratum, sampled)| before.stands_for(stratum).powi(2) / *sampled as f64)
            .sum::<f64>();
        self.cover(scenario, checks, first, caseload);
        self.weigh_again(this, before, caseload);
        let failed: Vec<usize> = before
            .failed
            .iter()
            .map(|index| *index as usize)
            .filter(|index| at_random(*index))
            .collect();
        let failed_weight: f64 = failed.iter().map(|index| weight(*index)).sum();
        let populations = [covered - failed_weight, failed_weight];
        let n_random: u64 = before.designed().iter().sum();
        let results = [n_random - failed.len() as u64, failed.len() as u64];
        for (result, population) in populations.into_iter().enumerate() {
            let again = &mut self.again[result];
            if this.sizes[result] > 0 {
                again.spoken += population.max(0.0);
            } else if results[result] > 0 {
                again.unspoken += population.max(0.0);
            }
            // Rechecked decisions of the random part: as many as its share of the result.
            let sampled = this.sizes[result] * results[result] / this.strata.sizes[result].max(1);
            let found = fails.iter().filter(|fail| {
                fail.accuracy
                    && at_random(fail.index)
                    && usize::from(before.has_failed(fail.index)) == result
            });
            let sampled = sampled.max(found.count() as u64);
            if sampled > 0 {
                self.strata += 1;
                let stratum = &mut self.class(Key::Result(result)).stratum;
                stratum.population += population;
                stratum.sampled += sampled;
                let mean = population / sampled as f64;
                self.max_weight = self.max_weight.max(mean);
            }
        }
        for fail in fails.iter().filter(|fail| at_random(fail.index)) {
            let result = usize::from(before.has_failed(fail.index));
            let again = this.strata.sizes[result] as f64 / this.sizes[result].max(1) as f64;
            let weight = weight(fail.index) * again;
            self.add(fail, weight, Key::Result(result));
            self.again[result].wrong += if fail.accuracy { weight } else { 0.0 };
            self.found_among.resize(self.found.len(), result);
        }
    }

    /// Of a recheck: passes and fails of which none was done again in a period are as those of the others.
    ///
    /// `None` where none of a result was ever done again: nothing is known of it.
    pub(super) fn spoken_for(&self) -> Option<Self> {
        let mut whole = self.clone();
        for (result, again) in self.again.iter().enumerate() {
            if again.unspoken == 0.0 {
                continue;
            }
            if again.spoken == 0.0 {
                return None;
            }
            let more = again.unspoken / again.spoken;
            whole.weighted_fails += more * again.wrong;
            whole.class(Key::Result(result)).stratum.population += again.unspoken;
            whole.max_weight *= 1.0 + more;
            for (error, among) in whole.found.iter_mut().zip(&self.found_among) {
                error.weight *= if *among == result { 1.0 + more } else { 1.0 };
            }
            // The first check failed what it failed.
            if let Some(agreement) = whole.agreement.as_mut().filter(|_| result == 1) {
                agreement.both *= 1.0 + more;
                agreement.first_only *= 1.0 + more;
            }
        }
        Some(whole)
    }
}
