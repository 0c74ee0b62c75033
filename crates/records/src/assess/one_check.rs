//! Cases that were checked more than once, one check at a time.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::case::DrawnCase;
use super::design::DrawnSample;

impl DrawnSample {
    /// Whether some case has more than one row among `members`.
    pub(crate) fn is_twice(&self, members: &[usize]) -> bool {
        let mut seen = BTreeSet::new();
        let mut cases = members.iter().filter_map(|row| self.cases[*row].cluster);
        self.repeated && cases.any(|case| !seen.insert(case))
    }

    /// One row a case, with all of `members`, and their places in it: cases that were checked more than once were drawn as
    /// cases, and their one check speaks as that of any other does. None where a case has more than one row among `members`.
    pub(crate) fn of_one_check(&self, members: &[usize]) -> Option<(DrawnSample, Vec<usize>)> {
        if !self.repeated || self.is_twice(members) {
            return None;
        }
        // Of cases without a row among members one that is checked tells as much as another.
        let others = (0..self.cases.len()).filter(|row| self.cases[*row].checked);
        let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
        for row in members.iter().copied().chain(others) {
            rows.entry(self.place(row).1).or_insert(row);
        }
        let place: BTreeMap<usize, usize> = rows.values().copied().zip(0..).collect();
        let drawn = rows.len() as f64;
        let cases = rows.values().map(|row| {
            let case = self.cases[*row].clone();
            DrawnCase {
                weight: case
                    .clusters
                    .map_or(case.weight, |all| Some(all as f64 / drawn)),
                cluster: None,
                clusters: None,
                cluster_size: None,
                ..case
            }
        });
        let mut sample = DrawnSample::new(cases.collect(), self.sided);
        sample.priced = self.priced;
        Some((sample, members.iter().map(|row| place[row]).collect()))
    }

    /// Every case of `members` once, with one of its checks if it has any, and their places; the sample itself where each case has one
    /// row.
    pub(crate) fn once_each(&self, members: &[usize]) -> (Cow<'_, DrawnSample>, Vec<usize>) {
        let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
        for row in members {
            let kept = rows.entry(self.place(*row).1).or_insert(*row);
            if !self.cases[*kept].checked {
                *kept = *row;
            }
        }
        let rows: Vec<usize> = rows.into_values().collect();
        match self.of_one_check(&rows) {
            Some((sample, members)) => (Cow::Owned(sample), members),
            None => (Cow::Borrowed(self), members.to_vec()),
        }
    }

    /// The same cases, of which nobody knows how likely each was to be checked.
    pub(crate) fn without_chances(&self) -> DrawnSample {
        let cases = self.cases.iter().map(|case| DrawnCase {
            weight: None,
            ..case.clone()
        });
        let mut sample = DrawnSample::new(cases.collect(), self.sided);
        sample.priced = self.priced;
        sample
    }
}
