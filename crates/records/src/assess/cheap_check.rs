//! What a cheap check of every case is worth beside gold results: how good it is, and money by its amounts.

use std::collections::BTreeMap;

use super::asked::Asked;
use super::design::Sample;
use super::money_sample::Priced;
use tierone_stats::Estimate;
use tierone_stats::prediction_powered::{CheckedAgain, FailedAmounts, ListedValues, money};

/// How good a cheap check is, by the gold results beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CheapQuality {
    /// The share that it passes: the accuracy that it alone would say.
    pub passes: f64,
    /// The share of errors that it fails; none where no error was found.
    pub sensitivity: Option<f64>,
    /// The share of right cases that it fails; none where none was found right.
    pub false_fails: Option<f64>,
}

/// The gross amount in error of cases of which the cheap check says an amount each, among `members` of the list, those without a
/// gold result too. None where the cheap check says no amounts, or no case that it fails has a gold result.
pub(super) fn gross(sample: &Sample, members: &[usize], asked: &Asked) -> Option<Estimate> {
    let cheap = sample.cheap.as_ref()?;
    let amounts = cheap.amounts.as_ref()?;
    let failed = || members.iter().copied().filter(|case| cheap.failed[*case]);
    let most = |case: usize| {
        asked.max_error.or(sample.cases[case]
            .value
            .map(|value| asked.max_taint * value))
    };
    let again: Vec<CheckedAgain> = failed()
        .filter(|case| sample.weight(*case).is_some())
        .map(|case| CheckedAgain {
            cheap: amounts[case],
            gold: sample.cases[case].error,
            value: sample.cases[case].value.unwrap_or(0.0),
        })
        .collect();
    let of = FailedAmounts {
        decisions: failed().count() as u64,
        cheap_total: failed().map(|case| amounts[case]).sum(),
        cheap_squares: failed().map(|case| amounts[case].powi(2)).sum(),
        most: failed()
            .map(|case| most(case).unwrap_or(f64::INFINITY))
            .sum(),
        again: &again,
    };
    let passed = || members.iter().copied().filter(|case| !cheap.failed[*case]);
    let listed = listed_values(sample, passed);
    let checked: Vec<usize> = passed()
        .filter(|case| sample.weight(*case).is_some())
        .collect();
    let checked = Priced::new(sample, &checked, asked);
    checked.with_sample(1.0, |passed| money(&of, passed, &listed, asked.confidence))
}

/// The values of all `passed` cases of the list by what one with a gold result stands for; none where a case has no value.
fn listed_values<P: Iterator<Item = usize>>(
    sample: &Sample,
    passed: impl Fn() -> P,
) -> Vec<ListedValues> {
    let weights =
        passed().filter_map(|case| Some((sample.cases[case].stratum, sample.weight(case)?)));
    let weights: BTreeMap<usize, f64> = weights.collect();
    let mut listed: BTreeMap<usize, ListedValues> = BTreeMap::new();
    for case in passed() {
        let Some(value) = sample.cases[case].value else {
            return Vec::new();
        };
        let stratum = sample.cases[case].stratum;
        let Some(weight) = weights.get(&stratum) else {
            continue;
        };
        let of = listed.entry(stratum).or_insert(ListedValues {
            weight: *weight,
            number: 0.0,
            values: 0.0,
            squares: 0.0,
            cubes: 0.0,
        });
        of.number += 1.0;
        of.values += value;
        of.squares += value.powi(2);
        of.cubes += value.powi(3);
    }
    listed.into_values().collect()
}

impl Sample {
    /// How many cases that the cheap check passes have an amount in error by gold checks; none where it says no amounts.
    pub fn missed_amounts(&self) -> Option<usize> {
        let cheap = self.cheap.as_ref()?;
        cheap.amounts.as_ref()?;
        let missed = |case: &usize| {
            !cheap.failed[*case] && self.weight(*case).is_some() && self.cases[*case].error > 0.0
        };
        Some((0..self.cases.len()).filter(missed).count())
    }

    /// How good the cheap check is, where there is one.
    pub fn cheap_quality(&self) -> Option<CheapQuality> {
        let cheap = self.cheap.as_ref()?;
        // Weights of wrong and right cases, by whether the cheap check failed them.
        let mut sums = [[0.0; 2]; 2];
        for (index, case) in self.cases.iter().enumerate() {
            if let (Some(weight), Some(wrong)) = (self.weight(index), case.wrong) {
                sums[usize::from(wrong)][usize::from(cheap.failed[index])] += weight;
            }
        }
        let share = |[passed, failed]: [f64; 2]| {
            (passed + failed > 0.0).then(|| failed / (passed + failed))
        };
        let passes = cheap.failed.iter().filter(|failed| !**failed).count();
        Some(CheapQuality {
            passes: passes as f64 / cheap.failed.len() as f64,
            sensitivity: share(sums[1]),
            false_fails: share(sums[0]),
        })
    }
}
