//! Decisions in which a check finds errors that are worth money: how often each error is there alone, and which two together.

use rand::RngExt;

use super::unknown::{Fact, Unknown};
use tierone_scenario::{ActivityId, AttributeId, Scenario};
use tierone_stats::rng::Stream;

/// Errors beyond the first of a decision, from which on three of them come together too often to be left out.
const MANY_TOGETHER: f64 = 0.5;

/// Decisions of one activity and weight in which a check finds errors that are worth money.
pub(super) struct Wrong {
    pub activity: ActivityId,
    /// Decisions that each of them stands for.
    pub weight: f64,
    /// How many they are, among all of all activities and weights.
    pub share: f64,
    /// Those among them with two errors.
    pub two: f64,
    pub errors: Vec<OneError>,
}

/// One of the errors that such a decision may have.
pub(super) struct OneError {
    /// Its place among the errors of its activity.
    pub at: usize,
    pub attribute: AttributeId,
    /// Whether it grows with the value of its decision.
    pub relative: bool,
    pub overstated: f64,
    /// Among the errors of all these decisions, and among the decisions that have no other.
    pub share: f64,
    pub alone: f64,
}

impl Wrong {
    /// From how many errors are found of each kind, and in how many decisions of all found wrong. Those of decisions with several are taken for
    /// pairs of errors that come together as often as two drawn one after the other.
    pub(super) fn of(
        scenario: &Scenario,
        (activity, weight): (ActivityId, f64),
        errors: &[f64],
        (decisions, of): (f64, f64),
    ) -> Fact<Self> {
        let all: f64 = errors.iter().sum();
        let some = || {
            errors
                .iter()
                .enumerate()
                .filter(|(_, number)| **number > 0.0)
        };
        let two = (all / decisions - 1.0).clamp(0.0, 1.0);
        Unknown::SEVERAL.when(some().count() > 2 && two > MANY_TOGETHER)?;
        let mut wrong = Self {
            activity,
            weight,
            share: decisions / of,
            two,
            errors: some()
                .filter_map(|(at, number)| {
                    let attribute = scenario.activities[activity].errors[at].attribute;
                    let money = scenario.attributes[attribute].money.as_ref()?;
                    Some(OneError {
                        at,
                        attribute,
                        relative: money.amount.relative,
                        overstated: money.overstated.get(),
                        share: number / all,
                        alone: 0.0,
                    })
                })
                .collect(),
        };
        if wrong.errors.len() < 2 {
            wrong.two = 0.0;
        }
        let apart = wrong.apart();
        for error in &mut wrong.errors {
            let beside = match wrong.two > 0.0 {
                true => 2.0 * wrong.two * error.share * (1.0 - error.share) / apart,
                false => 0.0,
            };
            error.alone = ((1.0 + wrong.two) * error.share - beside).max(0.0);
        }
        Ok(wrong)
    }

    /// Chance that two errors, drawn one after the other, are not of the same kind.
    fn apart(&self) -> f64 {
        1.0 - self.errors.iter().map(|e| e.share * e.share).sum::<f64>()
    }

    /// How many of the decisions have both of two errors.
    pub(super) fn both(&self, one: &OneError, other: &OneError) -> f64 {
        match self.two > 0.0 {
            true => 2.0 * self.two * one.share * other.share / self.apart(),
            false => 0.0,
        }
    }

    /// The errors of one decision: one or two.
    pub(super) fn errors(&self, rng: &mut Stream) -> [Option<&OneError>; 2] {
        if rng.random::<f64>() >= self.two {
            return [pick(&self.errors, |error| error.alone, rng), None];
        }
        let one = pick(&self.errors, |error| error.share * (1.0 - error.share), rng);
        let beside = |error: &OneError| match one {
            Some(one) if one.at == error.at => 0.0,
            _ => error.share,
        };
        [one, pick(&self.errors, beside, rng)]
    }
}

/// One of these, each as likely as its weight says; none where all are nothing.
pub(super) fn pick<'a, T>(
    among: &'a [T],
    weight: impl Fn(&T) -> f64,
    rng: &mut Stream,
) -> Option<&'a T> {
    let all: f64 = among.iter().map(&weight).sum();
    let mut left = rng.random::<f64>() * all;
    let found = among.iter().find(|each| {
        left -= weight(each);
        left < 0.0
    });
    found.or_else(|| among.iter().rfind(|each| weight(each) > 0.0))
}
