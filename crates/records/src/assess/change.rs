//! By how much the figures of one part of a sample are above those of another: two groups, two periods, two checks.

use std::collections::BTreeMap;

use super::asked::Asked;
use super::case::DrawnCase;
use super::design::{DesignKind, DrawnSample};
use super::figure_name::FigureName;
use super::figures::assess;
use super::side::Side;
use super::spread::correlation;
use tierone_stats::Estimate;
use tierone_stats::agreement::Pairs;
use tierone_stats::difference::{mover, mover_correlated, paired};

/// By how much each figure of `later` is above the one of `earlier`, two parts of a sample without a row in common.
///
/// Parts that share strata or clusters go up and down together: their correlation is that of the linearised figures over
/// clusters. Where all cases of a simple sample were checked twice, accuracy is compared case by case.
/// # Source
/// Zou (2007) for the interval, with the covariance of two domains as in Särndal, Swensson & Wretman (1992), Model Assisted
/// Survey Sampling, 5.5; Newcombe (1998), method 10, for pairs.
pub fn changes(
    sample: &DrawnSample,
    earlier: &[usize],
    later: &[usize],
    asked: &Asked,
) -> Vec<(FigureName, Estimate)> {
    let [before, after] = [earlier, later].map(|members| match sample.of_one_check(members) {
        Some((sample, members)) => assess(&sample, &members, asked),
        None => assess(sample, members, asked),
    });
    // What is in error the first time less what is the second: what is accurate the second time, less the first.
    let by_case = pairs(sample, earlier, later).and_then(|pairs| paired(pairs, asked.confidence));
    let mut changes = Vec::new();
    for one in &before {
        let other = after
            .iter()
            .find(|other| other.name == one.name && other.scope == one.scope);
        let Some((from, to)) = one.estimate().zip(other.and_then(|other| other.estimate())) else {
            continue;
        };
        let (y, x) = parts(one.name);
        let of_sample = sample.cheap.as_ref().is_some_and(|cheap| cheap.of_sample);
        let related = || correlation(sample, [earlier, later], y, x).filter(|_| !of_sample);
        let change = match by_case.filter(|_| one.name == FigureName::Accuracy) {
            Some(change) => change,
            None => related().map_or_else(
                || mover(to, from),
                |related| mover_correlated(to, from, related),
            ),
        };
        changes.push((one.name, change));
    }
    changes
}

type Part = fn(&DrawnCase) -> f64;

/// What a figure adds up, and what it compares that with.
fn parts(figure: FigureName) -> (Part, Option<Part>) {
    let value: Part = |case| case.value.unwrap_or(0.0);
    match Side::of_figure(figure) {
        Some(side) => (side.of, figure.is_share().then_some(value)),
        None => (
            |case| f64::from(u8::from(case.wrong == Some(true))),
            Some(|case| f64::from(u8::from(case.wrong.is_some()))),
        ),
    }
}

/// The cases of a simple sample by what both checks found, where every one was checked both times.
fn pairs(sample: &DrawnSample, earlier: &[usize], later: &[usize]) -> Option<Pairs> {
    let mut cases: BTreeMap<usize, [Option<bool>; 2]> = BTreeMap::new();
    let mut one: Option<(usize, f64)> = None;
    for (time, members) in [earlier, later].into_iter().enumerate() {
        for index in members {
            let case = &sample.cases[*index];
            let drawn = (case.stratum, sample.weight(*index)?);
            let first = *one.get_or_insert(drawn);
            // Weights are sums that were rounded.
            let alike = first.0 == drawn.0 && (first.1 / drawn.1 - 1.0).abs() < 1e-9;
            let before = cases.entry(case.cluster?).or_default()[time].replace(case.wrong?);
            if !alike || before.is_some() {
                return None;
            }
        }
    }
    let mut pairs = Pairs::default();
    for found in cases.values() {
        let count = match (found[0]?, found[1]?) {
            (true, true) => &mut pairs.both,
            (true, false) => &mut pairs.first,
            (false, true) => &mut pairs.second,
            (false, false) => &mut pairs.neither,
        };
        *count += 1;
    }
    matches!(sample.kind, DesignKind::Clusters | DesignKind::Steps).then_some(pairs)
}
