//! Amounts in error where a cheap check says an amount of every decision: one law of all that gold checks did not see.
//!
//! Of the failed decisions a gold check says by how much the cheap amount is off, of the passed ones what the cheap check missed.
//! Both are sums of which few terms were seen and the largest mostly were not. Two limits put together by the root of the sum of
//! squares, as those of a mean, forget how lopsided they are: where values vary much, the truth was below the lower limit in
//! 12 of 100 samples, since one false fail of a large amount was not among those checked, and above the upper one in 10, since
//! one large error was not. So the cumulants of both are added up, and a limit is a quantile of one shifted gamma law, as in
//! [`moment_bound`](crate::moment_bound). What was not seen is taken from what is known of the whole list: the cheap amounts of all
//! failed decisions, and the values of all passed ones.

use super::difference::power;
use crate::double_sampling::AmountPair;
use crate::estimate::Estimate;
use crate::guard::none_if;
use crate::moment_bound::{
    ALIKE, Checked, Law, MonetarySample, PRIOR_DECISIONS, PRIOR_ERRORS, PRIOR_TAINT, Side,
    WrongDecision, drawn_together, mean_unseen, priors, typical,
};

/// The decisions that a cheap check finds an amount in error in, of which a simple sample was checked again.
#[derive(Clone, Copy, Debug)]
pub struct FailedAmounts<'a> {
    /// How many there are.
    pub decisions: u64,
    /// The amounts that the cheap check found in all of them, added up.
    pub cheap_total: f64,
    /// The squares of those amounts, added up.
    pub cheap_squares: f64,
    /// The most that all of them can be in error: their value.
    pub most: f64,
    /// Those checked again.
    pub again: &'a [CheckedAgain],
}

/// A decision that a cheap check failed, and a gold one looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CheckedAgain {
    /// The amount in error of the cheap check.
    pub cheap: f64,
    /// The amount in error of the gold check, over and under together.
    pub gold: f64,
    /// Its assessed value; 0 where that is unknown.
    pub value: f64,
}

/// The values of all passed decisions of the list that were sampled with one weight, checked or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ListedValues {
    /// One over their inclusion probability.
    pub weight: f64,
    /// How many there are.
    pub number: f64,
    /// The sum of their values.
    pub values: f64,
    /// The sum of the squares of their values.
    pub squares: f64,
    /// The sum of the cubes of their values.
    pub cubes: f64,
}

/// The amount in error of all decisions, where a cheap check says an amount of each.
///
/// Among those that it fails, [`mean`](super::mean) at the λ of [`power`], times their number; among the others the weighted errors of
/// `passed`. Limits are quantiles of a gamma law with the first three cumulants of what is not seen of both. An error among
/// the passed has those of [`MonetarySample`]; for the upper limit the second and third are drawn half-way to what the
/// values of the whole list, `listed`, and the taints seen lead to expect, if that is more. Of the failed they are those of the
/// sum of gold − λ·cheap, about its mean, with one more checked decision whose gold and cheap amount agree. Then comes one error that
/// nobody saw: for the lower limit half of a false fail of the typical amount that the cheap check says, Σf²/Σf over all failed;
/// for the upper one the larger of half of as much found too little, and the pseudo-error of [`MonetarySample`] among the passed, whose taint is that of a
/// typical pound in error, Σt²/Σt. Limits stay between what was found and what can be in error. `None` without a failed decision that was checked
/// again, and where `passed` has no estimate.
/// # Units
/// Those of the amounts.
/// # Source
/// As for [`mean`](super::mean) and [`MonetarySample`]: Dworin & Grimlund (1984), The Accounting Review 59(2), 218–241, for the gamma law of three
/// moments; MacKinnon & White (1985), Journal of Econometrics 29, 305–325, doi:10.1016/0304-4076(85)90158-7, for residuals over
/// √(1 − leverage). That both together hold is measured, not derived.
/// # Examples
/// ```
/// use tierone_stats::moment_bound::{Checked, MonetarySample, Most};
/// use tierone_stats::prediction_powered::{CheckedAgain, FailedAmounts, money};
///
/// // The cheap check found £10,000 in 200 decisions; gold checks of 20 found 0.9 times as much.
/// let again: Vec<CheckedAgain> = (1..=20)
///     .map(|k| CheckedAgain { cheap: 5.0 * k as f64, gold: 4.5 * k as f64, value: 1_000.0 })
///     .collect();
/// let failed = FailedAmounts {
///     decisions: 200,
///     cheap_total: 10_000.0,
///     cheap_squares: 700_000.0,
///     most: 200_000.0,
///     again: &again,
/// };
/// let checked = [Checked { number: 300.0, weight: 30.0, mean_value: 1_000.0 }];
/// let passed = MonetarySample { found: &[], checked: &checked, most: Most::OfValue(1.0), effect: 1.0, value: 1.0 };
/// let estimate = money(&failed, &passed, &[], 0.95).unwrap();
/// assert!((estimate.value - 9_000.0).abs() < 1e-9);
/// assert!(estimate.low > 0.0 && estimate.high > 9_000.0, "{estimate:?}");
/// ```
pub fn money(
    failed: &FailedAmounts,
    passed: &MonetarySample,
    listed: &[ListedValues],
    confidence: f64,
) -> Option<Estimate> {
    passed.estimate(Side::Gross, confidence)?;
    let checked = passed.checked.iter().filter(|part| part.number > 0.0);
    let checked: Vec<Checked> = checked.copied().collect();
    let passed = &MonetarySample {
        checked: &checked,
        ..*passed
    };
    let rests = Rests::of(failed)?;
    let mut law = Law::default();
    rests.add_to(&mut law);
    for error in passed.found {
        law.known += Side::Gross.of(error);
        law.add(Side::Gross.of(error), error.weight, 1.0, passed.effect);
    }
    // Errors come whole: a limit is half of one beyond its quantile.
    let half = rests.half() + 0.5 * passed.effect * mean_unseen(Side::Gross, passed.found);
    let (mut lower, mut upper) = (law, law);
    (lower.down, upper.down) = (half, -half);
    let false_fail = rests.unseen(-1.0, rests.power);
    lower.add(-0.5 * false_fail, rests.weight, 1.0, 1.0);
    let taints = taints(failed, passed);
    listed_spread(&mut upper, passed, listed, &taints);
    let too_little = 0.5 * rests.unseen(1.0, 1.0);
    let missed = missed(passed, listed, &taints);
    let (weight, amount) = missed.map_or((1.0, 0.0), |(weight, _, amount)| (weight, amount));
    if (rests.weight - 1.0) * too_little > (weight - 1.0) * amount {
        upper.add(too_little, rests.weight, 1.0, 1.0);
    } else {
        upper.add(amount, weight, 1.0, passed.effect);
    }
    if let Some(missed) = missed {
        prior(&mut upper, passed, missed);
    }
    let tail = 0.5 * (1.0 - confidence);
    let most = failed.most + passed.most.of_all(passed.found, passed.checked);
    let high = upper.quantile(1.0 - tail).min(most.max(law.known));
    let value = rests.value + passed.total(Side::Gross);
    let estimate = Estimate::containing(value, lower.quantile(tail), high, METHOD);
    estimate.high.is_finite().then_some(estimate)
}

const METHOD: &str = "difference";

/// What gold amounts of failed decisions differ from λ times the cheap ones.
struct Rests<'a> {
    of: &'a FailedAmounts<'a>,
    number: f64,
    weight: f64,
    power: f64,
    rests: Vec<f64>,
    value: f64,
}

impl<'a> Rests<'a> {
    fn of(failed: &'a FailedAmounts) -> Option<Self> {
        let number = failed.again.len() as f64;
        none_if(failed.again.is_empty() || failed.again.len() as u64 > failed.decisions)?;
        let pairs: Vec<AmountPair> = failed
            .again
            .iter()
            .map(|again| AmountPair {
                first: again.cheap,
                again: again.gold,
            })
            .collect();
        let power = power(&pairs);
        let rests = failed
            .again
            .iter()
            .map(|again| again.gold - power * again.cheap);
        let rests: Vec<f64> = rests.collect();
        let seen: f64 = failed.again.iter().map(|again| again.gold).sum();
        let decisions = failed.decisions as f64;
        let value = power * failed.cheap_total + decisions * rests.iter().sum::<f64>() / number;
        Some(Rests {
            of: failed,
            number,
            weight: decisions / number,
            power,
            rests,
            value: value.clamp(seen, failed.most.max(seen)),
        })
    }

    /// Adds what is seen of them and the cumulants of what is not.
    fn add_to(&self, law: &mut Law) {
        let (n, weight) = (self.number, self.weight);
        let sum = |of: fn(&CheckedAgain) -> f64| self.of.again.iter().map(of).sum::<f64>();
        let (cheap, rest) = (sum(|again| again.cheap), self.rests.iter().sum::<f64>());
        law.known += sum(|again| again.gold);
        let mean = cheap / n;
        let far = |again: &CheckedAgain| (again.cheap - mean).powi(2);
        let spread = self.of.again.iter().map(far).sum::<f64>() + self.typical().powi(2);
        // As if one more had been checked whose gold amount is λ times the cheap one: few alike do not say that all are.
        let centre = rest / (n + 1.0);
        let (mut squares, mut cubes) = (centre.powi(2), -centre.powi(3));
        for (rest, again) in self.rests.iter().zip(self.of.again) {
            // One that decides λ nearly alone hardly differs from it.
            let leverage = if spread > 0.0 {
                far(again) / spread
            } else {
                0.0
            };
            let own = (rest - centre) / (1.0 - leverage.min(0.999)).sqrt();
            squares += own.powi(2);
            cubes += own.powi(3);
        }
        let spread = weight * (weight - 1.0);
        let unseen = self.of.cheap_total - cheap;
        law.add_cumulants([
            self.power * unseen + (weight - 1.0) * rest,
            spread * (n + 1.0) / n * squares,
            spread * (2.0 * weight - 1.0) * cubes,
        ]);
    }

    /// The amount that the cheap check says where a typical pound of its amounts is: Σf²/Σf.
    fn typical(&self) -> f64 {
        if self.of.cheap_total > 0.0 {
            self.of.cheap_squares / self.of.cheap_total
        } else {
            0.0
        }
    }

    /// By how much gold and cheap may differ in one that was not seen, towards `sign`: `most` of its cheap amount until one is
    /// seen that differs so, then 0.75 of that drawn towards those seen.
    fn unseen(&self, sign: f64, most: f64) -> f64 {
        let shares = self.rests.iter().zip(self.of.again);
        let shares: Vec<f64> = shares
            .filter(|(rest, again)| **rest * sign > 0.0 && again.cheap > 0.0)
            .map(|(rest, again)| rest.abs() / again.cheap)
            .collect();
        let share = match shares.len() {
            0 => most,
            number => drawn_to_prior(PRIOR_TAINT * most, number as f64, shares.iter().sum()),
        };
        share * self.typical()
    }

    /// Half of an amount by which gold and cheap differ.
    fn half(&self) -> f64 {
        let sum: f64 = self.rests.iter().map(|rest| rest.abs()).sum();
        let squares: f64 = self.rests.iter().map(|rest| rest.powi(2)).sum();
        if sum > 0.0 && self.weight > 1.0 {
            0.5 * squares / sum
        } else {
            0.0
        }
    }
}

/// The mean of so many shares, drawn towards a prior one.
fn drawn_to_prior(prior: f64, number: f64, sum: f64) -> f64 {
    (PRIOR_ERRORS * prior + sum) / (PRIOR_ERRORS + number)
}

/// The shares of their value that gold checks found in error, of failed decisions and passed ones.
fn taints(failed: &FailedAmounts, passed: &MonetarySample) -> Vec<f64> {
    let again = failed.again.iter().map(|again| (again.gold, again.value));
    let found = passed
        .found
        .iter()
        .map(|error| (Side::Gross.of(error), error.value));
    again
        .chain(found)
        .filter(|(amount, value)| *amount > 0.0 && *value > 0.0)
        .map(|(amount, value)| amount / value)
        .collect()
}

/// Draws the second and third cumulant of what was missed half-way to what values of all passed decisions and `taints` lead to
/// expect: m errors found were few of large values.
fn listed_spread(law: &mut Law, passed: &MonetarySample, listed: &[ListedValues], taints: &[f64]) {
    let mean = |power: i32| {
        taints.iter().map(|taint| taint.powi(power)).sum::<f64>() / taints.len() as f64
    };
    let (mut expected, mut seen) = ([0.0; 2], [0.0; 2]);
    for error in passed.found {
        let is_alike = |part: &&ListedValues| (part.weight / error.weight - 1.0).abs() <= ALIKE;
        let parts = || listed.iter().filter(is_alike);
        let number: f64 = parts().map(|part| part.number).sum();
        if number <= 0.0 {
            continue;
        }
        let squares = parts().map(|part| part.squares).sum::<f64>() / number;
        let cubes = parts().map(|part| part.cubes).sum::<f64>() / number;
        let of = |weight: f64| {
            [
                weight * (weight - 1.0),
                weight * (weight - 1.0) * (2.0 * weight - 1.0),
            ]
        };
        let amount = Side::Gross.of(error);
        let own = [amount.powi(2), amount.powi(3)];
        let listed = [mean(2) * squares, mean(3) * cubes];
        for (k, factor) in of(error.weight).into_iter().enumerate() {
            expected[k] += factor * listed[k];
            seen[k] += factor * own[k];
        }
    }
    let more = [0, 1].map(|k| 0.5 * (expected[k] - seen[k]).max(0.0));
    let effect = passed.effect;
    law.add_cumulants([0.0, effect * more[0], effect.powi(2) * more[1]]);
}

/// How much the values of all passed decisions say of how much one holds that was missed, beside the errors found.
const OF_LIST: f64 = 0.25;

/// The weight, value and amount of an error that the cheap check passed and nobody saw; none where all passed ones were checked.
fn missed(
    passed: &MonetarySample,
    listed: &[ListedValues],
    taints: &[f64],
) -> Option<(f64, f64, f64)> {
    let found = passed
        .found
        .iter()
        .filter(|error| Side::Gross.of(error) > 0.0);
    let number = found.clone().count() as f64;
    let of_found = typical(found.map(|error| (1.0, error.weight, error.value)));
    let of_checked = passed
        .checked
        .iter()
        .map(|part| (part.number, part.weight, part.mean_value));
    let (weight, value) = match (of_found, typical(of_checked)) {
        (Some(found), checked) => {
            let found = match typical_of_list(listed) {
                // Few errors found hardly have the largest values among them.
                Some(all) if (all.0 - 1.0) * all.1 > (found.0 - 1.0) * found.1 => {
                    drawn_together(found, Some(all), (1.0 - OF_LIST, OF_LIST))
                }
                _ => found,
            };
            drawn_together(found, checked, (number, PRIOR_DECISIONS))
        }
        (None, checked) => checked?,
    };
    let most = passed.most.taint(value);
    let taint = match taints.len() {
        0 => most,
        seen => {
            let squares: f64 = taints.iter().map(|taint| taint.powi(2)).sum();
            let typical = squares / taints.iter().sum::<f64>();
            drawn_to_prior(PRIOR_TAINT.min(most), seen as f64, seen as f64 * typical)
        }
    };
    Some((weight, value, taint * value))
}

/// The weight and value of a typical decision of the list, as [`typical`] has them of those checked.
fn typical_of_list(listed: &[ListedValues]) -> Option<(f64, f64)> {
    let sum = |of: &dyn Fn(&ListedValues) -> f64| listed.iter().map(of).sum::<f64>();
    let all = sum(&|part| (part.weight - 1.0) * part.values);
    let squares = sum(&|part| (part.weight - 1.0).powi(2) * part.squares);
    let weight = sum(&|part| (part.weight - 1.0) * part.values * part.weight) / all;
    (all > 0.0).then(|| (weight, squares / all / (weight - 1.0)))
}

/// Adds the prior of errors in each part of the passed, of the mean taint by what was found and what may have been missed.
fn prior(law: &mut Law, passed: &MonetarySample, (weight, value, amount): (f64, f64, f64)) {
    let unseen = |error: &WrongDecision, of: f64| (error.weight - 1.0) * of;
    let amounts = passed
        .found
        .iter()
        .map(|error| unseen(error, Side::Gross.of(error)));
    let values = passed.found.iter().map(|error| unseen(error, error.value));
    let amounts = amounts.sum::<f64>() + (weight - 1.0) * amount;
    let taint = amounts / (values.sum::<f64>() + (weight - 1.0) * value);
    for (part, errors) in passed.checked.iter().zip(priors(passed.checked)) {
        law.add(part.mean_value * taint, part.weight, errors, passed.effect);
    }
}
