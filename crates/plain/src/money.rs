//! What a decision's errors move, instant by instant.

use tierone_scenario::Scenario;
use tierone_stats::units::DAYS_A_YEAR;

use super::decision::Decision;
use super::feedback::Correction;

/// £ that flowed in one reported period.
#[derive(Clone, Copy, Default)]
pub(crate) struct Flow {
    pub(crate) over: f64,
    pub(crate) under: f64,
}

/// The stretch of days, counted from the first simulated day, in which a decision of `period`
/// counts inside the reported horizon.
pub(crate) fn counts(scenario: &Scenario, decision_activity: usize, period: usize) -> (f64, f64) {
    let length = scenario.horizon.period.days();
    let moment = moment(scenario, period);
    let opens = scenario.horizon.warm_up as f64 * length;
    let closes = scenario.horizon.simulated() as f64 * length;
    let end = moment + scenario.activities[decision_activity].in_force;
    (moment.max(opens), end.min(closes))
}

/// Days of a stretch that fall into each reported period.
pub(crate) fn days_by_period(scenario: &Scenario, (from, to): (f64, f64)) -> Vec<f64> {
    let length = scenario.horizon.period.days();
    let overlap = |reported: usize| {
        let opens = (scenario.horizon.warm_up + reported) as f64 * length;
        (to.min(opens + length) - from.max(opens)).max(0.0)
    };
    (0..scenario.horizon.periods).map(overlap).collect()
}

/// What the errors of a decision moved in each reported period, between two days.
pub(crate) fn flows(
    scenario: &Scenario,
    decision: &Decision,
    period: usize,
    correction: Option<&Correction>,
    (first, last): (f64, f64),
) -> Vec<Flow> {
    let moment = moment(scenario, period);
    let (opens, closes) = counts(scenario, decision.activity, period);
    let (opens, closes) = (opens.max(first), closes.min(last));
    let ends = |(place, error): (usize, &super::decision::Error)| {
        let attribute = &scenario.attributes[error.attribute];
        let lasts = attribute.money.as_ref().and_then(|money| money.lasts);
        let mut end = moment + lasts.unwrap_or(f64::INFINITY);
        if let Some(correction) = correction
            && !correction.failed
            && correction.covers.contains(&place)
        {
            end = end.min(completed(scenario, period, correction));
        }
        end.min(closes)
    };
    let ends: Vec<f64> = decision.errors.iter().enumerate().map(ends).collect();
    let mut instants = ends.clone();
    instants.sort_by(f64::total_cmp);
    let mut flows = vec![Flow::default(); scenario.horizon.periods];
    let mut from = opens;
    for to in instants {
        if to <= from {
            continue;
        }
        let running = decision
            .errors
            .iter()
            .zip(&ends)
            .filter(|(_, end)| **end >= to);
        let yearly: f64 = running.map(|(error, _)| error.yearly).sum();
        for (flow, days) in flows.iter_mut().zip(days_by_period(scenario, (from, to))) {
            flow.over += yearly.max(0.0) * days / DAYS_A_YEAR;
            flow.under += (-yearly).max(0.0) * days / DAYS_A_YEAR;
        }
        from = to;
    }
    flows
}

/// The day on which a correction of a decision of `period` is complete.
pub(crate) fn completed(scenario: &Scenario, period: usize, correction: &Correction) -> f64 {
    (period + 1) as f64 * scenario.horizon.period.days() + correction.days
}

/// The days between the check and the completion of the correction; none where it failed.
pub(crate) fn waiting(scenario: &Scenario, period: usize, correction: &Correction) -> (f64, f64) {
    let checked = (period + 1) as f64 * scenario.horizon.period.days();
    let until = completed(scenario, period, correction);
    (checked, if correction.failed { checked } else { until })
}

/// A decision's moment is the middle of its period.
fn moment(scenario: &Scenario, period: usize) -> f64 {
    (period as f64 + 0.5) * scenario.horizon.period.days()
}
