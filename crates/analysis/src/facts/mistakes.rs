//! What a checker's mistakes do to a figure of accuracy, for facts, lints, plans and the anchors of forecasts.

use super::check::Quoted;
use tierone_scenario::{AttributeId, Check, Scenario};

/// How often a check is wrong about the decisions that it checks; both by its accuracy attributes together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mistakes {
    /// Share of the inaccurate decisions of which it finds an error.
    pub found: f64,
    /// Share of the decisions in which it finds no error that it fails all the same.
    pub failed_wrongly: f64,
}

impl Quoted {
    /// How far the figure is from the accuracy of the decisions that were checked: by what is missed and what is failed wrongly.
    pub fn by_mistakes(&self) -> f64 {
        self.by_missing + self.by_false_fails
    }

    /// How often the check is wrong.
    pub fn mistakes(&self) -> Mistakes {
        let wrong = 1.0 - (self.passes - self.by_mistakes());
        let found = wrong - self.by_missing;
        Mistakes {
            found: found / wrong,
            failed_wrongly: -self.by_false_fails / (1.0 - found),
        }
    }
}

impl Mistakes {
    /// Those that a check's own numbers say, whatever it draws: of the activities that it judges, each attribute as often as it is
    /// wrong, each activity as often as it is decided at first. None where it judges nothing, or nothing that it judges goes wrong.
    pub fn stated(scenario: &Scenario, check: &Check) -> Option<Self> {
        let found = found(scenario, check, |attribute| {
            scenario.attributes[attribute].accuracy
        })?;
        let (mut passes, mut decided) = (0.0, 0.0);
        for activity in judged(scenario, check) {
            let errors = scenario.activities[activity].errors.iter();
            let looked_at = errors.filter(|error| {
                scenario.attributes[error.attribute].accuracy && check.looks_at[error.attribute]
            });
            let passed = 1.0 - check.checker.false_fail.get();
            let volume = volume(scenario, activity);
            passes += volume * passed.powi(looked_at.count() as i32);
            decided += volume;
        }
        (decided > 0.0).then(|| Self {
            found,
            failed_wrongly: 1.0 - passes / decided,
        })
    }

    /// The accuracy that such a check reports of decisions of this one.
    pub fn reported(&self, accuracy: f64) -> f64 {
        (1.0 - self.found * (1.0 - accuracy)) * (1.0 - self.failed_wrongly)
    }

    /// Accuracy of the decisions of which such a check reports this accuracy; none where it would report no such figure of any.
    ///
    /// # Source
    /// Rogan & Gladen (1978), Am. J. Epidemiol. 107, 71–76
    pub fn behind(&self, reported: f64) -> Option<f64> {
        let failed = 1.0 - reported;
        let wrong = (failed - self.failed_wrongly) / (self.found * (1.0 - self.failed_wrongly));
        (0.0..=1.0).contains(&wrong).then_some(1.0 - wrong)
    }
}

/// Share of the money in error that a check finds by its own numbers, as [`Mistakes::stated`]; none where none is in error.
pub fn money_found(scenario: &Scenario, check: &Check) -> Option<f64> {
    found(scenario, check, |attribute| {
        scenario.attributes[attribute].money.is_some()
    })
}

/// Share of the errors in attributes of a kind that a check finds.
fn found(scenario: &Scenario, check: &Check, counts: impl Fn(AttributeId) -> bool) -> Option<f64> {
    let (mut found, mut all) = (0.0, 0.0);
    for activity in judged(scenario, check) {
        let errors = scenario.activities[activity].errors.iter();
        for error in errors.filter(|error| counts(error.attribute)) {
            let wrong = volume(scenario, activity) * error.rate.get();
            all += wrong;
            if check.looks_at[error.attribute] {
                found += wrong * check.checker.sensitivity[error.attribute].get();
            }
        }
    }
    (all > 0.0).then(|| found / all)
}

/// The activities of a check's frame that its figure of accuracy speaks for.
fn judged<'s>(scenario: &'s Scenario, check: &'s Check) -> impl Iterator<Item = usize> + 's {
    let all = 0..scenario.activities.len();
    all.filter(|activity| check.frame.activities[*activity] && scenario.judges(check, *activity))
}

/// Decisions of an activity in the first reported period.
fn volume(scenario: &Scenario, activity: usize) -> f64 {
    let volume = &scenario.activities[activity].volume;
    volume.first().copied().unwrap_or(0) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Unknown;

    /// Of 1,000 decisions 20 are wrong, of which 18 are found; of the 982 others so many are failed wrongly.
    fn quoted(falsely: f64) -> Quoted {
        Quoted {
            passes: 0.982 - falsely / 1000.0,
            bias: 0.0,
            by_targeting: 0.0,
            by_missing: 0.002,
            by_false_fails: -falsely / 1000.0,
            weighted: Err(Unknown::NO_DESIGN),
            weighted_bias: Err(Unknown::NO_DESIGN),
            weighted_frame_bias: Err(Unknown::NO_DESIGN),
        }
    }

    #[test]
    fn the_truth_behind_a_figure_is_off_by_what_its_mistakes_put_on_it() {
        for falsely in [0.0, 1.0, 2.0, 5.0, 40.0] {
            let quoted = quoted(falsely);
            let truth = quoted.mistakes().behind(quoted.passes).expect("a share");
            assert!((truth - 0.98).abs() < 1e-12, "{falsely}: {truth}");
            assert!((quoted.passes - truth - quoted.by_mistakes()).abs() < 1e-12);
            assert!((quoted.mistakes().reported(truth) - quoted.passes).abs() < 1e-12);
        }
        // It fails more of what is right than failed in all.
        assert_eq!(quoted(40.0).mistakes().behind(0.97), None);
    }
}
