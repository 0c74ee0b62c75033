//! Samples of clusters, teams say, and of decisions within them.

use super::proportion::{two_sided_z, wilson_effective};
use super::special::student_t_quantile;
use super::stratified::Stratum;
use crate::estimate::{Estimate, is_confidence};
use crate::guard::none_if;

/// A cluster that was drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    /// Its decisions, how many were checked, and the errors among those.
    pub decisions: Stratum,
    /// Σ of the amounts of those errors.
    pub amount: f64,
    /// Σ of their squares.
    pub squares: f64,
}

impl From<Stratum> for Cluster {
    /// Errors without amounts.
    fn from(decisions: Stratum) -> Cluster {
        Cluster {
            decisions,
            amount: 0.0,
            squares: 0.0,
        }
    }
}

/// Clusters drawn at random, each as likely as the others: a stratum of clusters.
#[derive(Clone, Debug, PartialEq)]
pub struct Clusters {
    /// Clusters that could have been drawn.
    pub frame: u64,
    /// Those drawn.
    pub drawn: Vec<Cluster>,
}

/// The simple sample that says as much as a sample of clusters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EffectiveSample {
    /// The share in error.
    pub share: f64,
    /// Its size, in decisions.
    pub size: f64,
}

/// Wilson's interval for the share in error at the effective size of a clustered sample.
///
/// The share is the ratio of weighted errors to weighted decisions. Its variance is linearised: between clusters, as far
/// as not all were drawn, and within. It stands for a simple sample of P(1 − P)/V decisions, no larger than that checked,
/// times (z/t)² with t on clusters less strata degrees of freedom: a plain t interval has no width where no error was
/// found. Strata with a single cluster of several, which says nothing of their spread, are collapsed into one; `None`
/// where there is one such stratum alone, without decisions, or for a confidence outside 0 to 1.
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Cochran (1977), Sampling Techniques, 3rd ed., 11.8, for the variance, and 5A.12 for collapsed strata; Korn & Graubard
/// (1998), Survey Methodology 24, 193–201, for t at an effective size.
/// # Examples
/// ```
/// use tierone_stats::cluster::{Cluster, Clusters, wilson};
/// use tierone_stats::proportion;
/// use tierone_stats::stratified::Stratum;
///
/// // 4 of 40 teams, all errors in one of them: far less is known than from 400 decisions drawn singly.
/// let drawn = [12, 0, 0, 0].map(|found| {
///     Cluster::from(Stratum { population: 500.0, sampled: 100, found })
/// });
/// let clusters = Clusters { frame: 40, drawn: drawn.to_vec() };
/// let interval = wilson(&[clusters], 0.95).unwrap();
/// assert_eq!(interval.value, 0.03);
/// assert!(interval.high > 3.0 * proportion::wilson(12, 400, 0.95).unwrap().high);
/// ```
pub fn wilson(strata: &[Clusters], confidence: f64) -> Option<Estimate> {
    let EffectiveSample { share, size } = effective_sample(strata, confidence)?;
    wilson_at(share, size, confidence)
}

/// [`wilson`] from a share and an effective size that are known, such as those of [`effective_sample`].
///
/// `None` as for [`wilson_effective`].
/// # Units
/// A share of decisions, 0 to 1; `size` in decisions.
/// # Source
/// As for [`wilson`].
/// # Examples
/// ```
/// use tierone_stats::cluster::wilson_at;
/// use tierone_stats::proportion::wilson;
///
/// let interval = wilson_at(0.03, 100.0, 0.95).unwrap();
/// assert_eq!(interval.high, wilson(3, 100, 0.95).unwrap().high);
/// assert_eq!(interval.method, "wilson-cluster");
/// ```
pub fn wilson_at(share: f64, size: f64, confidence: f64) -> Option<Estimate> {
    let Estimate { low, high, .. } = wilson_effective(share, size, confidence)?;
    Some(Estimate::containing(share, low, high, "wilson-cluster"))
}

/// The share in error, and the size of the simple sample that says as much of it: what [`wilson`] is computed from.
///
/// `None` as for [`wilson`].
/// # Source
/// As for [`wilson`].
/// # Examples
/// ```
/// use tierone_stats::cluster::{Cluster, Clusters, effective_sample};
/// use tierone_stats::stratified::Stratum;
///
/// // 4 of 40 teams, all errors in one of them: 400 checks say as much as fewer than 30 of a simple sample.
/// let drawn = [12, 0, 0, 0].map(|found| {
///     Cluster::from(Stratum { population: 500.0, sampled: 100, found })
/// });
/// let clusters = Clusters { frame: 40, drawn: drawn.to_vec() };
/// let sample = effective_sample(&[clusters], 0.95).unwrap();
/// assert_eq!(sample.share, 0.03);
/// assert!(sample.size < 30.0);
/// ```
pub fn effective_sample(strata: &[Clusters], confidence: f64) -> Option<EffectiveSample> {
    let error = |cluster: &Cluster| [cluster.decisions.found as f64; 2];
    let Linearised {
        ratio: share,
        variance,
        ..
    } = linearised(strata, error, confidence)?;
    let (mut checked, mut decisions) = (0.0, 0.0);
    for (expand, cluster) in expanded(strata) {
        checked += cluster.decisions.sampled as f64;
        decisions += expand * cluster.decisions.population;
    }
    let cap = checked / (1.0 - checked / decisions).max(0.0);
    let size = if variance > 0.0 {
        (share * (1.0 - share) / variance).min(cap)
    } else {
        cap
    };
    let size = size / few_clusters(strata, confidence);
    Some(EffectiveSample { share, size })
}

/// By how much clusters inflate the variance of the monetary value of error: the design effect, 1 or more.
///
/// The linearised variance between and within clusters over that of errors drawn each on its own, times (t/z)² as for
/// [`wilson`]. `None` as for [`wilson`].
/// # Source
/// Kish (1965), Survey Sampling, 8.2.
/// # Examples
/// ```
/// use tierone_stats::cluster::{Cluster, Clusters, design_effect};
/// use tierone_stats::stratified::Stratum;
///
/// // 4 of 40 teams; all of the money in error is in one of them.
/// let drawn = [4, 0, 0, 0].map(|found: u64| Cluster {
///     decisions: Stratum { population: 500.0, sampled: 100, found },
///     amount: 100.0 * found as f64,
///     squares: 10_000.0 * found as f64,
/// });
/// let clusters = Clusters { frame: 40, drawn: drawn.to_vec() };
/// assert!(design_effect(&[clusters], 0.95).unwrap() > 2.0);
/// ```
pub fn design_effect(strata: &[Clusters], confidence: f64) -> Option<f64> {
    let amount = |cluster: &Cluster| [cluster.amount, cluster.squares];
    let Linearised {
        variance,
        decisions,
        ..
    } = linearised(strata, amount, confidence)?;
    let alone: f64 = expanded(strata)
        .map(|(expand, cluster)| {
            let weight = expand * cluster.decisions.weight();
            weight * (weight - 1.0) * cluster.squares
        })
        .sum();
    let effect = variance * decisions * decisions / alone;
    // Without an error, or a decision unchecked, neither has a variance.
    let effect = if alone > 0.0 { effect.max(1.0) } else { 1.0 };
    Some(effect * few_clusters(strata, confidence))
}

/// A ratio to decisions, and its variance.
struct Linearised {
    ratio: f64,
    variance: f64,
    /// The weighted number of decisions.
    decisions: f64,
}

/// Clusters with how many each stands for.
fn expanded(strata: &[Clusters]) -> impl Iterator<Item = (f64, &Cluster)> {
    strata.iter().flat_map(|stratum| {
        let expand = stratum.expand();
        stratum.drawn.iter().map(move |cluster| (expand, cluster))
    })
}

impl Clusters {
    fn expand(&self) -> f64 {
        self.frame as f64 / self.drawn.len().max(1) as f64
    }

    /// One of several.
    fn is_single(&self) -> bool {
        self.drawn.len() == 1 && self.frame > 1
    }

    fn is_known(&self) -> bool {
        let known = |Cluster { decisions, .. }: &Cluster| {
            decisions.sampled > 0
                && decisions.found <= decisions.sampled
                && decisions.population >= decisions.sampled as f64
        };
        let drawn = self.drawn.len() as u64;
        drawn <= self.frame && (drawn > 0 || self.frame == 0) && self.drawn.iter().all(known)
    }
}

/// What a sum over decisions, given by cluster with the sum of squares, comes to for each decision.
fn linearised(
    strata: &[Clusters],
    of: impl Fn(&Cluster) -> [f64; 2],
    confidence: f64,
) -> Option<Linearised> {
    let singles = strata.iter().filter(|stratum| stratum.is_single()).count();
    none_if(!(is_confidence(confidence) && strata.iter().all(Clusters::is_known)) || singles == 1)?;
    let mean = |cluster: &Cluster| of(cluster)[0] / cluster.decisions.sampled as f64;
    let (mut decisions, mut sum) = (0.0, 0.0);
    for (expand, cluster) in expanded(strata) {
        decisions += expand * cluster.decisions.population;
        sum += expand * cluster.decisions.population * mean(cluster);
    }
    none_if(decisions <= 0.0)?;
    let ratio = sum / decisions;
    let total =
        |cluster: &Cluster| cluster.decisions.population * (mean(cluster) - ratio) / decisions;
    let several = strata.iter().filter(|stratum| !stratum.is_single());
    let mut variance: f64 = several
        .map(|stratum| {
            let expand = stratum.expand();
            let left = 1.0 - 1.0 / expand;
            let totals = stratum.drawn.iter().map(|cluster| expand * total(cluster));
            // Clusters that were all drawn are strata of their own.
            if left > 0.0 {
                left * spread(totals)
            } else {
                0.0
            }
        })
        .sum();
    if singles > 0 {
        let single = strata.iter().filter(|stratum| stratum.is_single());
        variance += spread(single.map(|stratum| stratum.expand() * total(&stratum.drawn[0])));
    }
    for (expand, cluster) in expanded(strata).filter(|(_, c)| c.decisions.sampled > 1) {
        let n = cluster.decisions.sampled as f64;
        let part = cluster.decisions.population / decisions;
        let rest = 1.0 - n / cluster.decisions.population;
        let own = mean(cluster);
        let apart = (of(cluster)[1] / n - own * own).max(0.0);
        variance += expand * part * part * rest * apart / (n - 1.0);
    }
    Some(Linearised {
        ratio,
        variance,
        decisions,
    })
}

/// The variance of a sum of totals of one stratum, as if few of many were drawn.
fn spread(totals: impl Iterator<Item = f64>) -> f64 {
    let totals: Vec<f64> = totals.collect();
    let m = totals.len() as f64;
    let mean = totals.iter().sum::<f64>() / m;
    let squares = totals.iter().map(|total| (total - mean).powi(2));
    m / (m - 1.0) * squares.sum::<f64>()
}

/// (t/z)² on clusters less strata degrees of freedom; on decisions less clusters where all were drawn.
fn few_clusters(strata: &[Clusters], confidence: f64) -> f64 {
    let (mut df, mut singles) = (0.0, 0.0f64);
    for stratum in strata {
        if stratum.is_single() {
            singles += 1.0;
        } else if stratum.drawn.len() as u64 == stratum.frame {
            let checked = stratum
                .drawn
                .iter()
                .map(|cluster| cluster.decisions.sampled);
            df += checked.map(|n| n as f64 - 1.0).sum::<f64>();
        } else {
            df += stratum.drawn.len() as f64 - 1.0;
        }
    }
    df += (singles - 1.0).max(0.0);
    let t = student_t_quantile(df.max(1.0), 0.5 + 0.5 * confidence);
    (t / two_sided_z(confidence)).powi(2)
}
