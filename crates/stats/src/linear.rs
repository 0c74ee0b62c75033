//! Linearised variances of totals and ratios, from strata and clusters with known weights.

use super::special::student_t_quantile;
use crate::estimate::is_confidence;

/// A checked decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// Its stratum, counted from 0.
    pub stratum: usize,
    /// Its cluster within the stratum, counted from 0: what was drawn first, the decision itself where nothing was.
    pub cluster: usize,
    /// One over its inclusion probability.
    pub weight: f64,
    /// What is added up: an error as 1 or 0, or an amount; 0 outside the domain that is asked about.
    pub y: f64,
    /// What it is compared with: 1 for a mean, an assessed value for a ratio; 0 outside the domain.
    pub x: f64,
    /// The share of its cluster's decisions that was drawn; 1 for all, or where a cluster counts by its total alone.
    pub of_cluster: f64,
}

/// A linearised estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
    /// Degrees of freedom: clusters less strata.
    pub df: u64,
}

impl Linear {
    /// The t interval: for many errors only. With few it covers far less than it says, and none found leaves no width.
    pub fn t(&self, confidence: f64) -> Option<(f64, f64)> {
        if !(is_confidence(confidence) && self.df > 0) {
            return None;
        }
        let reach = student_t_quantile(self.df as f64, 0.5 + 0.5 * confidence) * self.se;
        Some((self.value - reach, self.value + reach))
    }
}

/// The weighted total Σ w y. `sampled` is the share of each stratum's clusters that was drawn; empty for small shares.
///
/// `None` without decisions, or where a stratum has one cluster, which says nothing of its spread, and was not all drawn.
/// # Source
/// Cochran (1977), Sampling Techniques, 3rd ed., ch. 11; clusters by their totals, and as far as shares are known what is
/// left within those drawn, as R's survey with a finite number in both steps.
pub fn total(units: &[Unit], sampled: &[f64]) -> Option<Linear> {
    let value = units.iter().map(|unit| unit.weight * unit.y).sum();
    let (variance, df) = spread(units, sampled, |unit| unit.weight * unit.y)?;
    Some(Linear {
        value,
        se: variance.sqrt(),
        df,
    })
}

/// The ratio Σ w y / Σ w x, by Taylor's series.
///
/// # Source
/// Woodruff (1971), JASA 66, 411–414.
pub fn ratio(units: &[Unit], sampled: &[f64]) -> Option<Linear> {
    let sum = |of: fn(&Unit) -> f64| units.iter().map(|u| u.weight * of(u)).sum::<f64>();
    let (y, x) = (sum(|unit| unit.y), sum(|unit| unit.x));
    if x.is_nan() || x <= 0.0 {
        return None;
    }
    let value = y / x;
    let residual = |unit: &Unit| unit.weight * (unit.y - value * unit.x) / x;
    let (variance, df) = spread(units, sampled, residual)?;
    Some(Linear {
        value,
        se: variance.sqrt(),
        df,
    })
}

/// What the units of one stratum add up to, where no clusters were drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// Units checked, also those outside the domain that is asked about.
    pub n: u64,
    /// Σ w y.
    pub y: f64,
    /// Σ w x.
    pub x: f64,
    /// Σ (w y)².
    pub yy: f64,
    /// Σ (w y)(w x).
    pub xy: f64,
    /// Σ (w x)².
    pub xx: f64,
}

impl Sums {
    /// Adds the weighted `y` and `x` of a unit of the domain, which is counted apart.
    pub fn add(&mut self, y: f64, x: f64) {
        self.y += y;
        self.x += x;
        self.yy += y * y;
        self.xy += x * y;
        self.xx += x * x;
    }
}

/// [`ratio`] from sums, so that units outside a domain cost nothing.
pub fn ratio_of_sums(strata: &[Sums], sampled: &[f64]) -> Option<Linear> {
    let sum = |of: fn(&Sums) -> f64| strata.iter().map(of).sum::<f64>();
    let (y, x) = (sum(|stratum| stratum.y), sum(|stratum| stratum.x));
    if x.is_nan() || x <= 0.0 {
        return None;
    }
    let value = y / x;
    let residuals = |s: &Sums| {
        let square = s.yy - 2.0 * value * s.xy + value * value * s.xx;
        ((s.y - value * s.x) / x, square.max(0.0) / (x * x))
    };
    spread_of_sums(strata, sampled, residuals, value)
}

/// [`total`] from sums.
pub fn total_of_sums(strata: &[Sums], sampled: &[f64]) -> Option<Linear> {
    let value = strata.iter().map(|stratum| stratum.y).sum();
    spread_of_sums(strata, sampled, |stratum| (stratum.y, stratum.yy), value)
}

fn spread_of_sums(
    strata: &[Sums],
    sampled: &[f64],
    sums: impl Fn(&Sums) -> (f64, f64),
    value: f64,
) -> Option<Linear> {
    let (mut variance, mut df) = (0.0, 0);
    for (h, stratum) in strata.iter().enumerate().filter(|(_, s)| s.n > 0) {
        let n = stratum.n as f64;
        let left = 1.0 - sampled.get(h).copied().unwrap_or(0.0);
        if left > 0.0 {
            if stratum.n == 1 {
                return None;
            }
            let (sum, squares) = sums(stratum);
            variance += left * n / (n - 1.0) * (squares - sum * sum / n).max(0.0);
        }
        df += stratum.n - 1;
    }
    (strata.iter().any(|stratum| stratum.n > 0)).then_some(Linear {
        value,
        se: variance.sqrt(),
        df,
    })
}

/// What was drawn of a cluster.
#[derive(Clone, Copy, Default)]
struct Drawn {
    n: f64,
    sum: f64,
    squares: f64,
    share: f64,
}

impl Drawn {
    /// (1 − f) n/(n − 1) Σ (z − z̄)² within.
    fn within(self) -> f64 {
        if self.n > 1.0 {
            let squares = (self.squares - self.sum * self.sum / self.n).max(0.0);
            (1.0 - self.share).max(0.0) * self.n / (self.n - 1.0) * squares
        } else {
            0.0
        }
    }
}

/// Σ (1 − f) m/(m − 1) Σ (z − z̄)² over the cluster totals of each stratum, with f times the same within each cluster, and
/// the degrees of freedom.
fn spread(units: &[Unit], sampled: &[f64], z: impl Fn(&Unit) -> f64) -> Option<(f64, u64)> {
    let mut clusters: Vec<Vec<Drawn>> = Vec::new();
    for unit in units {
        if clusters.len() <= unit.stratum {
            clusters.resize(unit.stratum + 1, Vec::new());
        }
        let stratum = &mut clusters[unit.stratum];
        if stratum.len() <= unit.cluster {
            stratum.resize(unit.cluster + 1, Drawn::default());
        }
        let cluster = &mut stratum[unit.cluster];
        let z = z(unit);
        cluster.n += 1.0;
        cluster.sum += z;
        cluster.squares += z * z;
        cluster.share = unit.of_cluster;
    }
    let (mut variance, mut df) = (0.0, 0);
    for (h, drawn) in clusters.iter().enumerate().filter(|(_, d)| !d.is_empty()) {
        let m = drawn.len() as f64;
        let share = sampled.get(h).copied().unwrap_or(0.0);
        if share < 1.0 {
            if drawn.len() == 1 {
                return None;
            }
            let mean = drawn.iter().map(|cluster| cluster.sum).sum::<f64>() / m;
            let squares: f64 = drawn.iter().map(|c| (c.sum - mean).powi(2)).sum();
            variance += (1.0 - share) * m / (m - 1.0) * squares;
        }
        variance += share.min(1.0) * drawn.iter().map(|cluster| cluster.within()).sum::<f64>();
        df += drawn.len() as u64 - 1;
    }
    (!units.is_empty()).then_some((variance, df))
}
