//! The binomial distribution, cut to the numbers that are likely enough to matter.

use tierone_stats::special::binomial_mass;

/// The binomial distribution over the numbers that are likely enough to matter.
pub(super) struct Binomial {
    first: u64,
    masses: Vec<f64>,
}

impl Binomial {
    pub(super) fn new(trials: f64, chance: f64) -> Self {
        let chance = chance.clamp(0.0, 1.0);
        let (mean, spread) = (trials * chance, (trials * chance * (1.0 - chance)).sqrt());
        let first = (mean - 8.0 * spread - 2.0).floor().max(0.0);
        // The upper tail of few is long.
        let last = (mean + 8.0 * spread + 14.0).ceil().min(trials);
        let masses = (first as u64..=last as u64)
            .map(|k| binomial_mass(k as f64, trials, chance, 1.0 - chance))
            .collect();
        Self {
            first: first as u64,
            masses,
        }
    }

    /// Numbers with their probabilities.
    pub(super) fn masses(&self) -> impl Iterator<Item = (u64, f64)> + '_ {
        (self.first..).zip(self.masses.iter().copied())
    }

    /// The largest number that matters.
    pub(super) fn last(&self) -> u64 {
        self.first + self.masses.len().saturating_sub(1) as u64
    }

    /// The least number that is not exceeded with probability `u`.
    pub(super) fn quantile(&self, u: f64) -> u64 {
        let mut left = u;
        for (number, mass) in self.masses() {
            left -= mass;
            if left < 0.0 {
                return number;
            }
        }
        self.last()
    }
}
