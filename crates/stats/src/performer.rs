//! Limits on one caseworker's fails, beyond which their rate of failing is more than chance explains.

use super::control::Subgroup;
use super::proportion::Beta;
use super::shrinkage::probability_up_to;
use super::special::{beta_tails, binomial_tails};
use crate::halving::first_enough;

/// The level of each of `people` looks at once, so that the probability that any is wrong is `together`
/// if they are independent: 1 − (1 − together)^(1/people).
///
/// # Source
/// Šidák (1967), Journal of the American Statistical Association 62, 626–633, doi:10.1080/01621459.1967.10482935.
/// # Examples
/// ```
/// use tierone_stats::performer::level_of_each;
///
/// assert!((level_of_each(0.19, 2) - 0.1).abs() < 1e-15);
/// ```
pub fn level_of_each(together: f64, people: u64) -> f64 {
    // 1 − (1 − together)^(1/people), without loss for small levels.
    -((-together).ln_1p() / people.max(1) as f64).exp_m1()
}

/// The fewest fails in `checks` that happen with probability `level` at most where each check fails with
/// probability `expected`.
///
/// `checks + 1`, which cannot happen, where even all of them would be no rarer.
/// # Units
/// Fails.
/// # Source
/// Spiegelhalter (2005), Statistics in Medicine 24, 1185–1202, doi:10.1002/sim.1970 (exact binomial limits of a funnel plot;
/// without his interpolation between whole numbers, so that the level is kept).
/// # Examples
/// ```
/// use tierone_stats::performer::funnel_limit;
///
/// // At 0.6 % three fails in 100 checks are met in 2.27 % of years, two in 12 %.
/// assert_eq!(funnel_limit(100, 0.006, 0.025), 3);
/// assert_eq!(funnel_limit(0, 0.5, 0.1), 1);
/// ```
pub fn funnel_limit(checks: u64, expected: f64, level: f64) -> u64 {
    fewest(checks, |fails| {
        fails > 0 && binomial_tails(fails - 1, checks, expected).upper <= level
    })
}

/// The smallest number of fails at which the distribution function of the beta-binomial law is `probability` at least: a limit
/// for people whose own rates differ by `rates`.
///
/// # Units
/// Fails.
/// # Source
/// Spiegelhalter (2005), as for [`funnel_limit`]; random effects, by the exact law.
/// # Examples
/// ```
/// use tierone_stats::performer::{funnel_limit, overdispersed_limit};
/// use tierone_stats::proportion::Beta;
///
/// // Where people hardly differ the limit is the binomial one.
/// assert_eq!(overdispersed_limit(100, Beta::with_mean(0.006, 1e9), 0.975), 2);
/// assert_eq!(overdispersed_limit(100, Beta::with_mean(0.006, 20.0), 0.975), 6);
/// ```
pub fn overdispersed_limit(checks: u64, rates: Beta, probability: f64) -> u64 {
    fewest(checks, |failed| {
        let person = Subgroup {
            checked: checks,
            failed,
        };
        probability_up_to(rates, person) >= probability
    })
}

/// How far a person's fail rate is from `expected`, in standard deviations that allow for people differing with the intra-class
/// correlation `correlation`.
///
/// # Source
/// Spiegelhalter (2005), as for [`funnel_limit`]; the variance is that of the beta-binomial law.
/// # Examples
/// ```
/// use tierone_stats::control::Subgroup;
/// use tierone_stats::performer::overdispersed_score;
///
/// let person = Subgroup { checked: 50, failed: 2 };
/// assert!((overdispersed_score(person, 0.02, 0.01) - 0.827_549_209_090_703).abs() < 1e-12);
/// ```
pub fn overdispersed_score(person: Subgroup, expected: f64, correlation: f64) -> f64 {
    let n = person.checked as f64;
    let variance = expected * (1.0 - expected) / n * (1.0 + (n - 1.0) * correlation);
    (person.failed as f64 / n - expected) / variance.sqrt()
}

/// The fewest fails in `checks` after which the fail rate is above `above` with probability `probability` at least.
///
/// `checks + 1` where even all of them would not be enough.
/// # Units
/// Fails.
/// # Source
/// Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., §2.4 (the conjugate beta prior).
/// # Examples
/// ```
/// use tierone_stats::performer::posterior_limit;
/// use tierone_stats::proportion::Beta;
///
/// // From a uniform prior a rate above a half is as likely as not before anything is checked.
/// assert_eq!(posterior_limit(0, Beta::with_mean(0.5, 2.0), 0.5, 0.5), 0);
/// assert_eq!(posterior_limit(0, Beta::with_mean(0.5, 2.0), 0.5, 0.51), 1);
/// ```
pub fn posterior_limit(checks: u64, prior: Beta, above: f64, probability: f64) -> u64 {
    let Beta {
        errors: a,
        right: b,
    } = prior;
    fewest(checks, |fails| {
        let (fails, passes) = (fails as f64, (checks - fails) as f64);
        beta_tails(a + fails, b + passes, above).upper >= probability
    })
}

/// The least number up to `most` that is enough, where every number above one that is enough is too;
/// `most + 1` if none is.
fn fewest(most: u64, enough: impl Fn(u64) -> bool) -> u64 {
    first_enough(0, most + 1, enough)
}
