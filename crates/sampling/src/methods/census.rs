//! Every decision of the frame.

use crate::design::{Ask, Asking, Design};
use tierone_stats::rng::Stream;

/// Checks everything; it has no keys.
#[derive(Debug)]
pub(super) struct Census;

impl Design for Census {
    fn ask(&self, asking: &Asking, _: &mut Stream) -> Ask {
        Ask {
            quota: asking.strata.sizes.iter().sum(),
            sizes: asking.strata.sizes.clone(),
        }
    }
}
