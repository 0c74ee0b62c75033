//! What a recheck knows: passes and fails of its first check, each corrected by what was found of it.

use super::{CONFIDENCE, Evidence, Key};
use crate::sim::caseload::Caseload;
use crate::sim::drawn::Drawn;
use crate::sim::results::Fail;
use crate::sim::strata::frame_stratum;
use crate::sim::weighing;
use tierone_sampling::{Select, Taken};
use tierone_scenario::{CheckId, Scenario};
use tierone_stats::Estimate;
use tierone_stats::double_sampling;

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
            before.weight(stratum) * weighing::entry_weight(before, caseload, index)
        };
        let covered = weighing::covered(scenario, checks, first, caseload).unwrap_or_else(|| {
            let strata = before.strata.sizes.iter().enumerate();
            let reached = strata.filter(|(stratum, _)| before.is_reached(*stratum));
            reached.map(|(_, population)| population).sum()
        });
        let covered = before.expansion() * covered as f64;
        self.covered += covered;
        self.rechecks_clusters |= matches!(before.setup.design.select(), Select::InClusters);
        self.cover(scenario, checks, first, caseload);
        self.weigh_again(this, before, caseload);
        let failed: Vec<usize> = before
            .failed
            .iter()
            .map(|index| *index as usize)
            .filter(|index| at_random(*index))
            .collect();
        let failed_weights = || failed.iter().map(|index| weight(*index));
        let failed_weight: f64 = failed_weights().sum();
        let populations = [covered - failed_weight, failed_weight];
        let all_squares = first_squares(before);
        let failed_squares: f64 = failed_weights().map(|weight| weight * weight).sum();
        let squares = [all_squares - failed_squares, failed_squares];
        let n_random: u64 = before.designed().iter().sum();
        let stands_for =
            |result: usize| this.strata.sizes[result] as f64 / this.sizes[result].max(1) as f64;
        let results = [n_random - failed.len() as u64, failed.len() as u64];
        for (result, population) in populations.into_iter().enumerate() {
            let again = &mut self.again[result];
            again.squares += squares[result].max(0.0);
            again.first += results[result];
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
            again.sampled += sampled;
            if sampled > 0 {
                self.strata += 1;
                let stratum = &mut self.class(Key::Result(result)).stratum;
                stratum.population += population;
                stratum.sampled += sampled;
            }
        }
        for fail in fails.iter().filter(|fail| at_random(fail.index)) {
            let result = usize::from(before.has_failed(fail.index));
            let weight = weight(fail.index) * stands_for(result);
            self.add(fail, caseload, weight, Key::Result(result));
            self.again[result].wrong += if fail.accuracy { weight } else { 0.0 };
            self.found_among.resize(self.found.len(), result);
        }
    }

    /// Of a recheck: the share in error, by what both samples know of it.
    pub(super) fn wrong_of_both(&self) -> Option<Estimate> {
        double_sampling::wilson(&self.again.map(|again| again.weighted()), CONFIDENCE)
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

/// Of the first sample: Σ of squared weights.
fn first_squares(first: &Drawn) -> f64 {
    let sizes = first.designed().iter().enumerate();
    let drawn = sizes.filter(|(_, sampled)| **sampled > 0);
    let square = |(stratum, sampled): (usize, &u64)| {
        let all = first.stands_for(stratum);
        all * all / *sampled as f64
    };
    drawn.map(square).sum()
}
