//! Random shares of another check's passes and of its fails, done again.

use rand::RngExt;

use crate::design::{Ask, Asking, Design};
use crate::strata::Stratify;
use tierone_scenario::Recheck;
use tierone_stats::rng::Stream;

impl Design for Recheck {
    fn stratify(&self) -> Stratify {
        Stratify::Results
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
}
