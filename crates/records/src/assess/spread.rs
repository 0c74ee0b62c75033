//! Linearised standard errors of the figures of some cases, by the sample's strata and clusters.

use super::case::DrawnCase;
use super::design::{DesignKind, DrawnSample};
use tierone_stats::linear::{self, Linear, SampleUnit, Sums};

/// The ratio Σ w y / Σ w x over `members`, or the total Σ w y where there is no `x`.
pub(super) fn spread(
    sample: &DrawnSample,
    members: &[usize],
    y: impl Fn(usize) -> f64,
    x: Option<&dyn Fn(usize) -> f64>,
) -> Option<Linear> {
    let weight = |case: usize| sample.weight(case).unwrap_or(0.0);
    if matches!(sample.kind, DesignKind::Steps | DesignKind::Clusters) {
        let units = units(sample, members, y, x);
        return match x {
            Some(_) => linear::ratio(&units, &sample.shares),
            None => linear::total(&units, &sample.shares),
        };
    }
    let mut strata = vec![Sums::default(); sample.checked.len()];
    for (sums, n) in strata.iter_mut().zip(&sample.checked) {
        sums.n = *n;
    }
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

/// The correlation of one figure over two parts of the sample, by clusters of the same stratum: of ratios Σ w y / Σ w x,
/// or totals Σ w y. None where there is none, or where nothing can be said of it.
pub(super) fn correlation(
    sample: &DrawnSample,
    parts: [&[usize]; 2],
    y: impl Fn(&DrawnCase) -> f64,
    x: Option<fn(&DrawnCase) -> f64>,
) -> Option<f64> {
    // Drawn each on its own.
    if matches!(sample.kind, DesignKind::ByValue { .. }) {
        return None;
    }
    let of = |case: usize| y(&sample.cases[case]);
    let to = x.map(|x| move |case: usize| x(&sample.cases[case]));
    let to = to.as_ref().map(|to| to as &dyn Fn(usize) -> f64);
    let [one, other] = parts.map(|members| {
        let mut units = units(sample, members, of, to);
        let sum = |of: fn(&SampleUnit) -> f64| units.iter().map(|u| u.weight * of(u)).sum::<f64>();
        let (total, base) = (sum(|unit| unit.y), sum(|unit| unit.x));
        if to.is_some() {
            for unit in &mut units {
                unit.y = (unit.y - total / base * unit.x) / base;
            }
        }
        units
    });
    let both = one.iter().zip(&other);
    let difference: Vec<SampleUnit> = both
        .map(|(one, other)| SampleUnit {
            y: one.y - other.y,
            ..*one
        })
        .collect();
    let se = |units: &[SampleUnit]| linear::total(units, &sample.shares).map(|linear| linear.se);
    let (one, other, difference) = (se(&one)?, se(&other)?, se(&difference)?);
    let related = (one * one + other * other - difference * difference) / (2.0 * one * other);
    // Of one simple sample there is none but rounding.
    (related.abs() > 1e-9).then_some(related.clamp(-1.0, 1.0))
}

/// All cases that have a say, with nothing to add up outside `members`: a cluster without a member is one all the same.
fn units(
    sample: &DrawnSample,
    members: &[usize],
    y: impl Fn(usize) -> f64,
    x: Option<&dyn Fn(usize) -> f64>,
) -> Vec<SampleUnit> {
    let mut inside = vec![false; sample.cases.len()];
    for case in members {
        inside[*case] = true;
    }
    let mut clusters: Vec<std::collections::BTreeMap<usize, usize>> = Vec::new();
    let mut units = Vec::new();
    for (index, inside) in inside.into_iter().enumerate() {
        let Some(weight) = sample.weight(index) else {
            continue;
        };
        let (stratum, cluster) = sample.place(index);
        if clusters.len() <= stratum {
            clusters.resize_with(stratum + 1, Default::default);
        }
        let next = clusters[stratum].len();
        let cluster = *clusters[stratum].entry(cluster).or_insert(next);
        let own = |of: f64| if inside { of } else { 0.0 };
        units.push(SampleUnit {
            stratum,
            cluster,
            weight,
            y: own(y(index)),
            x: own(x.map_or(0.0, |x| x(index))),
            of_cluster: sample.inside[index],
        });
    }
    units
}
