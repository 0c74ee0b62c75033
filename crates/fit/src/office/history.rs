//! What checks found in the periods before a horizon: accuracy by period, as a forecast goes on from it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::looks::{first_day, period_number};
use super::rows::Found;
use tierone_scenario::Scenario;
use tierone_stats::proportion::wilson_effective;
use tierone_stats::written::percent;

/// Accuracy that a check found in a period, of decisions whose chance of being drawn is known.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HistoryRow {
    /// The policy.
    pub policy: String,
    /// The check.
    pub check: String,
    /// The first day of the period.
    pub first_day: String,
    /// How many periods before the horizon: 1 for the last one before.
    pub back: u32,
    /// Decisions.
    pub checked: u64,
    /// The share that is right in every attribute of accuracy.
    #[serde(serialize_with = "percent")]
    pub accuracy: f64,
    /// 95 % interval: Wilson's at the effective number of decisions.
    #[serde(serialize_with = "percent")]
    pub low: f64,
    /// See `low`.
    #[serde(serialize_with = "percent")]
    pub high: f64,
}

/// Sums over the decisions of a check in a period.
#[derive(Clone, Copy, Default)]
struct Sums {
    checked: u64,
    weight: f64,
    squares: f64,
    right: f64,
}

/// By check and period, the earliest first; periods of the horizon itself are none of its past.
pub fn history(scenario: &Scenario, found: &[Found]) -> Vec<HistoryRow> {
    let start = period_number(scenario, scenario.horizon.start);
    let is_of_accuracy = |name: &str| {
        let mut known = scenario.attributes.iter();
        known.any(|attribute| attribute.accuracy && attribute.name == name)
    };
    let mut all: BTreeMap<(&(String, String), i32), Sums> = BTreeMap::new();
    for found in found {
        for decision in &found.decisions {
            let (Some(closed), Some(weight)) = (decision.closed, decision.weight) else {
                continue;
            };
            let of_accuracy = decision.findings.iter();
            let mut of_accuracy = of_accuracy.filter(|finding| is_of_accuracy(&finding.attribute));
            let sums = all
                .entry((&found.name, period_number(scenario, closed)))
                .or_default();
            sums.checked += 1;
            sums.weight += weight;
            sums.squares += weight * weight;
            if !of_accuracy.any(|finding| finding.failed) {
                sums.right += weight;
            }
        }
    }
    let row = |((name, period), sums): ((&(String, String), i32), Sums)| {
        let back = u32::try_from(start.saturating_sub(period)).ok()?;
        let share = (sums.right / sums.weight).min(1.0);
        let size = sums.weight * sums.weight / sums.squares;
        let interval = wilson_effective(share, size, 0.95)?;
        (back > 0).then(|| HistoryRow {
            policy: name.0.clone(),
            check: name.1.clone(),
            first_day: first_day(scenario, period),
            back,
            checked: sums.checked,
            accuracy: share,
            low: interval.low,
            high: interval.high,
        })
    };
    all.into_iter().filter_map(row).collect()
}
