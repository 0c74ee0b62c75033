//! How many checks measure the monetary value of error, or show that it is below a limit.

use crate::guard::none_if;
use crate::moment_bound::{Checked, MonetarySample, Most, Side, WrongDecision};
use crate::special::{binomial_mass, normal_quantile};

use super::search::first_up_to;

/// No sample is larger than this.
const MOST: u64 = 1 << 40;

/// Of more errors than this the width is worked out from that of so many.
const MANY: f64 = 1_000.0;

/// What is thought of money in error: wrong decisions are wrong by one share of their value, and values vary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Money {
    /// The share of decisions that a check finds in error, 0 to 1.
    pub share: f64,
    /// The share of its value by which a wrong decision is wrong, above 0 to 1.
    pub taint: f64,
    /// The standard deviation of the values of decisions, over their mean.
    pub spread: f64,
    /// Decisions in the frame; without end where it is not given.
    pub population: Option<u64>,
}

impl Money {
    /// The limits of the interval of the monetary value of error, as a share of all value, with so many errors of such amounts
    /// found in so many checks of a simple sample. `None` where [`MonetarySample::estimate`] is.
    ///
    /// Values are those at the middles of equal parts of a lognormal law, brought to its mean and standard deviation.
    pub fn limits(&self, checked: u64, found: u64, confidence: f64) -> Option<(f64, f64)> {
        self.limits_of(checked, &values(found, self.spread), confidence)
    }

    /// The same with errors of these values.
    fn limits_of(&self, checked: u64, values: &[f64], confidence: f64) -> Option<(f64, f64)> {
        let n = checked as f64;
        let all = self.population.map_or(1e12, |all| all as f64);
        let weight = all / n;
        let errors: Vec<WrongDecision> = values
            .iter()
            .map(|&value| WrongDecision {
                over: self.taint * value,
                under: 0.0,
                value,
                weight,
            })
            .collect();
        let checked = [Checked {
            number: n,
            weight,
            mean_value: 1.0,
        }];
        let sample = MonetarySample {
            found: &errors,
            checked: &checked,
            most: Most::OfValue(1.0),
            effect: 1.0,
            value: all,
        };
        let estimate = sample.estimate(Side::Gross, confidence)?;
        Some((estimate.low, estimate.high))
    }

    /// Half of the width that the interval has on average over the numbers of errors that may be found.
    ///
    /// Where more than some nine are expected, at three numbers of them, which is exact for a cubic. `None` without checks, or
    /// with more than there are decisions.
    /// # Examples
    /// ```
    /// use tierone_stats::planning::Money;
    ///
    /// let money = Money { share: 0.02, taint: 0.25, spread: 1.0, population: None };
    /// let width = money.expected_half_width(10_000, 0.95).unwrap();
    /// // Near the normal 1.96 √(p t² (1 + c²)/n) of 200 expected errors.
    /// let plain = 1.96 * (0.02f64 * 0.25 * 0.25 * 2.0 / 10_000.0).sqrt();
    /// assert!((width / plain - 1.0).abs() < 0.1, "{width} {plain}");
    /// ```
    pub fn expected_half_width(&self, checked: u64, confidence: f64) -> Option<f64> {
        none_if(checked == 0 || self.population.is_some_and(|all| checked > all))?;
        let (n, right) = (checked as f64, 1.0 - self.share);
        let (mean, sd) = (n * self.share, (n * self.share * right).sqrt());
        if mean > MANY {
            // So many errors are as precise as their number's root, and what is checked of a frame is known.
            let endless = Money {
                population: None,
                ..*self
            };
            let few = (MANY / self.share) as u64;
            let width = endless.expected_half_width(few, confidence)?;
            let left = self.population.map_or(1.0, |all| 1.0 - n / all as f64);
            return Some(width * (few as f64 / n * left).sqrt());
        }
        let at = |found: u64| {
            let (low, high) = self.limits(checked, found.min(checked), confidence)?;
            Some(0.5 * (high - low))
        };
        if sd > 3.0 {
            let reach = 3f64.sqrt() * sd;
            let [low, middle, high] =
                [mean - reach, mean, mean + reach].map(|found| at(found.round().max(0.0) as u64));
            return Some((low? + 4.0 * middle? + high?) / 6.0);
        }
        let (mut sum, mut masses) = (0.0, 0.0);
        for found in 0..=((mean + 6.0 * sd + 8.0) as u64).min(checked) {
            let mass = binomial_mass(found as f64, n, self.share, right);
            if mass > 1e-6 {
                sum += mass * at(found)?;
                masses += mass;
            }
        }
        Some(sum / masses)
    }

    /// The fewest checks with which [`Self::expected_half_width`] is `half_width` at most. `None` where no number is found.
    pub fn checks_for_half_width(&self, half_width: f64, confidence: f64) -> Option<u64> {
        let is_enough = |checked: u64| {
            self.expected_half_width(checked, confidence)
                .is_some_and(|width| width <= half_width)
        };
        near(1, self.population, 64, is_enough)
    }

    /// The fewest checks, from `least` on, whose one-sided upper limit is below `limit` with so many errors of such amounts
    /// found. `None` where even all decisions would not do.
    pub fn checks_to_show(
        &self,
        limit: f64,
        errors: u64,
        confidence: f64,
        least: u64,
    ) -> Option<u64> {
        // The upper limit of two sides at 90 % is that of one at 95 %.
        let two_sided = 2.0 * confidence - 1.0;
        let values = values(errors, self.spread);
        let is_enough = |checked: u64| {
            let limits = self.limits_of(checked, &values, two_sided);
            limits.is_some_and(|(_, high)| high < limit)
        };
        near(least.max(errors + 1), self.population, 8, is_enough)
    }
}

/// The first number from `low` that is enough, where all above one that is enough are too; the search begins in steps of `step`.
fn near(
    low: u64,
    population: Option<u64>,
    step: u64,
    is_enough: impl Fn(u64) -> bool,
) -> Option<u64> {
    let most = population.unwrap_or(MOST);
    none_if(low > most)?;
    let (mut short, mut high, mut step) = (low, low, step);
    while !is_enough(high) {
        none_if(high >= most)?;
        (short, high) = (high + 1, high.saturating_add(step).min(most));
        step = step.saturating_mul(2);
    }
    first_up_to(short, high, is_enough)
}

/// So many values of mean 1 and with this standard deviation, as even as a lognormal law allows.
fn values(count: u64, spread: f64) -> Vec<f64> {
    let n = count as f64;
    let sigma = (1.0 + spread * spread).ln().sqrt();
    let at = |part: u64| (sigma * normal_quantile((part as f64 + 0.5) / n)).exp();
    let mut values: Vec<f64> = (0..count).map(at).collect();
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v / mean - 1.0).powi(2)).sum();
    let own = (squares / n).sqrt();
    // One value alone does not vary; none is moved below nothing.
    let stretch = if own > 0.0 { spread / own } else { 0.0 };
    for value in &mut values {
        *value = (1.0 + stretch * (*value / mean - 1.0)).max(0.01);
    }
    values
}
