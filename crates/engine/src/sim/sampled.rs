//! What the sample of a check holds, as real results would say it: so that a run's figures can be held to those of `estimate`.

use tierone_stats::cluster::Clusters;
use tierone_stats::moment_bound::{Checked, WrongDecision};
use tierone_stats::stratified::Stratum;
use tierone_stats::unequal::Weights;

/// The sample of one check over the reported periods.
#[derive(Clone, Debug, Default)]
pub struct Sampled {
    /// Strata of one weight together: how many decisions they stand for, how many were checked, and how many of those failed an
    /// accuracy attribute.
    pub strata: Vec<Stratum>,
    /// How many strata they were.
    pub drawn_from: u64,
    /// What the decisions of each are worth, £ a year.
    pub values: Vec<f64>,
    /// The errors of money that were found.
    pub found: Vec<WrongDecision>,
    /// Teams, where those were drawn first.
    pub clusters: Vec<Clusters>,
    /// Of a sample by value: the weights of what failed an accuracy attribute, those of all that was checked, and what was
    /// checked.
    pub by_value: Option<(Vec<f64>, Weights, Vec<Checked>)>,
    /// Decisions that the sample stands for, and their expected value, £ a year.
    pub covered: f64,
    /// See `covered`.
    pub value: f64,
    /// Whether every decision's probability of being drawn is known.
    pub known: bool,
}
