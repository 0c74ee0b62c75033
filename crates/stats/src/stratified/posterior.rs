//! The Poisson-gamma posterior: each stratum's errors are Poisson, its rate gamma, the prior shared out over the strata.

use super::stratum::{Stratum, checked, rate};
use crate::estimate::{Estimate, PosteriorMoments, between, is_confidence};
use crate::guard::{none_if, only_if};
use crate::monte_carlo::percentile;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, Exp1, Gamma, Poisson};

/// Above this share checked, the posterior of a stratum is of the errors that were not checked.
const KNOWN_FROM: f64 = 0.05;

/// Above this share in error [`poisson_gamma`], which takes errors for rare, is wider than it has to be; use
/// [`wilson_smoothed`](super::wilson_smoothed) there.
pub const RARE: f64 = 0.1;

/// Equal tails of the posterior share in error, from `draws` draws: each stratum's errors are Poisson, its rate gamma.
///
/// `value` is the design-weighted share; where nothing was found the lower limit is 0, as for Jeffreys' interval.
/// Strata of equal weight are best pooled first ([`pool_equal_weights`](super::pool_equal_weights)): the prior is shared out
/// over the strata given. `None` where nothing was checked or for a confidence outside 0 to 1.
///
/// The upper limit has a prior of its own, half of which is shared out by weight: a prior shared out evenly all but
/// promises that a stratum of large weight in which no error was found has none. With it alone the truth lay above the limit in up
/// to 18 % of replications where weights were some hundred to one.
/// # Units
/// A share of decisions, 0 to 1, of the strata that were checked.
/// # Source
/// Rates Gamma(x_h + a)/n_h with a = min(½, 1/H), and above with ½ a + ½ w_h/Σ w; a proposal of this project.
/// # Examples
/// ```
/// use rand::SeedableRng;
/// use tierone_stats::stratified::{Stratum, poisson_gamma};
///
/// // 4 million draws by another program: 0.00281 to 0.01307.
/// let strata = [(0.25e12, 250, 1), (0.35e12, 350, 2), (0.3e12, 300, 2), (0.1e12, 100, 1)]
///     .map(|(population, sampled, found)| Stratum { population, sampled, found });
/// let mut rng = rand_xoshiro::Xoshiro256PlusPlus::seed_from_u64(1);
/// let interval = poisson_gamma(&strata, 0.95, 20_000, &mut rng).unwrap();
/// assert!((interval.low - 0.002_81).abs() < 0.000_2);
/// assert!((interval.high - 0.013_07).abs() < 0.000_4);
/// ```
pub fn poisson_gamma<R: Rng + ?Sized>(
    strata: &[Stratum],
    confidence: f64,
    draws: usize,
    rng: &mut R,
) -> Option<Estimate> {
    only_if(is_confidence(confidence))?;
    let value = rate(strata)?;
    let [drawn, above] = both_laws(strata, draws, rng)?;
    let tail = 0.5 * (1.0 - confidence);
    let low = if value > 0.0 {
        percentile(&drawn, tail)
    } else {
        0.0
    };
    let high = percentile(&above, 1.0 - tail).min(1.0);
    Some(Estimate::containing(value, low, high, "poisson-gamma"))
}

/// The probability that the share in error is at most `target`, by the draws that the interval of [`poisson_gamma`] is made of
/// with an equal `rng`: at each limit it is what the limit says.
///
/// Above the upper limit it is that of the law with the upper limit's prior, below the lower one that of the other; between
/// them it rises as the mean of both does. With nothing found it is that of the first throughout. `None` as for
/// [`poisson_gamma`].
/// # Examples
/// ```
/// use rand::SeedableRng;
/// use tierone_stats::stratified::{Stratum, poisson_gamma, poisson_gamma_at_most};
///
/// let strata = [(9e4, 100, 1), (1e4, 400, 3)]
///     .map(|(population, sampled, found)| Stratum { population, sampled, found });
/// let rng = || rand_xoshiro::Xoshiro256PlusPlus::seed_from_u64(1);
/// let interval = poisson_gamma(&strata, 0.95, 5_000, &mut rng()).unwrap();
/// for (limit, probability) in [(interval.low, 0.025), (interval.high, 0.975)] {
///     let met = poisson_gamma_at_most(&strata, limit, 0.95, 5_000, &mut rng()).unwrap();
///     assert!((met - probability).abs() < 0.001);
/// }
/// ```
pub fn poisson_gamma_at_most<R: Rng + ?Sized>(
    strata: &[Stratum],
    target: f64,
    confidence: f64,
    draws: usize,
    rng: &mut R,
) -> Option<f64> {
    only_if(is_confidence(confidence))?;
    let value = rate(strata)?;
    let [drawn, above] = both_laws(strata, draws, rng)?;
    let at_most = |drawn: &[f64], target: f64| {
        drawn.partition_point(|share| *share <= target) as f64 / drawn.len() as f64
    };
    if value == 0.0 {
        return Some(at_most(&above, target));
    }
    let tail = 0.5 * (1.0 - confidence);
    let limits = (percentile(&drawn, tail), percentile(&above, 1.0 - tail));
    let laws = |target: f64| [at_most(&drawn, target), at_most(&above, target)];
    Some(between(limits, target, laws))
}

/// Draws of the share for the lower limit and for the upper one, rising.
fn both_laws<R: Rng + ?Sized>(
    strata: &[Stratum],
    draws: usize,
    rng: &mut R,
) -> Option<[Vec<f64>; 2]> {
    let mut drawn = poisson_gamma_draws(strata, draws, rng)?;
    drawn.sort_by(f64::total_cmp);
    let mut above = match Posterior::for_upper_limit(strata, 1.0) {
        Some(posterior) => posterior.shares(draws, rng),
        None => drawn.clone(),
    };
    above.sort_by(f64::total_cmp);
    Some([drawn, above])
}

/// Draws from the posterior of the share in error that [`poisson_gamma`] uses for its lower limit, in the order drawn; at
/// least one.
///
/// `None` where nothing was checked.
/// # Units
/// A share of decisions, of the strata that were checked.
/// # Source
/// As for [`poisson_gamma`].
/// # Examples
/// ```
/// use rand::SeedableRng;
/// use tierone_stats::stratified::{Stratum, poisson_gamma_draws, poisson_gamma_moments};
///
/// let strata = [Stratum { population: 1e9, sampled: 1_000, found: 6 }];
/// let mut rng = rand_xoshiro::Xoshiro256PlusPlus::seed_from_u64(1);
/// let draws = poisson_gamma_draws(&strata, 10_000, &mut rng).unwrap();
/// let mean = draws.iter().sum::<f64>() / 10_000.0;
/// let moments = poisson_gamma_moments(&strata).unwrap();
/// // Four standard errors of the mean.
/// assert!((mean - moments.mean).abs() < 4.0 * moments.sd / 100.0);
/// ```
pub fn poisson_gamma_draws<R: Rng + ?Sized>(
    strata: &[Stratum],
    draws: usize,
    rng: &mut R,
) -> Option<Vec<f64>> {
    Some(Posterior::of(strata)?.shares(draws, rng))
}

/// Mean and standard deviation of the posterior that [`poisson_gamma_draws`] draws from, in closed form.
///
/// `None` where nothing was checked.
/// # Units
/// A share of decisions, of the strata that were checked.
/// # Examples
/// ```
/// use tierone_stats::stratified::{Stratum, poisson_gamma_moments};
///
/// // 6 errors and one more shared out, in 1 000 checks: (6 + 1)/1 000 and √7/1 000.
/// let strata = [(0.25e12, 250, 1), (0.35e12, 350, 2), (0.3e12, 300, 2), (0.1e12, 100, 1)]
///     .map(|(population, sampled, found)| Stratum { population, sampled, found });
/// let moments = poisson_gamma_moments(&strata).unwrap();
/// assert!((moments.mean - 0.007).abs() < 1e-12);
/// assert!((moments.sd - 0.002_645_751_311).abs() < 1e-12);
/// ```
pub fn poisson_gamma_moments(strata: &[Stratum]) -> Option<PosteriorMoments> {
    let posterior = Posterior::of(strata)?;
    let Moments {
        mean,
        variance,
        missed,
    } = posterior.moments();
    let count = missed / posterior.population.powi(2);
    Some(PosteriorMoments {
        mean: posterior.known + mean,
        sd: (variance + count).sqrt(),
    })
}

/// The posterior, as a known part and a sum of gamma variables.
pub(crate) struct Posterior {
    /// Decisions of the strata that were checked.
    pub population: f64,
    /// The share of them that are errors found, in the strata of which more than a few percent were checked.
    pub known: f64,
    parts: Vec<Part>,
}

struct Part {
    shape: f64,
    /// What one unit of the gamma variable stands for: a share of all decisions, or a number of errors not checked.
    unit: f64,
    counts: bool,
    /// Gamma with this shape, or with one more where it is below one.
    rates: Gamma<f64>,
}

impl Part {
    /// # Source
    /// Marsaglia & Tsang (2000), ACM Trans. Math. Softw. 26, 363–372: a shape below one is the next shape times U^(1/shape).
    fn draw<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        if self.shape >= 1.0 {
            return self.unit * self.rates.sample(rng);
        }
        let fall: f64 = rng.sample::<f64, _>(Exp1) / self.shape;
        // Most strata without an error add nothing that could be seen beside one error.
        if fall > NEGLIGIBLE {
            0.0
        } else {
            self.unit * self.rates.sample(rng) * (-fall).exp()
        }
    }
}

/// A factor of e to minus this is below the last digit of a sum.
const NEGLIGIBLE: f64 = 40.0;

/// One draw of what is not known.
pub(crate) struct Drawn {
    /// Share in error that the strata of which little was checked add.
    pub share: f64,
    /// Expected errors among the decisions not checked of the other strata; their number is Poisson.
    pub missed: f64,
}

/// Moments of the share in error that is not known, beside what a Poisson number of errors adds to its variance.
pub(crate) struct Moments {
    pub mean: f64,
    pub variance: f64,
    /// Mean of [`Drawn::missed`].
    pub missed: f64,
}

/// Errors' worth of prior in each stratum: half of one, or one shared out over more than two.
pub(crate) fn prior_errors(strata: usize) -> f64 {
    f64::min(0.5, 1.0 / strata as f64)
}

/// Whether so much of a stratum was checked that what was found counts as known, by its weight.
pub(crate) fn is_known(weight: f64) -> bool {
    weight * KNOWN_FROM < 1.0
}

impl Posterior {
    pub fn of(strata: &[Stratum]) -> Option<Posterior> {
        Posterior::with_design_effect(strata, 1.0)
    }

    /// Where errors cluster: the effective number found is the number found over the design effect.
    pub fn with_design_effect(strata: &[Stratum], effect: f64) -> Option<Posterior> {
        let even = prior_errors(checked(strata).count());
        Posterior::with_prior(strata, effect, |_| even)
    }

    /// The same for an upper limit; `None` where strata have one weight, so that it is no other.
    pub fn for_upper_limit(strata: &[Stratum], effect: f64) -> Option<Posterior> {
        let even = prior_errors(checked(strata).count());
        let weights = || checked(strata).map(Stratum::weight);
        let sum: f64 = weights().sum();
        let first = weights().next()?;
        none_if(weights().all(|weight| weight == first))?;
        let prior = |stratum: &Stratum| 0.5 * even + 0.5 * stratum.weight() / sum;
        Posterior::with_prior(strata, effect, prior)
    }

    fn with_prior(
        strata: &[Stratum],
        effect: f64,
        prior: impl Fn(&Stratum) -> f64,
    ) -> Option<Posterior> {
        let population: f64 = checked(strata).map(|stratum| stratum.population).sum();
        let count = checked(strata).count();
        none_if(count == 0)?;
        let mut posterior = Posterior {
            population,
            known: 0.0,
            parts: Vec::with_capacity(count),
        };
        for stratum in checked(strata) {
            let n = stratum.sampled as f64;
            let shape = stratum.found as f64 / effect + prior(stratum);
            let counts = is_known(stratum.weight());
            let unit = if counts {
                posterior.known += stratum.found as f64 / population;
                stratum.unchecked() / n
            } else {
                stratum.population / population / n
            };
            posterior.parts.push(Part {
                shape,
                unit: effect * unit,
                counts,
                rates: Gamma::new(shape + f64::from(u8::from(shape < 1.0)), 1.0).ok()?,
            });
        }
        Some(posterior)
    }

    /// Draws of the share in error.
    fn shares<R: Rng + ?Sized>(&self, draws: usize, rng: &mut R) -> Vec<f64> {
        let draw = |_| {
            let Drawn { share, missed } = self.draw(rng);
            let missed = PoissonProcess::start(rng).events(missed, rng);
            self.known + share + missed / self.population
        };
        (0..draws.max(1)).map(draw).collect()
    }

    pub fn draw<R: Rng + ?Sized>(&self, rng: &mut R) -> Drawn {
        let (mut share, mut missed) = (0.0, 0.0);
        for part in &self.parts {
            let drawn = part.draw(rng);
            if part.counts {
                missed += drawn;
            } else {
                share += drawn;
            }
        }
        Drawn { share, missed }
    }

    pub fn moments(&self) -> Moments {
        let mut moments = Moments {
            mean: 0.0,
            variance: 0.0,
            missed: 0.0,
        };
        for part in &self.parts {
            let mut unit = part.unit;
            if part.counts {
                moments.missed += part.shape * unit;
                unit /= self.population;
            }
            moments.mean += part.shape * unit;
            moments.variance += part.shape * unit * unit;
        }
        moments
    }
}

/// A walk along a line on which events happen at rate one: the events on the next stretches are Poisson numbers.
pub(crate) struct PoissonProcess {
    /// How far it is to the next event.
    ahead: f64,
}

impl PoissonProcess {
    pub fn start<R: Rng + ?Sized>(rng: &mut R) -> PoissonProcess {
        PoissonProcess {
            ahead: rng.sample(Exp1),
        }
    }

    /// The number of events on a stretch as long as their expected number.
    pub fn events<R: Rng + ?Sized>(&mut self, mean: f64, rng: &mut R) -> f64 {
        if mean > DRAWN_FROM {
            // What lies ahead does not depend on what was passed.
            return Poisson::new(mean).map_or(0.0, |number| number.sample(rng));
        }
        let (mut left, mut events) = (mean, 0.0);
        while self.ahead < left {
            left -= self.ahead;
            events += 1.0;
            self.ahead = rng.sample(Exp1);
        }
        self.ahead -= left;
        events
    }
}

/// So many events are faster drawn as a number than walked past.
const DRAWN_FROM: f64 = 10.0;
