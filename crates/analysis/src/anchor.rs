//! The shift that puts a scenario's expected accuracy on its anchor.

use std::fmt;

use super::rates::{Decider, closed_share, inaccurate, odds};
use super::states::{SYSTEM, State, gauss_states, states};
use super::tolerance::Counts;
use tierone_scenario::{Part, Scenario, Workforce, parts};

/// Log-odds beyond which a rate is as good as nought or one.
const FURTHEST: f64 = 40.0;

/// So many halvings leave 1e-16 of the way between the furthest shifts.
const STEPS: usize = 60;

/// Why an anchor cannot be met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AnchorError {
    /// No decision closes in the first reported period.
    NothingDecided,
    /// No shift gives this accuracy.
    Unreachable {
        /// The accuracy asked for.
        anchor: f64,
        /// The lowest that a shift gives.
        low: f64,
        /// The highest that a shift gives.
        high: f64,
    },
    /// The anchor is a policy's own figure, which has no closed form.
    UnderPolicy,
}

impl fmt::Display for AnchorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingDecided => f.write_str("no decision closes in the first reported period"),
            Self::Unreachable { anchor, low, high } => write!(
                f,
                "an accuracy of {:.4} % is out of reach: rates of the accuracy attributes can give {:.4} % to {:.4} %",
                100.0 * anchor,
                100.0 * low,
                100.0 * high
            ),
            Self::UnderPolicy => {
                f.write_str("the anchor is a policy's own figure, which only a simulation gives")
            }
        }
    }
}

impl std::error::Error for AnchorError {}

/// The log-odds by which the rates of all accuracy attributes, the system's too, must move for the
/// scenario to be on its anchor; zero where there is none.
///
/// # Errors
/// See [`shift_for`]; or the anchor is a policy's own figure.
pub fn anchor_shift(scenario: &Scenario) -> Result<f64, AnchorError> {
    match scenario.anchor {
        None => Ok(0.0),
        Some(anchor) if anchor.under.is_some() => Err(AnchorError::UnderPolicy),
        Some(anchor) => shift_for(scenario, anchor.accuracy.get()),
    }
}

/// The same for an expected accuracy in the first reported period, with no feedback ever given.
///
/// # Errors
/// Nothing is decided in that period, or no shift gives this accuracy.
pub fn shift_for(scenario: &Scenario, anchor: f64) -> Result<f64, AnchorError> {
    solve(&FirstPeriod::of(scenario, states), anchor)
}

/// The same in a hundredth of the time, to nine digits of the rates.
///
/// # Errors
/// See [`shift_for`].
pub fn approximate_shift(scenario: &Scenario, anchor: f64) -> Result<f64, AnchorError> {
    solve(&FirstPeriod::of(scenario, gauss_states), anchor)
}

fn solve(first: &FirstPeriod, anchor: f64) -> Result<f64, AnchorError> {
    let accuracy = |shift| first.accuracy(shift).ok_or(AnchorError::NothingDecided);
    let (lowest, highest) = (accuracy(FURTHEST)?, accuracy(-FURTHEST)?);
    if lowest == highest && anchor == highest {
        return Ok(0.0);
    }
    if !(lowest < anchor && anchor < highest) {
        return Err(AnchorError::Unreachable {
            anchor,
            low: lowest,
            high: highest,
        });
    }
    // The log-odds of an error rise with the shift, by some number nearly: secants of them land within a few
    // steps, and halving goes on where one does not.
    let log_odds = |accuracy: f64| ((1.0 - accuracy) / accuracy).ln();
    let (mut low, mut high) = (-FURTHEST, FURTHEST);
    let (mut shift, mut slope) = (0.0, 1.0);
    let mut before: Option<(f64, f64)> = None;
    for _ in 0..STEPS {
        let now = accuracy(shift)?;
        if now > anchor {
            low = shift;
        } else {
            high = shift;
        }
        let off = log_odds(now) - log_odds(anchor);
        if let Some((x, y)) = before {
            let secant = (off - y) / (shift - x);
            slope = if secant > 0.0 { secant } else { 1.0 };
        }
        before = Some((shift, off));
        let next = shift - off / slope;
        let next = match low < next && next < high {
            true => next,
            false => (low + high) / 2.0,
        };
        if (next - shift).abs() <= f64::EPSILON * shift.abs().max(1.0) {
            return Ok(next);
        }
        shift = next;
    }
    Ok(shift)
}

/// What the accuracy of the first reported period is made of.
struct FirstPeriod<'a> {
    scenario: &'a Scenario,
    parts: Vec<Part>,
    counts: Vec<Counts>,
    states: Vec<State>,
    closed: f64,
}

impl<'a> FirstPeriod<'a> {
    fn of(scenario: &'a Scenario, states: fn(&Workforce, (f64, f64)) -> Vec<State>) -> Self {
        let activities = scenario.activities.iter();
        Self {
            scenario,
            parts: parts(scenario, scenario.horizon.warm_up),
            counts: activities.map(|kind| Counts::of(scenario, kind)).collect(),
            states: states(&scenario.workforce, (0.0, f64::INFINITY)),
            closed: closed_share(scenario),
        }
    }

    fn accuracy(&self, shift: f64) -> Option<f64> {
        let (mut decisions, mut wrong) = (0.0, 0.0);
        let counts = |part: &&Part| self.scenario.has_accuracy(part.activity);
        for part in self.parts.iter().filter(counts) {
            let manual = part.manual as f64 * self.closed;
            let system = part.system as f64;
            let deciders = [
                (manual, Decider::Caseworker, &self.states[..]),
                (system, Decider::System, &SYSTEM[..]),
            ];
            for (n, decider, states) in deciders.into_iter().filter(|decided| decided.0 > 0.0) {
                let odds = odds(
                    self.scenario,
                    part.activity,
                    part.complexity,
                    decider,
                    shift,
                );
                decisions += n;
                wrong += n * inaccurate(&self.counts[part.activity], &odds, states);
            }
        }
        (decisions > 0.0).then(|| 1.0 - wrong / decisions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expected::without_feedback;
    use crate::fixture;
    use tierone_scenario::Anchor;
    use tierone_stats::units::Probability;

    fn at(accuracy: f64) -> Option<Anchor> {
        Some(Anchor {
            accuracy: Probability::new(accuracy).expect("a probability"),
            under: None,
        })
    }

    #[test]
    fn an_anchored_scenario_expects_its_anchor() {
        for (anchor, periods) in [(0.994, 6), (0.9, 1), (0.999_9, 6)] {
            let mut scenario = fixture::mixed();
            scenario.anchor = at(anchor);
            scenario.horizon.periods = periods;
            let shift = anchor_shift(&scenario).expect("the anchor is within reach");
            let first = &without_feedback(&scenario, shift).periods[0];
            assert!((first.accuracy().expect("decided") - anchor).abs() < 1e-13);
            let soon = approximate_shift(&scenario, anchor).expect("the anchor is within reach");
            assert!((soon - shift).abs() < 1e-8, "{soon} and {shift}");
        }
    }

    #[test]
    fn a_scenario_that_is_on_its_anchor_is_not_moved() {
        let mut scenario = fixture::national_year();
        let now = without_feedback(&scenario, 0.0).periods[0].accuracy();
        scenario.anchor = now.and_then(at);
        assert!(anchor_shift(&scenario).expect("within reach").abs() < 1e-9);
        scenario.anchor = None;
        assert_eq!(anchor_shift(&scenario), Ok(0.0));
    }

    #[test]
    fn what_is_out_of_reach_is_said_with_the_range() {
        let mut scenario = fixture::mixed();
        scenario.anchor = at(1.0);
        assert!(matches!(
            anchor_shift(&scenario),
            Err(AnchorError::Unreachable { low, .. }) if low < 0.5
        ));
        scenario
            .activities
            .iter_mut()
            .for_each(|kind| kind.volume.fill(0));
        assert_eq!(anchor_shift(&scenario), Err(AnchorError::NothingDecided));
    }
}
