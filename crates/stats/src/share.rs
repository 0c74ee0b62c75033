//! The interval of a share in error from a sample in strata: one for a run, for real results and for the facts of a policy.

use super::estimate::Estimate;
use super::finite;
use super::stratified::{Stratum, pool_equal_weights, wilson_smoothed};

/// The interval of the share in error, where each decision of a stratum was as likely to be drawn as the others; `drawn_from` is
/// how many strata there were, some of which may have been pooled.
///
/// One is a simple sample: exact where more than 5 % was checked, else Wilson's ([`finite::simple`]). Several have Wilson's
/// interval at their smoothed effective size ([`wilson_smoothed`]), those of equal weight pooled. `None` as for those.
/// # Units
/// A share of decisions, 0 to 1, of the strata that were checked.
/// # Examples
/// ```
/// use tierone_stats::share::interval;
/// use tierone_stats::stratified::Stratum;
///
/// let stratum = |population, sampled, found| Stratum { population, sampled, found };
/// let simple = [stratum(30_000.0, 300, 3)];
/// assert_eq!(interval(&simple, 1, 0.95).unwrap().method, "wilson");
/// // A sample of each of two months, told month by month or together.
/// let months = [stratum(10_000.0, 100, 1), stratum(20_000.0, 200, 2)];
/// let told = interval(&months, 2, 0.95).unwrap();
/// assert_eq!(told.method, "wilson-smoothed");
/// assert_eq!(told, interval(&simple, 2, 0.95).unwrap());
/// ```
pub fn interval(strata: &[Stratum], drawn_from: u64, confidence: f64) -> Option<Estimate> {
    match (drawn_from, strata) {
        (1, [simple]) => finite::simple(simple.into(), confidence),
        _ => wilson_smoothed(&pool_equal_weights(strata), confidence),
    }
}
