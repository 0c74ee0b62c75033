//! A sampling design: what a method must say, and what it may look at when it says it.

use crate::draw::{Draw, Member};
use crate::history::History;
use crate::strata::{FrameView, Strata, Stratify};
use crate::world::{DecisionId, Population, SeatId};
use std::fmt::Debug;
use tierone_scenario::Activity;
use tierone_stats::rng::Stream;

/// How a method draws with its keys.
pub trait Design: Debug + Sync {
    /// Whether every decision's probability of being drawn is known; it is unless a method says otherwise.
    fn known_inclusion(&self) -> bool {
        true
    }

    /// How the frame is divided; not at all unless a method says otherwise.
    fn stratify(&self) -> Stratify {
        Stratify::Whole
    }

    /// The memory of so many units (seats where strata are of caseworkers, else strata) before any
    /// result; none where earlier results are all the same to it, as they are to most.
    fn history(&self, _units: usize) -> Option<History> {
        None
    }

    /// How many are asked of each stratum.
    fn ask(&self, asking: &Asking, rng: &mut Stream) -> Ask;

    /// Which are taken, once it is settled how many; at random unless a method says otherwise.
    fn select(&self) -> Select<'_> {
        Select::AtRandom
    }
}

/// How a method takes decisions once it is settled how many of each stratum.
#[derive(Clone, Copy, Debug)]
pub enum Select<'a> {
    /// At random within strata, without replacement.
    AtRandom,
    /// The same, of strata that were drawn at random themselves: those of which anything is asked.
    InClusters,
    /// In a way of its own.
    By(&'a dyn Take),
}

/// A way of taking decisions that is a method's own.
pub trait Take: Debug {
    /// Takes so many of each stratum.
    fn take(&self, selecting: &Selecting, rng: &mut Stream) -> Draw;
}

/// What a method may look at when it says how many it asks for.
#[derive(Debug)]
pub struct Asking<'a> {
    /// The strata of its frame.
    pub strata: &'a Strata,
    /// What it remembers of earlier periods.
    pub history: &'a History,
    /// The seat of each stratum, where strata are of caseworkers; else empty.
    pub seats: &'a [SeatId],
}

impl Asking<'_> {
    /// The unit of the history that a stratum is: its seat, or the stratum itself.
    pub fn unit(&self, stratum: usize) -> usize {
        self.seats.get(stratum).map_or(stratum, |seat| seat.index())
    }
}

/// What a method may look at when it takes decisions.
#[derive(Debug)]
pub struct Selecting<'a> {
    /// The strata of its frame, excluded samples left out.
    pub strata: &'a Strata,
    /// How many to take, by stratum.
    pub sizes: &'a [u64],
    /// The decisions of the frame that are tracked.
    pub members: &'a [Member],
    /// Decisions of the divided frame that belong to excluded samples, and their places.
    pub left_out: &'a [(DecisionId, u32)],
    /// Which decisions exist, and who made them.
    pub population: &'a Population,
    /// The frame.
    pub view: &'a FrameView,
    /// Yearly values by a member's index, £, where the method looks at values; NaN or none where none is drawn yet.
    pub values: &'a [f64],
    /// The activities, with the laws of their values.
    pub activities: &'a [Activity],
}

/// What a check asks for in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// The quota as written, whatever the frame holds.
    pub quota: u64,
    /// Realised asks by stratum, never more than the stratum holds.
    pub sizes: Vec<u64>,
}

impl Ask {
    /// Asks `quota` of every stratum that is in the frame, as far as it holds so many.
    pub fn of_each(quota: u64, strata: &Strata) -> Self {
        Self {
            quota: quota.saturating_mul(strata.in_frame),
            sizes: strata.sizes.iter().map(|size| quota.min(*size)).collect(),
        }
    }

    /// All realised asks together.
    pub fn total(&self) -> u64 {
        self.sizes.iter().sum()
    }
}
