//! When a study is precise enough, tested only at fixed counts so that looking does not bias it.

use crate::estimate::monte_carlo;
use crate::measure::{Scope, View, measure};
use crate::scenario::Scenario;

use super::Record;

/// The first count at which precision is tested; every later one is twice the one before.
pub(super) const FIRST: u32 = 64;

/// Whether every policy's mean of `measure` has a Monte Carlo standard error of at most `mcse`.
pub(super) fn holds(scenario: &Scenario, records: &[Record], name: &str, mcse: f64) -> bool {
    let Some(measure) = measure(name) else {
        return false;
    };
    (0..scenario.policies.len()).all(|policy| {
        let values: Vec<Option<f64>> = records
            .iter()
            .map(|record| {
                let rules = &scenario.policies[policy];
                let view = View::new(scenario, rules, &record[policy], Scope::Policy, None);
                (measure.read)(&view)
            })
            .collect();
        monte_carlo::summarise(&values)
            .is_some_and(|summary| summary.mcse.is_some_and(|error| error <= mcse))
    })
}
