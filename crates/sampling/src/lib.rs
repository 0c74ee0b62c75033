//! How decisions are chosen for checking.
//!
//! A method sees a period's frame as strata with their sizes, and the decisions that matter one by
//! one (those with an error); it says how many it asks of each stratum and which of those decisions
//! are taken. Right decisions of one stratum are exchangeable, so for them a number is enough.
//!
//! To add a method: one file in `methods/` that ends in a `const METHOD`, and its row in
//! [`METHODS`]. Scenario files, the schema, `list`, `explain` and the sweeps in the tests read that
//! table.

mod allocate;
mod along_value;
mod comb;
mod draw;
pub mod history;
mod methods;
mod noncentral;
mod strata;
mod urn;
mod values;
pub mod world;

pub use allocate::{cut_evenly, neyman, proportional};
pub use along_value::{Alike, ValueComb, Valued};
pub use comb::{CaseworkerOrder, Comb};
pub use draw::{Along, Draw, Member, Taken};
pub use history::History;
pub use strata::{FrameView, Strata, Stratify, spread};
pub use values::{ByValue, Sorted, ValueDraws, expected as expected_value, probability};

use crate::world::{DecisionId, Population};
use tierone_scenario::{Activity, MethodKeys, Sample};
use tierone_stats::rng::Stream;

/// A sampling method.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// Its name and keys in scenario files.
    pub keys: MethodKeys,
    /// What it does, when to use it and what can be concluded from it.
    pub explanation: &'static str,
    /// Whether every decision's probability of being drawn is known.
    pub known_inclusion: fn(&Sample) -> bool,
    /// How the frame is divided.
    pub stratify: fn(&Sample) -> Stratify,
    /// The memory of so many units (seats where strata are of caseworkers, else strata) before any
    /// result; none where earlier results are all the same to it.
    pub history: Option<fn(&Sample, usize) -> History>,
    /// How many are asked of each stratum.
    pub ask: fn(&Asking, &mut Stream) -> Ask,
    /// Which are taken, once it is settled how many.
    pub select: Select,
}

/// How a method takes decisions once it is settled how many of each stratum.
#[derive(Clone, Copy, Debug)]
pub enum Select {
    /// At random within strata, without replacement.
    AtRandom,
    /// The same, of strata that were drawn at random themselves: those of which anything is asked.
    InClusters,
    /// In a way of its own.
    By(fn(&Selecting, &mut Stream) -> Draw),
}

/// What a method may look at when it says how many it asks for.
#[derive(Debug)]
pub struct Asking<'a> {
    /// The keys of the check's sample.
    pub sample: &'a Sample,
    /// The strata of its frame.
    pub strata: &'a Strata,
    /// What it remembers of earlier periods.
    pub history: &'a History,
    /// The seat of each stratum, where strata are of caseworkers; else empty.
    pub seats: &'a [u32],
}

impl Asking<'_> {
    /// The unit of the history that a stratum is: its seat, or the stratum itself.
    pub fn unit(&self, stratum: usize) -> usize {
        self.seats
            .get(stratum)
            .map_or(stratum, |seat| *seat as usize)
    }

    /// `checks` of every stratum, as far as it holds so many.
    pub fn of_each(&self) -> Ask {
        Ask::of_each(self.sample.count("checks").unwrap_or(0), self.strata)
    }
}

/// What a method may look at when it takes decisions.
#[derive(Debug)]
pub struct Selecting<'a> {
    /// The keys of the check's sample.
    pub sample: &'a Sample,
    /// The strata of its frame, excluded samples left out.
    pub strata: &'a Strata,
    /// How many to take, by stratum.
    pub sizes: &'a [u64],
    /// The decisions of the frame that are told apart.
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
    /// Asks `quota` of every stratum, as far as it holds so many.
    pub fn of_each(quota: u64, strata: &Strata) -> Self {
        Self {
            quota: quota.saturating_mul(strata.sizes.len() as u64),
            sizes: strata.sizes.iter().map(|size| quota.min(*size)).collect(),
        }
    }

    /// All realised asks together.
    pub fn total(&self) -> u64 {
        self.sizes.iter().sum()
    }
}

/// Every sampling method.
pub const METHODS: &[Method] = &[
    methods::census::METHOD,
    methods::simple_random::METHOD,
    methods::per_caseworker::METHOD,
    methods::stratified::METHOD,
    methods::value_weighted::METHOD,
    methods::systematic::METHOD,
    methods::cluster::METHOD,
    methods::risk_targeted::METHOD,
    methods::judgement::METHOD,
    methods::trend_targeted::METHOD,
    methods::escalating::METHOD,
    methods::learning::METHOD,
    methods::recheck::METHOD,
];

/// The keys of every method, as reading a scenario wants them.
pub fn method_keys() -> Vec<MethodKeys> {
    METHODS.iter().map(|method| method.keys).collect()
}

/// The method of a resolved sample.
pub fn method(sample: &Sample) -> &'static Method {
    METHODS
        .iter()
        .find(|method| method.keys.method == sample.method)
        .expect("a resolved sample names a method of the table it was read with")
}
