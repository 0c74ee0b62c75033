//! A check by a fallible checker, part of which is checked again by one who is taken to be right.

use super::proportion::{mid_p_effective, wilson_effective};
use super::stratified::Stratum;
use crate::estimate::{Estimate, PointEstimate, is_confidence};
use crate::guard::{none_if, only_if};

/// Decisions by what both checkers said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rechecked {
    /// Wrong, and the first check failed it.
    pub wrong_failed: u64,
    /// Right, and the first check failed it.
    pub right_failed: u64,
    /// Wrong, and the first check passed it.
    pub wrong_passed: u64,
    /// Right, and the first check passed it.
    pub right_passed: u64,
    /// Failed by the first check and not checked again.
    pub failed_once: u64,
    /// Passed by the first check and not checked again.
    pub passed_once: u64,
}

/// Tenenbein's estimates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tenenbein {
    /// Share of decisions in error.
    pub share: f64,
    /// Its standard error.
    pub se: f64,
    /// Share of the errors that the first check passes.
    pub missed: f64,
    /// Share of the right decisions that the first check fails.
    pub false_failed: f64,
    /// How much of the truth the first check tells: its squared correlation with it.
    pub reliability: f64,
    /// Share that the first check failed, as it would be quoted without a recheck.
    pub apparent: f64,
    /// Share in error among those checked twice, whatever the first check said of the others.
    pub checked_twice: f64,
    /// Variance beside that of a simple sample as large as those checked twice alone.
    pub variance_ratio: f64,
}

/// Tenenbein's double sampling: a simple sample is checked, and a simple sample of it is checked again by one who is right.
///
/// The share in error is that of the rechecks, by result of the first check, Σ P(result) P(wrong | result). Its variance is
/// pq(1 − K)/n + pqK/N with n decisions checked twice of N, and K the [`reliability`]. `None` where no fail or no pass was
/// checked again, or everything or nothing is in error.
/// # Units
/// Shares of decisions, 0 to 1.
/// # Source
/// Tenenbein (1970), Journal of the American Statistical Association 65, 1350–1361, doi:10.1080/01621459.1970.10481170.
/// # Examples
/// ```
/// use tierone_stats::double_sampling::{Rechecked, tenenbein};
///
/// // The closed forms at 34 digits.
/// let estimates = tenenbein(Rechecked {
///     wrong_failed: 27,
///     right_failed: 3,
///     wrong_passed: 12,
///     right_passed: 258,
///     failed_once: 30,
///     passed_once: 670,
/// })
/// .unwrap();
/// assert_eq!(estimates.apparent, 0.06);
/// assert!((estimates.share - 0.095_777_777_777_778).abs() < 1e-14);
/// assert!((estimates.se - 0.013_869_151_605_457).abs() < 1e-14);
/// assert!((estimates.missed - 0.436_194_895_591_647).abs() < 1e-14);
/// ```
pub fn tenenbein(counts: Rechecked) -> Option<Tenenbein> {
    let Rechecked {
        wrong_failed,
        right_failed,
        wrong_passed,
        right_passed,
        failed_once,
        passed_once,
    } = counts;
    let failed = wrong_failed + right_failed;
    let passed = wrong_passed + right_passed;
    none_if(failed == 0 || passed == 0)?;
    let twice = (failed + passed) as f64;
    let all = twice + (failed_once + passed_once) as f64;
    let apparent = (failed + failed_once) as f64 / all;
    let by_fails = wrong_failed as f64 / failed as f64 * apparent;
    let by_passes = wrong_passed as f64 / passed as f64 * (1.0 - apparent);
    let share = by_fails + by_passes;
    let both = share * (1.0 - share);
    none_if(both <= 0.0)?;
    let missed = by_passes / share;
    let false_failed = right_failed as f64 / failed as f64 * apparent / (1.0 - share);
    let reliability = reliability(share, missed, false_failed);
    let variance = both * (1.0 - reliability) / twice + both * reliability / all;
    Some(Tenenbein {
        share,
        se: variance.sqrt(),
        missed,
        false_failed,
        reliability,
        apparent,
        checked_twice: (wrong_failed + wrong_passed) as f64 / twice,
        variance_ratio: variance * twice / both,
    })
}

/// The squared correlation K of a check with the truth, from the share in error and both error rates of the check.
///
/// K = pq(1 − θ − φ)²/(π(1 − π)), with `missed` θ, `false_failed` φ and the share π that fails. NaN where nothing or
/// everything fails.
/// # Source
/// Tenenbein (1970), as for [`tenenbein`], section 3.
/// # Examples
/// ```
/// use tierone_stats::double_sampling::reliability;
///
/// // A check that is always right tells everything.
/// assert!((reliability(0.1, 0.0, 0.0) - 1.0).abs() < 1e-15);
/// assert!(reliability(0.1, 0.3, 0.01) < 0.7);
/// ```
pub fn reliability(share: f64, missed: f64, false_failed: f64) -> f64 {
    let apparent = share * (1.0 - missed) + (1.0 - share) * false_failed;
    share * (1.0 - share) * (1.0 - missed - false_failed).powi(2) / (apparent * (1.0 - apparent))
}

/// The share of checks to be checked again for the least variance at a given cost: √((1 − K)/(K R)), at most 1.
///
/// `cost` R is that of a recheck over that of a check.
/// # Source
/// Tenenbein (1970), as for [`tenenbein`], section 4.
/// # Examples
/// ```
/// use tierone_stats::double_sampling::optimal_share;
///
/// assert_eq!(optimal_share(0.5, 4.0), 0.5);
/// ```
pub fn optimal_share(reliability: f64, cost: f64) -> f64 {
    ((1.0 - reliability) / (reliability * cost)).sqrt().min(1.0)
}

/// One result of the first check: how many had it, and the values of those checked again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Phase<'a> {
    /// Decisions with this result in the first sample.
    pub first: u64,
    /// Values found by the recheck: an error as 1 or 0, or an amount.
    pub again: &'a [f64],
}

/// The mean of a value from both samples, and its standard error, for a small share of all decisions.
///
/// The variance is that of the second phase within results of the first, and the spread of the value itself over the first
/// phase. `None` without decisions, or where decisions with some result were not checked again, or one alone of several was.
/// # Units
/// Those of the values.
/// # Source
/// Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, 9.3.
/// # Examples
/// ```
/// use tierone_stats::double_sampling::{Phase, two_phase};
///
/// // All 50 fails and half of the 150 passes were checked again.
/// let fails: Vec<f64> = (0..50).map(|k| if k < 40 { 1.0 } else { 0.0 }).collect();
/// let passes: Vec<f64> = (0..75).map(|k| if k < 3 { 1.0 } else { 0.0 }).collect();
/// let phases = [Phase { first: 50, again: &fails }, Phase { first: 150, again: &passes }];
/// assert!((two_phase(&phases).unwrap().value - (0.25 * 0.8 + 0.75 * 0.04)).abs() < 1e-15);
/// ```
pub fn two_phase(results: &[Phase]) -> Option<PointEstimate> {
    let all = results.iter().map(|result| result.first).sum::<u64>() as f64;
    let (mut mean, mut square, mut variance) = (0.0, 0.0, 0.0);
    for result in results.iter().filter(|result| result.first > 0) {
        let (n, share) = (result.again.len() as f64, result.first as f64 / all);
        let left = 1.0 - n / result.first as f64;
        none_if(n == 0.0 || (n == 1.0 && left > 0.0))?;
        let own = result.again.iter().sum::<f64>() / n;
        mean += share * own;
        square += share * result.again.iter().map(|y| y * y).sum::<f64>() / n;
        if left > 0.0 {
            let squares: f64 = result.again.iter().map(|y| (y - own).powi(2)).sum();
            variance += share * share * squares / (n - 1.0) / n * left;
        }
    }
    (all > 0.0).then(|| PointEstimate {
        value: mean,
        se: (variance + (square - mean * mean) / all).sqrt(),
    })
}

/// The amounts of a decision that was checked twice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AmountPair {
    /// What the first check found.
    pub first: f64,
    /// What the recheck found.
    pub again: f64,
}

/// A regression estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regression {
    /// The mean amount.
    pub value: f64,
    /// By how much the recheck's amount grows with that of the first check.
    pub slope: f64,
}

/// The regression estimate of a mean amount, ȳ + b(X̄ − x̄): the mean of the rechecks, moved by how far the first checks of all
/// decisions are from the first checks of those checked again.
///
/// `first_mean` is the mean of the first checks of all decisions. `None` where the first checks of those checked again do
/// not differ.
/// # Units
/// Those of the amounts.
/// # Source
/// Cochran (1977), Sampling Techniques, 3rd ed., ch. 12.
/// # Examples
/// ```
/// use tierone_stats::double_sampling::{AmountPair, regression};
///
/// // Rechecks find twice what first checks found.
/// let again = [1.0, 3.0].map(|first| AmountPair { first, again: 2.0 * first });
/// let estimate = regression(5.0, &again).unwrap();
/// assert_eq!((estimate.value, estimate.slope), (10.0, 2.0));
/// ```
pub fn regression(first_mean: f64, again: &[AmountPair]) -> Option<Regression> {
    let n = again.len() as f64;
    let x = again.iter().map(|pair| pair.first).sum::<f64>() / n;
    let y = again.iter().map(|pair| pair.again).sum::<f64>() / n;
    let cross: f64 = again
        .iter()
        .map(|pair| (pair.first - x) * (pair.again - y))
        .sum();
    let square: f64 = again.iter().map(|pair| (pair.first - x).powi(2)).sum();
    (square > 0.0).then(|| Regression {
        value: y + cross / square * (first_mean - x),
        slope: cross / square,
    })
}

/// One result of the first check, of decisions with weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighted {
    /// Decisions it stands for: Σ w over the first sample.
    pub population: f64,
    /// How many of the first sample had it, at the effect of their weights: (Σ w)²/Σ w².
    pub first: f64,
    /// How many of those were checked again, at the same effect.
    pub again: f64,
    /// The share in error among those, by weight.
    pub share: f64,
}

impl Weighted {
    /// The results of a simple sample of `first` decisions; each stratum holds what of a result was checked again.
    pub fn simple(results: &[Stratum], first: f64) -> Vec<Weighted> {
        let all: f64 = results.iter().map(|result| result.population).sum();
        let weighted = |result: &Stratum| Weighted {
            population: result.population,
            first: first * result.population / all,
            again: result.sampled as f64,
            share: result.share(),
        };
        results.iter().map(weighted).collect()
    }
}

/// The share in error by both samples, with an interval that holds near none in error too.
///
/// `results` are the first check's, passes and fails. The interval puts three kinds of ignorance together that have nothing to do
/// with one another: what the recheck of each result leaves open, by the mid-P limits of its share, and what the first sample
/// does, by Wilson's of the whole. The distance of a limit is the root of the sum of their squared distances. Each shrinks as
/// less is left unchecked. Wilson's interval at one effective size is as lopsided as all errors found make it: where most are found
/// among the fails, and few among the passes, which most of the doubt is of, it misses the truth in nine of a hundred samples.
/// `None` where a result was not checked again, without decisions, or for a
/// confidence outside 0 to 1.
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Tenenbein (1970), as for [`tenenbein`], for the share; Zou, Huang & Zhang (2009), Computational Statistics & Data Analysis
/// 53, 1080–1085, doi:10.1016/j.csda.2008.09.033, for sums of shares by their limits; Kish (1965), Survey Sampling, 8.2, for
/// the effect of weights, in each result by itself.
/// # Examples
/// ```
/// use tierone_stats::double_sampling::{Weighted, share};
/// use tierone_stats::stratified::Stratum;
///
/// // 60 of 1 000 checks failed; 30 of the fails and 270 of the passes were checked again.
/// let results = [
///     Stratum { population: 60_000.0, sampled: 30, found: 27 },
///     Stratum { population: 940_000.0, sampled: 270, found: 12 },
/// ];
/// let interval = share(&Weighted::simple(&results, 1_000.0), 0.95).unwrap();
/// assert!((interval.value - 0.095_777_777_777_778).abs() < 1e-14);
/// assert!(interval.low > 0.06 && interval.high < 0.14);
/// ```
pub fn share(results: &[Weighted], confidence: f64) -> Option<Estimate> {
    let results = || results.iter().filter(|result| result.population > 0.0);
    let rechecked = |result: &Weighted| {
        result.first > 0.0 && result.again > 0.0 && (0.0..=1.0).contains(&result.share)
    };
    let all: f64 = results().map(|result| result.population).sum();
    only_if(is_confidence(confidence) && all > 0.0 && results().all(rechecked))?;
    let squares = results().map(|result| result.population.powi(2) / result.first);
    let first = all * all / squares.sum::<f64>();
    let left = (1.0 - first / all).max(0.0);
    let value: f64 = results()
        .map(|result| result.population / all * result.share)
        .sum();
    let value = value.min(1.0);
    let whole = wilson_effective(value, first / left, confidence)?;
    let (mut below, mut above) = ((value - whole.low).powi(2), (whole.high - value).powi(2));
    for result in results() {
        let weight = result.population / all;
        let once = (1.0 - result.again / result.first).max(0.0);
        let own = mid_p_effective(result.share, result.again, confidence)?;
        below += once * (weight * (result.share - own.low)).powi(2);
        above += once * (weight * (own.high - result.share)).powi(2);
    }
    let (low, high) = (value - below.sqrt(), value + above.sqrt());
    Some(Estimate::containing(
        value,
        low.max(0.0),
        high.min(1.0),
        "mover-two-phase",
    ))
}
