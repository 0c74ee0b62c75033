//! Value-weighted samples, which draw pounds rather than decisions: monetary-unit sampling.
//!
//! A decision of value v is drawn with probability v/J, or for certain from J up, where J is the sampling interval. So a
//! decision drawn stands for J pounds, of which its taint, the error's amount over the decision's value, is in error.

use super::monetary::{FoundError, bootstrap, equal_tails, ratio};
use super::proportion::clopper_pearson_upper;
use super::special::{gamma_quantile, gamma_tails};
use super::stratified::{PoissonProcess, is_known};
use super::weighted::Unchecked;
use crate::estimate::{Estimate, is_confidence};
use crate::guard::{none_if, only_if};
use crate::halving::first_above;
use rand::Rng;
use rand_distr::{Distribution, Gamma};

/// Stringer's upper bound on the share of value in error, one-sided: p(0) + Σ (p(j) − p(j − 1)) t_j.
///
/// `taints` t are those of the errors found among `checked` pounds, in any order, largest first in the sum; one below 0 counts
/// as 0. p(j) is the exact upper bound of j errors. Decisions drawn for certain are no part of it: their errors are known,
/// and added. `None` with more taints than checks, a taint that is NaN, nothing checked, or a confidence outside 0 to 1.
/// # Units
/// Amount of error per amount assessed.
/// # Source
/// Stringer (1963), Proceedings of the Business and Economic Statistics Section, American Statistical Association, 405–411;
/// binomial limits as in Touw & Hoogduin (2011), Statistiek voor audit en controlling, 138.
/// # Examples
/// ```
/// use tierone_stats::monetary_unit::stringer;
///
/// // Touw & Hoogduin (2011), p. 138: a bound of 0.034787 on 145 checks with these taints.
/// let bound = stringer(&[1.0, 0.200_000_72, 0.039_999_31], 145, 0.95).unwrap();
/// assert!((bound - 0.034_786_563_009_289_6).abs() < 1e-12);
/// ```
pub fn stringer(taints: &[f64], checked: u64, confidence: f64) -> Option<f64> {
    stringer_by(taints, checked, |errors| {
        clopper_pearson_upper(errors, checked, confidence)
    })
}

/// Stringer's bound with Poisson limits, as printed in tables of reliability factors: [`stringer`] with
/// [`reliability_factor`]/n for p(j).
///
/// `None` as for [`stringer`].
/// # Units
/// Amount of error per amount assessed.
/// # Source
/// As for [`stringer`].
/// # Examples
/// ```
/// use tierone_stats::monetary_unit::stringer_poisson;
///
/// // The gamma quantiles at 34 digits.
/// let bound = stringer_poisson(&[1.0, 0.200_000_72, 0.039_999_31], 145, 0.95).unwrap();
/// assert!((bound - 0.035_259_068_736_502_3).abs() < 1e-12);
/// ```
pub fn stringer_poisson(taints: &[f64], checked: u64, confidence: f64) -> Option<f64> {
    stringer_by(taints, checked, |errors| {
        Some(reliability_factor(errors, confidence)? / checked as f64)
    })
}

/// The upper limit of a Poisson mean of which `errors` were seen: half of the χ² quantile with 2(x + 1) degrees of freedom.
///
/// `None` for a confidence outside 0 to 1.
/// # Source
/// Garwood (1936), Biometrika 28, 437–442.
/// # Examples
/// ```
/// use tierone_stats::monetary_unit::reliability_factor;
///
/// // The factors of audit tables at 95 %.
/// let factors = [0, 1, 2].map(|errors| format!("{:.2}", reliability_factor(errors, 0.95).unwrap()));
/// assert_eq!(factors, ["3.00", "4.74", "6.30"]);
/// ```
pub fn reliability_factor(errors: u64, confidence: f64) -> Option<f64> {
    is_confidence(confidence).then(|| gamma_quantile(errors as f64 + 1.0, confidence))
}

fn stringer_by(taints: &[f64], checked: u64, upper: impl Fn(u64) -> Option<f64>) -> Option<f64> {
    none_if(taints.len() as u64 > checked || taints.iter().any(|taint| taint.is_nan()))?;
    let mut sorted = taints.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let mut last = upper(0)?;
    let mut bound = last;
    for (errors, taint) in (1..).zip(sorted) {
        let next = upper(errors)?;
        bound += (next - last) * taint.max(0.0);
        last = next;
    }
    Some(bound)
}

/// The ratio estimate of the share of value in error: the mean taint of all that was checked, Σ t / n.
///
/// `None` with nothing checked or more taints than checks.
/// # Units
/// Amount of error per amount assessed.
/// # Source
/// Touw & Hoogduin (2011), as for [`stringer`].
/// # Examples
/// ```
/// use tierone_stats::monetary_unit::mean_taint;
///
/// assert_eq!(mean_taint(&[1.0, 0.5], 150), Some(0.01));
/// ```
pub fn mean_taint(taints: &[f64], checked: u64) -> Option<f64> {
    (checked > 0 && taints.len() as u64 <= checked)
        .then(|| taints.iter().sum::<f64>() / checked as f64)
}

/// The number of pounds to be checked so that an upper limit stays below a tolerable error while an expected one is found.
///
/// The smallest n with P(Gamma(1 + n e) > n t) ≤ 1 − confidence, e and t as shares of the value. `None` where the expected
/// error is not below the tolerable one, or for a confidence outside 0 to 1.
/// # Units
/// Checks, from amounts in one unit.
/// # Source
/// The size that R's MUS package computes.
/// # Examples
/// ```
/// use tierone_stats::monetary_unit::sample_size;
///
/// // R's MUS: 192 and 265 at 90 %.
/// assert_eq!(sample_size(5_000_000.0, 60_000.0, 0.0, 0.9), Some(192));
/// assert_eq!(sample_size(5_000_000.0, 60_000.0, 10_000.0, 0.9), Some(265));
/// ```
pub fn sample_size(value: f64, tolerable: f64, expected: f64, confidence: f64) -> Option<u64> {
    let (tolerable, expected) = (tolerable / value, expected / value);
    let is_enough = |n: u64| {
        let n = n as f64;
        gamma_tails(1.0 + n * expected, n * tolerable).upper <= 1.0 - confidence
    };
    only_if(is_confidence(confidence) && 0.0 <= expected && expected < tolerable)?;
    // More checks never raise the tail by which they are judged, once there is one to spare.
    let mut enough = 1;
    while !is_enough(enough) {
        enough = enough.checked_mul(2).filter(|n| *n < 1 << 40)?;
    }
    Some(first_above(enough / 2, enough, is_enough))
}

/// What is known of a value-weighted sample before anything is checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValueSample {
    /// Assessed value of all decisions of the frame.
    pub value: f64,
    /// The sampling interval J.
    pub interval: f64,
    /// The declared maximum of a taint; 1 where an error cannot exceed its decision's value.
    pub max_taint: f64,
}

/// The gamma interval of the share of value in error, which leans to a guarantee.
///
/// Errors come with their amounts and with weights J/v; those of weight 1 were drawn for certain and are known. `None` where
/// an amount is negative, a weight is below 1, the frame's value or interval is not positive, or for a confidence outside 0
/// to 1.
/// # Units
/// Amount of error per amount assessed.
/// # Source
/// Fay & Feuer (1997), Statistics in Medicine 16, 791–801, with pounds for people.
/// # Examples
/// ```
/// use tierone_stats::monetary_unit::{ValueSample, fay_feuer, reliability_factor};
///
/// // With no error found: the Poisson limit of one tail of 2.5 %, each of the pounds a whole interval.
/// let sample = ValueSample { value: 300_000.0, interval: 1_000.0, max_taint: 1.0 };
/// let interval = fay_feuer(&[], sample, 0.95).unwrap();
/// let factor = reliability_factor(0, 0.975).unwrap();
/// assert!((interval.high - factor / 300.0).abs() < 1e-6);
/// ```
pub fn fay_feuer(found: &[FoundError], sample: ValueSample, confidence: f64) -> Option<Estimate> {
    let Known { amount, hits } = Known::of(found, sample, confidence)?;
    let mut known = amount;
    let mut unchecked = Unchecked::NONE;
    let mut largest = sample.max_taint;
    for hit in hits {
        known += hit.amount;
        unchecked.add(1.0, hit.amount, hit.weight);
        largest = largest.max(hit.taint(sample));
    }
    // One more hit, of a decision so small that all it stands for is missed.
    let many = sample.interval.max(1e9);
    let scale = sample.interval / many;
    let mut pseudo = Unchecked::NONE;
    pseudo.add(1.0, largest * scale, many);
    let (low, high) = unchecked.limits(pseudo, 0.5 * (1.0 - confidence));
    Some(Estimate::containing(
        ratio(found, sample.value)?,
        (known + low) / sample.value,
        (known + high) / sample.value,
        "fay-feuer",
    ))
}

/// Equal tails of posterior rate × Bayesian bootstrap of the taints, from `draws` draws.
///
/// Pounds in error are drawn at the rate Gamma(x + ½)/J, and one more taint is half of the declared maximum, at most ½.
/// An error of a decision drawn with a probability above 5 % is known, and others like it that were missed are a whole
/// number. `None` as for [`fay_feuer`].
/// # Units
/// Amount of error per amount assessed.
/// # Source
/// As for [`monetary::posterior`](crate::monetary::posterior), with one stratum of pounds.
/// # Examples
/// ```
/// use rand::SeedableRng;
/// use tierone_stats::monetary::FoundError;
/// use tierone_stats::monetary_unit::{ValueSample, posterior};
///
/// // A decision of £50, drawn with a probability of 50 in 1 000, was £10 too high: £200 of every million pounds.
/// let sample = ValueSample { value: 1e6, interval: 1e3, max_taint: 1.0 };
/// let found = [FoundError { amount: 10.0, weight: 20.0 }];
/// let mut rng = rand_xoshiro::Xoshiro256PlusPlus::seed_from_u64(1);
/// let interval = posterior(&found, sample, 0.95, 1_000, &mut rng).unwrap();
/// assert!((interval.value - 0.000_2).abs() < 1e-15);
/// assert!(interval.low < 0.000_2 && 0.000_2 < interval.high);
/// ```
pub fn posterior<R: Rng + ?Sized>(
    found: &[FoundError],
    sample: ValueSample,
    confidence: f64,
    draws: usize,
    rng: &mut R,
) -> Option<Estimate> {
    let Known { amount, hits } = Known::of(found, sample, confidence)?;
    let of_few = hits.iter().filter(|hit| is_known(hit.weight));
    let known = amount + of_few.map(|hit| hit.amount).sum::<f64>();
    let mut taints: Vec<f64> = hits.iter().map(|hit| hit.taint(sample)).collect();
    taints.push((0.5 * sample.max_taint).min(0.5));
    let rate = Gamma::new(hits.len() as f64 + 0.5, 1.0).ok()?;
    let mut weights = vec![0.0; taints.len()];
    let mut draw = || {
        let [mean, _] = bootstrap(&taints, 1.0, &mut weights, rng);
        let each = rate.sample(rng) / weights.iter().sum::<f64>();
        let more = each * weights[hits.len()] * sample.interval;
        let (mut missed, mut process) = (0.0, PoissonProcess::start(rng));
        for (hit, weight) in hits.iter().zip(&weights) {
            missed += if is_known(hit.weight) {
                hit.amount * process.events(each * weight * (hit.weight - 1.0), rng)
            } else {
                hit.amount * each * weight * hit.weight
            };
        }
        let ratio = |of_more: f64| (known + missed + more * of_more) / sample.value;
        (ratio(mean), ratio(taints[hits.len()]))
    };
    let drawn = (0..draws.max(1)).map(|_| draw()).collect();
    Some(equal_tails(ratio(found, sample.value)?, drawn, confidence))
}

/// The errors found: what those drawn for certain are worth together, and the others.
struct Known {
    amount: f64,
    hits: Vec<FoundError>,
}

impl FoundError {
    /// The amount of error of each pound that a hit stands for.
    fn taint(&self, sample: ValueSample) -> f64 {
        self.amount * self.weight / sample.interval
    }
}

impl Known {
    fn of(found: &[FoundError], sample: ValueSample, confidence: f64) -> Option<Known> {
        let possible = |error: &FoundError| error.amount >= 0.0 && error.weight >= 1.0;
        let sized = sample.value > 0.0 && sample.interval > 0.0 && sample.max_taint >= 0.0;
        only_if(is_confidence(confidence) && sized && found.iter().all(possible))?;
        let (hits, certain): (Vec<FoundError>, Vec<FoundError>) =
            found.iter().partition(|error| error.weight > 1.0);
        Some(Known {
            amount: certain.iter().map(|error| error.amount).sum(),
            hits,
        })
    }
}
