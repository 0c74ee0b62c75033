//! Random shares of another check's passes and of its fails, done again.

use rand::RngExt;

use crate::design::{Ask, Asking, Design, Select};
use crate::history::History;
use crate::strata::Stratify;
use tierone_scenario::Recheck;
use tierone_stats::rng::Stream;

impl Design for Recheck {
    fn known_inclusion(&self) -> bool {
        true
    }

    fn stratify(&self) -> Stratify {
        Stratify::Results
    }

    fn history(&self, _: usize) -> Option<History> {
        None
    }

    fn ask(&self, asking: &Asking, rng: &mut Stream) -> Ask {
        let mut ask = Ask::default();
        for (size, share) in asking.strata.sizes.iter().zip([self.passes, self.fails]) {
            let whole = share * *size as f64 + rng.random::<f64>();
            ask.sizes.push((whole.floor() as u64).min(*size));
        }
        ask.quota = ask.total();
        ask
    }

    fn select(&self) -> Select<'_> {
        Select::AtRandom
    }
}
