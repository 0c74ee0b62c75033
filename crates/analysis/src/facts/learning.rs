//! Whether a learning product can be released, and how often.

use std::collections::BTreeMap;

use serde::Serialize;

use super::binomial::Binomial;
use super::kinds::Office;
use super::unknown::{Fact, Unknown, printed};
use tierone_scenario::{LearningProduct, Policy};

/// More states than this are not followed.
const MOST_STATES: usize = 20_000;

/// A learning product and one of the attributes that it watches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LearningFacts {
    /// The product.
    pub product: String,
    /// The attribute.
    pub attribute: String,
    /// Found errors in a window at which it is released.
    pub threshold: u32,
    /// Decisions checked in a window, each of which may show one such error.
    #[serde(serialize_with = "printed")]
    pub checked: Fact<f64>,
    /// Errors found in a window, in expectation.
    #[serde(serialize_with = "printed")]
    pub expected: Fact<f64>,
    /// Chance that a full window reaches the threshold.
    #[serde(serialize_with = "printed")]
    pub reached: Fact<f64>,
    /// Releases in the reported periods, if none of them had any effect.
    #[serde(serialize_with = "printed")]
    pub releases: Fact<f64>,
}

/// Found errors are Poisson about their expected number by period.
pub(super) fn facts(
    office: &Office,
    policy: &Policy,
    checked: Fact<f64>,
    found: Fact<&[f64]>,
) -> Vec<LearningFacts> {
    let scenario = office.scenario;
    let mut facts = Vec::new();
    for product in policy.learning.iter().map(|id| &scenario.learning[*id]) {
        for attribute in &product.attributes {
            let window = product.window as f64;
            let each = found.map(|found| found[*attribute]);
            facts.push(LearningFacts {
                product: product.name.clone(),
                attribute: scenario.attributes[*attribute].name.clone(),
                threshold: product.threshold,
                checked: checked.map(|checked| checked * window),
                expected: each.map(|mean| mean * window),
                reached: each.map(|mean| at_least(product.threshold, mean * window)),
                releases: each.and_then(|mean| {
                    let horizon = &scenario.horizon;
                    releases(product, mean, (horizon.warm_up, horizon.periods))
                }),
            });
        }
    }
    facts
}

/// The Poisson distribution, as a binomial one of very many trials.
fn poisson(mean: f64) -> Binomial {
    let trials = 1e9_f64.max(1e4 * mean);
    Binomial::new(trials, mean / trials)
}

fn at_least(threshold: u32, mean: f64) -> f64 {
    let below: f64 = poisson(mean)
        .masses()
        .filter(|(n, _)| *n < u64::from(threshold))
        .map(|(_, mass)| mass)
        .sum();
    (1.0 - below).max(0.0)
}

/// What a product remembers at the end of a period: found errors of the periods of the window but the oldest,
/// each no more than the threshold; periods until a release that is under way; and periods of rest.
type State = (Vec<u32>, Option<usize>, usize);

/// Releases in the reported periods, by following the chain of what the product remembers from the first
/// period of the warm-up on.
fn releases(
    product: &LearningProduct,
    mean: f64,
    (warm_up, reported): (usize, usize),
) -> Fact<f64> {
    let threshold = product.threshold;
    let found_in_period = capped(mean, threshold);
    let mut chances: BTreeMap<State, f64> = BTreeMap::from([((Vec::new(), None, 0), 1.0)]);
    let mut released = 0.0;
    for period in 0..warm_up + reported {
        let mut next: BTreeMap<State, f64> = BTreeMap::new();
        for ((kept, due, rest), chance) in &chances {
            for (found, mass) in &found_in_period {
                let chance = chance * mass;
                let mut kept = kept.clone();
                kept.push(*found);
                let sum: u64 = kept.iter().map(|n| u64::from(*n)).sum();
                let (mut due, mut rest) = (*due, *rest);
                if due.is_none() && rest == 0 && sum >= u64::from(threshold) {
                    due = Some(product.lead_time);
                }
                rest = rest.saturating_sub(1);
                due = match due {
                    Some(0) => {
                        released += if period >= warm_up { chance } else { 0.0 };
                        rest = product.cooldown.saturating_sub(1);
                        None
                    }
                    waiting => waiting.map(|ends| ends - 1),
                };
                if kept.len() == product.window {
                    kept.remove(0);
                }
                *next.entry((kept, due, rest)).or_insert(0.0) += chance;
            }
        }
        if next.len() > MOST_STATES {
            return Err(Unknown::TOO_MANY_STATES);
        }
        chances = next;
    }
    Ok(released)
}

/// Found errors of one period, all beyond the threshold together.
fn capped(mean: f64, threshold: u32) -> Vec<(u32, f64)> {
    let mut masses: BTreeMap<u32, f64> = BTreeMap::new();
    for (n, mass) in poisson(mean).masses() {
        *masses
            .entry(n.min(u64::from(threshold)) as u32)
            .or_insert(0.0) += mass;
    }
    // What is too rare to matter would only make states.
    masses
        .into_iter()
        .filter(|(_, mass)| *mass > 1e-9)
        .collect()
}
