//! What is reported of groups are sums, and which of them could give small groups away.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::{Cell, DrawnSample, Verdict, suppress};
use crate::join::{CountKey, Joined};

/// Which cases of a group a figure is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    /// Those checked with a say about the frame.
    Frame,
    /// All checked.
    Checked,
    /// Those checked with no say.
    Unknown,
    /// All of which something was found, though the check may not be done.
    Begun,
    /// Those of which the check is not done.
    Partial,
}

/// What is reported of groups are sums of these. Adding and subtracting sums of one gives others of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sum {
    /// Inaccurate cases, of those that accuracy applies to. Fails that are counted may be the same.
    Wrong,
    /// Amounts in error.
    Money,
    /// Outcomes that were found.
    Outcomes,
    /// Fails.
    Fails,
}

/// Where a group stands in each of its sums; nowhere if it holds no case, and then nothing is reported of any.
pub(super) type Places = Vec<(Sum, usize)>;

/// The groups that would be reported, by the sums of their figures.
pub(super) struct Cells<'a> {
    sample: &'a DrawnSample,
    joined: &'a Joined,
    /// The cases of which something was found.
    begun: BTreeSet<usize>,
    cells: BTreeMap<Sum, Vec<Cell>>,
    breakdowns: BTreeMap<(String, Layer), usize>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(sample: &'a DrawnSample, joined: &'a Joined) -> Self {
        Self {
            sample,
            joined,
            begun: joined.outcomes.iter().copied().collect(),
            cells: BTreeMap::new(),
            breakdowns: BTreeMap::new(),
        }
    }

    /// Adds a group to the sums that its figures are of, and says where it stands.
    pub(super) fn add(&mut self, by: &str, layer: Layer, members: &[usize]) -> Places {
        let cases: Vec<usize> = members
            .iter()
            .copied()
            .filter(|case| self.is_of(layer, *case))
            .collect();
        let applies = |case: &usize| self.sample.cases[*case].wrong.is_some();
        let applicable = cases.iter().copied().filter(applies).collect();
        let wrong = self.put(Sum::Wrong, by, layer, applicable);
        let money = self.put(Sum::Money, by, layer, cases);
        wrong.into_iter().chain(money).collect()
    }

    fn is_of(&self, layer: Layer, case: usize) -> bool {
        let checked = self.sample.cases[case].checked;
        let known = self.sample.weight(case).is_some();
        match layer {
            Layer::Frame => checked && known,
            Layer::Checked => checked,
            Layer::Unknown => checked && !known,
            Layer::Begun => self.begun.contains(&case),
            Layer::Partial => !checked && self.begun.contains(&case),
        }
    }

    fn put(
        &mut self,
        sum: Sum,
        by: &str,
        layer: Layer,
        checks: Vec<usize>,
    ) -> Option<(Sum, usize)> {
        if checks.is_empty() {
            return None;
        }
        let next = self.breakdowns.len();
        let key = (by.to_owned(), layer);
        let breakdown = *self.breakdowns.entry(key).or_insert(next);
        let cells = self.cells.entry(sum).or_default();
        cells.push(Cell {
            breakdown,
            rank: u8::from(layer != Layer::Frame),
            checks,
        });
        Some((sum, cells.len() - 1))
    }

    /// Adds what nothing is reported of, where it is few: cases with no say, and those that are checked in part. What all show
    /// less what the others show is theirs.
    pub(super) fn secrets(&mut self, members: &[usize], least: u64) {
        for layer in [Layer::Unknown, Layer::Partial] {
            let by = format!("secret {}", self.breakdowns.len());
            for (sum, place) in self.add(&by, layer, members) {
                let cells = self.cells.entry(sum).or_default();
                if self.joined.number_of_cases(&cells[place].checks) as u64 >= least {
                    cells.pop();
                }
            }
        }
    }

    /// What tables of attributes and of kinds of fail add up to.
    pub(super) fn all_counts(&mut self) -> Places {
        let outcomes = (0..self.joined.outcomes.len()).collect();
        self.put(Sum::Outcomes, "", Layer::Frame, outcomes);
        let counts = self.joined.counts.iter();
        let fails = counts.filter(|((by, _), _)| *by == "fail");
        let fails = fails
            .flat_map(|(_, fails)| &fails.outcomes)
            .copied()
            .collect();
        self.put(Sum::Fails, "", Layer::Frame, fails);
        let begun: Vec<usize> = self.begun.iter().copied().collect();
        self.add("counts", Layer::Begun, &begun)
    }

    /// Adds a row of a table of counts.
    pub(super) fn counts(&mut self, key: &CountKey, all: &Places) -> Places {
        let outcomes = self.joined.counts[key].outcomes.clone();
        let cases = outcomes.iter().map(|place| self.joined.outcomes[*place]);
        let cases: BTreeSet<usize> = cases.collect();
        let cases: Vec<usize> = cases.into_iter().collect();
        let (by, name) = key;
        let (sum, mut places) = match *by {
            // Kinds of fail say together how many cases failed of all.
            "fail" => (Sum::Fails, all.clone()),
            // A case has an outcome of each attribute.
            "attribute" => {
                let own = format!("{by} {name}");
                (Sum::Outcomes, self.add(&own, Layer::Begun, &cases))
            }
            _ => (Sum::Outcomes, self.add(by, Layer::Begun, &cases)),
        };
        places.extend(self.put(sum, by, Layer::Checked, outcomes));
        places
    }

    pub(super) fn verdicts(&self, least: u64) -> Verdicts {
        let of = |(sum, cells): (&Sum, &Vec<Cell>)| {
            let joined = self.joined;
            let verdicts = match sum {
                Sum::Wrong | Sum::Money => suppress(cells, least, |case| joined.same[case]),
                Sum::Outcomes | Sum::Fails => suppress(cells, least, |outcome| {
                    joined.same[joined.outcomes[outcome]]
                }),
            };
            (*sum, verdicts)
        };
        Verdicts(self.cells.iter().map(of).collect())
    }
}

/// By sum and place.
pub(super) struct Verdicts(BTreeMap<Sum, Vec<Verdict>>);

impl Verdicts {
    /// A group is reported if all of its sums may be.
    pub(super) fn of(&self, places: &Places) -> Verdict {
        let of: Vec<Verdict> = places
            .iter()
            .map(|(sum, place)| self.0[sum][*place])
            .collect();
        let worst = [Verdict::Primary, Verdict::Secondary];
        let worst = worst.into_iter().find(|verdict| of.contains(verdict));
        worst.unwrap_or(Verdict::Reported)
    }
}
