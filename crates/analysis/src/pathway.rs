//! What share of a pathway's cases is in target, by what happened and by what is recorded.

use tierone_scenario::Pathway;
use tierone_stats::distribution::Distribution;

/// Parts of a day in which times are added up.
const PARTS: f64 = 8.0;
/// Points at which a sum of times is known; of a longer target they lie farther apart.
const POINTS: usize = 2_000;

/// The share of cases in target of a stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StageShares {
    /// By the dates on which things happened.
    pub happened: f64,
    /// By the dates on which they were recorded.
    pub recorded: f64,
}

/// The shares in target of a stage; none without a target, or where cases wait in a queue before they end it.
///
/// Days are differences of dates, and a case opens at any time of its day. Exact of one time; sums of several are added up on a
/// grid of an eighth of a day, or of a two-thousandth of a longer target.
pub fn stage_shares(pathway: &Pathway, stage: usize) -> Option<StageShares> {
    let target = f64::from(pathway.stages[stage].target?);
    let stages = &pathway.stages[pathway.counted(stage)];
    if stages.iter().any(|stage| stage.capacity.is_some()) {
        return None;
    }
    let grid = Grid::up_to(target + 1.0);
    let mut worked = grid.law(&stages[0].duration);
    for stage in &stages[1..] {
        worked = grid.then(&worked, &stage.duration);
    }
    let happened = grid.then(&worked, &pathway.lag);
    let recorded = grid.then(&worked, &pathway.stages[stage].lag);
    Some(StageShares {
        happened: grid.share_within(&happened, target),
        recorded: grid.share_within(&recorded, target),
    })
}

/// How many cases open by pathway in the long run: `own` are those that decisions open; of those that end a share opens cases
/// of the pathways that follow, and a share opens again.
pub fn cases_opened(pathways: &[Pathway], own: impl Fn(&Pathway) -> f64) -> Vec<f64> {
    let mut opened: Vec<f64> = Vec::new();
    for pathway in pathways {
        let follow = pathway
            .follows
            .map_or(0.0, |follows| follows.share.get() * opened[follows.pathway]);
        opened.push((own(pathway) + follow) / (1.0 - pathway.reopened.get()));
    }
    opened
}

/// Points in time, evenly apart.
struct Grid {
    step: f64,
    points: usize,
}

impl Grid {
    fn up_to(most: f64) -> Self {
        let step = (most / POINTS as f64).max(1.0 / PARTS);
        Self {
            step,
            points: (most / step).ceil() as usize + 1,
        }
    }

    /// A law's probabilities, each shared between the two points beside it so that the mean stays.
    fn law(&self, law: &Distribution) -> Vec<f64> {
        // E(x − X)⁺; its second differences are expectations of a tent over each point.
        let below = |x: f64| match x > 0.0 {
            true => x * law.cdf(x) - law.partial_mean(x),
            false => 0.0,
        };
        let at = |point: f64| below(point * self.step);
        let tent = |point: usize| {
            let point = point as f64;
            ((at(point - 1.0) - 2.0 * at(point) + at(point + 1.0)) / self.step).max(0.0)
        };
        (0..self.points).map(tent).collect()
    }

    /// The law of a time and another after it, as far as the grid goes.
    fn then(&self, one: &[f64], next: &Distribution) -> Vec<f64> {
        if *next == Distribution::Constant(0.0) {
            return one.to_vec();
        }
        let next = self.law(next);
        let mut sum = vec![0.0; self.points];
        for (from, p) in one.iter().enumerate().filter(|(_, p)| **p > 0.0) {
            for (sum, q) in sum[from..].iter_mut().zip(&next) {
                *sum += p * q;
            }
        }
        sum
    }

    /// The probability that dates are at most so many days apart.
    fn share_within(&self, law: &[f64], days: f64) -> f64 {
        let share = |(point, p): (usize, &f64)| {
            let time = point as f64 * self.step;
            p * (days + 1.0 - time).clamp(0.0, 1.0)
        };
        let sum: f64 = law.iter().enumerate().map(share).sum();
        sum.clamp(0.0, 1.0)
    }
}
