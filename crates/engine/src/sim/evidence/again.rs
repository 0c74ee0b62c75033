//! One result of a check that is done again, as both samples know it.

use tierone_stats::double_sampling::Weighted;

/// One result of a check that is done again.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Again {
    /// Decisions it stands for, in periods in which some of it was done again; and in others.
    pub spoken: f64,
    pub unspoken: f64,
    /// Of the first sample: Σ of squared weights, and decisions; of no use where that was drawn by value.
    pub squares: f64,
    pub first: u64,
    /// Those done again.
    pub sampled: u64,
    /// Σ of weights of those that failed an accuracy attribute again.
    pub wrong: f64,
}

impl Again {
    pub(super) fn absorb(&mut self, other: Self) {
        self.spoken += other.spoken;
        self.unspoken += other.unspoken;
        self.squares += other.squares;
        self.first += other.first;
        self.sampled += other.sampled;
        self.wrong += other.wrong;
    }

    /// Decisions it stands for.
    pub(super) fn population(&self) -> f64 {
        self.spoken + self.unspoken
    }

    /// The result as both samples know it. A period of which none was done again is as the others.
    pub(super) fn weighted(&self) -> Weighted {
        let population = self.population();
        let first = population.powi(2) / self.squares;
        Weighted {
            population,
            first,
            again: first * self.sampled as f64 / self.first.max(1) as f64,
            share: (self.wrong / self.spoken).min(1.0),
        }
    }
}
