//! What a check has drawn in a period.

use super::setup::CheckSetup;
use tierone_sampling::{Draw, FrameView, Select, Strata, Taken};
use tierone_stats::rng::Stream;
use tierone_stats::unequal::Weights;

/// One check in one period.
#[derive(Debug)]
pub struct Drawn<'p, 's> {
    /// The check.
    pub setup: &'p CheckSetup<'s>,
    /// Its stream for this period.
    pub stream: Stream,
    /// Its frame; empty for a recheck.
    pub view: FrameView,
    /// Its strata.
    pub strata: Strata,
    /// The quota as written.
    pub quota: u64,
    /// Checks lost to the pool's hours.
    pub short_of_hours: u64,
    /// Minutes that the pool has in this period; infinite without a pool.
    pub pool_minutes: f64,
    /// How many it drew, by stratum.
    pub sizes: Vec<u64>,
    /// What hours cut it from, where they did.
    pub cut: Option<Cut>,
    /// The draw, once it is made.
    pub draw: Option<Draw>,
    /// Drawn decisions that are tracked, by their place in the caseload, rising.
    pub taken: Vec<(u32, Taken)>,
    /// Failed decisions, by their place in the caseload, rising.
    pub failed: Vec<u32>,
    /// What the checked decisions stand for, where each has a probability of its own and an estimate
    /// needs it.
    pub weights: Weights,
}

impl Drawn<'_, '_> {
    /// Decisions drawn.
    pub fn drawn(&self) -> u64 {
        self.sizes.iter().sum()
    }

    /// Decisions drawn at random with known probability, by stratum.
    pub fn designed(&self) -> &[u64] {
        let designed = self.draw.as_ref().and_then(|draw| draw.designed.as_deref());
        designed.unwrap_or(&self.sizes)
    }

    /// Strata that could have been drawn and those that were, where strata are drawn themselves;
    /// else one of one.
    pub fn clusters(&self) -> (u64, u64) {
        if !matches!(self.setup.design.select(), Select::InClusters) {
            return (1, 1);
        }
        let some = |sizes: &[u64]| sizes.iter().filter(|size| **size > 0).count() as u64;
        (some(&self.strata.sizes), some(self.designed()))
    }

    /// How many strata each drawn one stands for.
    pub fn expansion(&self) -> f64 {
        let (frame, drawn) = self.clusters();
        frame as f64 / drawn.max(1) as f64
    }

    /// Decisions drawn that are right and not tracked.
    pub fn anonymous(&self) -> u64 {
        self.draw.as_ref().map_or(0, Draw::anonymous)
    }

    /// How a decision was drawn, if it was.
    pub fn taken(&self, index: usize) -> Option<Taken> {
        let at = self
            .taken
            .binary_search_by_key(&(index as u32), |(index, _)| *index);
        at.ok().map(|at| self.taken[at].1)
    }

    /// Whether a decision failed.
    pub(crate) fn has_failed(&self, index: usize) -> bool {
        self.failed.binary_search(&(index as u32)).is_ok()
    }
}

/// Asks that hours have cut, all by one factor.
#[derive(Clone, Debug)]
pub struct Cut {
    /// What was asked for, by stratum.
    pub asked: Vec<u64>,
    /// All of it.
    pub all: u64,
    /// What was kept.
    pub kept: u64,
}
