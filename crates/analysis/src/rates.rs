//! How often a decision is inaccurate, by activity and complexity, with no feedback ever given.

use super::states::{SYSTEM, State, gauss_states, states};
use super::tolerance::Counts;
use tierone_scenario::{ActivityId, ComplexityId, ErrorRate, Part, Scenario, parts};
use tierone_stats::units::{Probability, probability_at};

/// Expected rates of one activity at one complexity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartRate {
    /// The activity.
    pub activity: ActivityId,
    /// The complexity.
    pub complexity: ComplexityId,
    /// Probability that a caseworker's decision is inaccurate.
    pub manual: f64,
    /// Probability that a system decision is inaccurate.
    pub system: f64,
}

/// Expected rates of every part of a simulated period, in the order of [`parts`], with the rates
/// of accuracy attributes moved by `shift` (log-odds).
pub fn expected_rates(scenario: &Scenario, shift: f64, period: usize) -> Vec<PartRate> {
    expected_rates_at_tenure(scenario, shift, period, (0.0, f64::INFINITY))
        .expect("everyone has some tenure")
}

/// The same to eight digits, at a fraction of the work.
pub fn approximate_rates(scenario: &Scenario, shift: f64, period: usize) -> Vec<PartRate> {
    let states = gauss_states(&scenario.workforce, (0.0, f64::INFINITY));
    rates_over(scenario, shift, period, &states)
}

/// The same for caseworkers with a tenure in `[from, under)` periods, in the steady state; `None`
/// where nobody has it.
fn expected_rates_at_tenure(
    scenario: &Scenario,
    shift: f64,
    period: usize,
    tenure: (f64, f64),
) -> Option<Vec<PartRate>> {
    let states = states(&scenario.workforce, tenure);
    (!states.is_empty()).then(|| rates_over(scenario, shift, period, &states))
}

fn rates_over(scenario: &Scenario, shift: f64, period: usize, states: &[State]) -> Vec<PartRate> {
    let counts: Vec<Counts> = scenario
        .activities
        .iter()
        .map(|activity| Counts::of(scenario, activity))
        .collect();
    let rate = |part: &Part| {
        let counts = &counts[part.activity];
        let odds = |decider| odds(scenario, part.activity, part.complexity, decider, shift);
        PartRate {
            activity: part.activity,
            complexity: part.complexity,
            manual: inaccurate(counts, &odds(Decider::Caseworker), states),
            system: inaccurate(counts, &odds(Decider::System), &SYSTEM),
        }
    };
    parts(scenario, period).iter().map(rate).collect()
}

/// Who decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decider {
    /// An average experienced caseworker.
    Caseworker,
    /// The system.
    System,
}

/// Odds of each error of an activity at one complexity.
pub(super) fn odds(
    scenario: &Scenario,
    activity: ActivityId,
    complexity: ComplexityId,
    decider: Decider,
    shift: f64,
) -> Vec<f64> {
    let rate = |error: &ErrorRate| -> Probability {
        match decider {
            Decider::Caseworker => error.rate,
            Decider::System => error.system_rate,
        }
    };
    let factor = scenario.complexities[complexity].odds_ratio;
    let errors = &scenario.activities[activity].errors;
    errors
        .iter()
        .map(|error| {
            let accuracy = scenario.attributes[error.attribute].accuracy;
            let moved = if accuracy { shift.exp() } else { 1.0 };
            rate(error).odds() * factor * moved
        })
        .collect()
}

/// Probability that a decision is inaccurate, over the states of its decider.
pub(super) fn inaccurate(counts: &Counts, odds: &[f64], states: &[State]) -> f64 {
    over(states, odds, |p| 1.0 - counts.accurate(p))
}

/// Expectation of a function of a decision's error probabilities over the states of its decider.
pub(super) fn over(states: &[State], odds: &[f64], mut f: impl FnMut(&[f64]) -> f64) -> f64 {
    let mut p = vec![0.0; odds.len()];
    let mut sum = 0.0;
    for state in states {
        for (p, odds) in p.iter_mut().zip(odds) {
            *p = probability_at(odds * state.odds);
        }
        sum += state.weight * f(&p);
    }
    sum
}

/// Share of a period's manual decisions that close: all, unless every seat is empty.
///
/// A seat is filled with probability `1/(1 + attrition·vacancy)`, each on its own.
pub(super) fn closed_share(scenario: &Scenario) -> f64 {
    let workforce = &scenario.workforce;
    if workforce.recruitment.is_some() {
        return 1.0;
    }
    let empty = workforce.attrition.get() * workforce.vacancy as f64;
    1.0 - (empty / (1.0 + empty)).powf(workforce.seats as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn manual_work_closes_unless_every_seat_is_empty() {
        let mut scenario = fixture::mixed();
        scenario.workforce.seats = 2;
        scenario.workforce.attrition = Probability::new(0.5).expect("a probability");
        // A seat is filled half of the time.
        assert!((closed_share(&scenario) - 0.75).abs() < 1e-15);
        scenario.workforce.seats = 0;
        assert_eq!(closed_share(&scenario), 0.0);
        scenario.workforce.seats = 1;
        scenario.workforce.vacancy = 0;
        assert_eq!(closed_share(&scenario), 1.0);
    }

    #[test]
    fn new_starters_err_more_and_some_tenures_nobody_has() {
        let mut scenario = fixture::mixed();
        let at = |scenario: &Scenario, tenure| {
            expected_rates_at_tenure(scenario, 0.0, 0, tenure).map(|rates| rates[0].manual)
        };
        let new = at(&scenario, (0.0, 3.0)).expect("there are new starters");
        let old = at(&scenario, (36.0, f64::INFINITY)).expect("there are old hands");
        assert!(new > 1.5 * old);
        scenario.workforce.attrition = Probability::ZERO;
        assert_eq!(at(&scenario, (0.0, 3.0)), None);
        assert!(at(&scenario, (36.0, f64::INFINITY)).expect("everyone") < old * (1.0 + 1e-3));
    }
}
