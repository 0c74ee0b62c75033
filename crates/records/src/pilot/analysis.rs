//! The difference between arms, and the difference in differences, by every method.

use super::rows::Effect;
use super::trial::{Cluster, Count, Trial};
use tierone_stats::rng::{Address, Purpose, Stream};
use tierone_stats::trial::{
    self as stats, Comparison, Counts, Deals, Permutation, Tested, intraclass,
};
use tierone_stats::written::POINTS;

/// Compared after the start.
pub(super) const AFTER: &str = "difference";
/// Compared before it.
pub(super) const BEFORE: &str = "difference before the start";
/// By how much more the pilot changed.
pub(super) const CHANGE: &str = "difference in differences";

/// With clusters.
pub(super) const CLUSTERS: &str = "clusters, CR2";
/// By all deals of the clusters.
pub(super) const DEALS: &str = "permutation of clusters";
/// Without clusters.
pub(super) const NAIVE: &str = "naive, without clusters";

/// What is compared, by every method.
pub(super) struct Compared {
    pub effects: Vec<Effect>,
    /// Standard error and degrees of freedom with clusters.
    pub precision: Option<(f64, f64)>,
    pub permutation: Option<Permutation>,
}

/// The difference of the arms in one period.
pub(super) fn difference(
    trial: &Trial,
    comparison: &'static str,
    count: impl Fn(&Cluster) -> Count,
    confidence: f64,
) -> Option<Compared> {
    let clusters = trial.clusters.iter();
    let clusters: Vec<_> = clusters.map(|one| seen(one, &[count(one)])).collect();
    let found = stats::difference(&clusters, 0, confidence, (Deals::default(), &mut stream()))?;
    Some(compared(comparison, &found))
}

/// By how much more the share changed in the pilot, of clusters that are there before and after.
pub(super) fn change(trial: &Trial, confidence: f64) -> Option<Compared> {
    let clusters = trial.clusters.iter();
    let clusters: Vec<_> = clusters
        .map(|one| seen(one, &[one.before, one.after]))
        .collect();
    let found = stats::change(&clusters, confidence, (Deals::default(), &mut stream()))?;
    Some(compared(CHANGE, &found))
}

/// Whether a cluster has cases before and after.
pub(super) fn stays(cluster: &Cluster) -> bool {
    cluster.before.cases > 0 && cluster.after.cases > 0
}

/// Where deals are drawn from, if there are too many to count.
fn stream() -> Stream {
    Address::default().open(&Purpose::interval("pilot"))
}

fn seen(cluster: &Cluster, counts: &[Count]) -> stats::Cluster {
    let phases = counts.iter().map(|count| Counts {
        cases: count.cases,
        wrong: count.wrong,
    });
    stats::Cluster {
        step: cluster.pilot.then_some(0),
        phases: phases.collect(),
    }
}

fn compared(comparison: &'static str, found: &Comparison) -> Compared {
    let of = |method, tested: Option<Tested>| Effect {
        comparison,
        method,
        unit: POINTS,
        value: found.value,
        low: tested.map(|tested| tested.low),
        high: tested.map(|tested| tested.high),
        se: tested.map(|tested| tested.se),
        df: tested.map(|tested| tested.df),
        p_value: tested.map(|tested| tested.p_value),
        pilot_clusters: found.arms[0] as u64,
        other_clusters: found.arms[1] as u64,
    };
    let dealt = found.permutation.map(|test| Effect {
        value: test.difference,
        p_value: Some(test.p_two_sided),
        ..of(DEALS, None)
    });
    Compared {
        effects: std::iter::once(of(CLUSTERS, found.clusters))
            .chain(dealt)
            .chain([of(NAIVE, found.naive)])
            .collect(),
        precision: found.clusters.map(|tested| (tested.se, tested.df)),
        permutation: found.permutation,
    }
}

/// How alike cases of one cluster are after the start: of both arms, each about its own share, by their degrees of freedom.
pub(super) fn correlation(trial: &Trial) -> Option<f64> {
    let (mut between, mut within, mut size, mut freedom, mut rows) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for pilot in [true, false] {
        let clusters = trial.of(pilot, |cluster| cluster.after.cases > 0);
        let sums: Vec<(u64, f64, f64)> = clusters
            .iter()
            .map(|c| (c.after.cases, c.after.wrong as f64, c.after.wrong as f64))
            .collect();
        if let Some(alike) = intraclass(&sums) {
            let k = sums.len() as f64 - 1.0;
            let n = sums.iter().map(|(n, ..)| *n as f64).sum::<f64>() - k - 1.0;
            between += k * alike.between;
            size += k * alike.size;
            within += n * alike.within;
            (freedom, rows) = (freedom + k, rows + n);
        }
    }
    let (between, within, size) = (between / freedom, within / rows, size / freedom);
    let all = between + (size - 1.0) * within;
    (freedom > 0.0 && all > 0.0).then(|| (between - within) / all)
}
