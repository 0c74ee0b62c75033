//! The random effect of staff: how far the people who happen to work there move the office's rate of error.

use super::chances::over;
use super::deals::mean_filled;
use super::kinds::Office;
use tierone_stats::quadrature::gauss_hermite;

/// Factors on the office's rate of error that are gone through.
const NODES: usize = 5;

/// The office's rate of error as a multiple of the expected one: a log-normal factor.
pub(super) struct StaffEffect {
    /// Variance of the logarithm.
    variance: f64,
}

impl StaffEffect {
    /// From the spread of caseworkers' rates, over the filled seats and over teams that share some of it.
    /// People who come and go are not counted anew, so of a long horizon this is somewhat too much.
    pub(super) fn of(office: &Office, numbers: &[f64]) -> Self {
        let workforce = &office.scenario.workforce;
        let (mut mean, mut square, mut system) = (0.0, 0.0, 0.0);
        for (class, tenure) in office.tenures.iter().enumerate() {
            let mut rates = vec![0.0; tenure.states.len()];
            for (kind, number) in numbers.iter().enumerate() {
                let of = &office.kinds[kind];
                let counts = &office.counts[of.activity];
                if of.system {
                    if class == 0 {
                        over(office, kind, |w, p| {
                            system += w * number * (1.0 - counts.accurate(p))
                        });
                    }
                } else if of.class == class {
                    let mut at = 0;
                    over(office, kind, |_, p| {
                        rates[at] += number / tenure.share * (1.0 - counts.accurate(p));
                        at += 1;
                    });
                }
            }
            for (state, rate) in tenure.states.iter().zip(rates) {
                mean += tenure.share * state.weight * rate;
                square += tenure.share * state.weight * rate * rate;
            }
        }
        let seats = mean_filled(office).max(1.0);
        let teams = (workforce.seats as f64 / workforce.team_size.max(1) as f64).max(1.0);
        let all = workforce.spread.powi(2) + workforce.team_spread.powi(2);
        let shared = if all > 0.0 {
            workforce.team_spread.powi(2) / all
        } else {
            0.0
        };
        let between = (square - mean * mean).max(0.0);
        let total = mean + system;
        let relative = between * ((1.0 - shared) / seats + shared / teams) / (total * total);
        Self {
            variance: if total > 0.0 { relative.ln_1p() } else { 0.0 },
        }
    }

    /// Variance of the factor, about.
    pub(super) fn variance(&self) -> f64 {
        self.variance
    }

    /// Factors with their probabilities; their mean is one.
    pub(super) fn nodes(&self) -> Vec<(f64, f64)> {
        // Less than that moves nothing that anybody could see.
        if self.variance < 1e-6 {
            return vec![(1.0, 1.0)];
        }
        let spread = self.variance.sqrt();
        let factor = |z: f64| (spread * z - 0.5 * self.variance).exp();
        gauss_hermite(NODES)
            .into_iter()
            .map(|(z, weight)| (factor(z), weight))
            .collect()
    }
}
