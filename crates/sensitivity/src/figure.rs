//! What is looked at: measures of policies, and their differences from one of them.

use tierone_engine::measure::{Measure, Unit};
use tierone_engine::study::{Record, values};
use tierone_scenario::Scenario;

/// One figure: a measure of a policy, or of its difference from another.
pub(crate) struct MeasuredFigure {
    pub measure: &'static Measure,
    pub policy: usize,
    pub against: Option<usize>,
}

/// Every measure of the baseline, and of the differences of the others from it.
pub(crate) fn figures(
    scenario: &Scenario,
    measures: &[&'static Measure],
    baseline: usize,
) -> Vec<MeasuredFigure> {
    let mut figures = Vec::new();
    for measure in measures.iter().copied() {
        for policy in 0..scenario.policies.len() {
            figures.push(MeasuredFigure {
                measure,
                policy,
                against: (policy != baseline).then_some(baseline),
            });
        }
    }
    figures.sort_by_key(|figure| figure.against.is_some());
    figures
}

impl MeasuredFigure {
    /// Its value in each replication.
    pub fn of(&self, scenario: &Scenario, records: &[Record]) -> Vec<Option<f64>> {
        let values = |policy| values(scenario, records, policy, self.measure, None);
        let ours = values(self.policy);
        let Some(against) = self.against else {
            return ours;
        };
        let pairs = ours.into_iter().zip(values(against));
        pairs.map(|(ours, theirs)| Some(ours? - theirs?)).collect()
    }

    /// Its unit; of differences of percentages, percentage points.
    pub fn unit(&self) -> Unit {
        match self.against {
            Some(_) => self.measure.unit.of_difference(),
            None => self.measure.unit,
        }
    }

    /// The names of its policy, and of the one that it is compared with.
    pub fn names(&self, scenario: &Scenario) -> (String, Option<String>) {
        let name = |policy: usize| scenario.policies[policy].name.clone();
        (name(self.policy), self.against.map(name))
    }
}
