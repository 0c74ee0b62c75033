//! Samples of clusters, teams say, and of decisions within them.

use super::proportion::{two_sided_z, wilson_effective};
use super::special::student_t_quantile;
use super::stratified::Stratum;
use super::{Estimate, is_confidence};

/// Clusters drawn at random, each as likely as the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clusters<'a> {
    /// Clusters that could have been drawn.
    pub frame: u64,
    /// Those drawn: their decisions, how many were checked, and the errors among those.
    pub drawn: &'a [Stratum],
}

/// Wilson's interval for the share in error at the effective size of a clustered sample.
///
/// The share is the ratio of weighted errors to weighted decisions. Its variance is linearised: between clusters, as far
/// as not all were drawn, and within. It stands for a simple sample of P(1 − P)/V decisions, no larger than that checked,
/// times (z/t)² with t on clusters less strata degrees of freedom: a plain t interval has no width where no error was
/// found. `None` where a stratum has a single cluster of several, which says nothing of their spread.
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Cochran (1977), Sampling Techniques, 3rd ed., 11.8, for the variance; Korn & Graubard (1998), Survey Methodology 24,
/// 193–201, for t at an effective size.
pub fn wilson(strata: &[Clusters], confidence: f64) -> Option<Estimate> {
    let known = |cluster: &Stratum| {
        cluster.sampled > 0
            && cluster.found <= cluster.sampled
            && cluster.population >= cluster.sampled as f64
    };
    let possible = |stratum: &Clusters| {
        let drawn = stratum.drawn.len() as u64;
        drawn <= stratum.frame
            && (drawn >= 2 || drawn == stratum.frame)
            && stratum.drawn.iter().all(known)
    };
    if !(is_confidence(confidence) && strata.iter().all(possible)) {
        return None;
    }
    let expand = |stratum: &Clusters| stratum.frame as f64 / stratum.drawn.len().max(1) as f64;
    let (mut decisions, mut errors, mut checked) = (0.0, 0.0, 0.0);
    for stratum in strata {
        for cluster in stratum.drawn {
            decisions += expand(stratum) * cluster.population;
            errors += expand(stratum) * cluster.population * cluster.share();
            checked += cluster.sampled as f64;
        }
    }
    if checked == 0.0 {
        return None;
    }
    let share = errors / decisions;
    let (mut variance, mut df) = (0.0, 0.0);
    for stratum in strata.iter().filter(|stratum| stratum.frame > 0) {
        let m = stratum.drawn.len() as f64;
        let expand = expand(stratum);
        let total = |cluster: &Stratum| cluster.population * (cluster.share() - share) / decisions;
        let mean = stratum.drawn.iter().map(total).sum::<f64>() / m;
        let squares = stratum.drawn.iter().map(|c| (total(c) - mean).powi(2));
        if stratum.frame as f64 > m {
            let left = 1.0 - 1.0 / expand;
            variance += left * expand * expand * m / (m - 1.0) * squares.sum::<f64>();
            df += m - 1.0;
        } else {
            // Every cluster is a stratum of its own.
            df += stratum
                .drawn
                .iter()
                .map(|c| c.sampled as f64 - 1.0)
                .sum::<f64>();
        }
        for cluster in stratum.drawn.iter().filter(|cluster| cluster.sampled > 1) {
            let own = cluster.share();
            let rest = 1.0 - cluster.sampled as f64 / cluster.population;
            let part = cluster.population / decisions;
            variance +=
                expand * part * part * rest * own * (1.0 - own) / (cluster.sampled - 1) as f64;
        }
    }
    let cap = checked / (1.0 - checked / decisions).max(0.0);
    let size = if variance > 0.0 {
        (share * (1.0 - share) / variance).min(cap)
    } else {
        cap
    };
    let t = student_t_quantile(df.max(1.0), 0.5 + 0.5 * confidence);
    let size = size * (two_sided_z(confidence) / t).powi(2);
    let Estimate { low, high, .. } = wilson_effective(share, size, confidence)?;
    Some(Estimate::holding(share, low, high, "wilson-cluster"))
}
