//! Accuracy: the share of decisions without an error that counts.

use std::collections::BTreeMap;

use super::asked::Asked;
use super::design::{DesignKind, DrawnSample};
use super::figure::Figure;
use super::figure_name::FigureName;
use super::spread::spread;
use tierone_stats::cluster::{self, Cluster, Clusters};
use tierone_stats::special::student_t_quantile;
use tierone_stats::stratified::{self, Stratum, pool_equal_weights, smoothed_effective_size};
use tierone_stats::unequal::{self, Observation, Weights};
use tierone_stats::{Estimate, prediction_powered, share};

/// How accuracy is worked out of one simple sample, in strata, and where the number of cases of the frame is known.
const SIMPLE: &str = "1 − x/n, x inaccurate of n cases checked";
const BY_STRATA: &str = "1 − Σ N x/n / Σ N over strata: x inaccurate of n cases checked, which stand for N cases of the frame";
const BY_CHEAP_RESULT: &str = "1 − Σ N x/n / Σ N over what the cheap check passes and fails: x inaccurate of n cases with a gold result, which stand for N cases of the list; the prediction-powered estimate at its best λ";
const OF_KNOWN_CASES: &str = "1 − Σ w x / N, x = 1 for an inaccurate case checked, w = 1/chance of being drawn, N all cases of the frame";

/// Accuracy of the frame, from members with a say.
pub(super) fn accuracy(sample: &DrawnSample, members: &[usize], asked: &Asked) -> Figure {
    let members = &applies(sample, members);
    let wrong = |case: usize| f64::from(u8::from(sample.cases[case].wrong == Some(true)));
    let found = members.iter().map(|case| wrong(*case) as u64).sum();
    let mut figure = Figure::blank(FigureName::Accuracy, members.len(), found);
    if members.is_empty() {
        return figure;
    }
    let linear = spread(sample, members, wrong, Some(&|_| 1.0));
    figure.se = linear.map(|linear| linear.se);
    let strata = strata(sample, members, |case| wrong(case) > 0.0);
    let weights = || weights(sample, members);
    let of_wrong = || -> Vec<f64> {
        let found = members.iter().filter(|case| wrong(**case) > 0.0);
        found.filter_map(|case| sample.weight(*case)).collect()
    };
    let estimate = match sample.kind {
        DesignKind::Unknown => None,
        DesignKind::Strata => {
            // A simple sample is as precise as it is large.
            figure.effective = match strata.as_slice() {
                [simple] => Some(simple.sampled as f64),
                // The interval is of strata of one weight pooled.
                _ if sample.cheap.is_none() => {
                    smoothed_effective_size(&pool_equal_weights(&strata))
                }
                _ => smoothed_effective_size(&strata),
            };
            figure.formula = match strata.as_slice() {
                [_] => SIMPLE,
                _ if sample.cheap.is_some() => BY_CHEAP_RESULT,
                _ => BY_STRATA,
            };
            match sample.cheap {
                Some(_) if strata.len() > 1 => by_cheap_result(sample, members, asked),
                _ => by_strata(&strata, asked),
            }
        }
        DesignKind::Steps => {
            let drawn = clusters(sample, members, wrong);
            let simple = cluster::effective_sample(&drawn, asked.confidence);
            // As precise as a simple sample of the same frame, of which a share is checked as well.
            let frame = weights().sum;
            figure.effective = simple.map(|simple| 1.0 / (1.0 / simple.size + 1.0 / frame));
            if simple.is_none() {
                // One cluster does not say how clusters differ.
                figure.value = linear.map(|linear| 1.0 - linear.value);
                figure.se = None;
            }
            simple
                .and_then(|simple| cluster::wilson_at(simple.share, simple.size, asked.confidence))
        }
        DesignKind::Clusters => linear.and_then(|linear| {
            let kish = weights().kish_size();
            let size = effective(linear.value, Some(linear.se)).map_or(kish, |size| size.min(kish));
            // t by clusters, at an effective size: a plain t interval has no width where no error was found.
            let t = student_t_quantile((linear.df.max(1)) as f64, 0.5 + 0.5 * asked.confidence);
            let z = student_t_quantile(1e9, 0.5 + 0.5 * asked.confidence);
            let size = size * (z / t).powi(2);
            figure.effective = Some(size);
            cluster::wilson_at(linear.value, size, asked.confidence)
        }),
        DesignKind::ByValue { cases, .. } => {
            let all = cases.filter(|_| members.len() as u64 == sample.checked.iter().sum::<u64>());
            let drawn = observations(sample, members, wrong);
            figure.se = match all {
                Some(all) => Some(unequal::total(&drawn).se / all),
                None => unequal::mean(&drawn).map(|mean| mean.se),
            };
            figure.effective = Some(weights().kish_size());
            if all.is_some() {
                figure.formula = OF_KNOWN_CASES;
            }
            unequal::wilson_kish(&of_wrong(), weights(), all, asked.confidence)
        }
        DesignKind::Unequal => {
            figure.effective = Some(weights().kish_size());
            unequal::wilson_kish(&of_wrong(), weights(), None, asked.confidence)
        }
    };
    if let Some(estimate) = estimate {
        figure.value = Some(1.0 - estimate.value);
        figure.interval = Some((1.0 - estimate.high, 1.0 - estimate.low));
        figure.method = estimate.method;
    }
    figure
}

/// Members to which accuracy applies.
pub(super) fn applies(sample: &DrawnSample, members: &[usize]) -> Vec<usize> {
    let applies = |case: &usize| sample.cases[*case].wrong.is_some();
    members.iter().copied().filter(applies).collect()
}

fn by_strata(strata: &[Stratum], asked: &Asked) -> Option<Estimate> {
    let value = stratified::rate(strata)?;
    if is_census(strata) {
        return Some(census(value));
    }
    share::interval(strata, strata.len() as u64, asked.confidence)
}

/// The share in error over strata that a cheap result parts: those that it passes have even numbers, those that it fails odd ones.
fn by_cheap_result(sample: &DrawnSample, members: &[usize], asked: &Asked) -> Option<Estimate> {
    let cells = [0, 1].map(|result| {
        let is_of = |case: &usize| sample.cases[*case].stratum % 2 == result;
        let of: Vec<usize> = members.iter().copied().filter(is_of).collect();
        pool_equal_weights(&strata(sample, &of, |case| {
            sample.cases[case].wrong == Some(true)
        }))
    });
    prediction_powered::share(&[&cells[0], &cells[1]], asked.confidence)
}

/// What is known of all decisions.
pub(super) fn census(value: f64) -> Estimate {
    Estimate {
        value,
        low: value,
        high: value,
        method: "census",
    }
}

/// Whether all decisions that strata stand for were checked.
pub(super) fn is_census(strata: &[Stratum]) -> bool {
    strata
        .iter()
        .all(|stratum| stratum.population <= stratum.sampled as f64 * (1.0 + 1e-12))
}

/// A stratum of which nothing is known yet.
const EMPTY: Stratum = Stratum {
    population: 0.0,
    sampled: 0,
    found: 0,
};

/// The strata of members, each with what its members stand for.
pub(super) fn strata(
    sample: &DrawnSample,
    members: &[usize],
    found: impl Fn(usize) -> bool,
) -> Vec<Stratum> {
    let mut strata = vec![(EMPTY, 0.0); sample.checked.len()];
    for case in members {
        let (stratum, weight) = &mut strata[sample.cases[*case].stratum];
        stratum.sampled += 1;
        stratum.found += u64::from(found(*case));
        *weight = sample.weight(*case).unwrap_or(0.0);
    }
    let sampled = strata
        .into_iter()
        .filter(|(stratum, _)| stratum.sampled > 0);
    sampled
        .map(|(stratum, weight)| Stratum {
            // One product, so that the whole stratum gives back its size.
            population: stratum.sampled as f64 * weight,
            ..stratum
        })
        .collect()
}

/// The clusters of members by stratum, each with what its members stand for of it and the errors `of` them.
pub(super) fn clusters(
    sample: &DrawnSample,
    members: &[usize],
    of: impl Fn(usize) -> f64,
) -> Vec<Clusters> {
    let mut strata: BTreeMap<usize, BTreeMap<usize, Cluster>> = BTreeMap::new();
    for case in members {
        let (stratum, cluster) = sample.place(*case);
        let drawn = strata.entry(stratum).or_default();
        let cluster = drawn.entry(cluster).or_insert(Cluster::from(EMPTY));
        let amount = of(*case);
        cluster.decisions.population += 1.0 / sample.inside[*case];
        cluster.decisions.sampled += 1;
        cluster.decisions.found += u64::from(amount > 0.0);
        cluster.amount += amount;
        cluster.squares += amount * amount;
    }
    let of_stratum = |(stratum, drawn): (usize, BTreeMap<usize, Cluster>)| Clusters {
        // A domain that is in some clusters only is taken to be in the same share of those not drawn.
        frame: (drawn.len() as f64 / sample.shares[stratum]).round() as u64,
        drawn: drawn
            .into_values()
            .map(|mut cluster| {
                // Rounding must not leave fewer decisions than were checked.
                let decisions = &mut cluster.decisions;
                decisions.population = decisions.population.max(decisions.sampled as f64);
                cluster
            })
            .collect(),
    };
    strata.into_iter().map(of_stratum).collect()
}

/// Members with a say, by what is added up of each.
pub(super) fn observations(
    sample: &DrawnSample,
    members: &[usize],
    y: impl Fn(usize) -> f64,
) -> Vec<Observation> {
    let observed = members.iter().filter_map(|case| {
        let weight = sample.weight(*case)?;
        Some(Observation {
            weight,
            y: y(*case),
        })
    });
    observed.collect()
}

pub(super) fn weights(sample: &DrawnSample, members: &[usize]) -> Weights {
    let mut weights = Weights::default();
    for weight in members.iter().filter_map(|case| sample.weight(*case)) {
        weights.add(weight);
    }
    weights
}

fn effective(share: f64, se: Option<f64>) -> Option<f64> {
    let size = share * (1.0 - share) / se?.powi(2);
    (size.is_finite() && size > 0.0).then_some(size)
}
