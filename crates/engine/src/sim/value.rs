//! What decisions are expected to be worth.

use tierone_scenario::Scenario;
use tierone_stats::distribution::Distribution;

/// Expected yearly value of a decision, £; zero where the activity has none.
pub fn mean_value(scenario: &Scenario, activity: usize) -> f64 {
    scenario.activities[activity]
        .value
        .as_ref()
        .map_or(0.0, |value| value.mean())
}

/// The same of each activity.
pub fn mean_values(scenario: &Scenario) -> Vec<f64> {
    let activities = 0..scenario.activities.len();
    activities
        .map(|activity| mean_value(scenario, activity))
        .collect()
}

/// The distribution of an activity's yearly values, £; all zero where it has none.
pub fn distribution(scenario: &Scenario, activity: usize) -> &Distribution {
    scenario.activities[activity]
        .value
        .as_ref()
        .unwrap_or(&NO_VALUE)
}

/// What an activity without values has.
const NO_VALUE: Distribution = Distribution::Constant(0.0);
