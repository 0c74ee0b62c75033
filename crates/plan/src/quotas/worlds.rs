//! Policies simulated on the same worlds, in batches: what is read of each, world by world.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::figures::{Aimed, Quantity};
use tierone_engine::sim::{Setup, Workspace};
use tierone_scenario::{Policy, Scenario};
use tierone_stats::monte_carlo::{Summary, summarise};

/// Policies that are simulated together: they share the world, which is most of the work of a few.
const TOGETHER: usize = 100;

/// Every figure of a policy in one world; none where it cannot be computed.
type Read = Vec<Option<f64>>;

/// It was told to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stopped;

/// Who watches a search.
pub trait Watch: Sync {
    /// So many more worlds are simulated, each of one policy; may be called from any thread.
    fn simulated(&self, worlds: u64);

    /// So many policies are still in the race.
    fn left(&self, policies: usize);
}

/// Policies with what was read of them.
pub(crate) struct Worlds<'a> {
    /// The scenario; its rates are where they should be.
    pub scenario: Scenario,
    pub shift: f64,
    pub seed: u64,
    pub figures: Vec<Quantity>,
    pub watch: &'a dyn Watch,
    pub stop: &'a AtomicBool,
    /// Means are over the first worlds, so many at most: the same of all policies that are shown beside each other.
    pub shown: usize,
    policies: Vec<Policy>,
    /// By policy and world.
    values: Vec<Vec<Read>>,
    spent: u64,
}

impl<'a> Worlds<'a> {
    pub fn new(
        scenario: &Scenario,
        shift: f64,
        seed: u64,
        figures: Vec<Quantity>,
        (watch, stop): (&'a dyn Watch, &'a AtomicBool),
    ) -> Self {
        Self {
            scenario: Scenario {
                anchor: None,
                policies: Vec::new(),
                ..scenario.clone()
            },
            shift,
            seed,
            figures,
            watch,
            stop,
            shown: usize::MAX,
            policies: Vec::new(),
            values: Vec::new(),
            spent: 0,
        }
    }

    /// Adds a policy; its number.
    pub fn add(&mut self, policy: Policy) -> usize {
        self.policies.push(policy);
        self.values.push(Vec::new());
        self.policies.len() - 1
    }

    pub fn policy(&self, number: usize) -> &Policy {
        &self.policies[number]
    }

    /// Worlds that were simulated of a policy.
    pub fn count(&self, number: usize) -> usize {
        self.values[number].len()
    }

    /// Worlds of all policies together.
    pub fn spent(&self) -> u64 {
        self.spent
    }

    /// Simulates worlds of these policies until each has so many.
    pub fn extend(&mut self, numbers: &[usize], worlds: usize) -> Result<(), Stopped> {
        let mut by_count: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for number in numbers {
            let count = self.count(*number);
            if count < worlds {
                by_count.entry(count).or_default().push(*number);
            }
        }
        for (from, numbers) in by_count {
            for batch in numbers.chunks(TOGETHER) {
                self.simulate(batch, from as u32..worlds as u32)?;
            }
        }
        Ok(())
    }

    fn simulate(&mut self, batch: &[usize], worlds: std::ops::Range<u32>) -> Result<(), Stopped> {
        let scenario = Scenario {
            policies: batch.iter().map(|i| self.policies[*i].clone()).collect(),
            ..self.scenario.clone()
        };
        let setup = Setup::shifted(&scenario, self.shift);
        let (seed, stop, watch) = (self.seed, self.stop, self.watch);
        let figures = &self.figures;
        let made: Vec<Option<Vec<Read>>> = worlds
            .into_par_iter()
            .map_init(
                || Workspace::new(&setup),
                |workspace, world| {
                    if stop.load(Ordering::Relaxed) {
                        return None;
                    }
                    let ledgers = workspace.replicate(seed, world);
                    let of = |(policy, ledger): (&Policy, &tierone_engine::sim::Ledger)| {
                        let horizon = ledger.horizon();
                        let read = |figure: &Quantity| figure.read(&scenario, policy, &horizon);
                        figures.iter().map(read).collect()
                    };
                    let read = scenario.policies.iter().zip(&ledgers).map(of).collect();
                    watch.simulated(batch.len() as u64);
                    Some(read)
                },
            )
            .collect();
        // All or nothing: every policy of a batch has the same worlds.
        let made = made
            .into_iter()
            .collect::<Option<Vec<Vec<Read>>>>()
            .ok_or(Stopped)?;
        for world in made {
            for (number, read) in batch.iter().zip(world) {
                self.values[*number].push(read);
                self.spent += 1;
            }
        }
        Ok(())
    }

    fn place(&self, figure: Quantity) -> Option<usize> {
        self.figures.iter().position(|known| *known == figure)
    }

    /// A figure of a policy by world.
    pub fn values(&self, number: usize, figure: Quantity) -> Vec<Option<f64>> {
        let Some(place) = self.place(figure) else {
            return Vec::new();
        };
        self.values[number].iter().map(|read| read[place]).collect()
    }

    /// Worlds that the means of a policy are over.
    pub fn counted(&self, number: usize) -> usize {
        self.count(number).min(self.shown)
    }

    /// Its mean over the worlds that are shown, with its error: the only place where a figure of a policy is from.
    pub fn summary(&self, number: usize, figure: Quantity) -> Option<Summary> {
        let mut values = self.values(number, figure);
        values.truncate(self.shown);
        summarise(&values)
    }

    /// Its mean over the first worlds, so many of them.
    pub fn first_mean(&self, number: usize, figure: Quantity, worlds: usize) -> Option<f64> {
        let mut values = self.values(number, figure);
        values.truncate(worlds);
        summarise(&values).map(|summary| summary.mean)
    }

    /// The mean difference of a figure between two policies over the worlds that are shown of both, with its error.
    pub fn difference(&self, one: usize, other: usize, figure: Quantity) -> Option<Summary> {
        let (one, other) = (self.values(one, figure), self.values(other, figure));
        let apart: Vec<Option<f64>> = one
            .iter()
            .zip(&other)
            .take(self.shown)
            .map(|(a, b)| Some((*a)? - (*b)?))
            .collect();
        summarise(&apart)
    }

    /// By how many tolerances each aim is missed by the means of a policy, the most first; aims without a figure are missed
    /// without end.
    pub fn missed<'m>(&self, number: usize, aims: &'m [Aimed]) -> Vec<(&'m Aimed, f64)> {
        let of = |aim| {
            let beyond = self.beyond(number, aim);
            (beyond > 0.0).then_some((aim, beyond))
        };
        let mut missed: Vec<(&Aimed, f64)> = aims.iter().filter_map(of).collect();
        missed.sort_by(|a, b| b.1.total_cmp(&a.1));
        missed
    }

    /// By how many tolerances the mean of a policy is on the wrong side of an aim's limit.
    pub fn beyond(&self, number: usize, aim: &Aimed) -> f64 {
        match self.summary(number, aim.figure) {
            Some(summary) => {
                let beyond = aim.beyond(summary.mean);
                // What is at its limit is not beyond it by a rounding.
                let rounding = 1e-9 * aim.limit.abs();
                if beyond <= rounding {
                    beyond.min(0.0) / aim.tolerance
                } else {
                    beyond / aim.tolerance
                }
            }
            None => f64::INFINITY,
        }
    }

    /// The mean of the objective, which stands first among the figures; without end where there is none.
    pub fn objective(&self, number: usize) -> f64 {
        let summary = self.summary(number, self.figures[0]);
        summary.map_or(f64::INFINITY, |summary| summary.mean)
    }
}
