//! What decisions that were drawn by value stand for: weights from their values, which are drawn only
//! where a figure needs them.

use super::caseload::Caseload;
use super::drawn::Drawn;
use super::singling::sampled;
use super::source::Source;
use super::value::mean_values;
use tierone_scenario::Scenario;
use tierone_stats::Estimate;
use tierone_stats::moment_bound::Checked;
use tierone_stats::unequal::{Weights, wilson_kish};

/// What a check that draws by value knows of its weights, after one period or after several.
#[derive(Clone, Debug, Default)]
pub struct Weighed {
    /// Weights of the decisions that failed an accuracy attribute.
    pub wrong: Vec<f64>,
    /// Weights of all that was checked; none for a recheck.
    pub sample: Weights,
    /// What was checked, with the sampling intervals, £ a year, that a decision drawn stands for.
    pub checked: Vec<Checked>,
}

impl Weighed {
    /// Adds what was learnt in another period.
    pub(crate) fn absorb(&mut self, other: &Self) {
        self.wrong.extend_from_slice(&other.wrong);
        self.sample.count += other.sample.count;
        self.sample.sum += other.sample.sum;
        self.sample.squares += other.sample.squares;
        self.sample.max_weight = self.sample.max_weight.max(other.sample.max_weight);
        self.checked.extend_from_slice(&other.checked);
    }

    /// The share of `covered` decisions that is wrong, or of as many as the weights add up to; none for a recheck.
    pub fn wrong(&self, covered: Option<f64>, confidence: f64) -> Option<Estimate> {
        wilson_kish(&self.wrong, self.sample, covered, confidence)
    }
}

/// The sampling interval of a check that draws by value, after hours have cut it: what a pound of a
/// decision drawn stands for.
pub fn interval(check: &Drawn, caseload: &Caseload) -> Option<f64> {
    let interval = caseload.urn.interval(check.setup.by_value?)?;
    let (entered, drawn) = (check.strata.sizes[0], check.drawn());
    (drawn > 0).then(|| interval * entered as f64 / drawn as f64)
}

/// What a decision stands for beside its stratum's share: one over its probability of entering a
/// sample by value, 1 under any other method.
pub(crate) fn entry_weight(check: &Drawn, caseload: &Caseload, index: usize) -> f64 {
    let by_value = check.setup.by_value;
    match by_value.and_then(|sorter| caseload.urn.interval(sorter)) {
        Some(interval) => (interval / caseload.values[index]).max(1.0),
        None => 1.0,
    }
}

/// Decisions that the sample of a check that draws by value covers: those that can be drawn.
pub fn covered(source: Source) -> Option<u64> {
    let (this, caseload) = (source.this(), source.caseload);
    caseload.urn.interval(this.setup.by_value?)?;
    if this.drawn() == 0 {
        return Some(0);
    }
    let population = caseload.population;
    let means = mean_values(source.scenario);
    let mut covered = 0;
    for cell in 0..population.cells() as u32 {
        if means[population.activity(cell)] > 0.0 {
            covered += this.view.size_of_cell(population, cell);
        }
    }
    for (index, tracked) in caseload.tracked.iter().enumerate() {
        let valued = means[caseload.activity(index)] > 0.0;
        // All decisions of excluded samples are tracked.
        if valued && this.view.has(tracked.id, tracked.place) && source.stratum(index).is_none() {
            covered -= 1;
        }
    }
    Some(covered)
}

/// Draws the values of right decisions in the samples that were drawn by value, as far as an estimate
/// needs them, from those checks' own streams. Nothing else is drawn from them in a period any more.
pub(crate) fn reveal(scenario: &Scenario, checks: &mut [Drawn], caseload: &mut Caseload) {
    for check in 0..checks.len() {
        let estimates = |check: &Drawn| {
            let estimate = check.setup.check.estimate;
            estimate.accuracy || estimate.mve
        };
        let rechecks = |other: &Drawn| other.setup.rechecks == Some(check) && estimates(other);
        let needed = estimates(&checks[check]) || checks.iter().any(rechecks);
        let Some(sorter) = checks[check].setup.by_value.filter(|_| needed) else {
            continue;
        };
        let Some(interval) = interval(&checks[check], caseload) else {
            continue;
        };
        let mut stream = checks[check].stream.clone();
        let mut weights = Weights::default();
        let thinned = interval / caseload.urn.interval(sorter).unwrap_or(interval);
        for taken in 0..checks[check].taken.len() {
            let index = checks[check].taken[taken].0 as usize;
            if caseload.values[index].is_nan() {
                let known = known(checks, caseload, index);
                let activity = caseload.activity(index);
                let draws = caseload.urn.value_draws(scenario, activity, known);
                caseload.values[index] = draws.draw(&mut stream);
            }
            weights.add(thinned * entry_weight(&checks[check], caseload, index));
        }
        if checks[check].setup.check.estimate.accuracy {
            // One value for each checked decision: this costs what the sample holds.
            let count = sampled(&checks[check], 0);
            let weigh = |value: f64| weights.add((interval / value).max(thinned));
            let urn = &caseload.urn;
            urn.draw_values(scenario, sorter, 0, count, &mut stream, weigh);
        }
        checks[check].weights = weights;
        checks[check].stream = stream;
    }
}

/// In whose frames a tracked decision lies, and its joint class: what its value must agree with.
fn known(checks: &[Drawn], caseload: &Caseload, index: usize) -> (u64, u32) {
    let tracked = &caseload.tracked[index];
    let frames = caseload.urn.frames(checks, tracked.id, tracked.place);
    (frames, caseload.classes[index])
}
