//! The first reading of a list: what there is to draw from.

use std::collections::BTreeMap;

use super::number::{Number, number};
use super::plan::{Plan, Way};
use crate::lists::Case;
use tierone_sampling::{Asking, History, Strata, design};
use tierone_scenario::Size;
use tierone_stats::rng::{self, Address, Purpose};
use tierone_stats::units::Pence;

/// One stratum of a list, or one cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// What its cases have in common; empty where the list is not divided.
    pub name: String,
    /// Its cases.
    pub size: u64,
    /// How many of them are drawn; for samples by value, how many are expected. Where cases are taken in turn this is the
    /// most until all are chosen.
    pub drawn: u64,
}

/// A list as far as a plan needs to know it.
#[derive(Clone, Debug)]
pub struct Frame {
    pub(super) seed: u64,
    pub(super) plan: Plan,
    /// By name, in the order of the names.
    counts: BTreeMap<String, u64>,
    /// The cases' numbers, to find a case that is there twice.
    numbers: Vec<Number>,
    /// Value of all cases that can be drawn by value.
    value: Pence,
    /// Cases that belong to no stratum.
    pub outside: u64,
}

impl Frame {
    /// Nothing yet.
    pub fn new(plan: &Plan, seed: u64) -> Self {
        Self {
            seed,
            plan: plan.clone(),
            counts: BTreeMap::new(),
            numbers: Vec::new(),
            value: Pence(0),
            outside: 0,
        }
    }

    /// One more case.
    pub fn add(&mut self, case: &Case) {
        self.numbers.push(number(self.seed, case.number));
        let Some(name) = self.plan.stratum(case) else {
            self.outside += 1;
            return;
        };
        match self.counts.get_mut(name.as_ref()) {
            Some(count) => *count += 1,
            None => {
                self.counts.insert(name.into_owned(), 1);
            }
        }
        if let Some(value) = case.value {
            self.value = Pence(self.value.0.saturating_add(value.0));
        }
    }

    /// Cases of all strata together.
    pub fn cases(&self) -> u64 {
        self.counts.values().sum()
    }

    /// The random numbers that more than one case has, rising: cases of one and the same number.
    pub fn twice(&mut self) -> Vec<Number> {
        self.numbers.sort_unstable();
        let mut twice: Vec<Number> = self
            .numbers
            .windows(2)
            .filter(|pair| pair[0] == pair[1])
            .map(|pair| pair[0])
            .collect();
        twice.dedup();
        twice
    }

    /// How many are drawn of each stratum, in the order of their names; memory that was only needed to
    /// count is given back.
    pub fn strata(&mut self) -> Vec<Stratum> {
        self.numbers = Vec::new();
        let sizes: Vec<u64> = self.counts.values().copied().collect();
        let drawn = self.asked(&sizes);
        let counts = self.counts.iter().zip(drawn);
        counts
            .map(|((name, size), drawn)| Stratum {
                name: name.clone(),
                size: *size,
                drawn: drawn.min(*size),
            })
            .collect()
    }

    /// The sampling interval of a sample by value, £; none for others.
    pub fn interval(&self) -> Option<f64> {
        match self.plan.way {
            Way::ByValue { checks } if checks > 0 => Some(self.value.pounds() / checks as f64),
            _ => None,
        }
    }

    fn asked(&self, sizes: &[u64]) -> Vec<u64> {
        let total: u64 = sizes.iter().sum();
        match self.plan.way {
            Way::Strata => self.asked_by_method(sizes),
            Way::Clusters { clusters, checks } => {
                let mut order: Vec<(Number, usize)> = self
                    .counts
                    .keys()
                    .map(|name| number(self.seed, &format!("cluster/{name}")))
                    .zip(0..)
                    .collect();
                order.sort_unstable();
                let mut drawn = vec![0; sizes.len()];
                for (_, cluster) in order.into_iter().take(clusters as usize) {
                    drawn[cluster] = checks.unwrap_or(sizes[cluster]);
                }
                drawn
            }
            Way::Systematic { size, .. } => vec![match size {
                Size::Every(every) => {
                    let more = self.start(every) < total % every;
                    total / every + u64::from(more)
                }
                Size::Checks(checks) => checks,
            }],
            Way::ByValue { checks }
            | Way::Scores { checks, .. }
            | Way::InTurn { cap: checks, .. } => vec![checks],
        }
        .into_iter()
        .take(sizes.len())
        .collect()
    }

    /// A whole number below `end` for the one random start of a systematic sample, of the seed alone.
    pub(super) fn start(&self, end: u64) -> u64 {
        let mut stream = Address::opening(self.seed, 0).open(&Purpose::check("start"));
        rng::below(end, &mut stream)
    }

    fn asked_by_method(&self, sizes: &[u64]) -> Vec<u64> {
        let strata = Strata {
            sizes: sizes.to_vec(),
            in_frame: sizes.len() as u64,
            deviations: Vec::new(),
            names: self.counts.keys().cloned().collect(),
        };
        let asking = Asking {
            strata: &strata,
            history: &History::default(),
            seats: &[],
        };
        // None of the methods that are left draws anything here.
        let mut stream = Address::opening(self.seed, 0).open(&Purpose::check("ask"));
        let design = design(&self.plan.sample.method);
        design.ask(&asking, &mut stream).sizes
    }
}
