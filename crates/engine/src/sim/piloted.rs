//! What a pilot said in one replication, and what was true.

use serde::{Deserialize, Serialize};

/// One pilot. Effects are differences of shares in error: of those who had it less the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Piloted {
    /// Checks that it rests on.
    pub checks: u64,
    /// What it did to all decisions of the teams that had it: their share in error less what it would have been without it, on the
    /// same world.
    pub truth: Option<f64>,
    /// The difference before the start, where the checks of a time before say it; none in steps.
    pub before: Option<f64>,
    /// The plain difference after the start; none in steps.
    pub difference: Option<f64>,
    /// What is said of it; none where nothing could be compared.
    pub claim: Option<Claim>,
}

/// What is said of a pilot.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The effect.
    pub effect: f64,
    /// Its 95 % interval by clusters.
    pub interval: Option<(f64, f64)>,
    /// A 95 % interval as if clusters were nothing: of the plain difference after the start, or of the effect in steps.
    pub naive: Option<(f64, f64)>,
    /// The probability of the permutation test; none where it cannot be as small as 5 %.
    pub by_chance: Option<f64>,
    /// The smallest effect that would be found with a probability of 80 %.
    pub smallest: Option<f64>,
}

impl Piloted {
    /// Whether all of it can be: every number is finite.
    pub(crate) fn is_possible(&self) -> bool {
        let limits =
            |limits: Option<(f64, f64)>| limits.map_or([None; 2], |l| [Some(l.0), Some(l.1)]);
        let claim = self.claim.iter().flat_map(|claim| {
            let [low, high] = limits(claim.interval);
            let [least, most] = limits(claim.naive);
            [
                Some(claim.effect),
                low,
                high,
                least,
                most,
                claim.by_chance,
                claim.smallest,
            ]
        });
        let mut all = claim
            .chain([self.truth, self.before, self.difference])
            .flatten();
        all.all(f64::is_finite)
    }
}
