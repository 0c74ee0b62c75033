//! A fixed number from each caseworker's decisions.

use crate::design::{Ask, Asking, Design};
use crate::strata::Stratify;
use tierone_scenario::PerCaseworker;
use tierone_stats::rng::Stream;

impl Design for PerCaseworker {
    fn stratify(&self) -> Stratify {
        Stratify::Caseworker
    }

    fn ask(&self, asking: &Asking, _: &mut Stream) -> Ask {
        Ask::of_each(self.checks, asking.strata)
    }
}
