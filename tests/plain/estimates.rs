//! What a policy says of itself, and the truth of the frames that it speaks of.

use std::ops::AddAssign;
use tierone::scenario::{Check, Scenario};
use tierone::sim::{Estimates, Figure};

use super::draws::Stage;
use super::findings::Finding;
use super::world::Decision;

/// Sums from which an estimate is made; those of several periods add up.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    /// Decisions for which the sample speaks, and their expected yearly value.
    covered: f64,
    covered_value: f64,
    /// Weighted accuracy fails, and weighted yearly amounts found.
    wrong: f64,
    found: f64,
    /// The frame: decisions, inaccurate ones, yearly amounts in error, expected yearly value.
    frame: f64,
    inaccurate: f64,
    gross: f64,
    value: f64,
    /// Weighted accuracy fails of the check that is done again, among those that this one calls wrong
    /// and those that it calls right; none unless this check does another again.
    first: Option<(f64, f64)>,
}

impl Tally {
    /// The sums of one check in one period.
    pub fn of(
        scenario: &Scenario,
        decisions: &[Decision],
        stage: &Stage,
        first: Option<&Stage>,
    ) -> Self {
        let value = |&decision: &usize| {
            let activity = &scenario.activities[decisions[decision].activity];
            activity.value.as_ref().map_or(0.0, |value| value.mean())
        };
        let mut tally = Self {
            covered: stage.expansion * stage.covered.len() as f64,
            covered_value: stage.expansion
                * stage
                    .covered_value
                    .unwrap_or_else(|| stage.covered.iter().map(value).sum()),
            frame: stage.frame.len() as f64,
            value: stage.frame.iter().map(value).sum(),
            first: first.map(|_| (0.0, 0.0)),
            ..Self::default()
        };
        for &number in &stage.frame {
            let decision = &decisions[number];
            tally.inaccurate += f64::from(decision.inaccurate);
            let yearly: f64 = decision.errors.iter().map(|error| error.yearly).sum();
            tally.gross += yearly.abs();
        }
        for (drawn, finding) in stage.drawn.iter().zip(&stage.findings) {
            let decision = &decisions[drawn.decision];
            let weight = drawn.weight.unwrap_or(0.0);
            let wrong = failed_accuracy(scenario, decision, finding);
            if wrong {
                tally.wrong += weight;
            }
            if let (Some(first), Some(sums)) = (first, &mut tally.first) {
                let mut results = first.drawn.iter().zip(&first.findings);
                let (_, before) = results
                    .find(|(other, _)| other.decision == drawn.decision)
                    .expect("only what was checked is checked again");
                if failed_accuracy(scenario, decision, before) {
                    *if wrong { &mut sums.0 } else { &mut sums.1 } += weight;
                }
            }
            let yearly = |&place: &usize| decision.errors[place].yearly;
            tally.found += weight * finding.found.iter().map(yearly).sum::<f64>().abs();
        }
        tally
    }

    /// The estimates that `check` is asked for.
    pub fn estimates(&self, check: &Check) -> Estimates {
        let share = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
        let figure = |value: f64| Figure {
            value,
            interval: None,
        };
        let mut estimates = Estimates::default();
        if check.estimate.accuracy {
            let accuracy = share(self.wrong, self.covered).map(|wrong| 1.0 - wrong);
            estimates.accuracy = accuracy.map(figure);
            if let Some((of_wrong, of_right)) = self.first {
                estimates.sensitivity = share(of_wrong, self.wrong);
                estimates.false_fail = share(of_right, self.covered - self.wrong);
            }
            estimates.accuracy_in_frame =
                share(self.inaccurate, self.frame).map(|inaccurate| 1.0 - inaccurate);
        }
        if check.estimate.mve {
            estimates.mve = share(self.found, self.covered_value).map(figure);
            estimates.mve_in_frame = share(self.gross, self.value);
        }
        estimates
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.covered += other.covered;
        self.covered_value += other.covered_value;
        self.wrong += other.wrong;
        self.found += other.found;
        self.frame += other.frame;
        self.inaccurate += other.inaccurate;
        self.gross += other.gross;
        self.value += other.value;
        if let Some((wrong, right)) = other.first {
            let sums = self.first.get_or_insert_default();
            *sums = (sums.0 + wrong, sums.1 + right);
        }
    }
}

/// Whether a check failed an accuracy attribute, rightly or not; an error within the tolerance is
/// no accuracy fail.
fn failed_accuracy(scenario: &Scenario, decision: &Decision, finding: &Finding) -> bool {
    finding.found_inaccurate(decision)
        || finding
            .false_fails
            .iter()
            .any(|&attribute| scenario.attributes[attribute].accuracy)
}
