//! How many cases of the frame the figures of a sample are of.

use super::case::DrawnCase;
use super::design::{DesignKind, DrawnSample};
use tierone_stats::format::thousands;

/// Cases of the frame that figures are not of: nothing is checked of their strata.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Cases of strata with checks; none where only their chances are known.
    pub covered: Option<u64>,
    /// Cases of strata that something was drawn of, and nothing is checked yet.
    pub unchecked: u64,
    /// Cases of strata that nothing was drawn of.
    pub not_drawn: u64,
}

impl Reach {
    /// Whether figures are of the whole frame.
    pub fn is_whole(self) -> bool {
        self.unchecked == 0 && self.not_drawn == 0
    }

    /// All cases of the frame.
    pub fn all(self) -> Option<u64> {
        Some(self.covered? + self.unchecked + self.not_drawn)
    }

    /// What figures are of, in words: `410 of 600 decisions`; nothing where they are of all.
    pub fn said(self, what: &str) -> Option<String> {
        if self.is_whole() {
            return None;
        }
        let number = |number: u64| thousands(&number.to_string());
        Some(match (self.covered, self.all()) {
            (Some(covered), Some(all)) => {
                format!("{} of {} {what}", number(covered), number(all))
            }
            _ => format!("all {what} of strata with checks"),
        })
    }
}

impl DrawnSample {
    /// Those of `members` that have a say: they were checked, and their chance is known.
    pub(super) fn known(&self, members: &[usize]) -> Vec<usize> {
        let is_known = |case: &usize| self.weight(*case).is_some();
        members.iter().copied().filter(is_known).collect()
    }

    /// What its figures are of.
    pub fn reach(&self) -> Reach {
        let (mut covered, mut unchecked) = (0.0, 0.0);
        for case in &self.cases {
            let weight = case.weight.unwrap_or(0.0);
            if self.is_without_checks(case) {
                unchecked += weight;
            } else {
                covered += weight;
            }
        }
        let known = self.kind == DesignKind::Strata
            && self.cases.iter().all(|case| case.weight.is_some())
            && self.size_conflict().is_none();
        Reach {
            covered: known.then_some(covered.round() as u64),
            unchecked: unchecked.round() as u64,
            not_drawn: self.not_drawn,
        }
    }

    /// Whether its figures are of the whole frame.
    pub fn is_of_whole_frame(&self) -> bool {
        self.not_drawn == 0 && !self.cases.iter().any(|case| self.is_without_checks(case))
    }

    /// Cases not yet checked of strata in which none is.
    pub fn pending_without_checks(&self) -> u64 {
        let pending = self.cases.iter().filter(|case| !case.checked);
        pending.filter(|case| self.is_without_checks(case)).count() as u64
    }

    /// Whether figures are not of a case, since nothing is checked of its stratum.
    pub fn is_without_checks(&self, case: &DrawnCase) -> bool {
        case.weight.is_some() && self.checked[case.stratum] == 0
    }
}
