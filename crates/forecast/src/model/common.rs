//! The common levels given all groups, and the likelihood.

use super::group::{Own, says};
use super::parameters::Parameters;
use crate::matrix::{Cholesky, Square};

/// What is known of the common levels.
pub(super) struct Levels {
    /// Their mean, period by period.
    pub mean: Vec<f64>,
    /// The factor of their precision.
    pub precision: Cholesky,
    /// −2 ln likelihood, without the constant.
    pub deviance: f64,
}

impl Levels {
    /// The variance of a weighted sum of the levels.
    pub fn variance(&self, weights: &[f64]) -> f64 {
        let half = self.precision.half_solve(weights);
        half.iter().map(|x| x * x).sum()
    }
}

/// The common levels over so many periods, the last of which may lie ahead: a random walk with a diffuse start.
///
/// `None` where nothing was seen at all, or where numbers are beyond what a double holds.
pub(super) fn levels(parameters: &Parameters, groups: &[Own], periods: usize) -> Option<Levels> {
    let n = periods;
    let mut precision = Square::zero(n);
    let mut weighted = vec![0.0; n];
    let mut deviance = 0.0;
    for group in groups {
        let says = says(parameters, group, n);
        add(&mut precision.at, &says.information.at);
        add(&mut weighted, &says.weighted);
        deviance += says.deviance;
    }
    let step = 1.0 / parameters.shock;
    for t in 1..n {
        precision.at[t * n + t] += step;
        precision.at[(t - 1) * n + t - 1] += step;
        precision.at[t * n + t - 1] -= step;
        precision.at[(t - 1) * n + t] -= step;
    }
    let factor = precision.cholesky()?;
    let mean = factor.solve(&weighted);
    deviance += (n as f64 - 1.0) * parameters.shock.ln() + factor.ln_determinant();
    deviance -= weighted.iter().zip(&mean).map(|(w, m)| w * m).sum::<f64>();
    deviance.is_finite().then_some(Levels {
        mean,
        precision: factor,
        deviance,
    })
}

fn add(sum: &mut [f64], more: &[f64]) {
    for (sum, more) in sum.iter_mut().zip(more) {
        *sum += more;
    }
}
