//! With what chance the highest risk scores are drawn.

use super::super::ask::Point;
use super::super::chances::Pair;
use super::super::sample::{ExpectedSample, Stratum, few_ways, present};
use super::draws::ways;
use tierone_stats::special::{binomial_tails_at, normal_tails};

/// Points of a score that are gone through.
const POINTS: usize = 200;
/// How far from its mean a score may lie.
const REACH: f64 = 7.0;

/// Chances of being among the `targeted` highest scores of so many decisions without and with an error, whose rate of error
/// is a multiple of the expected one with some probability.
///
/// A decision of a given score is drawn if fewer than `targeted` of the others have a higher one: a binomial number, since
/// each of the others has an error or not on its own.
pub(super) fn highest(targeted: f64, among: Pair, shift: f64, factors: &[(f64, f64)]) -> Pair {
    let all = among[0] + among[1];
    if targeted >= all - 1e-9 {
        return [1.0; 2];
    }
    // Of a number that is not whole there are the whole ones beside it: so many others, seen from one of them.
    let (below, up) = (all.floor(), all.fract());
    let others = [
        (below - 1.0, (1.0 - up) * below / all),
        (below, up * (below + 1.0) / all),
    ];
    let others = others.into_iter().filter(|(_, weight)| *weight > 1e-9);
    let others: Vec<_> = others
        .map(|(n, weight)| (fewer(targeted, n as u64), weight))
        .collect();
    let rate = among[1] / all;
    let points = [0.0, shift].map(|mean| Score::of(mean, shift));
    let (mut drawn, mut number) = ([0.0; 2], [0.0; 2]);
    for (factor, weight) in factors {
        let wrong = (rate * factor).min(1.0);
        let is_wrong = [1.0 - wrong, wrong];
        for (risky, points) in points.iter().enumerate() {
            let mut chance = 0.0;
            for point in points {
                let higher = is_wrong[0] * point.higher[0] + is_wrong[1] * point.higher[1];
                let each = others.iter();
                let fewer = each.map(|(fewer, weight)| weight * fewer(higher));
                chance += point.mass * fewer.sum::<f64>();
            }
            drawn[risky] += weight * is_wrong[risky] * chance;
            number[risky] += weight * is_wrong[risky];
        }
    }
    let share = |i: usize| {
        if number[i] > 0.0 {
            (drawn[i] / number[i]).clamp(0.0, 1.0)
        } else {
            0.0
        }
    };
    [share(0), share(1)]
}

/// A score that a decision may have.
struct Score {
    /// With what chance it is about this.
    mass: f64,
    /// Chances that the score of a decision without and with an error is higher.
    higher: [f64; 2],
}

impl Score {
    /// Scores of a decision whose mean score is `mean`, where the mean of those with an error is `shift`.
    fn of(mean: f64, shift: f64) -> Vec<Self> {
        let step = 2.0 * REACH / POINTS as f64;
        let at = |i: usize| {
            let z = -REACH + step * i as f64;
            let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
            Self {
                mass: step * density,
                higher: [0.0, shift].map(|other| normal_tails(mean + z - other).upper),
            }
        };
        (0..=POINTS).map(at).collect()
    }
}

/// Chance that fewer than `most` of some are picked, by the probability of each to be; between whole numbers in proportion.
fn fewer(most: f64, of: u64) -> impl Fn(f64) -> f64 {
    let rest = most.fract();
    let whole = fewer_than(most as u64, of);
    let next = (rest > 0.0).then(|| fewer_than(most as u64 + 1, of));
    move |p| {
        let whole = whole(p);
        let next = next.as_ref().map(|next| next(p));
        whole + next.map_or(0.0, |next| rest * (next - whole))
    }
}

fn fewer_than(most: u64, of: u64) -> impl Fn(f64) -> f64 {
    let tails = (1..=of)
        .contains(&most)
        .then(|| binomial_tails_at(most - 1, of));
    let share = most as f64 / of as f64;
    move |p| match &tails {
        // Below 1e-21 by Hoeffding's inequality, which is nothing beside the chances of other scores.
        Some(_) if p > share && 2.0 * of as f64 * (p - share).powi(2) > 50.0 => 0.0,
        Some(tails) => tails(p).lower,
        None if most == 0 => 0.0,
        None => 1.0,
    }
}

impl ExpectedSample {
    /// A share at random, then the highest scores among the rest.
    pub(super) fn scores(
        &mut self,
        members: &[Pair],
        (random, shift): (f64, f64),
        (kept, points): (f64, &[Point]),
        factors: &[(f64, f64)],
    ) {
        let population: f64 = members.iter().flatten().sum();
        let total = (self.asked * kept).min(population);
        if population <= 0.0 {
            return;
        }
        let risky = members.iter().map(|pair| pair[1]).sum::<f64>() / population;
        // Half up, like every rounding of a share.
        let random_of = |total: f64| (random * total + 0.5).floor().min(total);
        let mut chances = [0.0; 2];
        let mut at_random = 0.0;
        for (total, frame, share) in
            few_ways(ways(points, 0, kept, population), (total, population))
        {
            let chance = random_of(total) / frame;
            let rest = [1.0 - risky, risky].map(|share| frame * share * (1.0 - chance));
            let scored = highest(total - random_of(total), rest, shift, factors);
            for (sum, scored) in chances.iter_mut().zip(scored) {
                *sum += share * (chance + (1.0 - chance) * scored);
            }
            at_random += share * chance * population;
        }
        for (drawn, eligible) in self.drawn.iter_mut().zip(&self.eligible) {
            for risky in 0..2 {
                if eligible[risky] > 0.0 {
                    drawn[risky] = chances[risky];
                }
            }
        }
        if at_random > 0.0 {
            self.strata.push(Stratum {
                population,
                sampled: at_random,
                members: present(members.iter().copied()),
                ways: Vec::new(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_number_that_is_not_whole_as_many_are_drawn_as_asked() {
        for (targeted, among) in [(2.0, [5.1, 0.3]), (3.0, [4.0, 2.7]), (2.0, [7.0, 1.0])] {
            let [right, wrong] = highest(targeted, among, 1.0, &[(1.0, 1.0)]);
            let drawn = among[0] * right + among[1] * wrong;
            assert!((drawn - targeted).abs() < 1e-3, "{among:?} {drawn}");
        }
    }
}
