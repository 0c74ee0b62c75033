//! The difference between arms, and the difference in differences, by every method.

use super::rows::Effect;
use super::trial::{Cluster, Count, Trial};
use tierone_stats::rng::{Address, Purpose};
use tierone_stats::special::student_t_quantile;
use tierone_stats::trial::{Fit, Permutation, Sums, Variance, intraclass, permutation};
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
    let members = |pilot| trial.of(pilot, |cluster| count(cluster).cases > 0);
    let arms = [members(true), members(false)];
    let sums = arms.iter().flatten().map(|cluster| {
        let x = [1.0, f64::from(u8::from(cluster.pilot))];
        sums(&[(count(cluster), x)])
    });
    let shares = |pilot: bool| {
        members(pilot)
            .iter()
            .filter_map(|c| count(c).share())
            .collect()
    };
    compared(
        comparison,
        &sums.collect::<Vec<_>>(),
        &arms,
        [shares(true), shares(false)],
        confidence,
    )
}

/// By how much more the share changed in the pilot, of clusters that are there before and after.
pub(super) fn change(trial: &Trial, confidence: f64) -> Option<Compared> {
    let members = |pilot| trial.of(pilot, stays);
    let arms = [members(true), members(false)];
    let sums = arms.iter().flatten().map(|cluster| {
        let arm = f64::from(u8::from(cluster.pilot));
        sums(&[
            (cluster.before, [1.0, arm, 0.0, 0.0]),
            (cluster.after, [1.0, arm, 1.0, arm]),
        ])
    });
    let changes = |pilot: bool| -> Vec<f64> {
        let change = |cluster: &&Cluster| Some(cluster.after.share()? - cluster.before.share()?);
        members(pilot).iter().filter_map(change).collect()
    };
    compared(
        CHANGE,
        &sums.collect::<Vec<_>>(),
        &arms,
        [changes(true), changes(false)],
        confidence,
    )
}

/// Whether a cluster has cases before and after.
pub(super) fn stays(cluster: &Cluster) -> bool {
    cluster.before.cases > 0 && cluster.after.cases > 0
}

/// The sums of a cluster: cases with an error, and without, explained by the same.
fn sums<const P: usize>(counts: &[(Count, [f64; P])]) -> Sums<P> {
    let mut sums = Sums::default();
    for (count, x) in counts {
        sums.add_many(*x, 1.0, count.wrong);
        sums.add_many(*x, 0.0, count.cases - count.wrong);
    }
    sums
}

fn compared<const P: usize>(
    comparison: &'static str,
    sums: &[Sums<P>],
    arms: &[Vec<&Cluster>; 2],
    figures: [Vec<f64>; 2],
    confidence: f64,
) -> Option<Compared> {
    let fit = Fit::of(sums)?;
    let value = fit.coefficients[P - 1];
    let blank = |method| Effect {
        comparison,
        method,
        unit: POINTS,
        value,
        low: None,
        high: None,
        se: None,
        df: None,
        p_value: None,
        pilot_clusters: arms[0].len() as u64,
        other_clusters: arms[1].len() as u64,
    };
    // A single cluster decides its arm, and nothing tells what is its own from what the pilot does.
    let alone = arms.iter().any(|arm| arm.len() < 2);
    let precision = (!alone)
        .then(|| {
            fit.standard_error(P - 1, Variance::Cr2)
                .zip(fit.degrees_of_freedom(P - 1))
        })
        .flatten();
    let interval = precision.and_then(|_| fit.interval(P - 1, confidence));
    let clusters = Effect {
        low: interval.map(|interval| interval.low),
        high: interval.map(|interval| interval.high),
        se: precision.map(|(se, _)| se),
        df: precision.map(|(_, df)| df),
        p_value: precision.and_then(|_| fit.p_value(P - 1)),
        ..blank(CLUSTERS)
    };
    let naive_se = fit.standard_error(P - 1, Variance::Naive);
    let df = fit.rows as f64 - P as f64;
    let reach = naive_se.map(|se| se * student_t_quantile(df, 0.5 + 0.5 * confidence));
    let naive = Effect {
        low: reach.map(|reach| value - reach),
        high: reach.map(|reach| value + reach),
        se: naive_se,
        df: naive_se.map(|_| df),
        p_value: naive_se.map(|se| two_sided(value / se, df)),
        ..blank(NAIVE)
    };
    let mut stream = Address::default().open(&Purpose::interval("pilot"));
    let permutation = permutation(&figures[0], &figures[1], &mut stream);
    let dealt = permutation.map(|test| Effect {
        value: test.difference,
        p_value: Some(test.p_two_sided),
        ..blank(DEALS)
    });
    Some(Compared {
        effects: std::iter::once(clusters)
            .chain(dealt)
            .chain([naive])
            .collect(),
        precision,
        permutation,
    })
}

fn two_sided(t: f64, df: f64) -> f64 {
    tierone_stats::special::beta_tails(0.5 * df, 0.5, df / (df + t * t)).lower
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
