//! What a recheck knows: passes and fails of its first check, each corrected by what was found of it.

use super::{CONFIDENCE, Evidence, Judged, Key};
use crate::sim::drawn::Drawn;
use crate::sim::results::Fail;
use crate::sim::source::Source;
use crate::sim::weighing;
use tierone_sampling::{Select, Taken};
use tierone_scenario::CheckId;
use tierone_stats::Estimate;
use tierone_stats::double_sampling;

/// What the first check's random sample says of one of its results.
#[derive(Clone, Copy)]
struct FirstResult {
    /// Decisions of the sample that had it.
    sampled: u64,
    /// Σ of their weights: the decisions that they stand for.
    population: f64,
    /// Σ of their squared weights.
    squares: f64,
}

impl FirstResult {
    /// Of the part of a sample that has an accuracy attribute: decisions that are tracked, by their weights, and the others.
    fn of(judged: &Judged, first: &Drawn, tracked: impl Iterator<Item = f64>) -> Self {
        let mut all = Self {
            sampled: judged.at_random.iter().sum(),
            population: 0.0,
            squares: 0.0,
        };
        let mut add = |number: f64, weight: f64| {
            all.population += number * weight;
            all.squares += number * weight * weight;
        };
        tracked.for_each(|weight| add(1.0, weight));
        for (stratum, number) in judged.untracked_at_random.iter().enumerate() {
            if *number > 0 {
                add(*number as f64, first.weight(stratum));
            }
        }
        all
    }

    /// Passes and fails of the sample: what is known of all of it, and the weights of its fails.
    fn passes_and_fails(all: Self, fail_weights: &[f64]) -> [Self; 2] {
        let fails = Self {
            sampled: fail_weights.len() as u64,
            population: fail_weights.iter().sum(),
            squares: fail_weights.iter().map(|weight| weight * weight).sum(),
        };
        let passes = Self {
            sampled: all.sampled - fails.sampled,
            population: all.population - fails.population,
            squares: all.squares - fails.squares,
        };
        [passes, fails]
    }
}

impl Evidence {
    /// Gathers a recheck: double sampling, in which passes and fails of the first check are the strata of the second sample.
    ///
    /// A decision of weight `w` in the first sample, whose result M decisions had, of which m were rechecked, has the weight
    /// `w · M/m` (double expansion). Fails stand for `Σ w` decisions, passes for all that the first sample covers less those.
    /// # Source
    /// Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, 9.3.
    pub(super) fn gather_recheck(
        &mut self,
        source: Source,
        first: CheckId,
        fails: &[Fail],
        judged: Option<&Judged>,
    ) {
        let (this, caseload) = (source.this(), source.caseload);
        let of_first = source.of(first);
        let before = of_first.this();
        let counts = |index: usize| judged.is_none() || this.setup.judges[caseload.activity(index)];
        // Decisions drawn for their risk score have no known probability, and no say.
        let at_random = |index: usize| before.taken(index) == Some(Taken::AtRandom);
        let first_weight = |index: usize| -> f64 {
            let stratum = source.stratum(index).unwrap_or(0) as usize;
            before.weight(stratum) * weighing::entry_weight(before, caseload, index)
        };
        let result_of = |index: usize| usize::from(before.has_failed(index));
        let all = match judged {
            None => FirstResult {
                sampled: before.designed().iter().sum(),
                population: covered_by_first(of_first),
                squares: squares_of_first(before),
            },
            Some(judged) => {
                let taken = before.taken.iter().map(|(index, _)| *index as usize);
                let taken = taken.filter(|index| at_random(*index) && counts(*index));
                FirstResult::of(judged, before, taken.map(first_weight))
            }
        };
        let covered = all.population;
        self.covered += covered;
        self.rechecks_clusters |= matches!(before.setup.design.select(), Select::InClusters);
        self.cover(of_first);
        self.weigh_recheck(this, before, caseload);
        let failed = before.failed.iter().map(|index| *index as usize);
        let failed = failed.filter(|index| at_random(*index) && counts(*index));
        let fail_weights: Vec<f64> = failed.map(first_weight).collect();
        let random_fails = || fails.iter().filter(|fail| at_random(fail.index));
        // M/m of each result.
        let own_weights = [0, 1]
            .map(|result| this.strata.sizes[result] as f64 / this.sizes[result].max(1) as f64);
        let results = FirstResult::passes_and_fails(all, &fail_weights);
        for (result, first) in results.into_iter().enumerate() {
            let rechecked = &mut self.rechecked[result];
            rechecked.squares += first.squares.max(0.0);
            rechecked.first += first.sampled;
            if this.sizes[result] > 0 {
                rechecked.covered += first.population.max(0.0);
            } else if first.sampled > 0 {
                rechecked.uncovered += first.population.max(0.0);
            }
            // Rechecked decisions of the random part: as many as its share of the result.
            let share = this.sizes[result] * first.sampled / this.strata.sizes[result].max(1);
            let of_result = |fail: &&Fail| fail.accuracy && result_of(fail.index) == result;
            let sampled = share.max(random_fails().filter(of_result).count() as u64);
            rechecked.sampled += sampled;
            if sampled > 0 {
                self.strata += 1;
                let stratum = &mut self.class(Key::Result(result)).stratum;
                stratum.population += first.population;
                stratum.sampled += sampled;
            }
        }
        for fail in random_fails() {
            let result = result_of(fail.index);
            let weight = first_weight(fail.index) * own_weights[result];
            self.add(fail, caseload, weight, Key::Result(result));
            self.rechecked[result].wrong += if fail.accuracy { weight } else { 0.0 };
            self.found_among.resize(self.found.len(), result);
        }
    }

    /// Of a recheck: the share in error, by what both samples know of it.
    pub(super) fn wrong_of_both(&self) -> Option<Estimate> {
        double_sampling::share(&self.rechecked.map(|result| result.weighted()), CONFIDENCE)
    }

    /// Of a recheck: with passes and fails of periods in which none was rechecked taken to be as those of other periods, so
    /// that what is known of a result counts (covered + uncovered)/covered times.
    ///
    /// `None` where none of a result was ever rechecked: nothing is known of it.
    pub(super) fn extended(&self) -> Option<Self> {
        let mut extended = self.clone();
        for (result, rechecked) in self.rechecked.iter().enumerate() {
            if rechecked.uncovered == 0.0 {
                continue;
            }
            if rechecked.covered == 0.0 {
                return None;
            }
            let more = rechecked.uncovered / rechecked.covered;
            let factor = 1.0 + more;
            extended.weighted_fails += more * rechecked.wrong;
            extended.class(Key::Result(result)).stratum.population += rechecked.uncovered;
            let found = extended.found.iter_mut().zip(&self.found_among);
            for (error, _) in found.filter(|(_, among)| **among == result) {
                error.weight *= factor;
            }
            // The first check failed what it failed.
            if let Some(agreement) = extended.agreement.as_mut().filter(|_| result == 1) {
                agreement.both *= factor;
                agreement.first_only *= factor;
            }
        }
        Some(extended)
    }
}

/// The decisions that the first check's sample covers.
fn covered_by_first(first: Source) -> f64 {
    let before = first.this();
    let covered = weighing::covered(first).unwrap_or_else(|| {
        let strata = before.strata.sizes.iter().enumerate();
        let reached = strata.filter(|(stratum, _)| before.is_reached(*stratum));
        reached.map(|(_, population)| population).sum()
    });
    before.expansion() * covered as f64
}

/// Of the first sample: Σ of squared weights.
fn squares_of_first(first: &Drawn) -> f64 {
    let sizes = first.designed().iter().enumerate();
    let drawn = sizes.filter(|(_, sampled)| **sampled > 0);
    let square = |(stratum, sampled): (usize, &u64)| {
        let all = first.stands_for(stratum);
        all * all / *sampled as f64
    };
    drawn.map(square).sum()
}
