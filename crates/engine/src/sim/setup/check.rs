//! A check with everything worked out that does not depend on a draw.

use tierone_sampling::{Design, Stratify};
use tierone_scenario::{Check, CheckId};
use tierone_stats::rng::Purpose;

/// A check ready to be simulated.
#[derive(Debug)]
pub struct CheckSetup<'s> {
    /// The check.
    pub check: &'s Check,
    /// Its sampling method.
    pub design: &'s dyn Design,
    /// How its frame is divided.
    pub stratify: Stratify,
    /// Its number among the checks of its policy that sort by value, if it does.
    pub by_value: Option<usize>,
    /// What its random streams are for.
    pub purpose: Purpose,
    /// What the random streams of its intervals are for.
    pub interval: Purpose,
    /// The check whose results it draws from.
    pub rechecks: Option<CheckId>,
    /// The checks whose samples it leaves out, a bit each.
    pub excluded: u64,
    /// Those of `excluded` whose samples lie wholly in its frame, which is one stratum: how many they drew says how many are
    /// left, and which they drew is only asked of decisions that are singled out. A bit each.
    pub excluded_by_size: u64,
    /// Those checks, and those that they exclude likewise: asked, in order, about a decision before this one can have drawn it. A bit
    /// each.
    pub asked_first: u64,
    /// Whether its sample must be tracked decision by decision: a later check excludes it, not by its size, or an estimate needs its
    /// decisions' values.
    pub tracked: bool,
    /// Whether it must be so that a decision which another check draws too counts once.
    pub shares: bool,
    /// Whether a pilot is judged by it.
    pub pilots: bool,
    /// The most periods that a target on an estimate of it looks at together; 1 where there is none.
    pub rolling: usize,
    /// How many attributes it looks at, by activity.
    pub looks_at: Vec<u32>,
    /// By activity, whether its decisions have an accuracy attribute that the check looks at.
    pub judges: Vec<bool>,
    /// Whether its estimate of accuracy is of a part of what it checks: some decisions have no such attribute.
    pub in_part: bool,
    /// What the random streams are for of how many that are.
    pub judged: Purpose,
    /// Whether a target looks at the share of a grade that it gives.
    pub graded: bool,
    /// Poisson rate of false fails of one attribute, `−ln(1 − false_fail)`.
    pub false_rate: f64,
}

impl CheckSetup<'_> {
    /// Whether the sizes of its strata are all that one needs to know how many of a caseworker's decisions it judges.
    pub(crate) fn counts_by_place(&self) -> bool {
        self.stratify == Stratify::Caseworker && !self.in_part
    }
}

/// The checks that have a bit in a mask, in order.
pub(crate) fn in_mask(mask: u64) -> impl Iterator<Item = CheckId> {
    let next = |left: &u64| Some(left & (left - 1)).filter(|left| *left != 0);
    let masks = std::iter::successors(Some(mask).filter(|mask| *mask != 0), next);
    masks.map(|left| left.trailing_zeros() as CheckId)
}
