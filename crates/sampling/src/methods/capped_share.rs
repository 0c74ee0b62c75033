//! Each decision with one probability as it arrives, until the period's cap is full.

use crate::along_value::binomial;
use crate::design::{Ask, Asking, Design, Select};
use crate::history::History;
use crate::strata::Stratify;
use tierone_scenario::CappedShare;
use tierone_stats::rng::Stream;

impl Design for CappedShare {
    fn known_inclusion(&self) -> bool {
        true
    }

    fn stratify(&self) -> Stratify {
        Stratify::Whole
    }

    fn history(&self, _: usize) -> Option<History> {
        None
    }

    fn ask(&self, asking: &Asking, rng: &mut Stream) -> Ask {
        let taken = binomial(asking.strata.sizes[0], self.share, rng).min(self.cap);
        Ask {
            // What chance gives is what was asked for: only an excluded sample or hours can make it short.
            quota: taken,
            sizes: vec![taken],
        }
    }

    // The order of arrival is independent of errors, so every set of the size taken is as likely as any other.
    fn select(&self) -> Select<'_> {
        Select::AtRandom
    }
}
