//! Scores of forecasts of other families than the normal.

use std::f64::consts::PI;

use statrs::function::beta::ln_beta;
use statrs::function::gamma::ln_gamma;
use tierone_stats::control::Subgroup;
use tierone_stats::proportion::Beta;
use tierone_stats::shrinkage::ln_probability;
use tierone_stats::special::{beta_tails, binomial_mass, binomial_tails};

/// The continuous ranked probability score of a Student t forecast with location, scale and more than one degree of freedom.
///
/// # Source
/// Jordan, Krüger & Lerch (2019), Journal of Statistical Software 90(12), appendix A.
pub fn crps_student_t(location: f64, scale: f64, df: f64, came: f64) -> f64 {
    let z = (came - location) / scale;
    let outside = beta_tails(df / 2.0, 0.5, df / (df + z * z)).lower;
    let twice_less_one = z.signum() * (1.0 - outside);
    let ln_density = ln_gamma((df + 1.0) / 2.0)
        - ln_gamma(df / 2.0)
        - 0.5 * (df * PI).ln()
        - (df + 1.0) / 2.0 * (z * z / df).ln_1p();
    let spread = 2.0 * df.sqrt() / (df - 1.0)
        * (ln_beta(0.5, df - 0.5) - 2.0 * ln_beta(0.5, df / 2.0)).exp();
    scale * (z * twice_less_one + 2.0 * ln_density.exp() * (df + z * z) / (df - 1.0) - spread)
}

/// The continuous ranked probability score of a beta forecast of a share.
///
/// # Source
/// Jordan, Krüger & Lerch (2019), appendix A.
pub fn crps_beta(a: f64, b: f64, came: f64) -> f64 {
    let tails = beta_tails(a, b, came);
    let shifted = beta_tails(a + 1.0, b, came);
    let spread = 2.0 / a * (ln_beta(2.0 * a, 2.0 * b) - 2.0 * ln_beta(a, b)).exp();
    came * (tails.lower - tails.upper) + a / (a + b) * (shifted.upper - shifted.lower - spread)
}

/// A forecast of how many of `size` decisions are in error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Count {
    /// Each with the same probability.
    Binomial {
        /// Decisions.
        size: u64,
        /// The probability.
        probability: f64,
    },
    /// Each with a probability that is itself drawn from a beta distribution.
    BetaBinomial {
        /// Decisions.
        size: u64,
        /// The beta distribution.
        rate: Beta,
    },
}

impl Count {
    /// Decisions.
    fn size(self) -> u64 {
        match self {
            Count::Binomial { size, .. } | Count::BetaBinomial { size, .. } => size,
        }
    }

    /// The logarithm of the probability of so many.
    fn ln_mass(self, count: u64) -> f64 {
        match self {
            Count::Binomial { size, probability } => {
                let (k, n) = (count as f64, size as f64);
                binomial_mass(k, n, probability, 1.0 - probability).ln()
            }
            Count::BetaBinomial { size, rate } => ln_probability(
                rate,
                Subgroup {
                    checked: size,
                    failed: count,
                },
            ),
        }
    }

    /// The logarithmic score, −ln probability.
    pub fn log_score(self, came: u64) -> f64 {
        -self.ln_mass(came)
    }

    /// The probability of at most so many.
    pub fn up_to(self, count: u64) -> f64 {
        if count >= self.size() {
            return 1.0;
        }
        match self {
            Count::Binomial { size, probability } => binomial_tails(count, size, probability).lower,
            Count::BetaBinomial { .. } => {
                let sum = (0..=count).map(|k| self.ln_mass(k).exp()).sum::<f64>();
                sum.min(1.0)
            }
        }
    }

    /// The smallest count with at least this probability at or below it.
    pub fn quantile(self, p: f64) -> u64 {
        let mut below = 0.0;
        for count in 0..self.size() {
            below += self.ln_mass(count).exp();
            if below >= p {
                return count;
            }
        }
        self.size()
    }

    /// The standard deviation.
    pub fn sd(self) -> f64 {
        let n = self.size() as f64;
        match self {
            Count::Binomial { probability, .. } => (n * probability * (1.0 - probability)).sqrt(),
            Count::BetaBinomial { rate, .. } => {
                let (a, b) = (rate.errors, rate.right);
                let sum = a + b;
                (n * a * b * (sum + n) / (sum * sum * (sum + 1.0))).sqrt()
            }
        }
    }

    /// The ends between which the probability integral transform of a count lies: of less than it, and of up to it.
    ///
    /// # Source
    /// Czado, Gneiting & Held (2009), Biometrics 65, 1254–1261.
    pub fn pit(self, came: u64) -> (f64, f64) {
        let less = came.checked_sub(1).map_or(0.0, |less| self.up_to(less));
        (less, self.up_to(came))
    }
}

/// The continuous ranked probability score of a forecast of a count: Σ (F(k) − 1{k ≥ came})².
pub fn crps_count(forecast: Count, came: u64) -> f64 {
    let mut below = 0.0;
    let mut score = 0.0;
    for count in 0..=forecast.size() {
        below += forecast.ln_mass(count).exp();
        let step = if count >= came { 1.0 } else { 0.0 };
        score += (below - step) * (below - step);
    }
    score
}
