//! What a cheap check is worth beside gold results: how good it is, accuracy by a sample of a sample, and money by its amounts.

use std::collections::BTreeMap;

use super::asked::Asked;
use super::cheap::is_of_fails;
use super::design::DrawnSample;
use super::figure::Figure;
use super::money_sample::Priced;
use tierone_stats::Estimate;
use tierone_stats::double_sampling::{self, Weighted};
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

/// How accuracy is worked out of a sample of a sample.
const BY_TWO_SAMPLES: &str = "1 − Σ W x/n / Σ W over what the cheap check passes and fails: x inaccurate of n cases with a gold result, weighted; W what all cases drawn with that cheap result stand for; double sampling";

/// Accuracy of `members` where gold results are of a sample of a sample: its interval knows what both leave open.
/// # Source
/// As the recheck of a check that was simulated.
pub(super) fn by_two_samples(
    sample: &DrawnSample,
    members: &[usize],
    asked: &Asked,
    accuracy: &mut Figure,
) {
    if !sample.cheap.as_ref().is_some_and(|cheap| cheap.of_sample) {
        return;
    }
    let mut results = [Phases::default(); 2];
    for case in members {
        let of_fails = is_of_fails(sample.cases[*case].stratum);
        results[usize::from(of_fails)].add(sample, *case);
    }
    // A group in which one result has no gold check is not told apart by it.
    if results.iter().any(|of| of.first > 0.0 && of.again == 0.0) {
        let [one, other] = results;
        results = [one.with(other), Phases::default()];
    }
    let results = results.map(|of| of.weighted());
    let results: Vec<Weighted> = results.into_iter().flatten().collect();
    accuracy.formula = BY_TWO_SAMPLES;
    (accuracy.se, accuracy.effective) = (None, None);
    let estimate = double_sampling::share(&results, asked.confidence);
    accuracy.value = estimate.map(|wrong| 1.0 - wrong.value);
    accuracy.interval = estimate.map(|wrong| (1.0 - wrong.high, 1.0 - wrong.low));
    accuracy.method = estimate.map_or("", |wrong| wrong.method);
}

/// Sums of the cases of one cheap result: of all that were drawn, and of those with a gold result too.
#[derive(Clone, Copy, Debug, Default)]
struct Phases {
    first: f64,
    population: f64,
    squares: f64,
    again: f64,
    /// Σ of weights of gold results, of those that accuracy applies to, and of those of these that are wrong.
    covered: f64,
    applicable: f64,
    wrong: f64,
}

impl Phases {
    fn add(&mut self, sample: &DrawnSample, index: usize) {
        let case = &sample.cases[index];
        let weight = case.weight.unwrap_or(0.0);
        self.first += 1.0;
        self.population += weight;
        self.squares += weight * weight;
        let Some(weight) = sample.weight(index) else {
            return;
        };
        self.again += 1.0;
        self.covered += weight;
        if let Some(wrong) = case.wrong {
            self.applicable += weight;
            self.wrong += weight * f64::from(u8::from(wrong));
        }
    }

    fn with(self, other: Self) -> Self {
        Self {
            first: self.first + other.first,
            population: self.population + other.population,
            squares: self.squares + other.squares,
            again: self.again + other.again,
            covered: self.covered + other.covered,
            applicable: self.applicable + other.applicable,
            wrong: self.wrong + other.wrong,
        }
    }

    /// With the effective size (Σ w)²/Σ w² of the first sample, of which the same share has a gold result.
    fn weighted(self) -> Option<Weighted> {
        if self.applicable <= 0.0 {
            return None;
        }
        let applies = self.applicable / self.covered;
        let first = applies * self.population.powi(2) / self.squares;
        Some(Weighted {
            population: applies * self.population,
            first,
            again: without_dust(first * self.again / self.first),
            share: (self.wrong / self.applicable).min(1.0),
        })
    }
}

/// A whole number without what sums of weights leave over: limits of all that are wrong have to know that there are no others.
fn without_dust(size: f64) -> f64 {
    let whole = size.round();
    match (size - whole).abs() <= 1e-9 * whole {
        true => whole,
        false => size,
    }
}

/// The gross amount in error of cases of which the cheap check says an amount each, among `members` of the list, those without a
/// gold result too. None where the cheap check says no amounts, or no case that it fails has a gold result.
pub(super) fn gross(sample: &DrawnSample, members: &[usize], asked: &Asked) -> Option<Estimate> {
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
    sample: &DrawnSample,
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

impl DrawnSample {
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
        let weight = |failed: bool| -> f64 {
            let cases = self.cases.iter().zip(&cheap.failed);
            cases
                .filter(|(_, own)| **own == failed)
                .filter_map(|(case, _)| case.weight)
                .sum()
        };
        let (passes, fails) = (weight(false), weight(true));
        Some(CheapQuality {
            passes: passes / (passes + fails),
            sensitivity: share(sums[1]),
            false_fails: share(sums[0]),
        })
    }
}
