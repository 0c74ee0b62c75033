//! The families of distributions: moments and quantiles in closed form, and draws.

use rand::{Rng, RngExt};
use rand_distr::{Distribution as _, StandardNormal};
use statrs::distribution::{ContinuousCDF, Gamma};

use super::normal::{normal_cdf, normal_quantile};

/// A distribution of non-negative amounts (£ a year, relative errors, days).
///
/// # Examples
/// ```
/// use tierone_stats::distribution::Distribution;
///
/// // One of 0, 4 and 9, with weights 1, 2 and 1.
/// let amounts = Distribution::empirical(vec![(0.0, 1.0), (4.0, 2.0), (9.0, 1.0)]);
/// assert_eq!((amounts.mean(), amounts.cdf(4.0), amounts.quantile(0.5)), (4.25, 0.75, 4.0));
/// // The part of the mean at or below 4, and the probability of exactly 4.
/// assert_eq!((amounts.partial_mean(4.0), amounts.mass_at(4.0)), (2.0, 0.5));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// `exp(N(mu, sigma²))`.
    LogNormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Gamma by shape and scale.
    Gamma {
        /// Shape, positive.
        shape: f64,
        /// Scale, positive.
        scale: f64,
    },
    /// Always this.
    Constant(f64),
    /// Evenly between two bounds.
    Uniform {
        /// Lower bound.
        low: f64,
        /// Upper bound, above the lower.
        high: f64,
    },
    /// One of a list of values, with weights.
    Empirical {
        /// The values, rising.
        values: Vec<f64>,
        /// Running sums of the weights divided by their total; the last is one.
        cumulative: Vec<f64>,
    },
}

impl Distribution {
    /// Log-normal by the mean and standard deviation of the amounts themselves.
    ///
    /// # Examples
    /// ```
    /// use tierone_stats::distribution::Distribution;
    ///
    /// let amounts = Distribution::log_normal_by_mean(900.0, 700.0);
    /// assert!((amounts.mean() - 900.0).abs() < 1e-9);
    /// assert!((amounts.square() - 900f64.powi(2) - 700f64.powi(2)).abs() < 1e-6);
    /// ```
    pub fn log_normal_by_mean(mean: f64, sd: f64) -> Self {
        let sigma2 = (1.0 + (sd / mean).powi(2)).ln();
        Self::LogNormal {
            mu: mean.ln() - sigma2 / 2.0,
            sigma: sigma2.sqrt(),
        }
    }

    /// Empirical by values and (unnormalised, non-negative) weights.
    pub fn empirical(mut pairs: Vec<(f64, f64)>) -> Self {
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let total: f64 = pairs.iter().map(|p| p.1).sum();
        let mut sum = 0.0;
        let mut cumulative: Vec<f64> = pairs
            .iter()
            .map(|p| {
                sum += p.1;
                sum / total
            })
            .collect();
        if let Some(last) = cumulative.last_mut() {
            *last = 1.0;
        }
        Self::Empirical {
            values: pairs.into_iter().map(|p| p.0).collect(),
            cumulative,
        }
    }

    /// Expected amount.
    pub fn mean(&self) -> f64 {
        self.partial_mean(f64::INFINITY)
    }

    /// Probability of at most `x`.
    pub fn cdf(&self, x: f64) -> f64 {
        match self {
            Self::LogNormal { mu, sigma } => {
                if x <= 0.0 {
                    0.0
                } else if *sigma == 0.0 {
                    f64::from(x.ln() >= *mu)
                } else {
                    normal_cdf((x.ln() - mu) / sigma)
                }
            }
            Self::Gamma { shape, scale } => gamma_cdf(*shape, x / scale),
            Self::Constant(value) => f64::from(x >= *value),
            Self::Uniform { low, high } => ((x - low) / (high - low)).clamp(0.0, 1.0),
            Self::Empirical { values, cumulative } => {
                match values.partition_point(|value| *value <= x) {
                    0 => 0.0,
                    n => cumulative[n - 1],
                }
            }
        }
    }

    /// The smallest x with P(X ≤ x) ≥ `p`; infinite for p = 1 where amounts have no bound.
    pub fn quantile(&self, p: f64) -> f64 {
        match self {
            Self::LogNormal { mu, sigma } => (mu + sigma * normal_quantile(p)).exp(),
            Self::Constant(value) => *value,
            Self::Uniform { low, high } => low + (high - low) * p,
            Self::Empirical { values, cumulative } => {
                let at = cumulative.partition_point(|up_to| *up_to < p);
                values[at.min(values.len() - 1)]
            }
            // Positive floats are in the order of their bits.
            Self::Gamma { .. } => {
                let (mut low, mut high) = (0, f64::INFINITY.to_bits());
                while low < high {
                    let middle = low + (high - low) / 2;
                    if self.cdf(f64::from_bits(middle)) < p {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
                f64::from_bits(low)
            }
        }
    }

    /// The largest possible amount; infinite where there is no bound.
    pub fn largest(&self) -> f64 {
        match self {
            Self::LogNormal { .. } | Self::Gamma { .. } => f64::INFINITY,
            Self::Constant(value) => *value,
            Self::Uniform { high, .. } => *high,
            Self::Empirical { values, .. } => values[values.len() - 1],
        }
    }

    /// Probability of exactly `x`.
    pub fn mass_at(&self, x: f64) -> f64 {
        match self {
            Self::Constant(_) | Self::Empirical { .. } => self.cdf(x) - self.moment_below(0, x),
            Self::LogNormal { sigma, .. } if *sigma == 0.0 => self.cdf(x) - self.moment_below(0, x),
            _ => 0.0,
        }
    }

    /// `E[X; X ≤ x]`, the part of the mean that lies at or below `x`.
    pub fn partial_mean(&self, x: f64) -> f64 {
        match self {
            Self::LogNormal { mu, sigma } => {
                let mean = (mu + sigma * sigma / 2.0).exp();
                if x.is_infinite() {
                    mean
                } else if x <= 0.0 {
                    0.0
                } else if *sigma == 0.0 {
                    mean * f64::from(x.ln() >= *mu)
                } else {
                    mean * normal_cdf((x.ln() - mu) / sigma - sigma)
                }
            }
            Self::Gamma { shape, scale } => shape * scale * gamma_cdf(shape + 1.0, x / scale),
            Self::Constant(value) => value * f64::from(x >= *value),
            Self::Uniform { low, high } => {
                let top = x.clamp(*low, *high);
                (top * top - low * low) / (2.0 * (high - low))
            }
            Self::Empirical { values, cumulative } => {
                let mut before = 0.0;
                let mut sum = 0.0;
                for (value, up_to) in values.iter().zip(cumulative) {
                    if *value <= x {
                        sum += value * (up_to - before);
                    }
                    before = *up_to;
                }
                sum
            }
        }
    }

    /// Expected square, `E[X²]`.
    pub fn square(&self) -> f64 {
        self.partial_square(f64::INFINITY)
    }

    /// `E[X²; X ≤ x]`, the part of the expected square that lies at or below `x`.
    pub fn partial_square(&self, x: f64) -> f64 {
        match self {
            Self::LogNormal { mu, sigma } => {
                let square = (2.0 * (mu + sigma * sigma)).exp();
                if x.is_infinite() {
                    square
                } else if x <= 0.0 {
                    0.0
                } else if *sigma == 0.0 {
                    square * f64::from(x.ln() >= *mu)
                } else {
                    square * normal_cdf((x.ln() - mu) / sigma - 2.0 * sigma)
                }
            }
            Self::Gamma { shape, scale } => {
                shape * (shape + 1.0) * scale * scale * gamma_cdf(shape + 2.0, x / scale)
            }
            Self::Constant(value) => value * value * f64::from(x >= *value),
            Self::Uniform { low, high } => {
                let top = x.clamp(*low, *high);
                (top.powi(3) - low.powi(3)) / (3.0 * (high - low))
            }
            Self::Empirical { values, cumulative } => {
                let mut before = 0.0;
                let mut sum = 0.0;
                for (value, up_to) in values.iter().zip(cumulative) {
                    if *value <= x {
                        sum += value * value * (up_to - before);
                    }
                    before = *up_to;
                }
                sum
            }
        }
    }

    /// One draw.
    pub fn draw<R: Rng>(&self, rng: &mut R) -> f64 {
        match self {
            Self::LogNormal { mu, sigma } => {
                let z: f64 = StandardNormal.sample(rng);
                (mu + sigma * z).exp()
            }
            Self::Gamma { shape, scale } => {
                let gamma = rand_distr::Gamma::new(*shape, *scale);
                gamma
                    .expect("a resolved gamma has positive parameters")
                    .sample(rng)
            }
            Self::Constant(value) => *value,
            Self::Uniform { low, high } => low + (high - low) * rng.random::<f64>(),
            Self::Empirical { values, cumulative } => {
                let u: f64 = rng.random();
                values[cumulative
                    .partition_point(|c| *c <= u)
                    .min(values.len() - 1)]
            }
        }
    }

    /// `E[Xʳ; X < x]`, the part of a moment that lies strictly below `x`; of order 0 the probability.
    pub fn moment_below(&self, order: u32, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        let r = f64::from(order);
        match self {
            Self::LogNormal { mu, sigma } => {
                let moment = (r * mu + 0.5 * r * r * sigma * sigma).exp();
                if x.is_infinite() {
                    moment
                } else if *sigma == 0.0 {
                    moment * f64::from(*mu < x.ln())
                } else {
                    moment * normal_cdf((x.ln() - mu) / sigma - r * sigma)
                }
            }
            Self::Gamma { shape, scale } => {
                let rising: f64 = (0..order).map(|k| (shape + f64::from(k)) * scale).product();
                rising * gamma_cdf(shape + r, x / scale)
            }
            Self::Constant(value) => value.powi(order as i32) * f64::from(*value < x),
            Self::Uniform { low, high } => {
                let top = x.clamp(*low, *high);
                let power = order as i32 + 1;
                (top.powi(power) - low.powi(power)) / ((r + 1.0) * (high - low))
            }
            Self::Empirical { values, cumulative } => {
                let mut before = 0.0;
                let mut sum = 0.0;
                for (value, up_to) in values.iter().zip(cumulative) {
                    if *value < x {
                        sum += value.powi(order as i32) * (up_to - before);
                    }
                    before = *up_to;
                }
                sum
            }
        }
    }

    /// One draw with amounts weighted by their size, of density `x·f(x)/E[X]`; the mean must be positive.
    pub fn draw_by_size<R: Rng>(&self, rng: &mut R) -> f64 {
        match self {
            Self::LogNormal { mu, sigma } => {
                let z: f64 = StandardNormal.sample(rng);
                (mu + sigma * sigma + sigma * z).exp()
            }
            Self::Gamma { shape, scale } => Self::Gamma {
                shape: shape + 1.0,
                scale: *scale,
            }
            .draw(rng),
            Self::Constant(value) => *value,
            Self::Uniform { low, high } => {
                let u: f64 = rng.random();
                (low * low + u * (high * high - low * low)).sqrt()
            }
            Self::Empirical { values, cumulative } => {
                let mut left = rng.random::<f64>() * self.mean();
                let mut before = 0.0;
                for (value, up_to) in values.iter().zip(cumulative) {
                    left -= value * (up_to - before);
                    if left < 0.0 {
                        return *value;
                    }
                    before = *up_to;
                }
                values[values.len() - 1]
            }
        }
    }
}

/// Regularised lower incomplete gamma `P(shape, x)`.
fn gamma_cdf(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x.is_infinite() {
        1.0
    } else {
        Gamma::new(shape, 1.0).map_or(f64::NAN, |gamma| gamma.cdf(x))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distributions() -> [Distribution; 5] {
        [
            Distribution::log_normal_by_mean(900.0, 700.0),
            Distribution::Gamma {
                shape: 0.7,
                scale: 1_000.0,
            },
            Distribution::Uniform {
                low: 20.0,
                high: 50.0,
            },
            Distribution::Constant(3.0),
            Distribution::empirical(vec![(0.0, 1.0), (4.0, 2.0), (9.0, 1.0)]),
        ]
    }

    #[test]
    fn a_bounded_distribution_says_where_it_ends() {
        let ends = distributions().map(|one| one.largest());
        let never = f64::INFINITY;
        assert_eq!(ends, [never, never, 50.0, 3.0, 9.0]);
        for one in distributions().iter().filter(|one| one.largest() < never) {
            assert_eq!(one.cdf(one.largest()), 1.0, "{one:?}");
        }
    }

    #[test]
    fn at_a_quantile_the_share_is_reached_and_not_before() {
        for one in distributions() {
            for p in [0.001, 0.25, 0.251, 0.5, 0.75, 0.98] {
                let x = one.quantile(p);
                let before = one.cdf(x) - one.mass_at(x);
                // The quantile of the normal distribution is good to 1e-14.
                assert!(
                    before - 1e-12 <= p && p <= one.cdf(x) + 1e-12,
                    "{one:?} {p}: {x}"
                );
            }
        }
    }
}
