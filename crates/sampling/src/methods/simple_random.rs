//! A fixed number from the whole frame, every decision alike.

use crate::design::{Ask, Asking, Design};
use tierone_scenario::SimpleRandom;
use tierone_stats::rng::Stream;

impl Design for SimpleRandom {
    fn ask(&self, asking: &Asking, _: &mut Stream) -> Ask {
        Ask::of_each(self.checks, asking.strata)
    }
}
