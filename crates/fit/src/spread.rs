//! The maximum of a likelihood with spreads, which have no sign and may be zero, and its profile intervals.

use std::f64::consts::FRAC_PI_2;

use super::interval::{DROP_95, Interval};
use tierone_stats::maximum::{Maximum, Point, maximise, profile_limit};

/// A spread below this is none.
const NO_SPREAD: f64 = 1e-3;

/// No spread is looked for beyond this: odds that differ thousandfold.
const WIDEST: f64 = 8.0;

/// No coefficient is looked for beyond this.
const FURTHEST: f64 = 40.0;

/// From where spreads are looked for, in turn, until there is a maximum.
const WIDTHS: [f64; 3] = [0.4, 0.15, 1.2];

/// How far the log-likelihood falls at the limit of an angle of zero: what never happened would not have happened in 2.5 % of
/// results, as in the exact interval of a share.
const DROP_AT_ZERO: f64 = 3.688_879_454_113_936;

/// A likelihood of coefficients, then spreads, then angles of checkers. It is the same for a spread or an angle and its negative.
pub type Likelihood<'a> = &'a dyn Fn(&[f64]) -> Point;

/// The maximum of a likelihood.
#[derive(Clone, Debug)]
pub struct SpreadFit {
    /// How many of the parameters are coefficients: the rest are spreads, and angles.
    pub coefficients: usize,
    /// The parameters. A spread or an angle on the boundary is exactly zero.
    pub parameters: Vec<f64>,
    /// The log-likelihood, without the binomial coefficients.
    pub value: f64,
    first_angle: usize,
    maximum: Maximum,
}

impl SpreadFit {
    /// The maximum, from coefficients that are somewhere near it.
    pub fn of(start: &[f64], spreads: usize, angles: &[f64], likelihood: Likelihood) -> Self {
        let coefficients = start.len();
        let first_angle = coefficients + spreads;
        let all: Vec<usize> = (0..first_angle + angles.len()).collect();
        let mut best: Option<Maximum> = None;
        for width in WIDTHS {
            let mut from = start.to_vec();
            from.resize(first_angle, width);
            from.extend(angles);
            let found = maximise(&from, &all, 1e-10, likelihood);
            let found = settled(found, coefficients, likelihood);
            let is_better = best
                .as_ref()
                .is_none_or(|best| found.point.value > best.point.value + 1e-9);
            // At a spread of zero that is no maximum the likelihood rises to both sides.
            let is_sound = found.converged
                && all[coefficients..]
                    .iter()
                    .all(|k| found.at[*k] != 0.0 || found.point.information.at(*k, *k) >= 0.0);
            if is_better {
                best = Some(found);
            }
            if is_sound {
                break;
            }
        }
        let maximum = best.expect("one width was tried");
        Self {
            coefficients,
            parameters: maximum.at.clone(),
            value: maximum.point.value,
            first_angle,
            maximum,
        }
    }

    /// The maximum of a likelihood that is nearly the same, with the same spreads on the boundary.
    pub fn near(&self, likelihood: Likelihood) -> Self {
        let found = maximise(&self.parameters, &self.inside(), 1e-8, likelihood);
        self.moved_to(settled(found, self.coefficients, likelihood))
    }

    /// The maximum with parameter `k` held at a value.
    pub fn held(&self, k: usize, value: f64, likelihood: Likelihood) -> Self {
        let mut from = self.parameters.clone();
        from[k] = value;
        let mut free = self.inside();
        free.retain(|free| *free != k);
        self.moved_to(maximise(&from, &free, 1e-8, likelihood))
    }

    fn moved_to(&self, maximum: Maximum) -> Self {
        Self {
            coefficients: self.coefficients,
            parameters: maximum.at.clone(),
            value: maximum.point.value,
            first_angle: self.first_angle,
            maximum,
        }
    }

    /// Whether the steps ended at a maximum, as far as doubles show.
    pub fn converged(&self) -> bool {
        self.maximum.converged
    }

    /// The parameters that have curvature: all but spreads and angles of zero.
    pub fn inside(&self) -> Vec<usize> {
        (0..self.parameters.len())
            .filter(|k| *k < self.coefficients || self.parameters[*k] != 0.0)
            .collect()
    }

    /// The covariance of the parameters inside, row by row; none where the data do not tell them apart.
    pub fn covariance(&self) -> Option<tierone_stats::matrix::Matrix> {
        self.maximum.covariance(&self.inside())
    }

    /// The standard error of a parameter, from the observed information; none for a spread of zero.
    pub fn standard_error(&self, k: usize) -> Option<f64> {
        let place = self.inside().iter().position(|inside| *inside == k)?;
        Some(self.covariance()?.at(place, place).sqrt())
    }

    /// The 95 % profile likelihood interval of a parameter. That of a spread or an angle ends at zero where zero is likely enough.
    pub fn interval(&self, k: usize, likelihood: Likelihood) -> Interval {
        let all: Vec<usize> = (0..self.parameters.len()).collect();
        let mut maximum = self.maximum.clone();
        // Beside the maximum a spread of zero may be none: it has to be let go from where it has a slope.
        for other in all[self.coefficients..].iter().filter(|other| **other != k) {
            if maximum.at[*other] == 0.0 {
                maximum.at[*other] = 0.05;
            }
        }
        if maximum.at != self.maximum.at {
            maximum.point = likelihood(&maximum.at);
            maximum.point.value = self.value;
        }
        let value = self.parameters[k];
        let is_angle = k >= self.first_angle;
        let drop = if is_angle && value == 0.0 {
            DROP_AT_ZERO
        } else {
            DROP_95
        };
        let limit = |furthest| profile_limit(&maximum, &all, k, furthest, drop, likelihood);
        if k < self.coefficients {
            return Interval::new(value, limit(-FURTHEST), limit(FURTHEST));
        }
        let low = if value == 0.0 { None } else { limit(0.0) };
        let high = limit(if is_angle { FRAC_PI_2 } else { WIDEST });
        Interval::new(value, Some(low.unwrap_or(0.0)), high)
    }
}

/// Takes the sign off spreads, and makes those zero that came to nothing.
fn settled(found: Maximum, coefficients: usize, likelihood: Likelihood) -> Maximum {
    let mut at = found.at.clone();
    let mut free: Vec<usize> = (0..coefficients).collect();
    for (k, spread) in at.iter_mut().enumerate().skip(coefficients) {
        *spread = spread.abs();
        if *spread < NO_SPREAD {
            *spread = 0.0;
        } else {
            free.push(k);
        }
    }
    if at == found.at {
        return found;
    }
    maximise(&at, &free, 1e-10, likelihood)
}
