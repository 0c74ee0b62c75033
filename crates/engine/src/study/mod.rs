//! A study: many replications in parallel, kept in order, and what they add up to.

mod anchor;
mod anchored;
mod claims;
mod looks;
mod possible;
mod precision;
mod ranking;
mod record;
mod spread;
mod summary;
mod target_figures;
mod targets;

pub use anchor::{anchor, anchor_roughly};
pub use anchored::{Anchored, AnchoredError, Unanchored};
pub use claims::{Claim, SHORT, beyond, chance, farthest, side};
pub use ranking::{AIMS, Aim, Ranking};
pub use record::{Kept, Record, record, values, values_of};
pub use spread::{BEYOND_CHANCE, Spread, difference};
pub use summary::{Contrast, Row, Summary, summarise};

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::sim::{Setup, Workspace};
use tierone_scenario::Replications;

/// Replications between two looks at what is done.
const BATCH: u32 = 64;

/// What watches a study.
pub trait Watch: Sync {
    /// One more replication is finished; may be called from any thread.
    fn finished(&self);

    /// These records, which follow those of earlier calls, are complete and in order.
    fn kept(&self, first: u32, records: &[Record]);
}

/// A study that nobody watches.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn finished(&self) {}
    fn kept(&self, _first: u32, _records: &[Record]) {}
}

/// How a study ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All replications asked for were made, or the precision asked for holds.
    Complete,
    /// The ceiling was reached before the precision.
    Ceiling,
    /// It was told to stop; what is there is a complete prefix.
    Stopped,
}

/// The replications of a study, in order from the first.
#[derive(Clone, Debug)]
pub struct Study {
    /// Records by replication.
    pub records: Vec<Record>,
    /// How it ended.
    pub ending: Ending,
}

/// Runs replications after those in `done`, on the current rayon pool, until there are enough or
/// `stop` is set.
///
/// Which thread makes which replication has no influence on any of them.
pub fn run(
    setup: &Setup,
    seed: u64,
    replications: &Replications,
    done: Vec<Record>,
    watch: &dyn Watch,
    stop: &AtomicBool,
) -> Study {
    let mut records = done;
    let mut at_least = 0;
    let ending = loop {
        let target = match replications {
            Replications::Fixed(n) => *n,
            Replications::Until { ceiling, .. } => {
                at_least.clamp(precision::FIRST.min(*ceiling), *ceiling)
            }
        };
        records.truncate(match replications {
            Replications::Fixed(n) => *n as usize,
            Replications::Until { ceiling, .. } => *ceiling as usize,
        });
        if !extend(setup, seed, target, &mut records, watch, stop) {
            break Ending::Stopped;
        }
        let Replications::Until {
            measure,
            mcse,
            ceiling,
        } = replications
        else {
            break Ending::Complete;
        };
        // More may be there than this test looks at: results of an interrupted run.
        let prefix = &records[..target as usize];
        if precision::holds(setup.scenario, prefix, measure, *mcse) {
            records.truncate(target as usize);
            break Ending::Complete;
        }
        if target >= *ceiling {
            break Ending::Ceiling;
        }
        at_least = target.saturating_mul(2);
    };
    Study { records, ending }
}

/// Makes replications up to `target`; false if it was stopped before.
fn extend(
    setup: &Setup,
    seed: u64,
    target: u32,
    records: &mut Vec<Record>,
    watch: &dyn Watch,
    stop: &AtomicBool,
) -> bool {
    while (records.len() as u32) < target {
        let first = records.len() as u32;
        let last = target.min(first + BATCH * rayon::current_num_threads() as u32);
        let batch: Vec<Option<Record>> = (first..last)
            .into_par_iter()
            .map_init(
                || Workspace::new(setup),
                |workspace, replication| {
                    (!stop.load(Ordering::Relaxed)).then(|| {
                        let ledgers = workspace.replicate(seed, replication);
                        let record = record(setup.scenario, ledgers);
                        watch.finished();
                        record
                    })
                },
            )
            .collect();
        let whole = batch.iter().all(Option::is_some);
        records.extend(batch.into_iter().map_while(|record| record));
        watch.kept(first, &records[first as usize..]);
        if !whole {
            return false;
        }
    }
    true
}
