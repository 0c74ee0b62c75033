//! What a sample knows of money in error, as the interval of the monetary value of error takes it.

use std::collections::BTreeMap;

use super::asked::Asked;
use super::design::{DesignKind, DrawnSample};
use super::share::{census, clusters, is_census, strata};
use super::side::Side;
use super::spread::spread;
use tierone_stats::moment_bound::{Checked, MonetarySample, Most, WrongDecision};
use tierone_stats::special::student_t_quantile;
use tierone_stats::{Estimate, cluster};

/// Members of a sample with what was found in error among them.
pub(super) struct Priced {
    found: Vec<WrongDecision>,
    checked: Vec<Checked>,
    most: Option<Most>,
    /// None where clusters do not say how they differ.
    effect: Option<f64>,
    census: bool,
    /// The value that amounts are compared with, where it is known or every member has one.
    pub value: Option<f64>,
}

impl Priced {
    pub fn new(sample: &DrawnSample, members: &[usize], asked: &Asked) -> Self {
        let value = base(sample, members, asked);
        let cases = || members.iter().map(|case| &sample.cases[*case]);
        // Without values an error is compared with the most that one can be, or else with the largest seen.
        let largest = cases().map(|case| case.error).fold(0.0, f64::max);
        let largest = asked.max_error.unwrap_or(largest);
        let value_of = |case: usize| match value {
            Some(_) => sample.cases[case].value.unwrap_or(0.0),
            None => largest,
        };
        let weight = |case: usize| sample.weight(case).unwrap_or(0.0).max(1.0);
        let is_wrong = |case: &&usize| sample.cases[**case].error > 0.0;
        let found = members.iter().filter(is_wrong).map(|case| {
            let of = &sample.cases[*case];
            let (over, under) = match sample.sided {
                true => (of.over, of.under),
                false => (of.error, 0.0),
            };
            WrongDecision {
                over,
                under,
                value: value_of(*case),
                weight: weight(*case),
            }
        });
        let most = match (asked.max_error, value) {
            (Some(most), _) => Some(Most::Amount(most)),
            (None, Some(_)) => Some(Most::OfValue(asked.max_taint)),
            (None, None) => (largest > 0.0).then_some(Most::Amount(largest)),
        };
        let checked = match sample.kind {
            DesignKind::ByValue { interval, .. } => {
                vec![Checked::by_value(members.len() as f64, interval)]
            }
            _ => by_weight(sample, members, value_of),
        };
        Self {
            found: found.collect(),
            checked,
            most,
            effect: effect(sample, members, asked.confidence),
            census: sample.kind == DesignKind::Strata
                && is_census(&strata(sample, members, |_| false)),
            value,
        }
    }

    /// The weighted error of one side, £ a year.
    pub fn total(&self, side: Side) -> f64 {
        self.sample(1.0).total(side.law)
    }

    /// One side over a value, with its interval.
    pub fn estimate(&self, side: Side, value: f64, asked: &Asked) -> Option<Estimate> {
        if self.census {
            return Some(census(self.total(side) / value));
        }
        self.with_sample(value, |sample| sample.estimate(side.law, asked.confidence))
    }

    /// The probability that one side over a value is at most `target`, by the law of its interval.
    pub fn at_most(&self, side: Side, value: f64, target: f64, asked: &Asked) -> Option<f64> {
        self.with_sample(value, |sample| {
            sample.probability_at_most(side.law, target, asked.confidence)
        })
    }

    /// What is to be worked out of it over a value, where it can be estimated from.
    pub fn with_sample<T>(
        &self,
        value: f64,
        of: impl FnOnce(&MonetarySample) -> Option<T>,
    ) -> Option<T> {
        self.effect.and(self.most)?;
        of(&self.sample(value))
    }

    fn sample(&self, value: f64) -> MonetarySample<'_> {
        MonetarySample {
            found: &self.found,
            checked: &self.checked,
            most: self.most.unwrap_or(Most::OfValue(1.0)),
            effect: self.effect.unwrap_or(1.0),
            value,
        }
    }
}

/// Where the value comes from that shares of money are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueFrom {
    /// It is told.
    Told,
    /// The sampling interval of a draw by value says it.
    Drawn,
    /// The list of all cases has it.
    Listed,
    /// It is estimated from all cases of a first sample.
    FirstSample,
    /// It is estimated from what was checked.
    Checked,
}

/// The value that shares of money are of, and where it comes from; none where there are no such shares.
pub fn value_of_money(
    sample: &DrawnSample,
    members: &[usize],
    asked: &Asked,
) -> Option<(f64, ValueFrom)> {
    let known = sample.known(members);
    let value = base(sample, &known, asked)?;
    let from = match (frame_value(sample, &known, asked), sample.kind) {
        (None, _) => ValueFrom::Checked,
        _ if asked.total_value.is_some() => ValueFrom::Told,
        (_, DesignKind::ByValue { .. }) => ValueFrom::Drawn,
        _ if sample.cheap.as_ref().is_some_and(|cheap| cheap.of_sample) => ValueFrom::FirstSample,
        _ => ValueFrom::Listed,
    };
    Some((value, from))
}

/// The known value of the frame, where members are the whole sample.
pub(super) fn frame_value(sample: &DrawnSample, members: &[usize], asked: &Asked) -> Option<f64> {
    let whole =
        members.len() as u64 == sample.checked.iter().sum::<u64>() && sample.is_of_whole_frame();
    let by_value = match sample.kind {
        DesignKind::ByValue { value, .. } => Some(value),
        _ => None,
    };
    // A list of all cases says what they are worth together, and one of those drawn for a cheap check what the frame is.
    let listed = || {
        let cases = sample.cases.iter();
        cases
            .map(|case| Some(case.weight? * case.value?))
            .sum::<Option<f64>>()
    };
    let listed = sample.cheap.as_ref().and_then(|_| listed());
    let value = asked.total_value.or(by_value).or(listed);
    value.filter(|value| whole && *value > 0.0)
}

/// The value that amounts are compared with: known, or estimated where every member has one.
pub(super) fn base(sample: &DrawnSample, members: &[usize], asked: &Asked) -> Option<f64> {
    let weighted = |case: &usize| Some(sample.weight(*case)? * sample.cases[*case].value?);
    let estimated = || members.iter().map(weighted).sum::<Option<f64>>();
    let value = frame_value(sample, members, asked).or_else(estimated);
    value.filter(|value| *value > 0.0)
}

/// What was checked of each stratum, in parts of one weight.
fn by_weight(
    sample: &DrawnSample,
    members: &[usize],
    value_of: impl Fn(usize) -> f64,
) -> Vec<Checked> {
    let mut parts: BTreeMap<(usize, u64), (f64, f64)> = BTreeMap::new();
    for case in members {
        let weight = sample.weight(*case).unwrap_or(0.0).max(1.0);
        let stratum = sample.cases[*case].stratum;
        // Positive numbers are in the order of their bits.
        let part = parts.entry((stratum, weight.to_bits())).or_default();
        part.0 += 1.0;
        part.1 += value_of(*case);
    }
    let part = |((_, weight), (number, values)): ((usize, u64), (f64, f64))| Checked {
        number,
        weight: f64::from_bits(weight),
        mean_value: values / number,
    };
    parts.into_iter().map(part).collect()
}

/// How many errors from clusters say as much as one: by what is told of the clusters, or by how few they are.
fn effect(sample: &DrawnSample, members: &[usize], confidence: f64) -> Option<f64> {
    match sample.kind {
        DesignKind::Unknown => None,
        DesignKind::Steps => {
            let drawn = clusters(sample, members, |case| sample.cases[case].error);
            cluster::design_effect(&drawn, confidence)
        }
        DesignKind::Clusters => {
            let df = spread(sample, members, |_| 0.0, None)?.df;
            let quantile = |df: f64| student_t_quantile(df, 0.5 + 0.5 * confidence);
            Some((quantile(df.max(1) as f64) / quantile(1e9)).powi(2))
        }
        DesignKind::Strata | DesignKind::ByValue { .. } | DesignKind::Unequal => Some(1.0),
    }
}
