//! The Poisson-gamma posterior: each stratum's errors are Poisson, its rate gamma, the prior shared out over the strata.

use super::{Stratum, checked, rate};
use crate::estimate::monte_carlo::percentile;
use crate::estimate::{Estimate, is_confidence};
use rand::Rng;
use rand_distr::{Distribution, Gamma, Poisson};

/// Above this share checked, the posterior of a stratum is of the errors that were not checked.
const KNOWN_FROM: f64 = 0.05;

/// Equal tails of the posterior share in error, from `draws` draws.
///
/// `value` is the design-weighted share; where nothing was found the lower limit is 0, as for Jeffreys' interval.
/// Strata of equal weight are best pooled first (`pool_equal_weights`): the prior is shared out over the strata given.
/// # Units
/// A share of decisions, 0 to 1, of the strata that were checked.
/// # Source
/// Rates Gamma(x_h + a)/n_h with a = min(½, 1/H), a proposal of this project.
pub fn poisson_gamma<R: Rng + ?Sized>(
    strata: &[Stratum],
    confidence: f64,
    draws: usize,
    rng: &mut R,
) -> Option<Estimate> {
    if !is_confidence(confidence) {
        return None;
    }
    let value = rate(strata)?;
    let mut drawn = poisson_gamma_draws(strata, draws, rng)?;
    drawn.sort_by(f64::total_cmp);
    let tail = 0.5 * (1.0 - confidence);
    let low = if value > 0.0 {
        percentile(&drawn, tail)
    } else {
        0.0
    };
    let high = percentile(&drawn, 1.0 - tail).min(1.0);
    Some(Estimate::holding(value, low, high, "poisson-gamma"))
}

/// Draws from the posterior of the share in error, in the order drawn; at least one.
pub fn poisson_gamma_draws<R: Rng + ?Sized>(
    strata: &[Stratum],
    draws: usize,
    rng: &mut R,
) -> Option<Vec<f64>> {
    let posterior = Posterior::of(strata)?;
    Some(
        (0..draws.max(1))
            .map(|_| posterior.known + posterior.draw(rng))
            .collect(),
    )
}

/// Mean and standard deviation of the posterior share in error.
pub fn poisson_gamma_moments(strata: &[Stratum]) -> Option<(f64, f64)> {
    let posterior = Posterior::of(strata)?;
    let (mean, variance) = posterior.moments();
    Some((posterior.known + mean, variance.sqrt()))
}

/// The posterior, as a known part and a sum of gamma and Poisson-gamma variables.
pub(in crate::estimate) struct Posterior {
    /// The share of all decisions that are errors found, in the strata where that is more than a trivial part.
    pub known: f64,
    parts: Vec<Part>,
}

struct Part {
    shape: f64,
    /// Share of all decisions that one unit of the gamma variable, or one error not checked, stands for.
    unit: f64,
    /// Errors not checked for each unit of the gamma variable; `None` where the rate stands for the whole stratum.
    unchecked: Option<f64>,
    rates: Gamma<f64>,
}

impl Posterior {
    pub fn of(strata: &[Stratum]) -> Option<Posterior> {
        let total: f64 = checked(strata).map(|stratum| stratum.population).sum();
        let count = checked(strata).count();
        if count == 0 {
            return None;
        }
        let prior = f64::min(0.5, 1.0 / count as f64);
        let mut posterior = Posterior {
            known: 0.0,
            parts: Vec::with_capacity(count),
        };
        for stratum in checked(strata) {
            let n = stratum.sampled as f64;
            let shape = stratum.found as f64 + prior;
            let rates = Gamma::new(shape, 1.0).ok()?;
            if n > KNOWN_FROM * stratum.population {
                posterior.known += stratum.found as f64 / total;
                let unchecked = Some(stratum.unchecked() / n);
                posterior.parts.push(Part {
                    shape,
                    unit: 1.0 / total,
                    unchecked,
                    rates,
                });
            } else {
                posterior.parts.push(Part {
                    shape,
                    unit: stratum.population / total / n,
                    unchecked: None,
                    rates,
                });
            }
        }
        Some(posterior)
    }

    /// One draw of what is not known.
    pub fn draw<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        self.parts
            .iter()
            .map(|part| part.unit * part.draw(rng))
            .sum()
    }

    /// Mean and variance of what is not known.
    pub fn moments(&self) -> (f64, f64) {
        let (mut mean, mut variance) = (0.0, 0.0);
        for part in &self.parts {
            let (m, v) = match part.unchecked {
                None => (part.shape, part.shape),
                // A Poisson count whose mean is gamma: its variance is the mean's plus the mean.
                Some(each) => (part.shape * each, part.shape * each * (1.0 + each)),
            };
            mean += part.unit * m;
            variance += part.unit * part.unit * v;
        }
        (mean, variance)
    }
}

impl Part {
    fn draw<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        let rate = self.rates.sample(rng);
        match self.unchecked {
            None => rate,
            Some(each) => Poisson::new(rate * each).map_or(0.0, |errors| errors.sample(rng)),
        }
    }
}
