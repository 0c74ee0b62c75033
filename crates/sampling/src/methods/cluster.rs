//! Teams at random, then decisions within each team drawn.

use crate::design::{Ask, Asking, Design, Select};
use crate::strata::Stratify;
use tierone_scenario::Cluster;
use tierone_stats::rng::{Stream, below};

impl Design for Cluster {
    fn stratify(&self) -> Stratify {
        Stratify::Team
    }

    fn ask(&self, asking: &Asking, rng: &mut Stream) -> Ask {
        let strata = &asking.strata.sizes;
        let teams: Vec<usize> = (0..strata.len()).filter(|team| strata[*team] > 0).collect();
        let mut sizes = vec![0; strata.len()];
        let (mut left, mut wanted) = (teams.len() as u64, self.clusters);
        for team in teams {
            if below(left, rng) < wanted {
                let held = strata[team];
                sizes[team] = self.checks.map_or(held, |checks| checks.min(held));
                wanted -= 1;
            }
            left -= 1;
        }
        let all = || sizes.iter().sum();
        Ask {
            quota: self
                .checks
                .map_or_else(all, |checks| self.clusters.saturating_mul(checks)),
            sizes,
        }
    }

    fn select(&self) -> Select<'_> {
        Select::InClusters
    }
}
