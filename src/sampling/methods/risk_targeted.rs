//! The highest by a risk score of stated discrimination, with an optional random share.

use rand::{Rng, RngExt};
use rand_distr::{Beta, Distribution, StandardNormal};

use super::super::{Draw, Method, Select, Selecting, Stratify, Taken};
use crate::distribution::{normal_cdf, normal_quantile};
use crate::rng::Stream;
use crate::scenario::{KeyKind, MethodKeys, SampleKey, always_fits};

/// Draws by score.
pub const METHOD: Method = Method {
    keys: MethodKeys {
        method: "risk-targeted",
        meaning: "The decisions with the highest risk scores, and a random share if one is kept.",
        keys: &[
            SampleKey {
                name: "checks",
                kind: KeyKind::Count,
                required: true,
                meaning: "Decisions drawn in each period, the random share included.",
            },
            SampleKey {
                name: "auc",
                kind: KeyKind::Number(0.5, 0.9999),
                required: true,
                meaning: "Probability that a decision with an error scores above one without: 0.5 is \
                          no better than chance.",
            },
            SampleKey {
                name: "random_share",
                kind: KeyKind::Share,
                required: false,
                meaning: "Share of the checks that is drawn at random first; none unless said.",
            },
        ],
        misfit: always_fits,
    },
    explanation: "Every decision scores N(0, 1), or N(√2·Φ⁻¹(AUC), 1) if it has an error in an \
                  accuracy or monetary attribute; afresh for each check. A random share is drawn \
                  first, then the highest scores among the rest. The chance of a decision is not \
                  known, so the fail rate of what was checked is no estimate of accuracy; only the \
                  random share is one.",
    known_inclusion: |sample| {
        sample
            .number("random_share")
            .is_some_and(|share| share > 0.0)
    },
    stratify: |_| Stratify::Whole,
    history: None,
    ask: |asking, _| asking.of_each(),
    select: Select::By(select),
};

fn select(selecting: &Selecting, rng: &mut Stream) -> Draw {
    let Selecting {
        sample,
        strata,
        sizes,
        members,
        ..
    } = *selecting;
    let total = sizes[0];
    let share = sample.number("random_share").unwrap_or(0.0);
    // Half up, like every rounding of a share.
    let random = ((share * total as f64 + 0.5).floor() as u64).min(total);
    let mut draw = Draw::of(strata, &[random]);
    for member in members {
        draw.offer(member.index, 0, rng);
    }
    let shift = std::f64::consts::SQRT_2 * normal_quantile(sample.number("auc").unwrap_or(0.5));
    // A score as the share of right decisions that score higher.
    let mut scores: Vec<(f64, u32)> = Vec::with_capacity(members.len());
    let mut at_random = draw.taken.iter().peekable();
    for member in members {
        if at_random
            .next_if(|(index, _)| *index == member.index)
            .is_none()
        {
            let z: f64 = StandardNormal.sample(rng);
            scores.push((z + if member.risky { shift } else { 0.0 }, member.index));
        }
    }
    let right = draw.left[0] - draw.at_random[0];
    let targeted = (total - random).min(right + scores.len() as u64);
    let chosen = top(targeted, right, &scores, rng);
    draw.by_risk = vec![targeted - chosen.len() as u64];
    draw.designed = Some(vec![random]);
    draw.taken
        .extend(chosen.into_iter().map(|index| (index, Taken::ByRisk)));
    draw.taken.sort_unstable_by_key(|(index, _)| *index);
    draw
}

/// Which of the scored members are among the `n` highest, when `right` others score N(0, 1).
///
/// Only the order statistics of the others that matter are drawn. As shares of right decisions that
/// score higher, theirs are uniform: the k-th smallest of `right` is Beta(k, right − k + 1), and
/// given it the (k−1)-th is the k-th times Beta(k − 1, 1).
fn top<R: Rng>(n: u64, right: u64, scores: &[(f64, u32)], rng: &mut R) -> Vec<u32> {
    if n == 0 {
        return Vec::new();
    }
    let mut rank = n;
    let mut bound = kth_smallest(rank, right, rng);
    let floor = if bound >= 1.0 {
        f64::NEG_INFINITY
    } else {
        -normal_quantile(bound)
    };
    let mut above: Vec<(f64, u32)> = scores
        .iter()
        .filter(|(score, _)| *score > floor)
        .copied()
        .collect();
    above.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let mut chosen = Vec::new();
    for (score, index) in above {
        // The m-th member is in if fewer than n − m + 1 others score higher.
        let higher = normal_cdf(-score);
        if rank == 0 || higher >= bound {
            break;
        }
        chosen.push(index);
        rank -= 1;
        if rank > 0 {
            bound = if rank >= right {
                kth_smallest(rank, right, rng)
            } else {
                bound * (1.0 - rng.random::<f64>()).powf(1.0 / rank as f64)
            };
        }
    }
    chosen
}

/// The k-th smallest of `n` uniforms; 1 where there are fewer.
fn kth_smallest<R: Rng>(k: u64, n: u64, rng: &mut R) -> f64 {
    if k > n {
        return 1.0;
    }
    Beta::new(k as f64, (n - k + 1) as f64).map_or(1.0, |beta| beta.sample(rng))
}
