//! Closed forms of a scenario, in the form that rules ask for.

use std::cell::OnceCell;
use std::fmt;

use super::numbers::percent;
use tierone_analysis::{self as analysis, AnchorError, DecisionKind, Facts};
use tierone_scenario::{ActivityId, ComplexityId, Scenario, parts};

/// Closed forms of a scenario, worked out once for all rules.
#[derive(Debug)]
pub(crate) struct Known {
    /// The facts, or why the anchor is out of reach.
    pub(crate) facts: Result<Facts, AnchorError>,
    /// Decisions and errors of the reported periods, by activity, complexity and decider.
    pub(crate) parts: Vec<PartTotal>,
    /// Kinds of decision that are made at all.
    pub(crate) kinds: Vec<DecisionKind>,
    /// Decisions with an error in each attribute over the reported periods, by attribute; worked out
    /// when a rule asks.
    attribute_errors: OnceCell<Vec<f64>>,
}

/// Decisions of one activity at one complexity, by caseworkers or by the system, over the reported
/// periods, in expectation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PartTotal {
    /// The activity.
    pub(crate) activity: ActivityId,
    /// The complexity.
    pub(crate) complexity: ComplexityId,
    /// Whether the system decides.
    pub(crate) system: bool,
    /// Decisions.
    pub(crate) decisions: f64,
    /// Decisions that are not accurate.
    pub(crate) errors: f64,
}

/// What some decisions are of all.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shares {
    /// Of all decisions.
    pub(crate) decisions: f64,
    /// Of all decisions that are not accurate; zero where there are none.
    pub(crate) errors: f64,
}

impl fmt::Display for Shares {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (decisions, errors) = (percent(self.decisions), percent(self.errors));
        write!(
            f,
            "{decisions} of decisions, {errors} of those that are not accurate"
        )
    }
}

impl Known {
    pub(crate) fn of(scenario: &Scenario) -> Self {
        let facts = analysis::facts_of_all_periods(scenario);
        let shift = facts.as_ref().map_or(0.0, |facts| facts.shift);
        let rates = analysis::approximate_rates(scenario, shift, 0);
        let mut totals: Vec<PartTotal> = Vec::new();
        for period in 0..scenario.horizon.periods {
            let numbers = parts(scenario, scenario.horizon.warm_up + period);
            let both = numbers.iter().zip(&rates).flat_map(|(part, rate)| {
                [
                    (part, false, part.manual as f64, rate.manual),
                    (part, true, part.system as f64, rate.system),
                ]
            });
            for (i, (part, system, decisions, rate)) in both.enumerate() {
                if totals.len() <= i {
                    totals.push(PartTotal {
                        activity: part.activity,
                        complexity: part.complexity,
                        system,
                        decisions: 0.0,
                        errors: 0.0,
                    });
                }
                totals[i].decisions += decisions;
                totals[i].errors += decisions * rate;
            }
        }
        let made = |kind: &&DecisionKind| {
            totals.iter().any(|part| {
                part.decisions > 0.0
                    && (part.activity, part.complexity, part.system)
                        == (kind.activity, kind.complexity, kind.system)
            })
        };
        let kinds = facts.iter().flat_map(|facts| &facts.kinds);
        Self {
            kinds: kinds.filter(made).copied().collect(),
            facts,
            parts: totals,
            attribute_errors: OnceCell::new(),
        }
    }

    /// What the parts that pass a filter are of all parts.
    pub(crate) fn shares(&self, among: impl Fn(&PartTotal) -> bool) -> Shares {
        let sum = |of: fn(&PartTotal) -> f64| -> (f64, f64) {
            let some = self.parts.iter().filter(|part| among(part)).map(of);
            (some.sum(), self.parts.iter().map(of).sum())
        };
        let share = |(some, all): (f64, f64)| if all > 0.0 { some / all } else { 0.0 };
        Shares {
            decisions: share(sum(|part| part.decisions)),
            errors: share(sum(|part| part.errors)),
        }
    }

    /// Errors of each attribute over the reported periods, worked out at the first call.
    pub(crate) fn attribute_errors(&self, scenario: &Scenario) -> &[f64] {
        self.attribute_errors.get_or_init(|| {
            let shift = self.facts.as_ref().map_or(0.0, |facts| facts.shift);
            let total = analysis::without_feedback(scenario, shift).total;
            total.attribute_errors
        })
    }
}
