//! The profile likelihood of the stratified binomial.

use super::stratum::{Stratum, checked, rate};
use crate::estimate::{Estimate, is_confidence};
use crate::guard::only_if;
use crate::special::{chi_squared_quantile, root};

/// The shares that a likelihood ratio test does not reject: the narrowest of the intervals offered.
///
/// Meant for small sampling fractions: what was checked is not taken as known. Twice the fall of
/// Σ x ln p + (n − x) ln(1 − p) under Σ W p = θ is held against χ² with one degree of freedom. With a Lagrange multiplier μ,
/// c = μ W_h / Σ W solves c p² − (c − n) p − x = 0 in every stratum on its own. `None` where nothing was checked or for a
/// confidence outside 0 to 1.
/// # Units
/// A share of decisions, 0 to 1, of the strata that were checked.
/// # Source
/// Wilks (1938), Annals of Mathematical Statistics 9, 60–62, doi:10.1214/aoms/1177732360, for the test.
/// # Examples
/// ```
/// use tierone_stats::stratified::{Stratum, profile_likelihood};
///
/// // Solved at 40 digits: 0.00238941 to 0.01211796.
/// let strata = [(0.25, 250, 1), (0.35, 350, 2), (0.3, 300, 2), (0.1, 100, 1)]
///     .map(|(population, sampled, found)| Stratum { population, sampled, found });
/// let interval = profile_likelihood(&strata, 0.95).unwrap();
/// assert_eq!(format!("{:.6} to {:.6}", interval.low, interval.high), "0.002389 to 0.012118");
/// ```
pub fn profile_likelihood(strata: &[Stratum], confidence: f64) -> Option<Estimate> {
    only_if(is_confidence(confidence))?;
    let value = rate(strata)?;
    let total: f64 = checked(strata).map(|stratum| stratum.population).sum();
    let allowed = chi_squared_quantile(1.0, confidence);
    let at = |multiplier: f64| {
        let (mut share, mut fall) = (0.0, 0.0);
        for stratum in checked(strata) {
            let weight = stratum.population / total;
            let (p, q) = constrained(stratum, multiplier * weight);
            share += weight * p;
            fall += deviance(stratum, p, q);
        }
        (share, fall)
    };
    // The fall grows from 0 as the multiplier leaves 0 on either side; where it never grows enough, the end is 0 or 1.
    let limit = |sign: f64, end: f64| {
        let mut reach = sign;
        while at(reach).1 < allowed {
            reach *= 2.0;
            if reach.abs() > 1e18 {
                return end;
            }
        }
        root(0.0, reach, |multiplier| at(multiplier).1 - allowed)
            .map_or(end, |multiplier| at(multiplier).0)
    };
    Some(Estimate::containing(
        value,
        limit(-1.0, 0.0),
        limit(1.0, 1.0),
        "profile-likelihood",
    ))
}

/// The share that maximises a stratum's likelihood plus `c` times the share, and its distance from 1.
fn constrained(stratum: &Stratum, c: f64) -> (f64, f64) {
    let (n, x) = (stratum.sampled as f64, stratum.found as f64);
    // c > 0 draws the share up; by symmetry c < 0 draws the share of right decisions up.
    let (small, large) = if c >= 0.0 { (n - x, c) } else { (x, -c) };
    // The other share s solves c s² − (c + n) s + small = 0; the smaller root, without cancellation.
    let other = if large == 0.0 {
        small / n
    } else {
        2.0 * small / (large + n + ((large + n).powi(2) - 4.0 * large * small).max(0.0).sqrt())
    };
    if c >= 0.0 {
        (1.0 - other, other)
    } else {
        (other, 1.0 - other)
    }
}

/// Twice the fall in log-likelihood from the share found to `p` (and `q` = 1 − `p`).
fn deviance(stratum: &Stratum, p: f64, q: f64) -> f64 {
    let (n, x) = (stratum.sampled as f64, stratum.found as f64);
    let term = |count: f64, share: f64| {
        if count > 0.0 {
            count * (count / (n * share)).ln()
        } else {
            0.0
        }
    };
    2.0 * (term(x, p) + term(n - x, q))
}
