//! Every decision of the frame.

use crate::design::{Ask, Asking, Design, Select};
use crate::history::History;
use crate::strata::Stratify;
use tierone_stats::rng::Stream;

/// Checks everything; it has no keys.
#[derive(Debug)]
pub(super) struct Census;

impl Design for Census {
    fn known_inclusion(&self) -> bool {
        true
    }

    fn stratify(&self) -> Stratify {
        Stratify::Whole
    }

    fn history(&self, _: usize) -> Option<History> {
        None
    }

    fn ask(&self, asking: &Asking, _: &mut Stream) -> Ask {
        Ask {
            quota: asking.strata.sizes.iter().sum(),
            sizes: asking.strata.sizes.clone(),
        }
    }

    fn select(&self) -> Select<'_> {
        Select::AtRandom
    }
}
