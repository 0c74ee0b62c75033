//! What checks found in the periods before a horizon: accuracy by period, as a forecast goes on from it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::looks::{first_day, period_number};
use super::rows::Found;
use tierone_records::input_error::InputError;
use tierone_records::join::Joined;
use tierone_records::report::accuracy_by;
use tierone_records::request::Request;
use tierone_scenario::Scenario;
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
    /// 95 % interval, as `tierone estimate` gives it for the same decisions.
    #[serde(serialize_with = "percent")]
    pub low: f64,
    /// See `low`.
    #[serde(serialize_with = "percent")]
    pub high: f64,
    /// The method of the interval.
    pub method: &'static str,
}

/// By check and period, the earliest first; periods of the horizon itself are none of its past.
///
/// # Errors
/// What the files say of how decisions were drawn contradicts itself.
pub fn history(scenario: &Scenario, found: Vec<Found>) -> Result<Vec<HistoryRow>, InputError> {
    let start = period_number(scenario, scenario.horizon.start);
    let mut checks: BTreeMap<(String, String), (Request, Vec<Joined>)> = BTreeMap::new();
    for found in found {
        let (request, joined) = found.joined;
        let of_check = checks.entry(found.name);
        of_check.or_insert((request, Vec::new())).1.push(joined);
    }
    let mut rows = Vec::new();
    for ((policy, check), (request, draws)) in checks {
        let figures = accuracy_by(&request, draws, |day| period_number(scenario, day))?;
        rows.extend(figures.into_iter().filter_map(|(period, figure)| {
            let back = u32::try_from(start.saturating_sub(period)).ok()?;
            let estimate = figure.estimate().filter(|_| back > 0)?;
            Some(HistoryRow {
                policy: policy.clone(),
                check: check.clone(),
                first_day: first_day(scenario, period),
                back,
                checked: figure.n,
                accuracy: estimate.value,
                low: estimate.low,
                high: estimate.high,
                method: estimate.method,
            })
        }));
    }
    Ok(rows)
}
