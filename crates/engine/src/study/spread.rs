//! A figure over the replications, and how it varies between them.

use crate::measure::Aggregate;
use tierone_stats::monte_carlo;

/// A figure, and how it varies between replications. In the measure's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Mean; for coverage the share, for root mean squared errors the root of the mean.
    pub mean: f64,
    /// Standard deviation between replications, where that has a meaning.
    pub sd: Option<f64>,
    /// Monte Carlo standard error of `mean`; none from a single replication.
    pub mcse: Option<f64>,
    /// 2.5, 50 and 97.5 percentiles between replications, where they have a meaning.
    pub percentiles: Option<[f64; 3]>,
    /// Replications in which it could be computed.
    pub replications: usize,
}

/// Monte Carlo standard errors beyond which a difference is more than chance: one in 370 differences of nothing is.
pub const BEYOND_CHANCE: f64 = 3.0;

impl Spread {
    /// Whether the figure, a difference, is further from zero than chance takes one of nothing.
    pub fn is_beyond_chance(&self) -> bool {
        let error = self.mcse.unwrap_or(f64::INFINITY);
        self.mean != 0.0 && self.mean.abs() > BEYOND_CHANCE * error
    }
}

/// Values of replications as one figure.
pub(super) fn spread(aggregate: Aggregate, values: &[Option<f64>]) -> Option<Spread> {
    let summary = monte_carlo::summarise(values)?;
    let mut spread = Spread {
        mean: summary.mean,
        sd: None,
        mcse: summary.mcse,
        percentiles: None,
        replications: summary.n,
    };
    match aggregate {
        Aggregate::Mean => {
            spread.sd = summary.sd;
            spread.percentiles = Some([summary.p2_5, summary.p50, summary.p97_5]);
        }
        Aggregate::Share => {}
        Aggregate::Waiting => {
            let ratio = linearised_wait(values)?;
            let summary = monte_carlo::summarise(&ratio)?;
            (spread.mean, spread.mcse) = (summary.mean, summary.mcse);
        }
        Aggregate::RootMean => {
            spread.mean = summary.mean.sqrt();
            // Delta method: d√m = dm / (2√m). Undefined where every error is zero.
            spread.mcse = summary
                .mcse
                .filter(|_| spread.mean > 0.0)
                .map(|e| e / (2.0 * spread.mean));
        }
    }
    Some(spread)
}

/// Paired differences, replication by replication.
pub fn difference(
    aggregate: Aggregate,
    ours: &[Option<f64>],
    theirs: &[Option<f64>],
) -> Option<Spread> {
    let paired = differences(aggregate, ours, theirs)?;
    let mean = match aggregate {
        Aggregate::RootMean | Aggregate::Waiting => Aggregate::Share,
        other => other,
    };
    spread(mean, &paired)
}

/// The differences themselves; of what is no mean, values that have its difference as their mean, and its error.
pub(super) fn differences(
    aggregate: Aggregate,
    ours: &[Option<f64>],
    theirs: &[Option<f64>],
) -> Option<Vec<Option<f64>>> {
    let (ours, theirs) = match aggregate {
        Aggregate::RootMean => (linearised(ours)?, linearised(theirs)?),
        Aggregate::Waiting => (linearised_wait(ours)?, linearised_wait(theirs)?),
        _ => (ours.to_vec(), theirs.to_vec()),
    };
    let pairs = ours.iter().zip(&theirs);
    Some(
        pairs
            .map(|(ours, theirs)| Some((*ours)? - (*theirs)?))
            .collect(),
    )
}

/// Values whose mean is the ratio of all that was waited to how often it came to an end, and whose spread is its delta-method
/// error. None where it never did.
fn linearised_wait(waited: &[Option<f64>]) -> Option<Vec<Option<f64>>> {
    let came = |wait: f64| if wait > 0.0 { 1.0 } else { 0.0 };
    let known = || waited.iter().flatten();
    let ends: f64 = known().map(|wait| came(*wait)).sum();
    if ends == 0.0 {
        return None;
    }
    let ratio = known().map(|wait| wait.abs()).sum::<f64>() / ends;
    let mean_ends = ends / known().count() as f64;
    let linear = |wait: f64| ratio + (wait.abs() - ratio * came(wait)) / mean_ends;
    Some(waited.iter().map(|wait| wait.map(linear)).collect())
}

/// Values whose mean is the root of the mean square, and whose spread is its delta-method error.
fn linearised(squares: &[Option<f64>]) -> Option<Vec<Option<f64>>> {
    let mean = monte_carlo::summarise(squares)?.mean;
    let root = mean.sqrt();
    (root > 0.0).then(|| {
        squares
            .iter()
            .map(|square| square.map(|s| root + (s - mean) / (2.0 * root)))
            .collect()
    })
}
