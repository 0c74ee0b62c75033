//! A fixed total, shared out over strata.

use crate::allocate::{neyman, proportional};
use crate::design::{Ask, Asking, Design};
use crate::strata::{Strata, Stratify};
use tierone_scenario::{Allocation, Stratified, StratifyBy};
use tierone_stats::rng::Stream;

impl Design for Stratified {
    fn stratify(&self) -> Stratify {
        match &self.by {
            StratifyBy::Activity => Stratify::Activity,
            StratifyBy::Area => Stratify::Area,
            StratifyBy::Complexity => Stratify::Complexity,
            StratifyBy::Team => Stratify::Team,
            StratifyBy::Tenure(bands) => Stratify::Tenure(bands.clone()),
            StratifyBy::Value(bands) => Stratify::ValueBands(bands.clone()),
        }
    }

    fn ask(&self, asking: &Asking, _: &mut Stream) -> Ask {
        let sizes = &asking.strata.sizes;
        let quota = self.checks.unwrap_or(0);
        let weights = |weight: fn(u64) -> i128| -> Vec<i128> {
            sizes.iter().map(|size| weight(*size)).collect()
        };
        let asked = match &self.allocation {
            Allocation::Proportional => proportional(quota, sizes, &weights(i128::from)),
            Allocation::Equal => proportional(quota, sizes, &weights(|size| i128::from(size > 0))),
            Allocation::Neyman => neyman(quota, sizes, &asking.strata.deviations),
            Allocation::Given(counts) => return given(counts, asking.strata),
        };
        Ask {
            quota,
            sizes: asked,
        }
    }
}

/// Numbers given by name, as asks of strata in their order.
fn given(counts: &[(String, u64)], strata: &Strata) -> Ask {
    Ask {
        quota: counts.iter().map(|(_, count)| count).sum(),
        sizes: strata
            .names
            .iter()
            .zip(&strata.sizes)
            .map(|(name, size)| {
                let given = counts.iter().find(|(given, _)| given == name);
                given.map_or(0, |(_, count)| (*count).min(*size))
            })
            .collect(),
    }
}
