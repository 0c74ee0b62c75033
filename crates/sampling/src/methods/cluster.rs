//! Teams at random, then decisions within each team drawn.

use super::super::{Ask, Asking, Method, Select, Stratify};
use tierone_scenario::{KeyKind, MethodKeys, SampleKey, always_fits};
use tierone_stats::rng::{Stream, below};

/// Draws teams first.
pub const METHOD: Method = Method {
    keys: MethodKeys {
        method: "cluster",
        meaning: "Some teams at random, and decisions at random within each of them.",
        keys: &[
            SampleKey {
                name: "clusters",
                kind: KeyKind::Count,
                required: true,
                meaning: "Teams drawn in each period.",
            },
            SampleKey {
                name: "checks",
                kind: KeyKind::Count,
                required: false,
                meaning: "Decisions drawn in each of these teams; all of them unless said.",
            },
        ],
        misfit: always_fits,
    },
    explanation: "Draws `clusters` of the teams that have decisions in the frame, each as likely as \
                  the others, and `checks` decisions within each, both without replacement. A \
                  decision stands for as many as there are teams to a team drawn, times its team's \
                  decisions to those checked. Decisions of one team are alike, so the sample says \
                  less than its number: intervals go by how far the teams drawn are apart, with the t \
                  distribution of so few. One team in a single period says nothing of that, and has \
                  no interval; nor has a recheck of such a sample. System decisions are left out.",
    known_inclusion: |_| true,
    history: None,
    stratify: |_| Stratify::Team,
    ask,
    select: Select::InClusters,
};

fn ask(asking: &Asking, rng: &mut Stream) -> Ask {
    let strata = &asking.strata.sizes;
    let clusters = asking.sample.count("clusters").unwrap_or(0);
    let checks = asking.sample.count("checks");
    let teams: Vec<usize> = (0..strata.len()).filter(|team| strata[*team] > 0).collect();
    let mut sizes = vec![0; strata.len()];
    let (mut left, mut wanted) = (teams.len() as u64, clusters);
    for team in teams {
        if below(left, rng) < wanted {
            sizes[team] = checks.map_or(strata[team], |checks| checks.min(strata[team]));
            wanted -= 1;
        }
        left -= 1;
    }
    Ask {
        quota: checks.map_or(sizes.iter().sum(), |checks| clusters.saturating_mul(checks)),
        sizes,
    }
}
