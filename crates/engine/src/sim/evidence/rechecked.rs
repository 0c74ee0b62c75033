//! One result of a first check, as both samples know it.

use tierone_stats::double_sampling::Weighted;

/// One result of a first check, pass or fail, and what its recheck says of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rechecked {
    /// Decisions it stands for, in periods in which some of it was rechecked.
    pub covered: f64,
    /// The same in other periods.
    pub uncovered: f64,
    /// Σ of squared weights of the first sample; of no use where that was drawn by value.
    pub squares: f64,
    /// Decisions of the first sample with this result.
    pub first: u64,
    /// Those of them that were rechecked.
    pub sampled: u64,
    /// Σ of weights of those that failed an accuracy attribute in the recheck.
    pub wrong: f64,
}

impl Rechecked {
    pub(super) fn absorb(&mut self, other: Self) {
        self.covered += other.covered;
        self.uncovered += other.uncovered;
        self.squares += other.squares;
        self.first += other.first;
        self.sampled += other.sampled;
        self.wrong += other.wrong;
    }

    /// Decisions it stands for.
    pub(super) fn population(&self) -> f64 {
        self.covered + self.uncovered
    }

    /// The result as both samples know it: with the effective size (Σ w)²/Σ w² of the first sample, of which the same share
    /// was rechecked. A period of which none was rechecked is as the others.
    pub(super) fn weighted(&self) -> Weighted {
        let population = self.population();
        let first = population.powi(2) / self.squares;
        Weighted {
            population,
            first,
            again: first * self.sampled as f64 / self.first.max(1) as f64,
            share: (self.wrong / self.covered).min(1.0),
        }
    }
}
