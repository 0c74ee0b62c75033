//! The second reading of a list: which random numbers are drawn. The third asks of each case.

use std::collections::BTreeMap;
use std::collections::BinaryHeap;

use super::frame::{Frame, Stratum};
use super::in_turn::{InTurn, day};
use super::number::{Number, fraction, number};
use super::plan::{DrawDesign, Way};
use crate::lists::ListedCase;
use tierone_scenario::Order;

/// Finds the numbers that are drawn.
#[derive(Debug)]
pub struct Choosing {
    seed: u64,
    plan: DrawDesign,
    strata: Vec<Stratum>,
    /// By what all names of a stratum have in common.
    by_name: BTreeMap<String, usize>,
    interval: Option<f64>,
    start: u64,
    /// Of each stratum the smallest numbers so far, at most as many as are drawn.
    smallest: Vec<BinaryHeap<Number>>,
    /// Where each case stands in the order of a systematic sample.
    order: Vec<(i64, Number)>,
    /// The highest scores so far, the lowest of them on top.
    highest: BinaryHeap<std::cmp::Reverse<(Score, Number)>>,
    in_turn: InTurn,
}

/// A score that can be ordered: the bits of a float that is a number, in its order.
type Score = i64;

impl Choosing {
    /// For a frame that has been counted.
    pub fn new(frame: &mut Frame) -> Self {
        let strata = frame.strata();
        let keys = strata
            .iter()
            .map(|stratum| frame.plan.key(&stratum.name).into_owned());
        let by_name = keys.zip(0..).collect();
        let cases = frame.cases();
        let systematic = matches!(frame.plan.way, Way::Systematic { .. });
        Self {
            seed: frame.seed,
            plan: frame.plan.clone(),
            by_name,
            interval: frame.interval(),
            start: if cases > 0 { frame.start(cases) } else { 0 },
            smallest: strata.iter().map(|_| BinaryHeap::new()).collect(),
            order: Vec::with_capacity(if systematic { cases as usize } else { 0 }),
            highest: BinaryHeap::new(),
            in_turn: InTurn::default(),
            strata,
        }
    }

    /// The strata, and how many are drawn of each.
    pub fn strata(&self) -> &[Stratum] {
        &self.strata
    }

    /// One more case, and its score where the plan scores cases.
    pub fn add(&mut self, case: &ListedCase, score: Option<f64>) {
        let Some(stratum) = self.stratum(case) else {
            return;
        };
        let number = number(self.seed, case.number);
        match self.plan.way {
            Way::Strata | Way::Clusters { .. } => {
                let most = self.strata[stratum].drawn;
                keep_smallest(&mut self.smallest[stratum], number, most);
            }
            Way::Systematic { order, .. } => {
                let place = match order {
                    Order::ClosingDate => day(case),
                    Order::Value => case.value.map_or(i64::MIN, |value| value.0),
                    // Cases of one owner stand together; which owner comes first is left to chance.
                    Order::Caseworker => {
                        super::number::number(self.seed, &format!("owner/{}", case.owner)) as i64
                    }
                };
                self.order.push((place, number));
            }
            Way::ByValue { .. } => {}
            Way::InTurn { share, .. } => self.in_turn.add(case, number, share),
            Way::Scores { checks, random } => {
                keep_smallest(&mut self.smallest[stratum], number, random);
                if let Some(score) = score {
                    self.highest
                        .push(std::cmp::Reverse((ordered(score), number)));
                    if self.highest.len() as u64 > checks {
                        self.highest.pop();
                    }
                }
            }
        }
    }

    /// What is drawn.
    pub fn done(mut self) -> Chosen {
        let taken = match self.plan.way {
            Way::Strata | Way::Clusters { .. } => {
                let largest = self.smallest.iter().map(|heap| heap.peek().copied());
                Taken::UpTo(largest.collect())
            }
            Way::Systematic { .. } => {
                self.order.sort_unstable();
                let teeth = self.strata.first().map_or(0, |stratum| stratum.drawn);
                let cases = self.order.len() as u64;
                let mut numbers: Vec<Number> = (0..teeth)
                    .map(|tooth| {
                        let along = u128::from(self.start) + u128::from(tooth) * u128::from(cases);
                        self.order[(along / u128::from(teeth)) as usize].1
                    })
                    .collect();
                numbers.sort_unstable();
                Taken::These(numbers)
            }
            Way::ByValue { .. } => Taken::ByValue,
            Way::InTurn { share, cap } => {
                let drawn = self.in_turn.done(share, cap);
                if let Some(all) = self.strata.first_mut() {
                    all.drawn = drawn.len() as u64;
                }
                Taken::Each(drawn)
            }
            Way::Scores { checks, random } => {
                let at_random = self.smallest.first().and_then(|heap| heap.peek().copied());
                let mut highest: Vec<(Score, Number)> =
                    self.highest.into_iter().map(|kept| kept.0).collect();
                highest.sort_unstable_by(|one, other| other.cmp(one));
                let mut numbers: Vec<Number> = highest
                    .into_iter()
                    .map(|(_, number)| number)
                    .filter(|number| at_random.is_none_or(|largest| *number > largest))
                    .take((checks - random) as usize)
                    .collect();
                numbers.sort_unstable();
                Taken::RandomAnd(at_random, numbers)
            }
        };
        let clusters = self.strata.len() as f64;
        let drawn = self.strata.iter().filter(|stratum| stratum.drawn > 0);
        Chosen {
            cluster_share: match self.plan.way {
                Way::Clusters { .. } => drawn.count() as f64 / clusters,
                _ => 1.0,
            },
            seed: self.seed,
            plan: self.plan,
            strata: self.strata,
            by_name: self.by_name,
            interval: self.interval,
            taken,
        }
    }

    fn stratum(&self, case: &ListedCase) -> Option<usize> {
        let name = self.plan.stratum(case)?;
        self.by_name.get(self.plan.key(&name).as_ref()).copied()
    }
}

fn keep_smallest(heap: &mut BinaryHeap<Number>, number: Number, most: u64) {
    heap.push(number);
    if heap.len() as u64 > most {
        heap.pop();
    }
}

/// Floats in the order of whole numbers; what is no number comes first.
fn ordered(score: f64) -> Score {
    if score.is_nan() {
        return Score::MIN;
    }
    let bits = score.to_bits() as i64;
    bits ^ (((bits >> 63) as u64) >> 1) as i64
}

/// What was drawn from a list.
#[derive(Debug)]
pub struct Chosen {
    seed: u64,
    plan: DrawDesign,
    /// The strata, and how many are drawn of each.
    pub strata: Vec<Stratum>,
    /// By what all names of a stratum have in common.
    by_name: BTreeMap<String, usize>,
    interval: Option<f64>,
    cluster_share: f64,
    taken: Taken,
}

#[derive(Debug)]
enum Taken {
    /// Numbers up to these, by stratum.
    UpTo(Vec<Option<Number>>),
    /// These numbers, rising.
    These(Vec<Number>),
    /// Where a case's own number is small beside its value.
    ByValue,
    /// These numbers, rising, each with a chance of its own.
    Each(Vec<(Number, f64)>),
    /// Numbers up to this at random, and these, rising, by their scores.
    RandomAnd(Option<Number>, Vec<Number>),
}

/// How a case came to be drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn<'a> {
    /// Its stratum, or its cluster where [`Chosen::clusters`] are drawn.
    pub stratum: &'a Stratum,
    /// Its chance of being drawn; none where nobody knows it.
    pub probability: Option<f64>,
}

impl Chosen {
    /// The clusters of the frame, where clusters are drawn first.
    pub fn clusters(&self) -> Option<u64> {
        self.plan
            .is_of_clusters()
            .then_some(self.strata.len() as u64)
    }

    /// Cases that are drawn of all strata together; for samples by value, how many are expected.
    pub fn cases(&self) -> u64 {
        self.strata.iter().map(|stratum| stratum.drawn).sum()
    }

    /// Whether a case is drawn, and how.
    pub fn of(&self, case: &ListedCase) -> Option<Drawn<'_>> {
        let name = self.plan.stratum(case)?;
        let index = *self.by_name.get(self.plan.key(&name).as_ref())?;
        let stratum = &self.strata[index];
        let number = number(self.seed, case.number);
        let share = |drawn: u64| drawn as f64 / stratum.size as f64;
        let probability = match &self.taken {
            Taken::UpTo(largest) => largest[index]
                .filter(|largest| number <= *largest)
                .map(|_| Some(share(stratum.drawn) * self.cluster_share)),
            Taken::These(numbers) => numbers
                .binary_search(&number)
                .ok()
                .map(|_| Some(share(stratum.drawn))),
            Taken::Each(numbers) => numbers
                .binary_search_by_key(&number, |(number, _)| *number)
                .ok()
                .map(|at| Some(numbers[at].1)),
            Taken::ByValue => {
                let chance = (case.value?.pounds() / self.interval?).min(1.0);
                (fraction(number) < chance).then_some(Some(chance))
            }
            Taken::RandomAnd(largest, scored) => {
                let random = match self.plan.way {
                    Way::Scores { random, .. } => random.min(stratum.size),
                    _ => 0,
                };
                if largest.is_some_and(|largest| number <= largest) {
                    Some(Some(share(random)))
                } else {
                    scored.binary_search(&number).ok().map(|_| None)
                }
            }
        };
        probability.map(|probability| Drawn {
            stratum,
            probability,
        })
    }
}
