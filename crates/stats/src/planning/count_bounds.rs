//! Several looks at one growing sample: from how many errors on a look is an alarm, so that all looks together raise a false one
//! with one stated probability at most.

use crate::estimate::is_confidence;
use crate::special::binomial_mass;

/// A sample whose errors vary by more than this is taken to be as large as one that varies by so much: a limit is then known to a
/// third of a percent of itself, and a larger sample would only take longer.
const MOST_VARIANCE: f64 = 1e5;

/// No sample is larger than this.
const MOST_CHECKS: u64 = 1 << 53;

/// What is rarer than this is left out: with the most looks that there are it adds up to less than any digit printed.
const RARE: f64 = 1e-15;

/// The looks so far at one sample, of which each check finds an error with one probability.
///
/// The numbers are exact for a sample of any size: they are added up over all ways to come to a count without an alarm before.
/// What a look does not use of the probability that it may spend, since counts are whole, is there for those after it.
/// # Source
/// Lan & DeMets (1983), Biometrika 70, 659–663, doi:10.1093/biomet/70.3.659, with binomial counts in place of a normal score.
/// # Examples
/// ```
/// use tierone_stats::planning::CountBounds;
///
/// // One look at 100 checks: five errors or more happen to 3.4 % of those with 1.7 % in error, six or more to 1.1 %.
/// let mut looks = CountBounds::new(0.017).unwrap();
/// assert_eq!(looks.least_alarm(100, 0.025), 6);
/// ```
#[derive(Clone, Debug)]
pub struct CountBounds {
    rate: f64,
    checks: u64,
    spent: f64,
    /// The probability of `lowest`, `lowest + 1`, … errors, and of no alarm so far.
    masses: Vec<f64>,
    lowest: u64,
}

impl CountBounds {
    /// Before the first look, where a share `rate` of checks find an error. `None` where that is no share.
    pub fn new(rate: f64) -> Option<Self> {
        (0.0..=1.0).contains(&rate).then(|| Self {
            rate,
            checks: 0,
            spent: 0.0,
            masses: vec![1.0],
            lowest: 0,
        })
    }

    /// The fewest errors in `checks` that are an alarm at the next look, where a false one may have been raised with probability
    /// `spend` by then. Checks are those of all looks so far; fewer than before count as no more than before.
    pub fn least_alarm(&mut self, checks: u64, spend: f64) -> u64 {
        let checks = checks.min(MOST_CHECKS);
        let variance = self.rate * (1.0 - self.rate);
        let more = checks.saturating_sub(self.checks);
        let left = (MOST_VARIANCE / variance) as u64;
        self.add(more.min(left.saturating_sub(self.checks)));
        self.checks = self.checks.max(checks);
        let may = if is_confidence(spend) {
            (spend - self.spent) * (1.0 + 1e-9)
        } else {
            0.0
        };
        let mut beyond = 0.0;
        while let Some(mass) = self.masses.last() {
            if beyond + mass > may {
                break;
            }
            beyond += mass;
            self.masses.pop();
        }
        self.spent += beyond;
        self.lowest + self.masses.len() as u64
    }

    /// The probability that any look so far was an alarm.
    pub fn spent(&self) -> f64 {
        self.spent
    }

    /// So many more checks.
    fn add(&mut self, checks: u64) {
        if checks == 0 || self.masses.is_empty() {
            return;
        }
        let n = checks as f64;
        let (mean, right) = (n * self.rate, 1.0 - self.rate);
        let reach = 9.0 * (mean * right).sqrt() + 20.0;
        let low = (mean - reach).max(0.0) as u64;
        let high = ((mean + reach) as u64).min(checks);
        let found: Vec<f64> = (low..=high)
            .map(|k| binomial_mass(k as f64, n, self.rate, right))
            .collect();
        let mut sums = vec![0.0; self.masses.len() + found.len() - 1];
        for (before, mass) in self.masses.iter().enumerate() {
            for (sum, more) in sums[before..].iter_mut().zip(&found) {
                *sum += mass * more;
            }
        }
        let is_rare = |mass: &&f64| **mass < RARE;
        let first = sums.iter().take_while(is_rare).count();
        let last = sums.iter().rev().take_while(is_rare).count();
        sums.truncate(sums.len().saturating_sub(last));
        sums.drain(..first.min(sums.len()));
        self.lowest += low + first as u64;
        self.masses = sums;
    }
}
