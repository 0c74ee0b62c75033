//! Linearised standard errors of the figures of some cases, by the sample's strata and clusters.

use super::design::{Kind, Sample};
use crate::estimate::linear::{self, Linear, Sums, Unit};

/// The ratio Σ w y / Σ w x over `members`, or the total Σ w y where there is no `x`.
pub(super) fn spread(
    sample: &Sample,
    members: &[usize],
    y: impl Fn(usize) -> f64,
    x: Option<&dyn Fn(usize) -> f64>,
) -> Option<Linear> {
    let weight = |case: usize| sample.weight(case).unwrap_or(0.0);
    if matches!(sample.kind, Kind::DrawnStrata(_) | Kind::Clusters) {
        let units = units(sample, members, y, x);
        return match x {
            Some(_) => linear::ratio(&units, &sample.shares),
            None => linear::total(&units, &sample.shares),
        };
    }
    let mut strata: Vec<Sums> = sample
        .checked
        .iter()
        .map(|n| Sums {
            n: *n,
            ..Sums::default()
        })
        .collect();
    for case in members {
        let w = weight(*case);
        let x = x.map_or(0.0, |x| x(*case));
        strata[sample.cases[*case].stratum].add(w * y(*case), w * x);
    }
    match x {
        Some(_) => linear::ratio_of_sums(&strata, &sample.shares),
        None => linear::total_of_sums(&strata, &sample.shares),
    }
}

/// All cases that have a say, with nothing to add up outside `members`: a cluster without a member is one all the same.
fn units(
    sample: &Sample,
    members: &[usize],
    y: impl Fn(usize) -> f64,
    x: Option<&dyn Fn(usize) -> f64>,
) -> Vec<Unit> {
    let mut inside = vec![false; sample.cases.len()];
    for case in members {
        inside[*case] = true;
    }
    let mut clusters: Vec<std::collections::BTreeMap<usize, usize>> = Vec::new();
    let mut units = Vec::new();
    for index in 0..sample.cases.len() {
        let Some(weight) = sample.weight(index) else {
            continue;
        };
        let (stratum, cluster) = sample.place(index);
        if clusters.len() <= stratum {
            clusters.resize_with(stratum + 1, Default::default);
        }
        let next = clusters[stratum].len();
        let cluster = *clusters[stratum].entry(cluster).or_insert(next);
        let own = |of: f64| if inside[index] { of } else { 0.0 };
        units.push(Unit {
            stratum,
            cluster,
            weight,
            y: own(y(index)),
            x: own(x.map_or(0.0, |x| x(index))),
        });
    }
    units
}
