//! Each decision with one probability as it arrives, until the period's cap is full.

use crate::along_value::binomial;
use crate::design::{Ask, Asking, Design};
use tierone_scenario::CappedShare;
use tierone_stats::rng::Stream;

// The order of arrival is independent of errors, so every set of the size taken is as likely as any other.
impl Design for CappedShare {
    fn ask(&self, asking: &Asking, rng: &mut Stream) -> Ask {
        let taken = binomial(asking.strata.sizes[0], self.share, rng).min(self.cap);
        Ask {
            // What chance gives is what was asked for: only an excluded sample or hours can make it short.
            quota: taken,
            sizes: vec![taken],
        }
    }
}
