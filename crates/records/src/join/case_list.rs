//! The cases of a list, and what is asked of it as a whole.

use std::collections::BTreeSet;

use super::header::no_usable_row;
use crate::input_error::InputError;
use crate::lists::formats::words;
use crate::lists::{LastIsSum, Record};
use crate::request::Request;
use tierone_stats::units::Pence;

/// A case as its file has it.
pub(super) struct ListedCase {
    pub row: u64,
    pub record: Record,
    /// By column asked for.
    pub labels: Vec<String>,
    /// Whether it meets the conditions.
    pub inside: bool,
}

/// What a file of cases holds.
#[derive(Default)]
pub struct CaseList {
    pub(super) file: String,
    pub(super) cases: Vec<ListedCase>,
    /// A column is there for outcomes.
    pub(super) has_outcome: bool,
    /// A column is there for amounts in error.
    pub(super) has_amounts: bool,
    /// Over and under are told apart.
    pub(super) sided: bool,
    /// A column is there for weights or inclusion probabilities.
    pub(super) has_chances: bool,
    /// Some cases have a row in both groups of a change: they were checked more than once, and are clusters of rows where
    /// the file has no others.
    pub(super) repeated: bool,
    /// Rows that were wrong, and say that a check failed.
    pub(super) fails_left_out: u64,
    /// What may be wrong in it, to be said with the answer.
    pub(super) cautions: Vec<String>,
    /// The name of the column with the numbers of cases.
    pub(super) number: String,
    /// The cases of results that do not meet the conditions on them.
    pub(super) other_checks: BTreeSet<String>,
    /// By column asked for, whether the file has it.
    pub(super) has_label: Vec<bool>,
    /// The columns asked for that are not there, by their places among them.
    pub(super) missing: Vec<(usize, InputError)>,
}

impl CaseList {
    /// Whether every column asked for is there, or in the results beside it.
    ///
    /// # Errors
    /// The first that is not.
    pub fn check_columns(&self, results: Option<&CaseList>) -> Result<(), InputError> {
        let is_there = |column: usize| {
            let labels = results.map(|results| &results.has_label);
            labels.is_some_and(|labels| labels.get(column) == Some(&true))
        };
        let mut missing = self.missing.iter();
        let first = missing.find(|(column, _)| !is_there(*column));
        first.map_or(Ok(()), |(_, why)| Err(why.clone()))
    }

    /// How many cases were drawn.
    pub fn drawn(&self) -> u64 {
        self.cases.len() as u64
    }

    /// How many cases of a stratum there are, and its size as they say it; none where no stratum is called so.
    pub fn of_stratum(&self, name: &str) -> Option<(u64, Option<u64>)> {
        let name = words(name);
        let records = self.cases.iter().map(|listed| &listed.record);
        let mut of = records
            .filter(|record| words(&record.stratum) == name)
            .peekable();
        let size = of.peek()?.size;
        Some((of.count() as u64, size))
    }

    /// What its cases are worth together, in pence, of those above zero.
    pub fn worth(&self) -> i64 {
        let values = self.cases.iter().filter_map(|listed| listed.record.value);
        let pence = values.map(|value| (value * 100.0).round() as i64);
        pence.filter(|pence| *pence > 0).sum()
    }

    /// What has to be said where the last value is the sum of those above it.
    pub fn last_is_sum(&self) -> Option<String> {
        let mut last = LastIsSum::default();
        for case in &self.cases {
            let value = case.record.value;
            last.add(
                case.row,
                value.map(|value| Pence((value * 100.0).round() as i64)),
            );
        }
        last.note()
    }

    /// Whether these are results, and can be estimated from as asked.
    ///
    /// # Errors
    /// Why not.
    pub fn check_results(&self, request: &Request) -> Result<(), InputError> {
        if !(self.has_outcome || self.has_amounts) {
            return Err(InputError::new(format!(
                "{} has no column that says what was found",
                self.file
            ))
            .help("it needs outcome, or error, or overstated and understated, or value and audited value; --map 'outcome=Result' tells \
                    where one stands"));
        }
        if self.cases.is_empty() {
            return Err(no_usable_row(&self.file));
        }
        if !request.attributes.is_empty() {
            return Err(InputError::new(format!(
                "--attributes is of sheets with a row an attribute, and {} has a row a case",
                self.file
            ))
            .help("leave it out: the outcome of a case says whether it failed"));
        }
        Ok(())
    }
}
