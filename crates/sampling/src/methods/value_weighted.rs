//! Each decision on its own, with a probability in proportion to its yearly value.

use crate::design::{Ask, Asking, Design};
use crate::strata::Stratify;
use tierone_scenario::ValueWeighted;
use tierone_stats::rng::Stream;

impl Design for ValueWeighted {
    fn stratify(&self) -> Stratify {
        Stratify::ValueWeighted(self.checks)
    }

    fn ask(&self, asking: &Asking, _: &mut Stream) -> Ask {
        let entered = asking.strata.sizes.first().copied().unwrap_or(0);
        let frame: u64 = asking.strata.sizes.iter().sum();
        Ask {
            // A random size is what was asked for; short is only a frame that holds fewer decisions.
            quota: entered + self.checks.saturating_sub(frame),
            sizes: vec![entered, 0],
        }
    }
}
