//! A backlog that is cleared in periods: what is left over after each, where so many arrive at random and so many can be done.

use crate::guard::only_if;
use crate::halving::halved;
use crate::precision::TIE;
use crate::special::poisson_mass;

/// Arrivals of a period at random (Poisson), and what can be cleared in it. The backlog is counted after clearing:
/// B becomes max(B + A − C, 0).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backlog {
    /// Mean arrivals in a period.
    pub arrivals: f64,
    /// Cases that can be cleared in it.
    pub capacity: u64,
}

/// How large a backlog is, with probabilities.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts(Vec<f64>);

/// Probabilities below this are left out.
const NOTHING: f64 = 1e-18;
/// Steps of a sum over periods and sizes that are worked out at most.
const MOST_STEPS: f64 = 2e8;

impl Counts {
    /// The probability of `k`.
    pub fn p(&self, k: usize) -> f64 {
        self.0.get(k).copied().unwrap_or(0.0)
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.0.iter().enumerate().map(|(k, p)| k as f64 * p).sum()
    }

    /// The standard deviation.
    pub fn sd(&self) -> f64 {
        let mean = self.mean();
        let squares = self.0.iter().enumerate();
        let squares = squares.map(|(k, p)| (k as f64 - mean).powi(2) * p);
        squares.sum::<f64>().sqrt()
    }

    /// The smallest size that is not exceeded with probability `share`; `None` for a share outside 0 to 1.
    pub fn quantile(&self, share: f64) -> Option<usize> {
        let mut below = 0.0;
        let reached = |p: &f64| {
            below += p;
            below >= share - TIE
        };
        (0.0..1.0)
            .contains(&share)
            .then(|| self.0.iter().position(reached))?
    }
}

impl Backlog {
    /// The backlog once it has settled.
    ///
    /// By Spitzer's identity the settled backlog is a Poisson number of jumps, of size k with rate Σ P(Sₙ = nC + k)/n over
    /// n, where Sₙ are the arrivals of n periods; Panjer's recursion then gives each probability. `None` where no fewer arrive
    /// than can be cleared, or so nearly as many that the backlog takes too many periods to settle.
    /// # Source
    /// Spitzer (1956), Transactions of the American Mathematical Society 82, 323–339, doi:10.2307/1993051; Panjer (1981), ASTIN
    /// Bulletin 12, 22–26, doi:10.1017/S0515036100006796.
    /// # Examples
    /// ```
    /// use tierone_stats::queue::Backlog;
    ///
    /// let settled = Backlog { arrivals: 9.0, capacity: 10 }.settled().unwrap();
    /// assert!((settled.mean() - 3.101_238_453_417).abs() < 1e-8);
    /// assert_eq!(settled.quantile(0.5), Some(1));
    /// ```
    pub fn settled(&self) -> Option<Counts> {
        let (lambda, c) = (self.arrivals, self.capacity as f64);
        only_if(lambda > 0.0 && lambda < c)?;
        // P(Sₙ ≥ nC) ≤ exp(−n I), and sizes fall by a factor λ/C or faster: so many periods and sizes matter.
        let rate = c * (c / lambda).ln() - c + lambda;
        let periods = (-NOTHING.ln() / rate).ceil();
        // The backlog's tail falls like z⁻ᵏ, z the root above 1 of zᶜ = exp(λ (z − 1)).
        let sizes = (-NOTHING.ln() / tail_rate(lambda, c)?).ceil();
        only_if(
            periods * sizes.min(12.0 * (periods * lambda).sqrt() + 60.0) < MOST_STEPS
                && sizes * sizes < MOST_STEPS,
        )?;
        let sizes = sizes as usize + 1;
        let mut jumps = vec![0.0; sizes + 1];
        for n in 1..=periods as u64 {
            let mean = n as f64 * lambda;
            let first = n as f64 * c;
            let mut mass = poisson_mass(first + 1.0, mean);
            for (k, jump) in jumps.iter_mut().enumerate().skip(1) {
                *jump += mass / n as f64;
                mass *= mean / (first + k as f64 + 1.0);
                if mass < NOTHING {
                    break;
                }
            }
        }
        let all: f64 = jumps.iter().rev().sum();
        let mut masses = vec![(-all).exp()];
        for k in 1..=sizes {
            let terms = (1..=k).map(|j| j as f64 * jumps[j] * masses[k - j]);
            masses.push(terms.sum::<f64>() / k as f64);
        }
        Some(Counts(masses))
    }

    /// The backlog after so many periods, from a given one; more may arrive than can be cleared.
    ///
    /// `None` for arrivals that are not a number from 0, or where more would have to be worked out than in about a second.
    /// # Source
    /// The law of B + A, period by period: Lindley (1952), doi:10.1017/S0305004100027638, on whole numbers.
    /// # Examples
    /// ```
    /// use tierone_stats::queue::Backlog;
    ///
    /// let later = Backlog { arrivals: 100.0, capacity: 95 }.after(12, 0).unwrap();
    /// assert!((later.mean() - 64.984_962_519_685).abs() < 1e-8);
    /// ```
    pub fn after(&self, periods: u64, start: usize) -> Option<Counts> {
        let lambda = self.arrivals;
        let width = lambda + 12.0 * lambda.max(0.0).sqrt() + 60.0;
        let range = start as f64 + periods as f64 * width;
        only_if(
            lambda >= 0.0 && range * width * periods as f64 <= 10.0 * MOST_STEPS && range < 1e8,
        )?;
        let arrivals: Vec<f64> = (0..=width as usize)
            .map(|k| poisson_mass(k as f64, lambda))
            .collect();
        let capacity = usize::try_from(self.capacity).unwrap_or(usize::MAX);
        let mut now = vec![0.0; start + 1];
        now[start] = 1.0;
        for _ in 0..periods {
            let mut next = vec![0.0; now.len() + arrivals.len()];
            for (b, p) in now.iter().enumerate().filter(|(_, p)| **p > NOTHING) {
                for (a, q) in arrivals.iter().enumerate() {
                    next[(b + a).saturating_sub(capacity)] += p * q;
                }
            }
            let last = next.iter().rposition(|p| *p > 0.0).unwrap_or(0);
            next.truncate(last + 1);
            now = next;
        }
        Some(Counts(now))
    }
}

/// The logarithm of the root above 1 of zᶜ = exp(λ (z − 1)).
fn tail_rate(lambda: f64, c: f64) -> Option<f64> {
    // With s = ln z, f(s) = λ (eˢ − 1) − c s has its low point at ln(c/λ) and its root beyond.
    let f = |s: f64| lambda * s.exp_m1() - c * s;
    let low = (c / lambda).ln();
    let mut high = 2.0 * low + 1.0;
    while f(high) < 0.0 {
        high *= 2.0;
    }
    let (low, _) = halved(200, (low, high), |s| f(s) < 0.0);
    (low > 0.0 && low.is_finite()).then_some(low)
}
