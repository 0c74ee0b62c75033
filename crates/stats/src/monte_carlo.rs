//! Figures over replications: mean, spread, Monte Carlo error, percentiles, and how many digits may be printed.

use crate::guard::none_if;

/// What the replications say of one figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Replications in which the figure could be computed.
    pub n: usize,
    /// Their mean.
    pub mean: f64,
    /// Standard deviation between replications (divisor n − 1); `None` with one replication.
    pub sd: Option<f64>,
    /// Monte Carlo standard error of the mean, sd/√n.
    pub mcse: Option<f64>,
    /// 2.5 percentile.
    pub p2_5: f64,
    /// Median.
    pub p50: f64,
    /// 97.5 percentile.
    pub p97_5: f64,
}

/// Summarises the values of replications, given in replication order; `None` and values that are not finite are left out.
///
/// Sums are compensated and run in the order given, so equal inputs give equal bits. `None` where nothing is left.
/// # Units
/// Those of the values.
/// # Source
/// Morris, White & Crowther (2019), Statistics in Medicine 38, 2074–2102, table 6, doi:10.1002/sim.8086, for the Monte Carlo
/// error.
/// # Examples
/// ```
/// use tierone_stats::monte_carlo::summarise;
///
/// let summary = summarise(&[Some(1.0), None, Some(2.0), Some(3.0), Some(4.0)]).unwrap();
/// assert_eq!((summary.n, summary.mean, summary.p50), (4, 2.5, 2.5));
/// assert!((summary.mcse.unwrap() - (5.0f64 / 3.0).sqrt() / 2.0).abs() < 1e-15);
/// ```
pub fn summarise(values: &[Option<f64>]) -> Option<Summary> {
    let mut kept: Vec<f64> = values
        .iter()
        .flatten()
        .copied()
        .filter(|value| value.is_finite())
        .collect();
    let n = kept.len();
    none_if(n == 0)?;
    let mean = mean(&kept);
    let sd = (n > 1).then(|| {
        // The mean's own rounding is taken out again (the corrected two-pass form).
        let squares = sum(kept.iter().map(|value| (value - mean) * (value - mean)));
        let left = sum(kept.iter().map(|value| value - mean));
        ((squares - left * left / n as f64).max(0.0) / (n - 1) as f64).sqrt()
    });
    kept.sort_by(f64::total_cmp);
    Some(Summary {
        n,
        mean,
        sd,
        mcse: sd.map(|sd| sd / (n as f64).sqrt()),
        p2_5: percentile(&kept, 0.025),
        p50: percentile(&kept, 0.5),
        p97_5: percentile(&kept, 0.975),
    })
}

/// Sum in the order given, keeping what each addition rounds away.
///
/// # Source
/// Neumaier (1974), Zeitschrift für Angewandte Mathematik und Mechanik 54, 39–51, doi:10.1002/zamm.19740540106.
/// # Examples
/// ```
/// use tierone_stats::monte_carlo::sum;
///
/// assert_eq!(sum([1.0, 1e100, 1.0, -1e100]), 2.0);
/// ```
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut total, mut dropped) = (0.0, 0.0);
    for value in values {
        let next: f64 = total + value;
        dropped += if f64::abs(total) >= value.abs() {
            (total - next) + value
        } else {
            (value - next) + total
        };
        total = next;
    }
    total + dropped
}

/// The quantile of sorted values at `p`: linear between the order statistics around (n − 1) p; NaN without values.
///
/// # Units
/// Those of the values.
/// # Source
/// Hyndman & Fan (1996), American Statistician 50, 361–365, doi:10.1080/00031305.1996.10473566, definition 7, the default of
/// R and numpy.
/// # Examples
/// ```
/// use tierone_stats::monte_carlo::percentile;
///
/// assert_eq!(percentile(&[1.0, 2.0, 3.0, 4.0], 0.5), 2.5);
/// assert_eq!(percentile(&[1.0, 2.0, 3.0, 4.0], 0.25), 1.75);
/// ```
pub fn percentile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = p.clamp(0.0, 1.0) * last as f64;
    let below = (place.floor() as usize).min(last);
    let above = (below + 1).min(last);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

/// Decimals to which a figure may be printed: down to the first digit that its Monte Carlo standard error touches.
///
/// A figure without error, or with one too small to show, is given `most` decimals.
/// # Examples
/// ```
/// use tierone_stats::monte_carlo::decimals;
///
/// assert_eq!(decimals(0.03, 6), 2);
/// assert_eq!(decimals(4.0, 6), 0);
/// assert_eq!(decimals(0.0, 6), 6);
/// ```
pub fn decimals(mcse: f64, most: usize) -> usize {
    if mcse.is_nan() {
        return 0;
    }
    if mcse <= 0.0 {
        return most;
    }
    let place = -mcse.log10().floor();
    if place <= 0.0 {
        0
    } else {
        (place as usize).min(most)
    }
}

fn mean(values: &[f64]) -> f64 {
    sum(values.iter().copied()) / values.len() as f64
}
