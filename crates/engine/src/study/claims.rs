//! What may be said of means over replications: differences that are more than chance, however many are compared, and how far
//! off the others can be. The sentences of an answer and the headlines of charts go by this one test.
//!
//! A difference is claimed where it is further from zero than three standard errors would be if it alone were looked at:
//! chance goes so far once in 370 times. Where several are looked at, that once is shared among them (Bonferroni), so that
//! a claim of a difference where there is none is made no more often. Few replications need more standard errors (Student).

use super::record::{Record, values_of};
use super::spread::BEYOND_CHANCE;
use crate::measure::{Scope, measure};
use tierone_scenario::{CheckId, Scenario};
use tierone_stats::monte_carlo::{sum, summarise};
use tierone_stats::special::{binomial_tails, normal_tails, student_t_quantile};

/// The share of a quota from which it is said that it is not done.
pub const SHORT: f64 = 0.02;

/// Measures of how far a check's figure is off, and of how often its interval holds the truth.
const OF_CHECKS: &[(&str, &str)] = &[
    ("accuracy_bias", "accuracy_coverage"),
    ("mve_bias", "mve_coverage"),
];

/// How far the figure of a check is off, as one of all checks that give such a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its policy.
    pub policy: usize,
    /// The check.
    pub check: CheckId,
    /// `accuracy_bias` or `mve_bias`.
    pub measure: &'static str,
    /// Above the truth, below it (−1), or neither that can be told from chance (0).
    pub side: f64,
    /// How far off it is at most; none from a single replication.
    pub at_most: Option<f64>,
    /// Whether its 95 % intervals hold the truth less often than they say, by more than chance and by enough to matter.
    pub misses: bool,
}

/// The claims of every check, figure by figure.
pub(super) fn claims(scenario: &Scenario, records: &[Record]) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (bias, coverage) in OF_CHECKS {
        let (Some(bias), Some(coverage)) = (measure(bias), measure(coverage)) else {
            continue;
        };
        let mut columns = Vec::new();
        for (policy, rules) in scenario.policies.iter().enumerate() {
            for check in 0..rules.checks.len() {
                let of =
                    |measure| values_of(scenario, records, policy, Scope::Check(check), measure);
                let off = of(bias);
                if off.iter().any(Option::is_some) {
                    columns.push((policy, check, off, of(coverage)));
                }
            }
        }
        let compared = columns.len();
        claims.extend(columns.iter().map(|(policy, check, off, held)| Claim {
            policy: *policy,
            check: *check,
            measure: bias.name,
            side: side(off, compared),
            at_most: farthest(off, compared),
            misses: misses(held, compared),
        }));
    }
    claims
}

/// How often 95 % intervals may hold the truth before that is worth a word: less than this misses it half as often again
/// as is said, or more.
const ENOUGH: f64 = 0.925;

/// Whether intervals, of each of which is known whether it holds the truth (100) or not (0), hold it too seldom.
fn misses(held: &[Option<f64>], compared: usize) -> bool {
    let all = held.iter().flatten().count() as u64;
    let hits = held.iter().flatten().filter(|held| **held > 0.0).count() as u64;
    let seldom = (hits as f64) < ENOUGH * all as f64;
    seldom && binomial_tails(hits, all, 0.95).lower < 0.5 * chance(compared)
}

/// How often chance claims any of so many differences, on either side, divided among them.
pub fn chance(compared: usize) -> f64 {
    2.0 * normal_tails(BEYOND_CHANCE).upper / compared.max(1) as f64
}

/// Standard errors beyond which one of so many differences is claimed, with an error on `df` degrees of freedom.
pub fn beyond(compared: usize, df: f64) -> f64 {
    -student_t_quantile(df, 0.5 * chance(compared))
}

/// On which side of zero a mean over replications is by more than chance, as one of so many that are looked at; zero
/// where neither can be claimed.
///
/// # Source
/// Student's t, and Hall (1992), Journal of the Royal Statistical Society B 54, 221–228, for values that lean to one side:
/// the smaller of the two counts.
pub fn side(values: &[Option<f64>], compared: usize) -> f64 {
    let summary = summarise(values).and_then(|s| Some((s.mean, s.sd?, s.n)));
    let Some((mean, sd, n)) = summary else {
        return 0.0;
    };
    let clear = if sd > 1e-12 * mean.abs() {
        let cubes = values
            .iter()
            .flatten()
            .map(|value| ((value - mean) / sd).powi(3));
        let (n, lean) = (n as f64, sum(cubes) / n as f64);
        let ratio = mean / sd;
        let leaning = ratio + lean * ratio.powi(2) / 3.0 + lean.powi(2) * ratio.powi(3) / 27.0;
        let t = n.sqrt() * ratio.abs();
        t.min(n.sqrt() * (leaning + lean / (6.0 * n)) * ratio.signum()) > beyond(compared, n - 1.0)
    } else {
        // The same in every replication: as likely as a coin that falls on one side each time.
        mean != 0.0 && 2f64.powi(1 - n.min(1_000) as i32) < chance(compared)
    };
    if clear { mean.signum() } else { 0.0 }
}

/// How far from zero a mean can be that one of so many looks does not tell from it.
pub fn farthest(values: &[Option<f64>], compared: usize) -> Option<f64> {
    let summary = summarise(values)?;
    let error = summary.mcse? * beyond(compared, (summary.n - 1) as f64);
    Some(summary.mean.abs() + error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_difference_needs_three_standard_errors_and_more_need_more() {
        assert!((beyond(1, 1e9) - 3.0).abs() < 1e-6);
        assert!(beyond(10, 1e9) > 3.6 && beyond(1, 4.0) > 6.0);
        // Coins that fall on one side nine times in a row are not rare enough, ten times are.
        assert_eq!(side(&[Some(1.0); 9], 1), 0.0);
        assert_eq!(side(&[Some(-1.0); 10], 1), -1.0);
        assert_eq!(side(&[Some(1.0)], 1), 0.0);
        assert_eq!(side(&[], 1), 0.0);
    }

    #[test]
    fn intervals_miss_where_they_do_by_more_than_chance_and_by_enough_to_matter() {
        let held = |hits: usize, all: usize| -> Vec<Option<f64>> {
            let one = |place| Some(if place < hits { 100.0 } else { 0.0 });
            (0..all).map(one).collect()
        };
        assert!(misses(&held(174, 200), 6));
        assert!(!misses(&held(184, 200), 6), "few replications");
        assert!(!misses(&held(9_350, 10_000), 1), "hardly fewer");
        assert!(!misses(&[], 1) && !misses(&[None], 1));
    }
}
