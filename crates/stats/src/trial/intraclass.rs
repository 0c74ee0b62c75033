//! How alike decisions of one cluster are, and what that costs.

use crate::guard::none_if;
use crate::special::{normal_quantile, normal_tails};

/// The one-way analysis of variance of clusters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Intraclass {
    /// Mean square between clusters.
    pub between: f64,
    /// Mean square within them.
    pub within: f64,
    /// The size of a cluster that counts: (N − Σ n²/N)/(k − 1).
    pub size: f64,
    /// The intra-class correlation, (MSB − MSW)/(MSB + (n₀ − 1) MSW), which chance can put below 0.
    pub correlation: f64,
}

/// How alike rows of one cluster are, from rows, sums and sums of squares of each cluster.
///
/// `None` with fewer than two clusters, no more rows than clusters, or where all rows are the same.
/// # Source
/// Donner & Koval (1980), Biometrics 36, 19–25, doi:10.2307/2530491: the analysis of variance estimate.
/// # Examples
/// ```
/// use tierone_stats::trial::intraclass;
///
/// // Clusters (1, 1), (0, 0), (1, 0): rows of one are alike.
/// let alike = intraclass(&[(2, 2.0, 2.0), (2, 0.0, 0.0), (2, 1.0, 1.0)]).unwrap();
/// assert!((alike.correlation - 0.5).abs() < 1e-12);
/// ```
pub fn intraclass(clusters: &[(u64, f64, f64)]) -> Option<Intraclass> {
    let clusters: Vec<_> = clusters.iter().filter(|(n, ..)| *n > 0).collect();
    let k = clusters.len() as f64;
    let rows: f64 = clusters.iter().map(|(n, ..)| *n as f64).sum();
    none_if(clusters.len() < 2 || rows <= k)?;
    let mean = clusters.iter().map(|(_, sum, _)| sum).sum::<f64>() / rows;
    let (mut between, mut within, mut squares) = (0.0, 0.0, 0.0);
    for (n, sum, square) in clusters {
        let n = *n as f64;
        between += n * (sum / n - mean).powi(2);
        within += (square - sum * sum / n).max(0.0);
        squares += n * n;
    }
    let between = between / (k - 1.0);
    let within = within / (rows - k);
    let size = (rows - squares / rows) / (k - 1.0);
    let all = between + (size - 1.0) * within;
    (all > 0.0).then(|| Intraclass {
        between,
        within,
        size,
        correlation: (between - within) / all,
    })
}

/// How many times larger than of independent decisions the variance of a mean is: 1 + ((1 + cv²) m − 1) ρ.
///
/// `m` is the mean size of a cluster, `cv` the coefficient of variation of sizes.
/// # Source
/// Eldridge, Ashby & Kerry (2006), International Journal of Epidemiology 35, 1292–1300, doi:10.1093/ije/dyl129.
/// # Examples
/// ```
/// use tierone_stats::trial::design_effect;
///
/// assert!((design_effect(50.0, 0.0, 0.02) - 1.98).abs() < 1e-14);
/// ```
pub fn design_effect(m: f64, cv: f64, correlation: f64) -> f64 {
    1.0 + ((1.0 + cv * cv) * m - 1.0) * correlation
}

/// How often a test that forgets clusters finds a difference where there is none, at a stated `alpha`.
///
/// `None` for a design effect that is not above 0 or an `alpha` outside 0 to 1.
/// # Source
/// 2 (1 − Φ(z/√deff)): Kish (1965), Survey Sampling, §5.4.
/// # Examples
/// ```
/// use tierone_stats::trial::naive_type_one_error;
///
/// // One in six, where one in twenty was meant.
/// assert!((naive_type_one_error(1.98, 0.05).unwrap() - 0.163_654_341_703).abs() < 1e-10);
/// ```
pub fn naive_type_one_error(design_effect: f64, alpha: f64) -> Option<f64> {
    let usable = design_effect > 0.0 && alpha > 0.0 && alpha < 1.0;
    usable.then(|| {
        let z = -normal_quantile(0.5 * alpha);
        2.0 * normal_tails(z / design_effect.sqrt()).upper
    })
}
