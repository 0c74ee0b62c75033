//! What a scenario gives with no feedback ever given: decisions, errors and money, in expectation.

use super::money::Worth;
use super::rates::{Decider, closed_share, inaccurate, odds, over};
use super::states::{SYSTEM, states};
use super::tolerance::Counts;
use tierone_scenario::{Part, Scenario, parts};

/// Expected figures of one period, or of the horizon.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// Decisions closed.
    pub decisions: f64,
    /// Decisions that have an accuracy attribute.
    pub with_accuracy: f64,
    /// Decisions that are not accurate.
    pub inaccurate: f64,
    /// Decisions with an error in each attribute, however small, by attribute.
    pub attribute_errors: Vec<f64>,
    /// Yearly assessed value of the decisions, £ a year.
    pub value: f64,
    /// Yearly error, over plus under, each decision's errors summed with their signs, £ a year.
    pub error_gross: f64,
    /// At most what `error_gross` falls short by, for decisions with three or more monetary errors,
    /// £ a year.
    pub error_gross_short: f64,
}

impl Expectation {
    /// Share that is accurate of the decisions that have an accuracy attribute; `None` where there is none.
    pub fn accuracy(&self) -> Option<f64> {
        (self.with_accuracy > 0.0).then(|| 1.0 - self.inaccurate / self.with_accuracy)
    }

    /// Monetary value of error as decided: yearly gross error over yearly value; `None` where
    /// nothing of value is decided.
    pub fn mve_decided(&self) -> Option<f64> {
        (self.value > 0.0).then(|| self.error_gross / self.value)
    }

    fn nothing(attributes: usize) -> Self {
        Self {
            decisions: 0.0,
            with_accuracy: 0.0,
            inaccurate: 0.0,
            attribute_errors: vec![0.0; attributes],
            value: 0.0,
            error_gross: 0.0,
            error_gross_short: 0.0,
        }
    }

    fn add(&mut self, n: f64, other: &Self) {
        self.decisions += n * other.decisions;
        self.with_accuracy += n * other.with_accuracy;
        self.inaccurate += n * other.inaccurate;
        self.value += n * other.value;
        self.error_gross += n * other.error_gross;
        self.error_gross_short += n * other.error_gross_short;
        for (mine, errors) in self
            .attribute_errors
            .iter_mut()
            .zip(&other.attribute_errors)
        {
            *mine += n * errors;
        }
    }
}

/// Expected figures by reported period and over the horizon.
#[derive(Clone, Debug, PartialEq)]
pub struct WithoutFeedback {
    /// One for each reported period.
    pub periods: Vec<Expectation>,
    /// All reported periods together.
    pub total: Expectation,
}

/// What the reported periods give in expectation with no feedback ever given and the rates of
/// accuracy attributes moved by `shift` (log-odds).
pub fn without_feedback(scenario: &Scenario, shift: f64) -> WithoutFeedback {
    let closed = closed_share(scenario);
    let mut per_decision: Option<Vec<(Expectation, Expectation)>> = None;
    let mut total = Expectation::nothing(scenario.attributes.len());
    let periods = (0..scenario.horizon.periods)
        .map(|reported| {
            let parts = parts(scenario, scenario.horizon.warm_up + reported);
            // Only the numbers change from period to period, so one decision of each part is
            // worked out once.
            let one = per_decision.get_or_insert_with(|| decisions_of(scenario, shift, &parts));
            let mut period = Expectation::nothing(scenario.attributes.len());
            for (part, (manual, system)) in parts.iter().zip(one.iter()) {
                period.add(part.manual as f64 * closed, manual);
                period.add(part.system as f64, system);
            }
            total.add(1.0, &period);
            period
        })
        .collect();
    WithoutFeedback { periods, total }
}

/// One manual and one system decision of each part.
fn decisions_of(
    scenario: &Scenario,
    shift: f64,
    parts: &[Part],
) -> Vec<(Expectation, Expectation)> {
    let states = states(&scenario.workforce, (0.0, f64::INFINITY));
    let activities = scenario.activities.iter();
    let laws: Vec<(Counts, Worth)> = activities
        .map(|kind| (Counts::of(scenario, kind), Worth::of(scenario, kind)))
        .collect();
    let one = |part: &Part, decider| {
        let odds = odds(scenario, part.activity, part.complexity, decider, shift);
        let states = match decider {
            Decider::Caseworker => &states[..],
            Decider::System => &SYSTEM,
        };
        let (counts, worth) = &laws[part.activity];
        let mut one = Expectation::nothing(scenario.attributes.len());
        one.decisions = 1.0;
        one.with_accuracy = f64::from(u8::from(scenario.has_accuracy(part.activity)));
        one.inaccurate = inaccurate(counts, &odds, states);
        one.value = worth.value;
        one.error_gross = over(states, &odds, |p| worth.gross(p));
        one.error_gross_short = over(states, &odds, |p| worth.short(p));
        for (j, error) in scenario.activities[part.activity].errors.iter().enumerate() {
            one.attribute_errors[error.attribute] += over(states, &odds, |p| p[j]);
        }
        one
    };
    parts
        .iter()
        .map(|part| (one(part, Decider::Caseworker), one(part, Decider::System)))
        .collect()
}
