//! Whether a learning product can be released, and how often.

use std::collections::BTreeMap;

use serde::Serialize;

use super::binomial::Binomial;
use super::kinds::Office;
use super::unknown::{Fact, Unknown, printed};
use tierone_scenario::{LearningProduct, Policy};

/// More states than this are not followed, and no more are kept, those included that are never met.
const MOST_STATES: usize = 20_000;
const MOST_KEPT: usize = 64 * MOST_STATES;

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

/// Releases in the reported periods, by following the chain of what the product remembers from the first
/// period of the warm-up on: found errors of the periods of the window but the oldest, each no more than the threshold, and
/// whether it is ready, at rest, or has a release under way.
fn releases(
    product: &LearningProduct,
    mean: f64,
    (warm_up, reported): (usize, usize),
) -> Fact<f64> {
    let found = capped(mean, product.threshold);
    let numbers: Vec<u64> = [0]
        .into_iter()
        .chain(found.iter().map(|(n, _)| u64::from(*n)))
        .collect();
    // A history is a number with a digit for each period, the latest one last: nothing yet, or a place in `found`.
    let periods = warm_up + reported;
    let remembered = (product.window - 1).min(periods);
    let histories = numbers
        .len()
        .checked_pow(remembered as u32)
        .filter(|histories| *histories <= MOST_KEPT)
        .ok_or(Unknown::TOO_MANY_STATES)?;
    let sums: Vec<u64> = (0..histories)
        .map(|mut history| {
            let mut sum = 0;
            for _ in 0..remembered {
                sum += numbers[history % numbers.len()];
                history /= numbers.len();
            }
            sum
        })
        .collect();
    // Phases: ready; so many periods of rest to come; a release at the end of so many periods more.
    let most_rest = product.cooldown.saturating_sub(1).min(periods);
    let lead_time = product.lead_time.min(periods);
    let under_way = |more: usize| 1 + most_rest + more;
    let phases = 1 + most_rest + lead_time;
    Unknown::TOO_MANY_STATES.when(histories * phases > MOST_KEPT)?;
    let mut chances = vec![0.0; histories * phases];
    chances[0] = 1.0;
    let mut next = chances.clone();
    let mut released = 0.0;
    for period in 0..periods {
        next.fill(0.0);
        for (at, chance) in chances.iter().enumerate() {
            if *chance <= 0.0 {
                continue;
            }
            let (history, phase) = (at / phases, at % phases);
            for (place, (number, mass)) in found.iter().enumerate() {
                let chance = chance * mass;
                let enough = sums[history] + u64::from(*number) >= u64::from(product.threshold);
                let due = match phase {
                    0 => enough.then_some(lead_time),
                    _ => phase.checked_sub(under_way(0)),
                };
                let phase = match due {
                    Some(0) => {
                        released += if period >= warm_up { chance } else { 0.0 };
                        most_rest
                    }
                    Some(more) => under_way(more - 1),
                    None => phase.saturating_sub(1),
                };
                let history = (history * numbers.len() + place + 1) % histories;
                next[history * phases + phase] += chance;
            }
        }
        Unknown::TOO_MANY_STATES
            .when(next.iter().filter(|chance| **chance > 0.0).count() > MOST_STATES)?;
        std::mem::swap(&mut chances, &mut next);
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
