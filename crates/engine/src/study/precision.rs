//! When a study is precise enough, tested only at fixed counts so that looking does not bias it.

use crate::measure::measure;
use tierone_scenario::Scenario;
use tierone_stats::monte_carlo;

use super::record::{Record, values};

/// The first count at which precision is tested; every later one is twice the one before.
pub(super) const FIRST: u32 = 64;

/// Whether every policy's mean of `measure` has a Monte Carlo standard error of at most `mcse`.
pub(super) fn holds(scenario: &Scenario, records: &[Record], name: &str, mcse: f64) -> bool {
    let Some(measure) = measure(name) else {
        return false;
    };
    (0..scenario.policies.len()).all(|policy| {
        let values = values(scenario, records, policy, measure, None);
        monte_carlo::summarise(&values)
            .is_some_and(|summary| summary.mcse.is_some_and(|error| error <= mcse))
    })
}
