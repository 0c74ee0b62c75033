//! The monetary value of error, as a ratio to the assessed value, from a sample with known inclusion probabilities.

use super::monte_carlo::percentile;
use super::stratified::{Drawn, Moments, PoissonProcess, Posterior, Stratum, is_known};
use super::weighted::Unchecked;
use crate::estimate::{Estimate, PosteriorMoments, is_confidence};
use crate::guard::only_if;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, Exp1, Gamma};

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
    /// The value of the decision that a pound belongs to, Σ v²/Σ v: larger than the mean where values differ.
    pub value_of_a_pound: f64,
}

/// The estimated monetary value of error, Σ w y / value.
///
/// `None` where the value is not positive or the sum is not finite.
/// # Units
/// Amount of error per amount assessed.
/// # Source
/// Horvitz & Thompson (1952), Journal of the American Statistical Association 47, 663–685,
/// doi:10.1080/01621459.1952.10483446, over a known total.
/// # Examples
/// ```
/// use tierone_stats::monetary::{FoundError, ratio};
///
/// let found = [(500.0, 20.0), (80.0, 100.0)].map(|(amount, weight)| FoundError { amount, weight });
/// assert_eq!(ratio(&found, 1_000_000.0), Some(0.018));
/// ```
pub fn ratio(found: &[FoundError], value: f64) -> Option<f64> {
    let total: f64 = found.iter().map(|error| error.weight * error.amount).sum();
    (value > 0.0 && total.is_finite()).then(|| total / value)
}

/// Fay and Feuer's gamma interval for the ratio, with the errors found taken as known.
///
/// With none found the lower limit is 0 and the upper one rests on the declared maximum alone. `None` where the frame's value
/// is not positive, its maxima are not finite, an amount is negative, a weight is below 1, or for a confidence outside 0 to
/// 1.
/// # Units
/// Amount of error per amount assessed.
/// # Source
/// Fay & Feuer (1997), Statistics in Medicine 16, 791–801, with the variance of a finite population.
/// # Examples
/// ```
/// use tierone_stats::monetary::{FoundError, Frame, fay_feuer};
///
/// let frame = Frame {
///     value: 1_000_000.0,
///     max_weight: 100.0,
///     max_amount: 500.0,
///     value_of_a_pound: 400.0,
/// };
/// let found = [(500.0, 20.0), (80.0, 100.0)].map(|(amount, weight)| FoundError { amount, weight });
/// let interval = fay_feuer(&found, frame, 0.95).unwrap();
/// assert!((interval.value - 0.018).abs() < 1e-15);
/// // Without an error: an exponential sum of one error of £500 for each of 99 decisions not checked.
/// let none = fay_feuer(&[], frame, 0.95).unwrap();
/// assert!(none.low == 0.0 && none.high > -(0.025f64.ln()) * 99.0 * 500.0 / 1e6);
/// ```
pub fn fay_feuer(found: &[FoundError], frame: Frame, confidence: f64) -> Option<Estimate> {
    fay_feuer_with_design_effect(found, frame, 1.0, confidence)
}

/// [`fay_feuer`] where errors cluster, as in a sample of teams: `effect` inflates the variance.
///
/// `None` as for [`fay_feuer`], and for an effect below 1.
/// # Units
/// Amount of error per amount assessed.
/// # Source
/// Dobson, Kuulasmaa, Eberle & Scherer (1991), Statistics in Medicine 10, 457–462, for a gamma interval moved to another
/// variance; the effect as in [`cluster`](crate::cluster).
/// # Examples
/// ```
/// use tierone_stats::monetary::{FoundError, Frame, fay_feuer, fay_feuer_with_design_effect};
///
/// let frame = Frame { value: 1e6, max_weight: 100.0, max_amount: 500.0, value_of_a_pound: 400.0 };
/// let found = [FoundError { amount: 500.0, weight: 20.0 }];
/// let alone = fay_feuer(&found, frame, 0.95);
/// assert_eq!(fay_feuer_with_design_effect(&found, frame, 1.0, 0.95), alone);
/// let clustered = fay_feuer_with_design_effect(&found, frame, 2.0, 0.95).unwrap();
/// assert!(clustered.high > alone.unwrap().high);
/// ```
pub fn fay_feuer_with_design_effect(
    found: &[FoundError],
    frame: Frame,
    effect: f64,
    confidence: f64,
) -> Option<Estimate> {
    let Frame {
        value,
        max_weight,
        max_amount,
        ..
    } = frame;
    only_if(
        is_confidence(confidence)
            && value > 0.0
            && effect >= 1.0
            && max_weight.is_finite()
            && max_amount.is_finite(),
    )?;
    let mut known = 0.0;
    let mut unchecked = Unchecked::NONE;
    let (mut weight, mut amount) = (max_weight.max(1.0), max_amount.max(0.0));
    for error in found {
        // Also refuses NaN.
        only_if(error.amount >= 0.0 && error.weight >= 1.0)?;
        known += error.amount;
        unchecked.add(1.0, error.amount, error.weight);
        weight = weight.max(error.weight);
        amount = amount.max(error.amount);
    }
    let mut pseudo = Unchecked::NONE;
    pseudo.add(1.0, amount, weight);
    let (unchecked, pseudo) = (
        unchecked.with_design_effect(effect),
        pseudo.with_design_effect(effect),
    );
    let (low, high) = unchecked.limits(pseudo, 0.5 * (1.0 - confidence));
    let point = (known + unchecked.mean()) / value;
    Some(Estimate::containing(
        point,
        (known + low) / value,
        (known + high) / value,
        "fay-feuer",
    ))
}

/// Equal tails of posterior rate × Bayesian bootstrap of the pooled amounts, from `draws` draws; nobody's default.
///
/// It forgets which of the amounts stand for many decisions: where values differ between strata that are checked at different
/// rates it holds the truth in 0 to 60 % of samples. [`moment_bound`](crate::moment_bound) keeps the weights.
///
/// Strata are those in which the errors were found, equal weights pooled, and count errors that are worth money. One more
/// amount, half of the declared maximum but at most half of the value of the decision that a pound belongs to, keeps the
/// upper limit honest while few errors are known: of heavy amounts in one of seven, twenty errors hold none or one in a
/// fifth of all samples. Of strata of which more than 5 % was checked the errors found are known, and each of those missed
/// has an amount of its own: a mean amount for all of them would know too much of a handful. Rates are those of
/// [`poisson_gamma`](super::stratified::poisson_gamma), with a prior of their own for the upper limit.
///
/// Amounts are compared with the mean value of a decision, not each with its own decision's: an error whose amount does
/// not grow with the value would weigh too much in small decisions. `value` is [`ratio`]; where nothing was found it and
/// `low` are 0. `None` where nothing was checked, the frame's value is not positive, an amount is negative, or for a
/// confidence outside 0 to 1.
/// # Units
/// Amount of error per amount assessed.
/// # Source
/// Rubin (1981), Annals of Statistics 9, 130–134, doi:10.1214/aos/1176345338, for the bootstrap; the product with the rate
/// is a proposal of this project.
/// # Examples
/// ```
/// use rand::SeedableRng;
/// use tierone_stats::monetary::{FoundError, Frame, posterior};
/// use tierone_stats::stratified::Stratum;
///
/// // 6 errors in 1 000 checks, with these taints: a million draws of another program have the middle 95 % of all between
/// // 0.00058 and 0.00462, with the one more amount in both limits.
/// let strata = [Stratum { population: 1e9, sampled: 1_000, found: 6 }];
/// let found = [0.02, 0.3, 0.11, 0.9, 0.25, 0.07].map(|amount| FoundError { amount, weight: 1e6 });
/// let frame = Frame { value: 1e9, max_weight: 1e6, max_amount: 1.0, value_of_a_pound: 1.0 };
/// let mut rng = rand_xoshiro::Xoshiro256PlusPlus::seed_from_u64(1);
/// let interval = posterior(&strata, &found, frame, 0.95, 20_000, &mut rng).unwrap();
/// assert!((interval.value - 0.001_65).abs() < 1e-12);
/// assert!(interval.low < 0.000_6);
/// assert!((interval.high - 0.004_62).abs() < 0.000_2);
/// ```
pub fn posterior<R: Rng + ?Sized>(
    strata: &[Stratum],
    found: &[FoundError],
    frame: Frame,
    confidence: f64,
    draws: usize,
    rng: &mut R,
) -> Option<Estimate> {
    posterior_with_design_effect(strata, found, frame, 1.0, confidence, draws, rng)
}

/// [`posterior`] where errors cluster, as in a sample of teams: the effective number of errors found is the number found over
/// the design `effect`.
///
/// `None` as for [`posterior`], and for an effect below 1.
/// # Units
/// Amount of error per amount assessed.
/// # Source
/// As for [`posterior`]; the effect as in [`cluster`](crate::cluster), a proposal of this project.
/// # Examples
/// ```
/// use rand::SeedableRng;
/// use tierone_stats::monetary::{FoundError, Frame, posterior_with_design_effect};
/// use tierone_stats::stratified::Stratum;
///
/// let strata = [Stratum { population: 1e9, sampled: 1_000, found: 6 }];
/// let found = [0.02, 0.3, 0.11, 0.9, 0.25, 0.07].map(|amount| FoundError { amount, weight: 1e6 });
/// let frame = Frame { value: 1e9, max_weight: 1e6, max_amount: 1.0, value_of_a_pound: 1.0 };
/// let [alone, clustered] = [1.0, 3.0].map(|effect| {
///     let mut rng = rand_xoshiro::Xoshiro256PlusPlus::seed_from_u64(1);
///     posterior_with_design_effect(&strata, &found, frame, effect, 0.95, 1_000, &mut rng).unwrap()
/// });
/// assert!(alone.high < clustered.high);
/// assert_eq!(alone.value, clustered.value);
/// ```
pub fn posterior_with_design_effect<R: Rng + ?Sized>(
    strata: &[Stratum],
    found: &[FoundError],
    frame: Frame,
    effect: f64,
    confidence: f64,
    draws: usize,
    rng: &mut R,
) -> Option<Estimate> {
    only_if(is_confidence(confidence) && effect >= 1.0)?;
    let value = ratio(found, frame.value)?;
    let mut amounts = Amounts::of(strata, found, frame, effect)?;
    amounts.rates_above = Posterior::for_upper_limit(strata, effect);
    let drawn = amounts.draws(draws, rng);
    Some(equal_tails(value, drawn, confidence))
}

/// The interval of draws that leave the one more amount out, for its lower limit, and have it in, for its upper one.
///
/// One more amount that keeps the upper limit honest would lift the lower one above the truth where amounts are small.
pub(super) fn equal_tails(value: f64, drawn: Vec<(f64, f64)>, confidence: f64) -> Estimate {
    let tail = 0.5 * (1.0 - confidence);
    let (mut without, mut with): (Vec<f64>, Vec<f64>) = drawn.into_iter().unzip();
    without.sort_by(f64::total_cmp);
    with.sort_by(f64::total_cmp);
    let low = if value > 0.0 {
        percentile(&without, tail)
    } else {
        0.0
    };
    Estimate::containing(
        value,
        low,
        percentile(&with, 1.0 - tail),
        "posterior-bootstrap",
    )
}

/// Draws from the posterior ratio that [`posterior`] uses, with the one more amount, in the order drawn; at least one.
///
/// `None` as for [`posterior`].
/// # Units
/// Amount of error per amount assessed.
/// # Source
/// As for [`posterior`].
/// # Examples
/// ```
/// use rand::SeedableRng;
/// use tierone_stats::monetary::{FoundError, Frame, posterior_draws, posterior_moments};
/// use tierone_stats::stratified::Stratum;
///
/// let strata = [Stratum { population: 1e9, sampled: 1_000, found: 1 }];
/// let found = [FoundError { amount: 0.3, weight: 1e6 }];
/// let frame = Frame { value: 1e9, max_weight: 1e6, max_amount: 1.0, value_of_a_pound: 1.0 };
/// let mut rng = rand_xoshiro::Xoshiro256PlusPlus::seed_from_u64(1);
/// let draws = posterior_draws(&strata, &found, frame, 10_000, &mut rng).unwrap();
/// let mean = draws.iter().sum::<f64>() / 10_000.0;
/// let moments = posterior_moments(&strata, &found, frame).unwrap();
/// // Four standard errors of the mean.
/// assert!((mean - moments.mean).abs() < 4.0 * moments.sd / 100.0);
/// ```
pub fn posterior_draws<R: Rng + ?Sized>(
    strata: &[Stratum],
    found: &[FoundError],
    frame: Frame,
    draws: usize,
    rng: &mut R,
) -> Option<Vec<f64>> {
    let drawn = Amounts::of(strata, found, frame, 1.0)?.draws(draws, rng);
    Some(drawn.into_iter().map(|(_, with)| with).collect())
}

/// Mean and standard deviation of the posterior that [`posterior_draws`] draws from, in closed form.
///
/// `None` as for [`posterior`].
/// # Units
/// Amount of error per amount assessed.
/// # Examples
/// ```
/// use tierone_stats::monetary::{FoundError, Frame, posterior_moments};
/// use tierone_stats::stratified::Stratum;
///
/// // 6 errors in 1 000 checks, with these taints: in closed form 0.0019964 and 0.0010531.
/// let strata = [Stratum { population: 1e12, sampled: 1_000, found: 6 }];
/// let found = [0.02, 0.3, 0.11, 0.9, 0.25, 0.07].map(|amount| FoundError { amount, weight: 1e9 });
/// let frame = Frame { value: 1e12, max_weight: 1e9, max_amount: 1.0, value_of_a_pound: 1.0 };
/// let moments = posterior_moments(&strata, &found, frame).unwrap();
/// assert!((moments.mean - 0.001_996_428_571_4).abs() < 1e-12);
/// assert!((moments.sd - 0.001_053_088_872_5).abs() < 1e-12);
/// ```
pub fn posterior_moments(
    strata: &[Stratum],
    found: &[FoundError],
    frame: Frame,
) -> Option<PosteriorMoments> {
    let Amounts {
        rates,
        known,
        amounts,
        mean_value,
        ..
    } = Amounts::of(strata, found, frame, 1.0)?;
    let Moments {
        mean,
        variance: rate_variance,
        missed,
    } = rates.moments();
    let n = amounts.len() as f64;
    let first = amounts.iter().sum::<f64>() / n;
    let second = amounts.iter().map(|amount| amount * amount).sum::<f64>() / n;
    let variance = (second - first * first).max(0.0) / (n + 1.0);
    let product = rate_variance * (first * first + variance) + mean * mean * variance;
    let each = missed * second / rates.population.powi(2);
    Some(PosteriorMoments {
        mean: (known + mean * first) / mean_value,
        sd: (product + each).sqrt() / mean_value,
    })
}

/// What the posterior ratio is made of.
struct Amounts {
    rates: Posterior,
    /// Those for the upper limit, where they are others.
    rates_above: Option<Posterior>,
    /// Errors that are known, in amount a decision.
    known: f64,
    /// Amounts found, and the one more.
    amounts: Vec<f64>,
    mean_value: f64,
    /// How many errors found know as much as one.
    effect: f64,
}

impl Amounts {
    fn of(strata: &[Stratum], found: &[FoundError], frame: Frame, effect: f64) -> Option<Amounts> {
        let rates = Posterior::with_design_effect(strata, effect)?;
        let mean_value = frame.value / rates.population;
        // Also refuses NaN.
        let possible = |error: &FoundError| error.amount >= 0.0;
        only_if(mean_value > 0.0 && frame.max_amount >= 0.0 && found.iter().all(possible))?;
        let of_known = found.iter().filter(|error| is_known(error.weight));
        let known = of_known.map(|error| error.amount).sum::<f64>() / rates.population;
        let mut amounts: Vec<f64> = found.iter().map(|error| error.amount).collect();
        amounts.push(0.5 * frame.max_amount.min(frame.value_of_a_pound));
        Some(Amounts {
            rates,
            rates_above: None,
            known,
            amounts,
            mean_value,
            effect,
        })
    }

    /// Draws of the ratio without and with the one more amount, which else counts as the mean of those found.
    fn draws<R: Rng + ?Sized>(&self, draws: usize, rng: &mut R) -> Vec<(f64, f64)> {
        let mut weights = vec![0.0; self.amounts.len()];
        let mut draw = || {
            let means = bootstrap(&self.amounts, self.effect, &mut weights, rng);
            let both = self.ratios(&self.rates, means, &weights, rng);
            match &self.rates_above {
                Some(rates) => (both.0, self.ratios(rates, means, &weights, rng).1),
                None => both,
            }
        };
        (0..draws.max(1)).map(|_| draw()).collect()
    }

    /// One draw of the rates, given means and weights of the amounts.
    fn ratios<R: Rng + ?Sized>(
        &self,
        rates: &Posterior,
        [found, all]: [f64; 2],
        weights: &[f64],
        rng: &mut R,
    ) -> (f64, f64) {
        let more = self.amounts.len() - 1;
        let Drawn { share, missed } = rates.draw(rng);
        let (mut without, mut with) = (share * found, share * all);
        if missed > 0.0 {
            let each = missed / weights.iter().sum::<f64>();
            let mut process = PoissonProcess::start(rng);
            for (k, (amount, weight)) in self.amounts.iter().zip(weights).enumerate() {
                let number = process.events(each * weight, rng) / rates.population;
                without += number * if k == more { found } else { *amount };
                with += number * amount;
            }
        }
        let ratio = |unknown: f64| (self.known + unknown) / self.mean_value;
        (ratio(without), ratio(with))
    }
}

/// Means under weights of Dirichlet(1/effect, …, 1/effect, 1), which are left in `weights` up to their sum: of all amounts
/// but the last, and of all. The first is 0 where there is no other.
pub(super) fn bootstrap<R: Rng + ?Sized>(
    amounts: &[f64],
    effect: f64,
    weights: &mut [f64],
    rng: &mut R,
) -> [f64; 2] {
    let (mut sum, mut total) = (0.0, 0.0);
    let mut before = [0.0; 2];
    let clustered = Gamma::new(1.0 / effect, 1.0).ok().filter(|_| effect > 1.0);
    let last = amounts.len() - 1;
    for (k, (amount, weight)) in amounts.iter().zip(weights).enumerate() {
        *weight = match clustered {
            Some(gamma) if k < last => gamma.sample(rng),
            _ => rng.sample(Exp1),
        };
        before = [sum, total];
        sum += *weight;
        total += *weight * amount;
    }
    let [sum_before, total_before] = before;
    let found = if sum_before > 0.0 {
        total_before / sum_before
    } else {
        0.0
    };
    [found, total / sum]
}
