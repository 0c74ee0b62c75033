//! A fixed number from each caseworker's decisions.

use crate::design::{Ask, Asking, Design, Select};
use crate::history::History;
use crate::strata::Stratify;
use tierone_scenario::PerCaseworker;
use tierone_stats::rng::Stream;

impl Design for PerCaseworker {
    fn known_inclusion(&self) -> bool {
        true
    }

    fn stratify(&self) -> Stratify {
        Stratify::Caseworker
    }

    fn history(&self, _: usize) -> Option<History> {
        None
    }

    fn ask(&self, asking: &Asking, _: &mut Stream) -> Ask {
        Ask::of_each(self.checks, asking.strata)
    }

    fn select(&self) -> Select<'_> {
        Select::AtRandom
    }
}
