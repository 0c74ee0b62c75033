//! When an error makes its decision inaccurate: the accuracy tolerance, as probabilities.

use super::nodes::nodes;
use tierone_scenario::{Activity, Attribute, ErrorMoney, Scenario, Tolerance};

/// Values of a decision over which dependent chances are averaged; a product of monotone chances
/// is off by at most 1/4096.
const VALUES: usize = 2_048;

/// Attributes that share a decision's value are held together exactly up to this many; any more
/// are taken as independent of the rest, which moves the rate by at most `¼ Σ pᵢ pⱼ` over the
/// pairs concerned.
const TOGETHER: usize = 8;

/// The chance that each error of an activity counts against accuracy.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    /// By error of the activity: the chance on its own; zero outside accuracy.
    alone: Vec<f64>,
    /// Errors whose chances hang together through the decision's value.
    together: Vec<usize>,
    /// By subset of `together` (bit *i* for its *i*th): chance that all of them count.
    all_of: Vec<f64>,
}

impl Counts {
    /// Probability that a decision is accurate, given the error probabilities of its attributes.
    ///
    /// `Π (1 − qⱼpⱼ)` over attributes whose chance *q* to count is their own, times
    /// `Σ_S (−1)^|S| Q_S Π_{j∈S} pⱼ` over those that share the value, with
    /// `Q_S = E_v Π_{j∈S} qⱼ(v)`.
    pub(super) fn accurate(&self, p: &[f64]) -> f64 {
        let mut accurate = 1.0;
        for (chance, p) in self.alone.iter().zip(p) {
            accurate *= 1.0 - chance * p;
        }
        if self.together.is_empty() {
            return accurate;
        }
        let mut none_counts = 0.0;
        for (subset, chance) in self.all_of.iter().enumerate() {
            let mut term = *chance;
            for (bit, error) in self.together.iter().enumerate() {
                if subset >> bit & 1 == 1 {
                    term *= -p[*error];
                }
            }
            none_counts += term;
        }
        accurate * none_counts
    }

    /// The chances of an activity's errors under the scenario's tolerance.
    pub(super) fn of(scenario: &Scenario, activity: &Activity) -> Self {
        let tolerance = scenario.accuracy_tolerance;
        let attributes: Vec<&Attribute> = activity
            .errors
            .iter()
            .map(|error| &scenario.attributes[error.attribute])
            .collect();
        let mut alone = vec![0.0; attributes.len()];
        let mut on_value = Vec::new();
        for (error, attribute) in attributes.iter().enumerate() {
            match &attribute.money {
                _ if !attribute.accuracy => {}
                Some(money) if hangs_on_value(money, tolerance) => on_value.push(error),
                Some(money) => alone[error] = beyond(money, tolerance, 0.0),
                None => alone[error] = 1.0,
            }
        }
        if on_value.is_empty() {
            return Self::independent(alone);
        }
        let values = activity
            .value
            .as_ref()
            .map_or_else(|| vec![(0.0, 1.0)], |value| nodes(value, VALUES));
        let chances = |error: usize| -> Vec<f64> {
            let money = attributes[error].money.as_ref();
            let chance = |v: f64| money.map_or(1.0, |money| beyond(money, tolerance, v));
            values.iter().map(|(v, _)| chance(*v)).collect()
        };
        let mean = |chances: &[f64]| -> f64 {
            let pairs = chances.iter().zip(&values);
            pairs.map(|(chance, (_, weight))| chance * weight).sum()
        };
        let together = if on_value.len() > 1 {
            on_value[..on_value.len().min(TOGETHER)].to_vec()
        } else {
            Vec::new()
        };
        for error in &on_value[together.len()..] {
            alone[*error] = mean(&chances(*error));
        }
        let by_error: Vec<Vec<f64>> = together.iter().map(|error| chances(*error)).collect();
        let all_of = (0..1usize << together.len())
            .map(|subset| {
                let mut all = vec![1.0; values.len()];
                for (bit, chances) in by_error.iter().enumerate() {
                    if subset >> bit & 1 == 1 {
                        all.iter_mut().zip(chances).for_each(|(a, c)| *a *= c);
                    }
                }
                mean(&all)
            })
            .collect();
        Self {
            alone,
            together,
            all_of,
        }
    }

    fn independent(alone: Vec<f64>) -> Self {
        Self {
            alone,
            together: Vec::new(),
            all_of: Vec::new(),
        }
    }
}

/// Whether the chance to count depends on the decision's value.
fn hangs_on_value(money: &ErrorMoney, tolerance: Tolerance) -> bool {
    match tolerance {
        Tolerance::None => false,
        Tolerance::Amount(_) => money.amount.relative,
        Tolerance::ShareOfValue(_) => !money.amount.relative,
    }
}

/// Chance that an error's yearly amount lies beyond the tolerance, at a decision's `value`.
fn beyond(money: &ErrorMoney, tolerance: Tolerance, value: f64) -> f64 {
    let limit = match tolerance {
        Tolerance::None => return 1.0,
        Tolerance::Amount(pounds) if money.amount.relative => {
            if value <= 0.0 {
                return 0.0;
            }
            pounds / value
        }
        Tolerance::Amount(pounds) => pounds,
        Tolerance::ShareOfValue(share) if money.amount.relative => share,
        Tolerance::ShareOfValue(share) => share * value,
    };
    1.0 - money.amount.cdf(limit)
}
