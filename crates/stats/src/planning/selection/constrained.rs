//! Selection of the best among systems that have to keep limits: both are found out by the same replications, fully
//! sequentially.
//!
//! Each system i has an objective, of which the smallest mean is best, and figures j whose means should be at most qⱼ. With n₀
//! first replications, h² = 2η(n₀ − 1) and η = ½((2β)^(−2/(n₀ − 1)) − 1), a system is held to keep limit j as soon as
//! Σ(Yᵢⱼ − qⱼ) ≤ −R, and to break it as soon as Σ(Yᵢⱼ − qⱼ) ≥ R, with R = max(0, h²S²ᵢⱼ/(2εⱼ) − εⱼr/2) after r replications
//! (Batur & Kim). It is out where it is behind another that is held to keep all of its limits by more than
//! W = max(0, h²S²ᵢₗ/(2δ) − δr/2) (Kim & Nelson). Both go on together (Andradóttir & Kim, procedure AK+).
//!
//! The error α is halved. On common random numbers nothing is known of how decisions hang together, so Bonferroni's inequality
//! shares each half out over the decisions that have to be right: of limits k − 1 + s, as the best of k systems is to be held to
//! keep each of its s limits, and each of the others to break one if it does; of comparisons k − 1.

use super::kim_nelson::Indifference;
use super::paired::variance;
use crate::guard::none_if;

/// A limit of a mean: it should be at most `most`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// The limit.
    pub most: f64,
    /// Means nearer to the limit than this may be held to keep it or to break it; above 0.
    pub tolerance: f64,
}

/// Where a system stands in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is among those that are left.
    Left,
    /// A value that it is selected by is not finite.
    NoFigure,
    /// It breaks a limit, by its place.
    Breaks(usize),
    /// It is worse than another that keeps all limits, or the same in every replication and was not yet held to keep them itself.
    WorseThan(usize),
}

/// What was selected.
#[derive(Clone, Debug, PartialEq)]
pub struct Constrained {
    /// The system with the smallest mean of the objective among those left; none where no system keeps all limits.
    pub best: Option<usize>,
    /// Whether the promise holds: nothing that matters is still open.
    pub is_decided: bool,
    /// Whether it was stopped by whoever observes.
    pub is_stopped: bool,
    /// Where each stands in the end.
    pub standings: Vec<Standing>,
    /// Whether each was held to keep all of its limits.
    pub keeps: Vec<bool>,
    /// Replications that each got.
    pub counts: Vec<usize>,
}

/// Selects the system with the smallest mean of its objective among those whose other means are at most their limits.
///
/// `observe(systems, replications)` gives for each of the systems and replications the objective and then a figure for each
/// limit, or nothing where it was told to stop. A value depends on its system and replication alone. `None` without systems, or
/// where a tolerance, the zone or the confidence is out of range.
/// # Source
/// Andradóttir & Kim (2010), Naval Research Logistics 57, 403–421, doi:10.1002/nav.20408; Batur & Kim (2010), ACM Transactions
/// on Modeling and Computer Simulation 20(3), article 13, doi:10.1145/1842713.1842716; Kim & Nelson (2001), as for
/// [`kim_nelson_eta`](super::kim_nelson::kim_nelson_eta).
/// # Examples
/// ```
/// use tierone_stats::planning::{Indifference, Limit, Standing, constrained_selection};
///
/// let aim = Indifference { zone: 0.1, confidence: 0.95, first: 10, most: 10_000 };
/// let limit = Limit { most: 5.0, tolerance: 0.1 };
/// // System i costs i and has a figure of 7 − i: the third is the cheapest with one of at most 5.
/// let observe = |systems: &[usize], replications: std::ops::Range<usize>| {
///     let world = |i: usize, r: usize| vec![i as f64, 7.0 - i as f64 + 0.1 * (r as f64).sin()];
///     Some(systems.iter().map(|i| replications.clone().map(|r| world(*i, r)).collect()).collect())
/// };
/// let found = constrained_selection(4, &[Limit { most: 5.5, ..limit }], aim, 8, observe).unwrap();
/// assert_eq!((found.best, found.is_decided), (Some(2), true));
/// assert_eq!(found.standings[3], Standing::WorseThan(2));
/// ```
pub fn constrained_selection(
    systems: usize,
    limits: &[Limit],
    aim: Indifference,
    batch: usize,
    mut observe: impl FnMut(&[usize], std::ops::Range<usize>) -> Option<Vec<Vec<Vec<f64>>>>,
) -> Option<Constrained> {
    let sane = aim.zone > 0.0 && aim.confidence > 0.0 && aim.confidence < 1.0 && aim.first >= 2;
    let kept = limits
        .iter()
        .all(|l| l.tolerance > 0.0 && l.most.is_finite());
    none_if(systems == 0 || !sane || !kept || aim.most < aim.first)?;
    let all: Vec<usize> = (0..systems).collect();
    let Some(first) = observe(&all, 0..aim.first) else {
        return Some(Constrained {
            best: None,
            is_decided: false,
            is_stopped: true,
            standings: vec![Standing::Left; systems],
            keeps: vec![false; systems],
            counts: vec![0; systems],
        });
    };
    let mut race = Race::new(&first, limits, aim);
    race.decide(aim.first);
    let mut at = aim.first;
    let mut is_stopped = false;
    while race.is_open(at) && at < aim.most {
        let to = (at + batch.max(1)).min(aim.most);
        let asked = race.left();
        let Some(values) = observe(&asked, at..to) else {
            is_stopped = true;
            break;
        };
        let from = at;
        while at < to && race.is_open(at) {
            for (rows, system) in values.iter().zip(&asked) {
                race.add(*system, &rows[at - from]);
            }
            at += 1;
            race.decide(at);
        }
    }
    let mean = |i: usize| race.sums[i][0] / race.counts[i] as f64;
    // Where it ends undecided, those whose means keep the limits stand for those that do.
    let is_fit = |i: &usize| race.keeps(*i) || race.seems_to_keep(*i);
    let left = race.left();
    let best = left
        .iter()
        .copied()
        .filter(is_fit)
        .min_by(|a, b| mean(*a).total_cmp(&mean(*b)).then(a.cmp(b)));
    Some(Constrained {
        best,
        is_decided: !race.is_open(at),
        is_stopped,
        keeps: all.iter().map(|i| race.keeps(*i)).collect(),
        standings: race.standings,
        counts: race.counts,
    })
}

/// h² = 2η(n₀ − 1) where each decision may be wrong with probability `error`.
fn reach(error: f64, first: usize) -> f64 {
    let df = first as f64 - 1.0;
    ((2.0 * error).min(1.0).powf(-2.0 / df) - 1.0) * df
}

/// What is left of nothing by rounding.
const NOTHING: f64 = 1e-9;

struct Race<'a> {
    limits: &'a [Limit],
    zone: f64,
    /// h²S²/δ² of each pair: with as many replications what is left of a difference is within the zone.
    pairs: Vec<Vec<f64>>,
    /// h²S²/ε² of each figure that has a limit.
    fences: Vec<Vec<f64>>,
    /// Of each system, the objective and then the distance of each figure from its limit.
    sums: Vec<Vec<f64>>,
    counts: Vec<usize>,
    standings: Vec<Standing>,
    /// Whether each limit was held to be kept.
    kept: Vec<Vec<bool>>,
}

impl<'a> Race<'a> {
    fn new(first: &[Vec<Vec<f64>>], limits: &'a [Limit], aim: Indifference) -> Self {
        let systems = first.len();
        let half = 0.5 * (1.0 - aim.confidence);
        let others = systems.saturating_sub(1).max(1) as f64;
        let of_limits = half / (systems - 1 + limits.len()).max(1) as f64;
        let (fence, pair) = (reach(of_limits, aim.first), reach(half / others, aim.first));
        let column = |i: usize, j: usize| -> Vec<f64> { first[i].iter().map(|v| v[j]).collect() };
        let fences = (0..systems).map(|i| {
            let of = |(j, limit): (usize, &Limit)| {
                fence * variance(&column(i, j + 1)) / (limit.tolerance * limit.tolerance)
            };
            limits.iter().enumerate().map(of).collect()
        });
        let objectives: Vec<Vec<f64>> = (0..systems).map(|i| column(i, 0)).collect();
        let pairs = (0..systems).map(|i| {
            let of = |l: usize| {
                let apart: Vec<f64> = objectives[i]
                    .iter()
                    .zip(&objectives[l])
                    .map(|(a, b)| a - b)
                    .collect();
                pair * variance(&apart) / (aim.zone * aim.zone)
            };
            (0..systems).map(of).collect()
        });
        let mut race = Self {
            limits,
            zone: aim.zone,
            fences: fences.collect(),
            pairs: pairs.collect(),
            sums: vec![vec![0.0; limits.len() + 1]; systems],
            counts: vec![0; systems],
            standings: vec![Standing::Left; systems],
            kept: vec![vec![false; limits.len()]; systems],
        };
        for (system, rows) in first.iter().enumerate() {
            rows.iter().for_each(|row| race.add(system, row));
        }
        race
    }

    fn add(&mut self, system: usize, row: &[f64]) {
        if self.standings[system] != Standing::Left {
            return;
        }
        self.counts[system] += 1;
        if row.len() != self.limits.len() + 1 || row.iter().any(|value| !value.is_finite()) {
            self.standings[system] = Standing::NoFigure;
            return;
        }
        self.sums[system][0] += row[0];
        for (j, limit) in self.limits.iter().enumerate() {
            self.sums[system][j + 1] += row[j + 1] - limit.most;
        }
    }

    fn left(&self) -> Vec<usize> {
        let is_left = |i: &usize| self.standings[*i] == Standing::Left;
        (0..self.standings.len()).filter(is_left).collect()
    }

    fn keeps(&self, system: usize) -> bool {
        self.kept[system].iter().all(|kept| *kept)
            && matches!(
                self.standings[system],
                Standing::Left | Standing::WorseThan(_)
            )
    }

    fn seems_to_keep(&self, system: usize) -> bool {
        let n = self.counts[system];
        (0..self.limits.len()).all(|j| self.sums[system][j + 1] <= self.rounding(j, n))
    }

    /// By how much a sum of figures that are all at their limit may be beyond it by rounding.
    fn rounding(&self, limit: usize, replications: usize) -> f64 {
        1e-9 * self.limits[limit].most.abs() * replications as f64
    }

    /// Whether more replications could decide anything.
    fn is_open(&self, at: usize) -> bool {
        let left = self.left();
        let unsure = |i: &usize| self.kept[*i].iter().any(|kept| !kept);
        let untold = |i: &usize| {
            left.iter()
                .any(|l| l != i && self.pairs[*i][*l] >= at as f64)
        };
        left.iter().any(unsure) || left.len() > 1 && left.iter().any(untold)
    }

    /// Holds systems to keep or break their limits, and puts out what is behind one that keeps all of its own.
    fn decide(&mut self, at: usize) {
        for i in self.left() {
            for (j, limit) in self.limits.iter().enumerate() {
                if self.kept[i][j] {
                    continue;
                }
                let allowed = 0.5 * limit.tolerance * (self.fences[i][j] - at as f64).max(0.0);
                let beyond = self.sums[i][j + 1] - self.rounding(j, at);
                if beyond <= -allowed {
                    self.kept[i][j] = true;
                } else if beyond >= allowed {
                    self.standings[i] = Standing::Breaks(j);
                    break;
                }
            }
        }
        let left = self.left();
        let fit: Vec<usize> = left.iter().copied().filter(|i| self.keeps(*i)).collect();
        let better = |i: usize| {
            fit.iter().copied().find(|l| {
                let allowed = 0.5 * self.zone * (self.pairs[i][*l] - at as f64).max(0.0);
                let apart = self.sums[i][0] - self.sums[*l][0];
                // What is the same in every replication is no better, whatever limits it keeps.
                let same = self.pairs[i][*l] < NOTHING && !self.keeps(i);
                let rounding = NOTHING * self.sums[i][0].abs();
                *l != i && (apart > allowed || same && apart >= -rounding)
            })
        };
        let worse: Vec<(usize, usize)> = left
            .iter()
            .filter_map(|i| Some((*i, better(*i)?)))
            .collect();
        for (i, than) in worse {
            self.standings[i] = Standing::WorseThan(than);
        }
    }
}
