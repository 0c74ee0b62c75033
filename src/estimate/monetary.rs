//! The monetary value of error, as a ratio to the assessed value, from a sample with known inclusion probabilities.

use super::monte_carlo::percentile;
use super::stratified::{Posterior, Stratum, rate};
use super::weighted::Unchecked;
use super::{Estimate, is_confidence};
use rand::{Rng, RngExt};
use rand_distr::Exp1;

/// An error found, with what it is worth and how many decisions it stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FoundError {
    /// Its amount, not negative: over, under, or their modulus.
    pub amount: f64,
    /// One over the inclusion probability of its decision, 1 or more.
    pub weight: f64,
}

/// What is known of a frame before anything is checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Assessed value of all its decisions, in the unit of the amounts.
    pub value: f64,
    /// The largest weight that a decision of the frame could have been drawn with, found in error or not.
    pub max_weight: f64,
    /// The declared maximum of a single error's amount.
    pub max_amount: f64,
}

/// The estimated ratio Σ w y / value.
///
/// # Units
/// Amount of error per amount assessed.
/// # Source
/// Horvitz & Thompson (1952), JASA 47, 663–685, over a known total.
pub fn ratio(found: &[FoundError], value: f64) -> Option<f64> {
    let total: f64 = found.iter().map(|error| error.weight * error.amount).sum();
    (value > 0.0 && total.is_finite()).then(|| total / value)
}

/// Fay and Feuer's gamma interval for the ratio, with the errors found taken as known.
///
/// With none found the lower limit is 0 and the upper one rests on the declared maximum alone.
/// # Units
/// Amount of error per amount assessed.
/// # Source
/// See `weighted`.
pub fn fay_feuer(found: &[FoundError], frame: Frame, confidence: f64) -> Option<Estimate> {
    let Frame {
        value,
        max_weight,
        max_amount,
    } = frame;
    if !(is_confidence(confidence)
        && value > 0.0
        && max_weight.is_finite()
        && max_amount.is_finite())
    {
        return None;
    }
    let mut known = 0.0;
    let mut unchecked = Unchecked::NONE;
    let (mut weight, mut amount) = (max_weight.max(1.0), max_amount.max(0.0));
    for error in found {
        // Also refuses NaN.
        if !(error.amount >= 0.0 && error.weight >= 1.0) {
            return None;
        }
        known += error.amount;
        unchecked.add(1.0, error.amount, error.weight);
        weight = weight.max(error.weight);
        amount = amount.max(error.amount);
    }
    let mut pseudo = Unchecked::NONE;
    pseudo.add(1.0, amount, weight);
    let (low, high) = unchecked.limits(pseudo, 0.5 * (1.0 - confidence));
    let point = (known + unchecked.mean()) / value;
    Some(Estimate::holding(
        point,
        (known + low) / value,
        (known + high) / value,
        "fay-feuer",
    ))
}

/// Equal tails of posterior rate × Bayesian bootstrap of the pooled amounts, from `draws` draws.
///
/// `amounts` are those of the errors found, as shares of the mean assessed value of a decision (or taints); `pseudo` is
/// one more amount, half of the declared maximum, that keeps the upper limit honest while few errors are known.
/// `value` is the design-weighted rate times the mean amount found; where nothing was found it and `low` are 0.
/// # Units
/// Amount of error per amount assessed.
/// # Source
/// Rubin (1981), Annals of Statistics 9, 130–134, for the bootstrap; the product with the rate is a proposal of this project.
pub fn posterior<R: Rng + ?Sized>(
    strata: &[Stratum],
    amounts: &[f64],
    pseudo: f64,
    confidence: f64,
    draws: usize,
    rng: &mut R,
) -> Option<Estimate> {
    if !is_confidence(confidence) {
        return None;
    }
    let value = rate(strata)? * mean(amounts);
    let mut drawn = posterior_draws(strata, amounts, pseudo, draws, rng)?;
    drawn.sort_by(f64::total_cmp);
    let tail = 0.5 * (1.0 - confidence);
    let low = if value > 0.0 {
        percentile(&drawn, tail)
    } else {
        0.0
    };
    Some(Estimate::holding(
        value,
        low,
        percentile(&drawn, 1.0 - tail),
        "posterior-bootstrap",
    ))
}

/// Draws from the posterior ratio, in the order drawn; at least one.
pub fn posterior_draws<R: Rng + ?Sized>(
    strata: &[Stratum],
    amounts: &[f64],
    pseudo: f64,
    draws: usize,
    rng: &mut R,
) -> Option<Vec<f64>> {
    let rates = Posterior::of(strata)?;
    let known = rates.known * mean(amounts);
    let draw = |_| known + rates.draw(rng) * bootstrap_mean(amounts, pseudo, rng);
    Some((0..draws.max(1)).map(draw).collect())
}

/// Mean and standard deviation of the posterior ratio.
pub fn posterior_moments(strata: &[Stratum], amounts: &[f64], pseudo: f64) -> Option<(f64, f64)> {
    let rates = Posterior::of(strata)?;
    let (rate, rate_variance) = rates.moments();
    // The weights of the bootstrap are Dirichlet(1, …, 1) over the amounts and the pseudo-amount.
    let n = amounts.len() as f64 + 1.0;
    let first = (amounts.iter().sum::<f64>() + pseudo) / n;
    let second = (amounts.iter().map(|amount| amount * amount).sum::<f64>() + pseudo * pseudo) / n;
    let variance = (second - first * first).max(0.0) / (n + 1.0);
    let product = rate_variance * (first * first + variance) + rate * rate * variance;
    Some((rates.known * mean(amounts) + rate * first, product.sqrt()))
}

/// One mean under Dirichlet(1, …, 1) weights, as normalised exponential variables.
fn bootstrap_mean<R: Rng + ?Sized>(amounts: &[f64], pseudo: f64, rng: &mut R) -> f64 {
    let mut weights: f64 = rng.sample(Exp1);
    let mut total = weights * pseudo;
    for amount in amounts {
        let weight: f64 = rng.sample(Exp1);
        weights += weight;
        total += weight * amount;
    }
    total / weights
}

fn mean(amounts: &[f64]) -> f64 {
    if amounts.is_empty() {
        0.0
    } else {
        amounts.iter().sum::<f64>() / amounts.len() as f64
    }
}
