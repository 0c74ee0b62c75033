//! What a draw leaves behind: which known decisions were taken, and how many right ones.

use rand::Rng;

use crate::along_value::SystematicByValue;
use crate::strata::Strata;
use crate::systematic::SystematicByCaseworker;
use crate::world::{DecisionId, Population};
use tierone_stats::rng::below;

/// A decision that matters one by one, as a method sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// What the caller calls it; rising.
    pub index: u32,
    /// Which decision.
    pub id: DecisionId,
    /// The place of its caseworker, or [`crate::world::SYSTEM`].
    pub place: u32,
    /// Its stratum.
    pub stratum: u32,
    /// Whether it has an error in an accuracy or monetary attribute.
    pub risky: bool,
}

/// By which part of the design a decision was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Taken at random, with known probability.
    AtRandom,
    /// Taken because of its risk score, or by somebody's judgement.
    ByRisk,
}

/// A draw: known decisions one by one, right ones as numbers that are not tracked yet.
#[derive(Clone, Debug, Default)]
pub struct Draw {
    /// The members that were taken, by index, rising.
    pub taken: Vec<(u32, Taken)>,
    /// How many were drawn at random with known probability, by stratum, where that is not all.
    pub designed: Option<Vec<u64>>,
    /// Right decisions not tracked yet, by stratum.
    pub left: Vec<u64>,
    /// Of those, how many are in the sample at random.
    pub at_random: Vec<u64>,
    /// Of those, how many are in the sample by risk; empty where none ever is.
    pub by_risk: Vec<u64>,
    /// What says of a decision whether it is in the sample, where its place in an order does.
    pub along: Option<Along>,
}

/// An order along which a sample is laid.
#[derive(Clone, Debug)]
pub enum Along {
    /// Of caseworkers.
    Caseworkers(SystematicByCaseworker),
    /// Of values.
    Values(SystematicByValue),
}

impl Draw {
    /// Draws `sizes` from each stratum at random without replacement, before any decision is offered.
    pub fn of(strata: &Strata, sizes: &[u64]) -> Self {
        Self {
            taken: Vec::new(),
            designed: None,
            left: strata.sizes.clone(),
            at_random: sizes.to_vec(),
            by_risk: Vec::new(),
            along: None,
        }
    }

    /// Offers one decision: it is taken or not, as [`Self::ask`] says.
    #[inline]
    pub fn offer<R: Rng>(&mut self, index: u32, stratum: usize, rng: &mut R) {
        if let Some(taken) = self.ask(stratum, rng) {
            self.taken.push((index, taken));
        }
    }

    /// Right decisions in the sample that are not tracked yet.
    pub fn anonymous(&self) -> u64 {
        self.at_random.iter().sum::<u64>() + self.by_risk.iter().sum::<u64>()
    }

    /// The same of one stratum.
    pub fn anonymous_in(&self, stratum: usize) -> u64 {
        self.at_random[stratum] + self.by_risk.get(stratum).copied().unwrap_or(0)
    }

    /// Asks whether one more right decision of a stratum is in the sample: *remaining sample over
    /// remaining population*.
    #[inline]
    pub fn ask<R: Rng>(&mut self, stratum: usize, rng: &mut R) -> Option<Taken> {
        let left = self.left[stratum];
        assert!(
            left > 0,
            "a stratum is asked about no more decisions than it holds"
        );
        self.left[stratum] = left - 1;
        let pick = below(left, rng);
        self.take(stratum, pick)
    }

    /// The same of a decision that is known, for samples of an order too.
    pub fn ask_of<R: Rng>(
        &mut self,
        population: &Population,
        (id, place): (DecisionId, u32),
        stratum: usize,
        rng: &mut R,
    ) -> Option<Taken> {
        let takes = match &mut self.along {
            None => return self.ask(stratum, rng),
            Some(Along::Caseworkers(systematic)) => systematic.takes(population, id, place),
            Some(Along::Values(systematic)) => systematic.takes(population.activity(id.cell), rng),
        };
        self.settle(stratum, takes)
    }

    /// Tells apart a decision of which is known whether it is in the sample at random.
    pub fn settle(&mut self, stratum: usize, takes: bool) -> Option<Taken> {
        self.left[stratum] -= 1;
        takes.then(|| {
            self.at_random[stratum] -= 1;
            Taken::AtRandom
        })
    }

    /// Tells apart one right decision of a stratum that is known to be in the sample.
    pub fn identify<R: Rng>(&mut self, stratum: usize, rng: &mut R) -> Taken {
        let taken = self.anonymous_in(stratum);
        assert!(taken > 0, "only sampled decisions are tracked");
        self.left[stratum] -= 1;
        let pick = below(taken, rng);
        self.take(stratum, pick)
            .expect("a pick among the sampled is in the sample")
    }

    #[inline]
    fn take(&mut self, stratum: usize, pick: u64) -> Option<Taken> {
        if pick < self.at_random[stratum] {
            self.at_random[stratum] -= 1;
            Some(Taken::AtRandom)
        } else if pick < self.anonymous_in(stratum) {
            self.by_risk[stratum] -= 1;
            Some(Taken::ByRisk)
        } else {
            None
        }
    }
}
