//! The cases of a sample, with what was found in them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::case_list::ListedCase;
use crate::assess::{DrawnCase, Tally};
use crate::lists::FileRead;
use crate::lists::columns::same;
use crate::lists::formats::is_nothing;
use crate::request::Request;

/// What outcomes are counted by, and its value.
pub(crate) type CountKey = (&'static str, String);

/// What the files say.
#[derive(Debug, Default)]
pub struct Joined {
    /// All cases that were drawn.
    pub(crate) cases: Vec<DrawnCase>,
    /// The names of their strata.
    pub(crate) strata: Vec<String>,
    /// When each case was closed.
    pub(crate) closed: Vec<Option<Date>>,
    /// Whether each case meets the conditions.
    pub(crate) inside: Vec<bool>,
    /// Whether over and under are told apart.
    pub(crate) sided: bool,
    /// Outcomes by what they are counted by, and its value.
    pub(crate) counts: BTreeMap<CountKey, Counted>,
    /// The attributes of a sheet, and whether a fail in each makes a decision wrong.
    pub(crate) attributes: Vec<(String, bool)>,
    /// By outcome that was found, its row of `cases`.
    pub(crate) outcomes: Vec<usize>,
    /// By row the first one of the same case.
    pub(crate) same: Vec<usize>,
    /// Cases that have a fail and are not filled in to the end.
    pub(crate) unfinished: u64,
    /// Cases of strata that nothing was drawn of.
    pub(crate) not_drawn: u64,
    /// Cases of the list that the draw could not reach.
    pub outside: Option<Outside>,
    /// What may be wrong in the files, to be said with the answer.
    pub cautions: Vec<String>,
    /// Rows that are left out because something in them is wrong, and say that a check failed.
    pub(crate) fails_left_out: u64,
    /// Cases that were checked and have no chance, where others have one.
    pub(crate) without_chance: Vec<WithoutChance>,
    /// Rows in which the stratum is empty, where others have one.
    pub(crate) without_stratum: Vec<u64>,
    /// What the reader has to know.
    pub(crate) notes: Vec<String>,
    /// What was read of each file.
    pub read: Vec<FileRead>,
    /// Rows of one case are a cluster of it.
    pub(crate) repeated: bool,
    /// Cases that were drawn and had other checks alone than those asked for.
    pub(crate) other_checks: u64,
    /// Conditions that checks had to meet.
    pub(crate) of_checks: Vec<String>,
    /// A column is there for amounts in error.
    pub(crate) amounts: bool,
    /// A column is there for the chances that cases had of being drawn, be it empty: an empty one is not known.
    pub(crate) chances: bool,
    /// The file itself says how cases were drawn.
    pub(crate) weighted: bool,
    /// By column asked for and case what stands there.
    pub(super) labels: Vec<(String, Vec<String>)>,
    /// Numbers of cases that are left out of everything.
    pub(super) left_out: BTreeSet<String>,
    /// By number its first row.
    pub(super) rows: BTreeMap<String, usize>,
}

/// A case that was checked and has no chance of being drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WithoutChance {
    /// Where it stands.
    pub row: u64,
    /// Its number.
    pub number: String,
    /// Whether it was wrong.
    pub failed: bool,
}

/// Cases of a list that a draw could not reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outside {
    /// How many.
    pub cases: u64,
    /// What they lack.
    pub lacks: &'static str,
}

/// Outcomes that are counted together.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    pub tally: Tally,
    /// Those that were found, by their place.
    pub outcomes: Vec<usize>,
}

impl Joined {
    /// Whether a condition is on checks, and not on the cases that they are of.
    pub fn is_of_checks(&self, condition: &String) -> bool {
        self.of_checks.contains(condition)
    }

    /// With labels in `columns`.
    pub(super) fn with_labels(columns: &[&str]) -> Self {
        let columns = columns
            .iter()
            .map(|column| ((*column).to_owned(), Vec::new()));
        Self {
            labels: columns.collect(),
            ..Self::default()
        }
    }

    /// Cases that were drawn: fewer than rows where some were checked more than once.
    pub(crate) fn drawn(&self) -> u64 {
        let first = |(row, same): &(usize, &usize)| row == *same;
        self.same.iter().enumerate().filter(first).count() as u64
    }

    /// How many cases rows are of.
    pub(crate) fn number_of_cases(&self, rows: &[usize]) -> usize {
        let cases: BTreeSet<usize> = rows.iter().map(|row| self.same[*row]).collect();
        cases.len()
    }

    /// Those of `members` by what stands in a column.
    pub(crate) fn groups(&self, column: &str, members: &[usize]) -> BTreeMap<&str, Vec<usize>> {
        let labels = self.labels(column);
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for case in members {
            let label = labels.map_or("", |labels| labels[*case].as_str());
            groups.entry(label).or_default().push(*case);
        }
        groups
    }

    /// By case what stands in a column that was asked for.
    pub(crate) fn labels(&self, column: &str) -> Option<&[String]> {
        let labels = self.labels.iter().find(|(known, _)| same(known, column));
        labels.map(|(_, labels)| labels.as_slice())
    }

    /// Whether a case is left out of everything: it does not meet the conditions, and has no cheap result or no chance by which
    /// it could be told apart from others.
    pub(super) fn leaves_out(&mut self, request: &Request, listed: &ListedCase) -> bool {
        let Some(column) = request.cheap.as_ref().filter(|_| !listed.inside) else {
            return false;
        };
        let mut labels = self.labels.iter().zip(&listed.labels);
        let result = labels.find(|((known, _), _)| same(known, column));
        let is_without_result =
            result.is_none_or(|(_, result)| result.is_empty() || is_nothing(result));
        let is_without_chance = self.chances && listed.record.weight.is_none();
        let leaves_out = is_without_result || is_without_chance;
        if leaves_out {
            self.left_out.insert(listed.record.number.clone());
        }
        leaves_out
    }

    /// Takes a case in, after its outcomes are counted.
    pub(super) fn push(&mut self, case: DrawnCase, listed: &ListedCase) {
        let row = self.cases.len();
        let number = &listed.record.number;
        self.same.push(if number.is_empty() {
            row
        } else {
            *self.rows.entry(number.clone()).or_insert(row)
        });
        if self.chances && case.checked && case.weight.is_none() && listed.inside {
            self.without_chance.push(WithoutChance {
                row: listed.row,
                number: number.clone(),
                failed: case.wrong == Some(true),
            });
        }
        if listed.record.stratum.is_empty() {
            self.without_stratum.push(listed.row);
        }
        self.cases.push(case);
        self.closed.push(listed.record.closed);
        self.inside.push(listed.inside);
        for ((_, labels), label) in self.labels.iter_mut().zip(&listed.labels) {
            labels.push(label.clone());
        }
    }

    /// Names the strata, once all cases are in. Where none has a name, none lacks one.
    pub(super) fn set_strata(&mut self, strata: Vec<String>) {
        self.strata = strata;
        if self.without_stratum.len() == self.cases.len() {
            self.without_stratum.clear();
        }
    }

    /// Counts an outcome of the case that comes next: its name, and whether it is a fail; none while it is not checked.
    pub(super) fn count(
        &mut self,
        outcome: Option<(&str, bool)>,
        attribute: &str,
        process: &str,
        day: Option<Date>,
    ) {
        self.outcomes.extend(outcome.map(|_| self.cases.len()));
        let month = day.map(|day| format!("{:04}-{:02}", day.year(), day.month()));
        let fail = outcome.filter(|(_, fail)| *fail).map(|(name, _)| name);
        for (by, value) in [
            ("attribute", attribute),
            ("activity", process),
            ("month", month.as_deref().unwrap_or_default()),
            ("fail", fail.unwrap_or_default()),
        ] {
            if !value.is_empty() {
                let counted = self.counts.entry((by, value.to_owned())).or_default();
                counted.tally.add(outcome);
                let found = outcome.map(|_| self.outcomes.len() - 1);
                counted.outcomes.extend(found);
            }
        }
    }
}
