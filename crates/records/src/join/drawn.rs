//! What is known of how cases were drawn.

use std::collections::BTreeMap;

use super::case_list::CaseList;
use super::spoilt::Spoilt;
use crate::assess::DrawnCase;
use crate::lists::{Problem, Problems, Record};
use crate::request::Request;

/// Numbers strata and clusters in the order in which they come.
#[derive(Default)]
pub(super) struct Numbers {
    strata: BTreeMap<String, usize>,
    clusters: BTreeMap<(usize, String), usize>,
}

impl Numbers {
    /// The names of the strata, by their numbers.
    pub(super) fn strata(self) -> Vec<String> {
        let mut names = vec![String::new(); self.strata.len()];
        for (name, number) in self.strata {
            names[number] = name;
        }
        names
    }

    /// The case of a record, before anything was found.
    pub(super) fn case(&mut self, request: &Request, record: &Record) -> DrawnCase {
        let next = self.strata.len();
        let stratum = *self.strata.entry(record.stratum.clone()).or_insert(next);
        let next = self.clusters.len();
        let cluster = (!record.cluster.is_empty()).then(|| {
            let key = (stratum, record.cluster.clone());
            *self.clusters.entry(key).or_insert(next)
        });
        let mut case = DrawnCase {
            stratum,
            size: record.size.or(request.population),
            drawn: record.drawn,
            // As many as are drawn decide what each stands for, whatever stands here.
            weight: record.weight.or(request.population.map(|_| 1.0)),
            cluster,
            clusters: record.clusters,
            cluster_size: record.cluster_size,
            ..DrawnCase::default()
        };
        case.set_value(record.value);
        case
    }
}

/// Cases of strata that nothing was drawn of, where the sample says how large the frame was.
pub(super) fn not_drawn_of(list: &CaseList) -> u64 {
    strata_not_drawn(list).unwrap_or(0)
}

fn strata_not_drawn(list: &CaseList) -> Option<u64> {
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    let records = || list.cases.iter().map(|case| &case.record);
    let frame = records().next()?.frame?;
    for record in records() {
        sizes.insert(&record.stratum, record.size?);
        // Clusters that were not drawn had their chance: those drawn stand for them.
        let share = record.drawn? as f64 / record.size? as f64;
        let stands_for_more = record.weight.is_some_and(|w| w * share > 1.0 + 1e-6);
        if record.frame != Some(frame) || stands_for_more {
            return None;
        }
    }
    Some(frame.saturating_sub(sizes.values().sum()))
}

/// What has to be known of cases with a value below zero.
pub(super) fn negative_values(cases: u64) -> Option<String> {
    (cases > 0).then(|| {
        format!(
            "{cases} cases have a value below zero: they count in accuracy and in amounts in error, and have no say in shares \
             of value, as value-weighted draws leave them out"
        )
    })
}

/// Results of cases that were not drawn, by number and row, beside the numbers that were, and how many of these have results.
///
/// Where many results are of other cases, and many of those drawn have none, this is another sample's file: results of
/// the few that both drew would be figures of neither.
pub(super) fn not_drawn<'n>(
    (request, column): (&Request, &str),
    (drawn, with_results): (impl ExactSizeIterator<Item = &'n String>, usize),
    results: impl Iterator<Item = (&'n String, u64)>,
) -> Problems {
    let all = drawn.len();
    let mut problems = Problems::keeping(request.problems);
    let mut results: Vec<(&String, u64)> = results.collect();
    if results.is_empty() {
        return problems;
    }
    results.sort_by_key(|(_, row)| *row);
    let spoilt = Spoilt::of(drawn);
    for (number, row) in results {
        let hint = spoilt.hint(number);
        let hint = hint.map_or(String::new(), |hint| format!("; {hint}"));
        let why = format!("`{number}` was not drawn{hint}");
        problems.add(Problem::of_column(row, column, why));
    }
    let strays = problems.rows;
    let results = strays + with_results as u64;
    if strays >= 3 && 10 * strays > results && 10 * (all - with_results) > all {
        problems.first_do = Some(format!(
            "{strays} of {results} cases with results were not drawn by this sample, and {} of the {all} that were drawn have no \
             result: name the drawn.csv that the results are of with --sample",
            all - with_results
        ));
    }
    problems
}

/// Sets what is too much and too little in one decision together: the one less the other, on the side of the larger.
pub(super) fn set_error(case: &mut DrawnCase, over: f64, under: f64) {
    // To the penny, which is what both are counted in.
    let pence = ((over - under) * 100.0).round() / 100.0;
    (case.over, case.under) = (pence.max(0.0), (-pence).max(0.0));
    case.set_off = over.min(under).max(0.0);
}

/// Whether amounts were recorded where something failed.
#[derive(Default)]
pub(super) struct Amounts {
    fails: u64,
    recorded: u64,
}

impl Amounts {
    pub(super) fn add(&mut self, recorded: bool, fail: bool) {
        self.fails += u64::from(fail);
        self.recorded += u64::from(fail && recorded);
    }

    /// Fails without a single amount say nothing of money.
    pub(super) fn are_recorded(&self) -> bool {
        self.fails == 0 || self.recorded > 0
    }
}
