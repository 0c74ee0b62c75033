//! The first reading of a list: what there is to draw from.

use std::collections::BTreeMap;

use super::number::{Number, number};
use super::plan::{By, DrawDesign, Way};
use crate::lists::ListedCase;
use crate::lists::columns::nearest;
use tierone_sampling::{Asking, History, Strata, design};
use tierone_scenario::{KeyValue, Size};
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

/// Cases of a stratum that may be a mistyped name.
const FEW: u64 = 2;

/// A stratum whose name may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubtful<'f> {
    /// The name; empty where there is none.
    pub name: &'f str,
    /// Its cases.
    pub size: u64,
    /// The nearest name of a larger one.
    pub meant: Option<&'f str>,
}

/// A stratum while it is counted.
#[derive(Clone, Debug)]
struct Counted {
    /// The first of its names in their order, and another, where it is written in more than one way.
    name: String,
    other: Option<String>,
    size: u64,
}

impl Counted {
    fn of(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            other: None,
            size: 1,
        }
    }

    fn add(&mut self, name: &str) {
        self.size += 1;
        if self.name == name {
            return;
        }
        // Which name comes first must not depend on the order of the rows.
        if name < self.name.as_str() {
            self.other = Some(std::mem::replace(&mut self.name, name.to_owned()));
        } else if self.other.is_none() {
            self.other = Some(name.to_owned());
        }
    }
}

/// Cases without a value above zero, which no sample by value can draw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct WithoutValue {
    /// Nothing stands in the column.
    pub blank: u64,
    /// The value is zero.
    pub zero: u64,
    /// The value is negative.
    pub negative: u64,
}

impl WithoutValue {
    /// All of them.
    pub fn all(self) -> u64 {
        self.blank + self.zero + self.negative
    }

    fn add(&mut self, case: &ListedCase) {
        match case.value.map(|value| value.0.signum()) {
            None => self.blank += 1,
            Some(0) => self.zero += 1,
            Some(_) => self.negative += 1,
        }
    }
}

/// A list as far as a plan needs to know it.
#[derive(Clone, Debug)]
pub struct Frame {
    pub(super) seed: u64,
    pub(super) plan: DrawDesign,
    /// By what all names of a stratum have in common.
    counts: BTreeMap<String, Counted>,
    /// The cases' numbers, to find a case that is there twice.
    numbers: Vec<Number>,
    /// Value of all cases that can be drawn by value.
    value: Pence,
    /// Of them, those with a value.
    valued: u64,
    /// Cases that belong to no stratum.
    pub outside: u64,
    /// Those of them that a sample by value leaves out.
    pub without_value: WithoutValue,
}

impl Frame {
    /// Nothing yet.
    pub fn new(plan: &DrawDesign, seed: u64) -> Self {
        Self {
            seed,
            plan: plan.clone(),
            counts: BTreeMap::new(),
            numbers: Vec::new(),
            value: Pence(0),
            valued: 0,
            outside: 0,
            without_value: WithoutValue::default(),
        }
    }

    /// One more case.
    pub fn add(&mut self, case: &ListedCase) {
        self.numbers.push(number(self.seed, case.number));
        let Some(name) = self.plan.stratum(case) else {
            self.outside += 1;
            if matches!(self.plan.way, Way::ByValue { .. }) {
                self.without_value.add(case);
            }
            return;
        };
        match self.counts.get_mut(self.plan.key(&name).as_ref()) {
            Some(counted) => counted.add(&name),
            None => {
                let key = self.plan.key(&name).into_owned();
                self.counts.insert(key, Counted::of(&name));
            }
        }
        if let Some(value) = case.value {
            self.value = Pence(self.value.0.saturating_add(value.0));
            self.valued += u64::from(value.0 >= 0);
        }
    }

    /// What all of its cases are worth; none where one has no value or one below zero.
    pub fn value(&self) -> Option<Pence> {
        (self.value.0 > 0 && self.valued == self.cases()).then_some(self.value)
    }

    /// So many checks as are asked of fewer cases.
    pub fn too_many_checks(&self) -> Option<u64> {
        let asked = self.plan.sample.given().count("checks")?;
        let whole =
            matches!(self.plan.by, By::Whole) && !matches!(self.plan.way, Way::Clusters { .. });
        (whole && asked > self.cases()).then_some(asked)
    }

    /// Cases of all strata together.
    pub fn cases(&self) -> u64 {
        self.counts.values().map(|counted| counted.size).sum()
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
        let strata = self.by_name();
        let sizes: Vec<u64> = strata.iter().map(|counted| counted.size).collect();
        let drawn = self.asked(&sizes);
        let counts = strata.iter().zip(drawn);
        counts
            .map(|(counted, drawn)| Stratum {
                name: counted.name.clone(),
                size: counted.size,
                drawn: drawn.min(counted.size),
            })
            .collect()
    }

    /// In the order of their names.
    fn by_name(&self) -> Vec<&Counted> {
        let mut strata: Vec<&Counted> = self.counts.values().collect();
        strata.sort_by(|one, other| one.name.cmp(&other.name));
        strata
    }

    /// Strata whose name is written in more than one way: two of them each.
    pub fn written_twice(&self) -> Vec<[&str; 2]> {
        let strata = self.by_name().into_iter();
        strata
            .filter_map(|counted| Some([counted.name.as_str(), counted.other.as_deref()?]))
            .collect()
    }

    /// Strata that may be names that were left empty or mistyped: without a name, or of one or two cases beside larger ones.
    /// Where most are so small, that is how the list is.
    pub fn doubtful(&self) -> Vec<Doubtful<'_>> {
        if self.plan.names().is_none() || !matches!(self.plan.way, Way::Strata) {
            return Vec::new();
        }
        let strata = self.by_name();
        let is_odd = |of: &&&Counted| of.name.is_empty() || of.size <= FEW;
        let (odd, others): (Vec<&Counted>, Vec<&Counted>) =
            strata.iter().partition(|of| is_odd(of));
        if odd.len() > others.len() {
            return Vec::new();
        }
        let names = || others.iter().map(|of| of.name.as_str());
        odd.iter()
            .map(|of| Doubtful {
                name: &of.name,
                size: of.size,
                meant: nearest(&of.name, names()).filter(|_| !of.name.is_empty()),
            })
            .collect()
    }

    /// Whether a case is of the stratum of that name.
    pub fn is_of(&self, case: &ListedCase, name: &str) -> bool {
        let own = self.plan.stratum(case);
        own.is_some_and(|own| self.plan.key(&own) == self.plan.key(name))
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
                    .by_name()
                    .iter()
                    .map(|counted| number(self.seed, &format!("cluster/{}", counted.name)))
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
            names: self
                .by_name()
                .iter()
                .map(|counted| self.asked_as(counted))
                .collect(),
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

    /// The numbers that are given by the names of strata.
    fn given(&self) -> &[(String, u64)] {
        match self.plan.sample.given().get("given") {
            Some(KeyValue::Counts(counts)) => counts,
            _ => &[],
        }
    }

    /// The first name that numbers are given of and no case has, with the names that there are.
    pub fn unknown_given(&self) -> Option<(&str, Vec<&str>)> {
        let mut given = self.given().iter();
        let unknown = given.find(|(name, number)| *number > 0 && self.size_of(name).is_none());
        let known = self.by_name().into_iter();
        unknown.map(|(name, _)| (name.as_str(), known.map(|of| of.name.as_str()).collect()))
    }

    /// The first stratum of which more is asked than it has, with what is asked and what it has.
    pub fn too_many_given(&self) -> Option<(&str, u64, u64)> {
        let mut given = self.given().iter().filter_map(|(name, number)| {
            let size = self.size_of(name)?;
            Some((name.as_str(), *number, size))
        });
        given.find(|(_, number, size)| number > size)
    }

    fn size_of(&self, name: &str) -> Option<u64> {
        let counted = self.counts.get(self.plan.key(name).as_ref());
        counted.map(|counted| counted.size)
    }

    /// The name of a stratum as numbers are given of it, if they are.
    fn asked_as(&self, counted: &Counted) -> String {
        let given = self.given();
        let key = self.plan.key(&counted.name);
        let mut names = given.iter().map(|(name, _)| name);
        let found = names.find(|name| self.plan.key(name) == key);
        found.unwrap_or(&counted.name).clone()
    }
}
