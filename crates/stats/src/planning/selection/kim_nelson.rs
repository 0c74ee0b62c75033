//! Kim and Nelson's fully sequential selection of the best: replications go on until what is worse by a difference that
//! matters is out.

use super::paired::variance;
use crate::guard::{none_if, only_if};

/// What is promised, and how much of it may be asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indifference {
    /// The smallest difference that matters; above 0.
    pub zone: f64,
    /// The probability that the best is selected, where it is better by `zone` or more.
    pub confidence: f64,
    /// Replications of each system before any is out; 2 at least.
    pub first: usize,
    /// Replications of a system after which the search ends undecided.
    pub most: usize,
}

/// What was selected.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// The system with the largest mean among those that are left.
    pub best: usize,
    /// Whether the promise holds: one was left, or all that were left are within the zone.
    pub is_decided: bool,
    /// For each system, the replications after which it was out; `None` for those left.
    pub out_after: Vec<Option<usize>>,
    /// The replications that the last ones got.
    pub replications: usize,
    /// Replications of all systems together.
    pub spent: usize,
    /// The mean of each system over its replications.
    pub means: Vec<f64>,
}

/// Kim and Nelson's η = ½((2α/(k − 1))^(−2/(first − 1)) − 1); h² = 2η(first − 1).
///
/// # Source
/// Kim & Nelson (2001), ACM Transactions on Modeling and Computer Simulation 11, 251–273, doi:10.1145/502109.502111, with
/// c = 1.
/// # Examples
/// ```
/// use tierone_stats::planning::kim_nelson_eta;
///
/// assert!((kim_nelson_eta(2, 0.05, 10) - 0.334_050_268_600_03).abs() < 1e-12);
/// ```
pub fn kim_nelson_eta(systems: usize, alpha: f64, first: usize) -> f64 {
    let others = systems.saturating_sub(1).max(1) as f64;
    let df = first as f64 - 1.0;
    0.5 * ((2.0 * alpha / others).powf(-2.0 / df) - 1.0)
}

/// Selects the system with the largest mean.
///
/// `observe(systems, replications)` gives a row of values for each of the systems, `batch` replications at most at a time, which
/// it may work out in any order. A value depends on its system and replication alone; on common random numbers a replication is
/// the same world for every system. `None` without systems, or where `aim` is out of range or a value is not finite.
/// # Source
/// As for [`kim_nelson_eta`].
/// # Examples
/// ```
/// use tierone_stats::planning::{Indifference, fully_sequential};
///
/// let aim = Indifference { zone: 0.1, confidence: 0.95, first: 10, most: 10_000 };
/// // The second is better by 1 in every world.
/// let world = |replication: usize| (replication as f64).sin();
/// let observe = |systems: &[usize], replications: std::ops::Range<usize>| {
///     systems.iter().map(|i| replications.clone().map(|r| world(r) + *i as f64).collect()).collect()
/// };
/// let found = fully_sequential(2, aim, 8, observe).unwrap();
/// assert_eq!((found.best, found.is_decided, found.replications), (1, true, 10));
/// ```
pub fn fully_sequential(
    systems: usize,
    aim: Indifference,
    batch: usize,
    mut observe: impl FnMut(&[usize], std::ops::Range<usize>) -> Vec<Vec<f64>>,
) -> Option<Selection> {
    let sane = aim.zone > 0.0 && aim.confidence > 0.0 && aim.confidence < 1.0 && aim.first >= 2;
    none_if(systems == 0 || !sane || aim.most < aim.first)?;
    let all: Vec<usize> = (0..systems).collect();
    let first = observe(&all, 0..aim.first);
    only_if(are_whole(&first, systems, aim.first))?;
    let eta = kim_nelson_eta(systems, 1.0 - aim.confidence, aim.first);
    let reach = 2.0 * eta * (aim.first as f64 - 1.0);
    // h² S²/δ² for each pair: with as many replications what is left is within the zone.
    let settled: Vec<Vec<f64>> = (0..systems)
        .map(|i| {
            let pair = |l: usize| {
                let differences: Vec<f64> =
                    first[i].iter().zip(&first[l]).map(|(a, b)| a - b).collect();
                reach * variance(&differences) / (aim.zone * aim.zone)
            };
            (0..systems).map(pair).collect()
        })
        .collect();
    let mut race = Race {
        settled,
        zone: aim.zone,
        sums: first.iter().map(|values| values.iter().sum()).collect(),
        counts: vec![aim.first; systems],
        out_after: vec![None; systems],
        left: all,
    };
    race.drop_worse(aim.first);
    let (mut at, mut spent) = (aim.first, systems * aim.first);
    while race.is_open(at) && at < aim.most {
        let to = (at + batch.max(1)).min(aim.most);
        let asked = race.left.clone();
        let values = observe(&asked, at..to);
        none_if(!are_whole(&values, asked.len(), to - at))?;
        spent += asked.len() * (to - at);
        let from = at;
        while at < to && race.is_open(at) {
            for (row, system) in values.iter().zip(&asked) {
                if race.out_after[*system].is_none() {
                    race.sums[*system] += row[at - from];
                    race.counts[*system] = at + 1;
                }
            }
            at += 1;
            race.drop_worse(at);
        }
    }
    let means: Vec<f64> = race
        .sums
        .iter()
        .zip(&race.counts)
        .map(|(sum, n)| sum / *n as f64)
        .collect();
    let best = race
        .left
        .iter()
        .copied()
        .max_by(|a, b| means[*a].total_cmp(&means[*b]).then(b.cmp(a)))?;
    Some(Selection {
        best,
        is_decided: !race.is_open(at),
        out_after: race.out_after,
        replications: at,
        spent,
        means,
    })
}

fn are_whole(values: &[Vec<f64>], systems: usize, replications: usize) -> bool {
    let is_whole = |row: &Vec<f64>| row.len() == replications && row.iter().all(|v| v.is_finite());
    values.len() == systems && values.iter().all(is_whole)
}

struct Race {
    settled: Vec<Vec<f64>>,
    zone: f64,
    sums: Vec<f64>,
    counts: Vec<usize>,
    out_after: Vec<Option<usize>>,
    left: Vec<usize>,
}

impl Race {
    /// Whether more replications could put one out.
    fn is_open(&self, at: usize) -> bool {
        let is_unsettled = |i: &usize| {
            self.left
                .iter()
                .any(|l| l != i && self.settled[*i][*l] >= at as f64)
        };
        self.left.len() > 1 && self.left.iter().any(is_unsettled)
    }

    /// Puts out what is behind another by more than the two may still differ by chance.
    fn drop_worse(&mut self, at: usize) {
        let is_worse = |i: usize| {
            self.left.iter().any(|l| {
                let allowed = 0.5 * self.zone * (self.settled[i][*l] - at as f64).max(0.0);
                *l != i && self.sums[i] < self.sums[*l] - allowed
            })
        };
        let worse: Vec<usize> = self.left.iter().copied().filter(|i| is_worse(*i)).collect();
        for i in &worse {
            self.out_after[*i] = Some(at);
        }
        self.left.retain(|i| !worse.contains(i));
    }
}
