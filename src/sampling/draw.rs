//! What a draw leaves behind: which known decisions were taken, and how many right ones.

use rand::{Rng, RngExt};

use super::Strata;

/// A decision that matters one by one, as a method sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its stratum.
    pub stratum: u32,
    /// Whether it has an error in an accuracy or monetary attribute.
    pub risky: bool,
}

/// Whether a decision was taken, and by which part of the design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Not taken.
    No,
    /// Taken at random, with known probability.
    AtRandom,
    /// Taken because of its risk score.
    ByRisk,
}

impl Taken {
    /// Whether it was taken at all.
    pub fn is_taken(self) -> bool {
        self != Self::No
    }
}

/// A draw: known decisions one by one, right ones as numbers that are still to be told apart.
#[derive(Clone, Debug, Default)]
pub struct Draw {
    /// By member, in the order in which they were offered.
    pub members: Vec<Taken>,
    /// How many were drawn at random with known probability, by stratum, where that is not all.
    pub designed: Option<Vec<u64>>,
    /// Right decisions not yet told apart, by stratum.
    pub left: Vec<u64>,
    /// Of those, how many are in the sample at random.
    pub at_random: Vec<u64>,
    /// Of those, how many are in the sample by risk; empty where none ever is.
    pub by_risk: Vec<u64>,
}

impl Draw {
    /// Right decisions in the sample that are not yet told apart.
    pub fn anonymous(&self) -> u64 {
        self.at_random.iter().sum::<u64>() + self.by_risk.iter().sum::<u64>()
    }

    /// The same of one stratum.
    pub fn anonymous_in(&self, stratum: usize) -> u64 {
        self.at_random[stratum] + self.by_risk.get(stratum).copied().unwrap_or(0)
    }

    /// Asks whether one more right decision of a stratum is in the sample: *remaining sample over
    /// remaining population*.
    pub fn ask<R: Rng>(&mut self, stratum: usize, rng: &mut R) -> Taken {
        let left = self.left[stratum];
        assert!(
            left > 0,
            "a stratum is asked about no more decisions than it holds"
        );
        self.left[stratum] = left - 1;
        let pick = below(left, rng);
        self.take(stratum, pick)
    }

    /// Tells apart one right decision of a stratum that is known to be in the sample.
    pub fn identify<R: Rng>(&mut self, stratum: usize, rng: &mut R) -> Taken {
        let taken = self.anonymous_in(stratum);
        assert!(taken > 0, "only sampled decisions are told apart");
        self.left[stratum] -= 1;
        let pick = below(taken, rng);
        self.take(stratum, pick)
    }

    fn take(&mut self, stratum: usize, pick: u64) -> Taken {
        if pick < self.at_random[stratum] {
            self.at_random[stratum] -= 1;
            Taken::AtRandom
        } else if pick < self.anonymous_in(stratum) {
            self.by_risk[stratum] -= 1;
            Taken::ByRisk
        } else {
            Taken::No
        }
    }
}

/// Draws `sizes` from each stratum without replacement: members are asked one after another.
pub fn without_replacement<R: Rng>(
    strata: &Strata,
    sizes: &[u64],
    members: &[Member],
    rng: &mut R,
) -> Draw {
    let mut draw = Draw {
        members: Vec::with_capacity(members.len()),
        left: strata.sizes.clone(),
        designed: None,
        at_random: sizes.to_vec(),
        by_risk: Vec::new(),
    };
    for member in members {
        let taken = draw.ask(member.stratum as usize, rng);
        draw.members.push(taken);
    }
    draw
}

/// Uniform whole number below `n`.
fn below<R: Rng>(n: u64, rng: &mut R) -> u64 {
    rng.random_range(0..n)
}
