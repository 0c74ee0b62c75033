//! The highest by a risk score of stated discrimination, with an optional random share.

use rand::{Rng, RngExt};
use rand_distr::{Beta, Distribution, StandardNormal};

use crate::design::{Ask, Asking, Design, Select, Selecting, Take};
use crate::draw::{Draw, Taken};
use tierone_scenario::RiskTargeted;
use tierone_stats::distribution::{normal_cdf, normal_quantile};
use tierone_stats::rng::Stream;

impl Design for RiskTargeted {
    fn known_inclusion(&self) -> bool {
        self.random_share > 0.0
    }

    fn ask(&self, asking: &Asking, _: &mut Stream) -> Ask {
        Ask::of_each(self.checks, asking.strata)
    }

    fn select(&self) -> Select<'_> {
        Select::By(self)
    }
}

impl Take for RiskTargeted {
    fn take(&self, selecting: &Selecting, rng: &mut Stream) -> Draw {
        let Selecting {
            strata,
            sizes,
            members,
            ..
        } = *selecting;
        let total = sizes[0];
        // Half up, like every rounding of a share.
        let random = ((self.random_share * total as f64 + 0.5).floor() as u64).min(total);
        let mut draw = Draw::of(strata, &[random]);
        for member in members {
            draw.offer(member.index, 0, rng);
        }
        let shift = std::f64::consts::SQRT_2 * normal_quantile(self.auc);
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
        // Runs that rise already.
        draw.taken.sort_by_key(|(index, _)| *index);
        draw
    }
}

/// Which of the scored members are among the `n` highest, when `right` others score N(0, 1).
///
/// As shares of right decisions that score higher, the others are uniform, and of their order statistics only those are
/// drawn that matter. Of the `n` smallest shares none lies above the n-th of the others, and if `m` members lie below
/// that, all lie in that are below the (n − m)-th of the others; between those two the rest is told by going up, one of
/// the others after the other.
/// # Source
/// David & Nagaraja (2003), Order Statistics, 3rd ed., 2.5: order statistics of uniforms as a Markov chain, by which the
/// j-th over the k-th is Beta(j, k − j).
fn top<R: Rng>(n: u64, right: u64, scores: &[(f64, u32)], rng: &mut R) -> Vec<u32> {
    if n == 0 {
        return Vec::new();
    }
    let high = kth_smallest(n, right, rng);
    let least = score_at(high);
    let candidates = || scores.iter().filter(move |(score, _)| *score > least);
    let below = n.saturating_sub(candidates().count() as u64);
    let low = match below {
        0 => 0.0,
        _ if below == n => high,
        _ if n > right => kth_smallest(below, right, rng),
        _ => beta(below, n - below, rng) * high,
    };
    let enough = score_at(low);
    let mut chosen = Vec::new();
    let mut between: Vec<(f64, u32)> = Vec::new();
    for (score, index) in candidates() {
        if *score > enough {
            chosen.push(*index);
        } else {
            between.push((*score, *index));
        }
    }
    between.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let mut places = n - below - chosen.len() as u64;
    let mut others = right.min(n - 1).saturating_sub(below);
    let mut other = next(low, high, others, rng);
    for (score, index) in between {
        let higher = normal_cdf(-score);
        while places > 0 && other < higher {
            places -= 1;
            others -= 1;
            other = next(other, high, others, rng);
        }
        if places == 0 {
            break;
        }
        places -= 1;
        chosen.push(index);
    }
    chosen
}

/// The score that a share of right decisions exceeds.
fn score_at(share: f64) -> f64 {
    match share {
        0.0 => f64::INFINITY,
        1.0 => f64::NEG_INFINITY,
        _ => -normal_quantile(share),
    }
}

/// The smallest of so many uniforms between two bounds; infinite without any.
fn next<R: Rng>(low: f64, high: f64, others: u64, rng: &mut R) -> f64 {
    if others == 0 {
        return f64::INFINITY;
    }
    let share = (-rng.random::<f64>()).ln_1p() / others as f64;
    low - (high - low) * share.exp_m1()
}

/// The k-th smallest of `n` uniforms; 1 where there are fewer.
fn kth_smallest<R: Rng>(k: u64, n: u64, rng: &mut R) -> f64 {
    if k > n {
        return 1.0;
    }
    beta(k, n - k + 1, rng)
}

fn beta<R: Rng>(a: u64, b: u64, rng: &mut R) -> f64 {
    let law = Beta::new(a as f64, b as f64);
    law.expect("both numbers are positive").sample(rng)
}
