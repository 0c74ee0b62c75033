//! A fixed number from each team's decisions.

use crate::design::{Ask, Asking, Design};
use crate::strata::Stratify;
use tierone_scenario::PerTeam;
use tierone_stats::rng::Stream;

impl Design for PerTeam {
    fn stratify(&self) -> Stratify {
        Stratify::Team
    }

    fn ask(&self, asking: &Asking, _: &mut Stream) -> Ask {
        let teams = asking.strata.sizes.iter().filter(|size| **size > 0).count();
        Ask {
            // Only teams that are in the frame can fall short.
            quota: self.checks.saturating_mul(teams as u64),
            ..Ask::of_each(self.checks, asking.strata)
        }
    }
}
