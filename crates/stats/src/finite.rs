//! Exact bounds on the number of errors in a finite number of decisions, from a simple sample without replacement.

use super::proportion::{wilson, wilson_effective};
use super::special::hypergeometric_tails;
use super::stratified::Stratum;
use crate::estimate::{Estimate, is_confidence};
use crate::guard::none_if;
use crate::halving::first_above;
use crate::precision::TIE;

/// A simple sample drawn without replacement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimpleSample {
    /// Decisions in the frame.
    pub population: u64,
    /// Decisions checked.
    pub sampled: u64,
    /// Errors found among them.
    pub found: u64,
}

impl From<&Stratum> for SimpleSample {
    fn from(stratum: &Stratum) -> SimpleSample {
        SimpleSample {
            population: stratum.population.round() as u64,
            sampled: stratum.sampled,
            found: stratum.found,
        }
    }
}

/// The interval of one simple sample: exact where more than 5 % was checked, else Wilson's.
///
/// Below 5 % the decisions not checked are as good as endless. `None` as for [`hypergeometric`] and
/// [`wilson`].
/// # Units
/// A share of the decisions in the frame, 0 to 1.
/// # Examples
/// ```
/// use tierone_stats::finite::{SimpleSample, simple};
///
/// let sample = SimpleSample { population: 12_000, sampled: 300, found: 2 };
/// assert_eq!(simple(sample, 0.95).unwrap().method, "wilson");
/// let sample = SimpleSample { population: 1_200, ..sample };
/// assert_eq!(simple(sample, 0.95).unwrap().method, "hypergeometric");
/// ```
pub fn simple(sample: SimpleSample, confidence: f64) -> Option<Estimate> {
    if 20 * sample.sampled > sample.population {
        hypergeometric(sample, confidence)
    } else {
        wilson(sample.found, sample.sampled, confidence)
    }
}

/// Exact two-sided interval for the share of decisions in error of a finite frame: [`least_errors`] to [`most_errors`], each
/// at half of 1 − confidence.
///
/// It covers at least `confidence` for every true number of errors; a census has no width. `None` with nothing checked, more
/// found than checked, more checked than there are, or a confidence outside 0 to 1.
/// # Units
/// A share of the decisions in the frame, 0 to 1.
/// # Source
/// Wright (1991), Exact Confidence Bounds when Sampling from Small Finite Universes.
/// # Examples
/// ```
/// use tierone_stats::finite::{SimpleSample, hypergeometric};
///
/// // Exact rational arithmetic: 1 to 22 errors among 100 decisions.
/// let sample = SimpleSample { population: 100, sampled: 20, found: 1 };
/// let interval = hypergeometric(sample, 0.95).unwrap();
/// assert_eq!((interval.low, interval.high), (0.01, 0.22));
/// ```
pub fn hypergeometric(sample: SimpleSample, confidence: f64) -> Option<Estimate> {
    let alpha = 0.5 * (1.0 - confidence);
    let low = least_errors(sample, alpha)? as f64 / sample.population as f64;
    let high = most_errors(sample, alpha)? as f64 / sample.population as f64;
    let value = sample.found as f64 / sample.sampled as f64;
    Some(Estimate::containing(value, low, high, "hypergeometric"))
}

/// How sure one may be of at most `errors`: the one-sided confidence at which a limit of [`hypergeometric`] is that number.
///
/// Between the limits at one half it is one half. With none found there is no lower limit, and it falls with the number.
/// `None` where more is found than checked, or checked than there is.
/// # Examples
/// ```
/// use tierone_stats::finite::{SimpleSample, confidence_at_most, hypergeometric};
///
/// let sample = SimpleSample { population: 2_000, sampled: 600, found: 0 };
/// let most = (hypergeometric(sample, 0.95).unwrap().high * 2_000.0).round() as u64;
/// assert!(confidence_at_most(sample, most).unwrap() >= 0.975);
/// assert!(confidence_at_most(sample, most - 1).unwrap() < 0.975);
/// assert!((confidence_at_most(sample, 0).unwrap() - 0.3).abs() < 1e-12);
/// ```
pub fn confidence_at_most(sample: SimpleSample, errors: u64) -> Option<f64> {
    let SimpleSample {
        population,
        sampled,
        found,
    } = sample;
    none_if(found > sampled || sampled > population)?;
    if errors < found {
        return Some(0.0);
    }
    // What was found right is right.
    if errors >= population - (sampled - found) {
        return Some(1.0);
    }
    let above = hypergeometric_tails(found, population, errors + 1, sampled).upper;
    if found == 0 {
        return Some(above);
    }
    let below = hypergeometric_tails(found - 1, population, errors, sampled).upper;
    Some(above.max(below.min(0.5)))
}

/// The probability that the frame holds `errors` at most: the beta-binomial posterior of those that were not checked, under
/// Jeffreys' prior.
///
/// `None` with more found than checked or more checked than there are.
/// # Units
/// A probability; errors in decisions, those found included.
/// # Source
/// Ericson (1969), Journal of the Royal Statistical Society B 31, 195–233.
/// # Examples
/// ```
/// use tierone_stats::finite::{SimpleSample, posterior_at_most};
///
/// // After a census the number is known.
/// let census = SimpleSample { population: 50, sampled: 50, found: 3 };
/// assert_eq!(posterior_at_most(census, 2), Some(0.0));
/// assert_eq!(posterior_at_most(census, 3), Some(1.0));
/// ```
pub fn posterior_at_most(sample: SimpleSample, errors: u64) -> Option<f64> {
    let left = sample.population.checked_sub(sample.sampled)?;
    let right = sample.sampled.checked_sub(sample.found)?;
    let Some(most) = errors.checked_sub(sample.found) else {
        return Some(0.0);
    };
    let (a, b) = (sample.found as f64 + 0.5, right as f64 + 0.5);
    // C(left, j) B(a + j, b + left − j), each by the one before.
    let (mut mass, mut within, mut all) = (1.0, 0.0, 0.0);
    for j in 0..=left {
        all += mass;
        if j <= most {
            within += mass;
        }
        let rest = (left - j) as f64;
        mass *= rest * (a + j as f64) / ((j + 1) as f64 * (b + rest - 1.0));
        if all > 1e200 {
            (mass, within, all) = (mass / 1e200, within / 1e200, all / 1e200);
        }
    }
    Some(within / all)
}

/// The most errors that the frame can hold: the largest K with P(X ≤ found) > `alpha`.
///
/// `None` as for [`hypergeometric`].
/// # Units
/// A number of decisions; one-sided at confidence 1 − `alpha`.
/// # Source
/// As for [`hypergeometric`].
/// # Examples
/// ```
/// use tierone_stats::finite::{SimpleSample, most_errors};
///
/// // Touw & Hoogduin (2011), p. 125, print the share of 1 200 as 0.0208, 0.0358 and 0.0625 at 90 %.
/// let shares = [0, 1, 3].map(|found| {
///     let sample = SimpleSample { population: 1_200, sampled: 102, found };
///     format!("{:.4}", most_errors(sample, 0.1).unwrap() as f64 / 1_200.0)
/// });
/// assert_eq!(shares, ["0.0208", "0.0358", "0.0625"]);
/// ```
pub fn most_errors(sample: SimpleSample, alpha: f64) -> Option<u64> {
    let SimpleSample {
        population,
        sampled,
        found,
    } = check(sample, alpha)?;
    let plausible = |errors: u64| {
        hypergeometric_tails(found, population, errors, sampled).lower > alpha * (1.0 + TIE)
    };
    // P(X ≤ found) falls as errors are added, from 1 where there are no more than were found.
    let (yes, no) = (found, population - (sampled - found) + 1);
    let near = near_limits(sample, alpha)[1];
    Some(last(yes, no, near, plausible))
}

/// The fewest errors that the frame can hold: the smallest K with P(X ≥ found) > `alpha`.
///
/// `None` as for [`hypergeometric`].
/// # Units
/// A number of decisions; one-sided at confidence 1 − `alpha`.
/// # Source
/// As for [`hypergeometric`].
/// # Examples
/// ```
/// use tierone_stats::finite::{SimpleSample, least_errors};
///
/// let sample = SimpleSample { population: 100, sampled: 20, found: 1 };
/// assert_eq!(least_errors(sample, 0.05), Some(1));
/// ```
pub fn least_errors(sample: SimpleSample, alpha: f64) -> Option<u64> {
    let SimpleSample {
        population,
        sampled,
        found,
    } = check(sample, alpha)?;
    if found == 0 {
        return Some(0);
    }
    let plausible = |errors: u64| {
        hypergeometric_tails(found - 1, population, errors, sampled).upper > alpha * (1.0 + TIE)
    };
    // Counted down from the top, which is plausible.
    let top = population - (sampled - found);
    let near = top.saturating_sub(near_limits(sample, alpha)[0]);
    let below = last(0, top - (found - 1), near, |down| plausible(top - down));
    Some(top - below)
}

/// About where the limits are: Wilson's, at the size that a sample without end would have.
fn near_limits(sample: SimpleSample, alpha: f64) -> [u64; 2] {
    let (all, n) = (sample.population as f64, sample.sampled as f64);
    let share = sample.found as f64 / n;
    let size = n * (all - 1.0) / (all - n);
    wilson_effective(share, size, 1.0 - 2.0 * alpha).map_or([sample.found; 2], |interval| {
        [interval.low, interval.high].map(|limit| (limit * all).round() as u64)
    })
}

/// The last number from `yes` to below `no` that holds, where `yes` does and `no` does not, and all before one that holds do too;
/// looked for around `near` first.
fn last(yes: u64, no: u64, near: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut yes, mut no) = (yes, no);
    let (mut at, mut step) = (near.clamp(yes, no - 1), (no - yes).isqrt() / 16 + 1);
    let is_above = holds(at);
    // Away from there in doubled steps until the other kind is met.
    loop {
        if holds(at) {
            yes = at;
            if !is_above {
                break;
            }
            at = (at + step).min(no - 1);
        } else {
            no = at;
            if is_above {
                break;
            }
            at = at.saturating_sub(step).max(yes);
        }
        if no - yes <= 1 {
            return yes;
        }
        step *= 2;
    }
    first_above(yes, no, |number| !holds(number)) - 1
}

fn check(sample: SimpleSample, alpha: f64) -> Option<SimpleSample> {
    let SimpleSample {
        population,
        sampled,
        found,
    } = sample;
    (found <= sampled && 0 < sampled && sampled <= population && is_confidence(1.0 - alpha))
        .then_some(sample)
}
