//! The interval of a monetary total whose errors keep their weights: a gamma law with the moments of a weighted sum.
//!
//! Where values, weights or amounts differ between strata, an interval that pools the amounts forgets which of them stand
//! for many decisions. Here each error found stands for the decisions that it was drawn for, and what is not known of
//! those is a sum of geometric numbers of errors; a gamma law with the same first three cumulants gives the limits. Closed
//! form: no seed moves a figure.
//!
//! An error found with weight w leaves unseen a geometric number of errors like it, with mean w − 1 and variance w(w − 1):
//! what the number in the frame may be given one in the sample. The known part of the total is Σ amount, the unknown part
//! the sum of those numbers times their amounts. The upper limit adds one pseudo-error. Its value times w − 1 is Σb²/Σb with b = (w − 1)·value
//! over the m errors found, drawn towards the same of all that was checked, which counts as one error; its taint is 0.75 drawn
//! towards those seen, (20·0.75 + Σ taint)/(20 + m). And it adds in every stratum a
//! prior of min(½, 1/H) errors of the mean taint, H weights that differ. With no error found the pseudo-error has b over the
//! checked decisions and the largest taint that is declared. Errors come whole, so each limit is half of one beyond its
//! quantile. Where errors come in clusters the design effect multiplies the variance, and its square the third cumulant.
//!
//! Over and under are parts of gross: neither of their limits is above that of gross. Net has the signed errors, and for its
//! upper limit the pseudo-error of over and a quarter of its prior, for its lower one those of under. A pseudo-error of net has a
//! taint of (3·0.75 + 4·mean taint seen)/7, so that it shrinks where few errors were found as much as where many were. Either
//! limit is half an error of each side beyond its quantile; one of which no error was found is that of its side. Net is at most
//! over, and at least minus under.
//!
//! The probability of a target comes from the same law: at each limit of the interval it is what the limit says.
//!
//! # Source
//! Dworin & Grimlund (1984), The Accounting Review 59(2), 218–241, fit a gamma law by three moments for one simple
//! monetary-unit sample; the weights, the pseudo-error and the prior by stratum are an extension, whose coverage the tests
//! measure.

mod checks;
mod law;
mod pseudo;
mod sides;

pub use checks::{Checked, Most, Side, WrongDecision};

pub(crate) use checks::ALIKE;
pub(crate) use law::Law;
pub(crate) use pseudo::{
    PRIOR_DECISIONS, PRIOR_ERRORS, PRIOR_TAINT, drawn_together, priors, typical,
};
pub(crate) use sides::mean_unseen;

use crate::estimate::{Estimate, between, is_confidence};
use sides::Laws;

/// What a sample knows of the error in a total value.
#[derive(Clone, Copy, Debug)]
pub struct MonetarySample<'a> {
    /// The decisions found in error.
    pub found: &'a [WrongDecision],
    /// All that was checked, in parts of one weight each.
    pub checked: &'a [Checked],
    /// The most that one error can be.
    pub most: Most,
    /// The design effect of clusters, 1 where decisions were drawn singly.
    pub effect: f64,
    /// What the total is compared with: the assessed value, or 1 for the total itself.
    pub value: f64,
}

impl MonetarySample<'_> {
    /// The weighted error over the value, Σ w·amount / value, with its interval.
    ///
    /// # Units
    /// Amount of error per amount of `value`.
    /// # Errors
    /// `None` where nothing was checked, a weight is below 1 or not finite, an amount is negative, the value is not positive,
    /// the design effect is below 1, the most that an error can be is neither declared nor seen, or the confidence is not
    /// between 0 and 1.
    /// # Examples
    /// ```
    /// use tierone_stats::moment_bound::{Checked, MonetarySample, Most, Side, WrongDecision};
    ///
    /// // 300 of 12,000 and 300 of 8,000 decisions were checked; one error in each stratum.
    /// let found = [
    ///     WrongDecision { over: 100.0, under: 0.0, value: 2_000.0, weight: 40.0 },
    ///     WrongDecision { over: 0.0, under: 300.0, value: 4_000.0, weight: 80.0 / 3.0 },
    /// ];
    /// let checked = [
    ///     Checked { number: 300.0, weight: 40.0, mean_value: 2_000.0 },
    ///     Checked { number: 300.0, weight: 80.0 / 3.0, mean_value: 4_000.0 },
    /// ];
    /// let most = Most::OfValue(1.0);
    /// let sample = MonetarySample { found: &found, checked: &checked, most, effect: 1.0, value: 56e6 };
    /// let [gross, over] = [Side::Gross, Side::Over].map(|side| sample.estimate(side, 0.95).unwrap());
    /// assert!((gross.value - 12_000.0 / 56e6).abs() < 1e-12);
    /// assert!(gross.low < gross.value && gross.value < gross.high);
    /// assert!(over.low <= gross.low && over.high <= gross.high);
    /// ```
    pub fn estimate(&self, side: Side, confidence: f64) -> Option<Estimate> {
        let laws = self.laws(side, confidence)?;
        let tail = 0.5 * (1.0 - confidence);
        let limits = [laws.low(tail), laws.high(1.0 - tail)];
        let [low, high] = limits.map(|limit| limit / self.value);
        let value = self.total(side) / self.value;
        high.is_finite()
            .then(|| Estimate::containing(value, low, high, METHOD))
    }

    /// The weighted error of one side, Σ w·amount, which needs nothing else of the sample.
    ///
    /// # Examples
    /// ```
    /// use tierone_stats::moment_bound::{MonetarySample, Most, Side, WrongDecision};
    ///
    /// let found = [WrongDecision { over: 0.0, under: 5.0, value: 100.0, weight: 20.0 }];
    /// let most = Most::OfValue(1.0);
    /// let sample = MonetarySample { found: &found, checked: &[], most, effect: 1.0, value: 1e4 };
    /// assert_eq!(sample.total(Side::Net), -100.0);
    /// ```
    pub fn total(&self, side: Side) -> f64 {
        let weighted = |error: &WrongDecision| error.weight * side.of(error);
        self.found.iter().map(weighted).sum()
    }

    /// The probability that the error over the value is at most `target`, by the law that the interval of this `confidence`
    /// comes from: at its limits, what they say.
    ///
    /// Above the upper limit it is that of the law with the pseudo-error and the prior, below the lower one that without them;
    /// between the limits it rises as the mean of both does. With nothing found there is no lower limit, and it is that of the
    /// first throughout.
    /// # Errors
    /// `None` as for [`Self::estimate`].
    /// # Examples
    /// ```
    /// use tierone_stats::moment_bound::{Checked, MonetarySample, Most, Side};
    ///
    /// // 0 of 100 of 5,000.
    /// let checked = [Checked { number: 100.0, weight: 50.0, mean_value: 2_000.0 }];
    /// let most = Most::OfValue(1.0);
    /// let sample = MonetarySample { found: &[], checked: &checked, most, effect: 1.0, value: 10e6 };
    /// let high = sample.estimate(Side::Gross, 0.95).unwrap().high;
    /// let met = |target| sample.probability_at_most(Side::Gross, target, 0.95).unwrap();
    /// assert!((met(high) - 0.975).abs() < 1e-9);
    /// assert!(met(0.5 * high) < 0.9 && met(0.1 * high) < 0.5);
    /// ```
    pub fn probability_at_most(&self, side: Side, target: f64, confidence: f64) -> Option<f64> {
        let laws = self.laws(side, confidence)?;
        let total = target * self.value;
        if !self.found.iter().any(|error| side.is_seen(error)) {
            return Some(laws.at_most(total)[1]);
        }
        let tail = 0.5 * (1.0 - confidence);
        let limits = (laws.low(tail), laws.high(1.0 - tail));
        Some(between(limits, total, |total| laws.at_most(total)))
    }

    fn laws(&self, side: Side, confidence: f64) -> Option<Laws> {
        let is_sound = |weight: f64| weight.is_finite() && weight >= 1.0;
        let is_amount = |amount: f64| amount.is_finite() && amount >= 0.0;
        let checked: Vec<Checked> = self
            .checked
            .iter()
            .copied()
            .filter(|part| part.number > 0.0)
            .collect();
        let sound = is_confidence(confidence)
            && self.value > 0.0
            && self.effect >= 1.0
            && self.most.is_sound()
            && !checked.is_empty()
            && checked
                .iter()
                .all(|part| is_sound(part.weight) && is_amount(part.mean_value))
            && self.found.iter().all(|error| {
                is_sound(error.weight) && is_amount(error.over) && is_amount(error.under)
            });
        sound.then(|| Laws::of(side, self.found, &checked, self.most, self.effect))
    }
}

const METHOD: &str = "moment-bound";

#[cfg(test)]
mod tests;
