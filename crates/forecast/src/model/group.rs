//! One group: what it says of the common levels, and what is known of its own state given them.

use super::parameters::Parameters;
use crate::matrix::Square;

/// A group's figures on their scale, less the middle of all; 0 where none was published.
#[derive(Clone, Debug)]
pub(super) struct Own {
    pub value: Vec<f64>,
    /// Sampling variance; `None` where no figure was published.
    pub variance: Vec<Option<f64>>,
}

impl Own {
    /// One over the variance of each figure about the group's state, 0 where there is none; for further periods too.
    fn information(&self, parameters: &Parameters, periods: usize) -> Vec<f64> {
        let variances = self.variance.iter();
        let known = variances.map(|variance| {
            variance.map_or(0.0, |variance| 1.0 / (variance + parameters.unpublished))
        });
        let mut information: Vec<f64> = known.collect();
        information.resize(periods, 0.0);
        information
    }
}

/// A group given the common levels: its deviations about its mean, and its figures about both.
pub(super) struct Given {
    information: Vec<f64>,
    /// The posterior covariance of deviations given the group's mean. Its inverse is tridiagonal.
    deviations: Square,
    /// The precision of figures about the group's mean and the common levels.
    precision: Square,
    /// Sums of the rows of `precision`.
    sums: Vec<f64>,
    /// The posterior variance of the group's mean.
    of_mean: f64,
    /// ln determinant of the covariance of figures.
    ln_determinant: f64,
}

impl Given {
    /// Of so many periods, the last of which may lie ahead.
    pub fn new(parameters: &Parameters, own: &Own, periods: usize) -> Self {
        let information = own.information(parameters, periods);
        let (deviations, pivots) = deviations(parameters, &information);
        let mut precision = deviations.clone();
        for (t, weight) in information.iter().enumerate() {
            let row = &mut precision.at[t * periods..(t + 1) * periods];
            for (value, other) in row.iter_mut().zip(&information) {
                *value *= -weight * other;
            }
            row[t] += weight;
        }
        let sums: Vec<f64> = (0..periods)
            .map(|t| precision.row(t).iter().sum())
            .collect();
        let total = sums.iter().sum::<f64>().max(0.0);
        let seen = information.iter().filter(|weight| **weight > 0.0);
        Self {
            of_mean: parameters.between / (1.0 + parameters.between * total),
            ln_determinant: pivots + (parameters.between * total).ln_1p()
                - seen.map(|weight| weight.ln()).sum::<f64>(),
            information,
            deviations,
            precision,
            sums,
        }
    }

    /// The group's own part in period `t`: the weights of (figures − common levels) in its mean, and its variance.
    pub fn part(&self, t: usize) -> (Vec<f64>, f64) {
        let row = self.deviations.row(t);
        let direct: Vec<f64> = row
            .iter()
            .zip(&self.information)
            .map(|(c, w)| c * w)
            .collect();
        let left = 1.0 - direct.iter().sum::<f64>();
        let weights = direct.iter().zip(&self.sums);
        let weights = weights.map(|(direct, sum)| direct + left * self.of_mean * sum);
        (weights.collect(), row[t] + left * left * self.of_mean)
    }

    /// The covariance of the group's own part in two periods, as far as it is not known.
    pub fn covariance(&self, t: usize, other: usize) -> f64 {
        let left = |t: usize| {
            let row = self.deviations.row(t).iter();
            1.0 - row.zip(&self.information).map(|(c, w)| c * w).sum::<f64>()
        };
        self.deviations.row(t)[other] + left(t) * left(other) * self.of_mean
    }
}

/// What a group says of the common levels, its own mean and deviations integrated out.
pub(super) struct Says {
    /// Information on the levels.
    pub information: Square,
    /// Information times figures.
    pub weighted: Vec<f64>,
    /// −2 ln likelihood at levels of zero, without the constant.
    pub deviance: f64,
}

/// What a group says at these variances, over its own or further periods.
pub(super) fn says(parameters: &Parameters, own: &Own, periods: usize) -> Says {
    let given = Given::new(parameters, own, periods);
    let mut information = given.precision;
    for (t, sum) in given.sums.iter().enumerate() {
        let row = &mut information.at[t * periods..(t + 1) * periods];
        for (value, other) in row.iter_mut().zip(&given.sums) {
            *value -= given.of_mean * sum * other;
        }
    }
    let dot = |row: &[f64]| row.iter().zip(&own.value).map(|(a, b)| a * b).sum::<f64>();
    let weighted: Vec<f64> = (0..periods).map(|t| dot(information.row(t))).collect();
    let fit: f64 = weighted.iter().zip(&own.value).map(|(w, z)| w * z).sum();
    Says {
        information,
        weighted,
        deviance: given.ln_determinant + fit,
    }
}

/// The posterior covariance of a stationary autoregression seen with this information, and ln |prior precision + information| −
/// ln |prior precision|: L D Lᵀ of the tridiagonal posterior precision, then its inverse from the last row up.
fn deviations(parameters: &Parameters, information: &[f64]) -> (Square, f64) {
    let n = information.len();
    let kept = parameters.kept;
    let fresh = 1.0 - kept * kept;
    let scale = 1.0 / (parameters.deviation * fresh);
    let ends = if n == 1 {
        1.0 / parameters.deviation
    } else {
        scale
    };
    let inner = (1.0 + kept * kept) * scale;
    let beside = -kept * scale;
    let mut pivots: Vec<f64> = Vec::with_capacity(n);
    let mut weights = Vec::with_capacity(n);
    let mut ln_determinant = n as f64 * parameters.deviation.ln() + (n as f64 - 1.0) * fresh.ln();
    for (t, information) in information.iter().enumerate() {
        let is_end = t == 0 || t + 1 == n;
        let own = if is_end { ends } else { inner } + information;
        let weight = pivots.last().map_or(0.0, |pivot| beside / pivot);
        let pivot = own - weight * beside;
        ln_determinant += pivot.ln();
        pivots.push(pivot);
        weights.push(weight);
    }
    let mut covariance = Square::zero(n);
    for t in (0..n).rev() {
        let mut own = 1.0 / pivots[t];
        if t + 1 < n {
            let next = t + 1;
            let carried = weights[next];
            for s in next..n {
                let value = -carried * covariance.at[next * n + s];
                covariance.at[t * n + s] = value;
                covariance.at[s * n + t] = value;
            }
            own += carried * carried * covariance.at[next * n + next];
        }
        covariance.at[t * n + t] = own;
    }
    (covariance, ln_determinant)
}
