//! The family of amounts in error that makes those found most likely: log-normal or gamma.

use super::interval::{DROP_95, Interval};
use tierone_stats::distribution::Distribution;
use tierone_stats::special::{digamma, ln_gamma, root};

/// With fewer amounts than these one family cannot be told from another.
pub const fn fewest_amounts() -> usize {
    30
}

/// A family of amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Log-normal: a median, and the spread of logarithms.
    LogNormal,
    /// Gamma: a mean and a standard deviation.
    Gamma,
}

/// A family, fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct AmountFit {
    /// Which.
    pub family: Family,
    /// Median and spread of logarithms of a log-normal law; mean and standard deviation of a gamma one.
    pub parameters: [Interval; 2],
    /// The law at the estimates.
    pub distribution: Distribution,
    /// The log-likelihood.
    pub value: f64,
    /// That of the other family.
    pub other: f64,
    /// The largest distance of the law from the shares of amounts found, and what chance alone makes of it in 1 of 20
    /// samples of a law known beforehand.
    pub distance: (f64, f64),
}

/// Fits amounts above zero; none where there are too few, or they are all the same.
pub fn fit_amounts(amounts: &[f64]) -> Option<AmountFit> {
    let n = amounts.len() as f64;
    let is_sound = |x: &f64| *x > 0.0 && x.is_finite();
    if amounts.len() < fewest_amounts() || !amounts.iter().all(is_sound) {
        return None;
    }
    let mean_of = |of: &dyn Fn(f64) -> f64| amounts.iter().map(|x| of(*x)).sum::<f64>() / n;
    let (mean, log_mean) = (mean_of(&|x| x), mean_of(&f64::ln));
    let variance = mean_of(&|x| (x.ln() - log_mean).powi(2));
    if variance < 1e-12 {
        return None;
    }
    let sigma = variance.sqrt();
    let tau = std::f64::consts::TAU;
    let log_normal = -n * (log_mean + 0.5 * (tau * variance).ln() + 0.5);
    // The mean of ln x lies below ln of the mean by ln k − ψ(k), with the shape k.
    let below = mean.ln() - log_mean;
    let shape = root(-12.0, 20.0, |log| log - digamma(log.exp()) - below)?.exp();
    let found = Found { n, mean, log_mean };
    let gamma = found.gamma(mean, shape);
    let (family, parameters, distribution) = if log_normal >= gamma {
        (
            Family::LogNormal,
            found.log_normal_intervals(sigma)?,
            Distribution::LogNormal {
                mu: log_mean,
                sigma,
            },
        )
    } else {
        (
            Family::Gamma,
            found.gamma_intervals(shape, gamma)?,
            Distribution::Gamma {
                shape,
                scale: mean / shape,
            },
        )
    };
    let distance = distance(amounts, &distribution);
    Some(AmountFit {
        family,
        parameters,
        distribution,
        value: log_normal.max(gamma),
        other: log_normal.min(gamma),
        // The limit of Kolmogorov's distribution.
        distance: (distance, 1.358 / n.sqrt()),
    })
}

/// What likelihoods need to know of the amounts.
struct Found {
    n: f64,
    mean: f64,
    log_mean: f64,
}

impl Found {
    /// The gamma likelihood by mean and shape.
    fn gamma(&self, mean: f64, shape: f64) -> f64 {
        let logs = shape * (shape / mean).ln() - ln_gamma(shape) + (shape - 1.0) * self.log_mean;
        self.n * (logs - shape * self.mean / mean)
    }

    /// Median and spread of logarithms, with the limits of their profiles.
    fn log_normal_intervals(&self, sigma: f64) -> Option<[Interval; 2]> {
        let off = sigma * ((2.0 * DROP_95 / self.n).exp() - 1.0).sqrt();
        let fall = |log: f64| self.n * (log + 0.5 * ((-2.0 * log).exp() - 1.0)) - DROP_95;
        let (low, high) = (root(-5.0, 0.0, fall)?, root(0.0, 5.0, fall)?);
        let log_median = Interval::closed(self.log_mean, self.log_mean - off, self.log_mean + off);
        Some([
            log_median.map(f64::exp),
            Interval::closed(sigma, sigma * low.exp(), sigma * high.exp()),
        ])
    }

    /// Mean and standard deviation, with the limits of the mean's profile, and of the deviation's at the mean.
    fn gamma_intervals(&self, shape: f64, value: f64) -> Option<[Interval; 2]> {
        let best_shape = |mean: f64| {
            let below = mean.ln() + self.mean / mean - 1.0 - self.log_mean;
            root(-12.0, 20.0, |log| log - digamma(log.exp()) - below).map(f64::exp)
        };
        let mean_fall = |log: f64| {
            let mean = self.mean * log.exp();
            let profile = best_shape(mean).map(|shape| self.gamma(mean, shape));
            value - profile.unwrap_or(f64::NEG_INFINITY) - DROP_95
        };
        let shape_fall = |log: f64| value - self.gamma(self.mean, shape * log.exp()) - DROP_95;
        let ends = |fall: &dyn Fn(f64) -> f64| {
            Some((root(-6.0, 0.0, fall)?.exp(), root(0.0, 6.0, fall)?.exp()))
        };
        let (low, high) = ends(&mean_fall)?;
        let (thin, thick) = ends(&shape_fall)?;
        let sd = self.mean / shape.sqrt();
        Some([
            Interval::closed(self.mean, self.mean * low, self.mean * high),
            Interval::closed(sd, sd / thick.sqrt(), sd / thin.sqrt()),
        ])
    }
}

/// The largest distance between a law and the shares of what was found.
fn distance(amounts: &[f64], law: &Distribution) -> f64 {
    let mut sorted = amounts.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let at = sorted.iter().enumerate().map(|(rank, x)| {
        let (below, share) = (rank as f64 / n, law.cdf(*x));
        (share - below).max(below + 1.0 / n - share)
    });
    at.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quantiles of a law, as even as a sample can be.
    fn even(law: &Distribution) -> Vec<f64> {
        (0..400)
            .map(|k| law.quantile((f64::from(k) + 0.5) / 400.0))
            .collect()
    }

    #[test]
    fn each_family_knows_its_own() {
        let law = Distribution::LogNormal {
            mu: -2.8,
            sigma: 1.1,
        };
        let fit = fit_amounts(&even(&law)).expect("amounts enough");
        assert_eq!(fit.family, Family::LogNormal);
        let [median, sigma] = fit.parameters;
        assert!((median.value / (-2.8f64).exp() - 1.0).abs() < 1e-9);
        assert!((sigma.value - 1.1).abs() < 0.02);
        // The standard error of a spread of logarithms is about σ / √(2n).
        let width = sigma.high.expect("closed") - sigma.low.expect("closed");
        assert!((width / (2.0 * 1.96 * 1.1 / 800f64.sqrt()) - 1.0).abs() < 0.05);
        let law = Distribution::Gamma {
            shape: 2.0,
            scale: 150.0,
        };
        let fit = fit_amounts(&even(&law)).expect("amounts enough");
        assert_eq!(fit.family, Family::Gamma);
        let [mean, sd] = fit.parameters;
        assert!((mean.value - 300.0).abs() < 1.0 && (sd.value - 212.1).abs() < 4.0);
        let width = mean.high.expect("closed") - mean.low.expect("closed");
        assert!((width / (2.0 * 1.96 * 212.1 / 20.0) - 1.0).abs() < 0.05);
        assert!(fit.distance.0 < fit.distance.1);
    }

    #[test]
    fn few_amounts_and_equal_ones_have_no_family() {
        assert_eq!(fit_amounts(&[1.0; 29]), None);
        assert_eq!(fit_amounts(&[1.0; 40]), None);
        assert_eq!(fit_amounts(&[0.0; 40]), None);
    }
}
