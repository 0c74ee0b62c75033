//! Linearised variances of totals and ratios, from strata and clusters with known weights.

use super::special::student_t_quantile;
use crate::estimate::is_confidence;
use crate::guard::{none_if, only_if};

/// A checked decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SampleUnit {
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
    /// The interval value ± t se with `df` degrees of freedom: for many errors only.
    ///
    /// With few errors it covers far less than it says, and none found leaves no width. `None` without degrees of freedom or for
    /// a confidence outside 0 to 1.
    /// # Units
    /// Those of the estimate; lower and upper limit.
    /// # Examples
    /// ```
    /// use tierone_stats::linear::Linear;
    ///
    /// // R's survey: 0.00911007 to 0.02970811.
    /// let linear = Linear { value: 0.019_409_090_909, se: 0.005_244_373_631, df: 616 };
    /// let (low, high) = linear.t(0.95).unwrap();
    /// assert_eq!(format!("{low:.6} to {high:.6}"), "0.009110 to 0.029708");
    /// ```
    pub fn t(&self, confidence: f64) -> Option<(f64, f64)> {
        only_if(is_confidence(confidence) && self.df > 0)?;
        let reach = student_t_quantile(self.df as f64, 0.5 + 0.5 * confidence) * self.se;
        Some((self.value - reach, self.value + reach))
    }
}

/// The weighted total Σ w y and its linearised standard error.
///
/// `sampled` is the share of each stratum's clusters that was drawn; empty for small shares. `None` without decisions, or
/// where a stratum has one cluster, which says nothing of its spread, and was not all drawn.
/// # Units
/// Those of y, over all decisions.
/// # Source
/// Cochran (1977), Sampling Techniques, 3rd ed., ch. 11; clusters by their totals, and as far as shares are known what is
/// left within those drawn, as R's survey with a finite number in both stages.
/// # Examples
/// ```
/// use tierone_stats::linear::{SampleUnit, total};
///
/// // 3 of 6 decisions: the total 2·(1 + 2 + 6) has the variance 6²·(1 − ½)·7/3.
/// let unit = |cluster: usize, y: f64| SampleUnit { stratum: 0, cluster, weight: 2.0, y, x: 1.0, of_cluster: 1.0 };
/// let estimate = total(&[unit(0, 1.0), unit(1, 2.0), unit(2, 6.0)], &[0.5]).unwrap();
/// assert_eq!((estimate.value, estimate.df), (18.0, 2));
/// assert!((estimate.se - 42f64.sqrt()).abs() < 1e-12);
/// ```
pub fn total(units: &[SampleUnit], sampled: &[f64]) -> Option<Linear> {
    let value = units.iter().map(|unit| unit.weight * unit.y).sum();
    let (variance, df) = spread(units, sampled, |unit| unit.weight * unit.y)?;
    Some(Linear {
        value,
        se: variance.sqrt(),
        df,
    })
}

/// The ratio Σ w y / Σ w x and its standard error, linearised by Taylor's series.
///
/// `sampled` as for [`total`]. `None` as for [`total`], and where Σ w x is not positive.
/// # Units
/// Those of y by those of x; a share where x is 1.
/// # Source
/// Woodruff (1971), Journal of the American Statistical Association 66, 411–414.
/// # Examples
/// ```
/// use tierone_stats::linear::{SampleUnit, ratio};
///
/// // A simple sample of 3 decisions with 1 error: 1/3, with the variance p(1 − p)/(n − 1).
/// let unit = |cluster: usize, y: f64| SampleUnit { stratum: 0, cluster, weight: 100.0, y, x: 1.0, of_cluster: 1.0 };
/// let share = ratio(&[unit(0, 1.0), unit(1, 0.0), unit(2, 0.0)], &[]).unwrap();
/// assert!((share.value - 1.0 / 3.0).abs() < 1e-15);
/// assert!((share.se - 1.0 / 3.0).abs() < 1e-12);
/// ```
pub fn ratio(units: &[SampleUnit], sampled: &[f64]) -> Option<Linear> {
    let sum = |of: fn(&SampleUnit) -> f64| units.iter().map(|u| u.weight * of(u)).sum::<f64>();
    let (y, x) = (sum(|unit| unit.y), sum(|unit| unit.x));
    none_if(x.is_nan() || x <= 0.0)?;
    let value = y / x;
    let residual = |unit: &SampleUnit| unit.weight * (unit.y - value * unit.x) / x;
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

/// [`ratio`] from sums by stratum, so that decisions outside a domain cost nothing.
///
/// `sampled` and `None` as for [`ratio`].
/// # Units
/// Those of y by those of x.
/// # Source
/// As for [`ratio`].
/// # Examples
/// ```
/// use tierone_stats::linear::{Sums, ratio_of_sums};
///
/// // Errors in the stratified sample of tests/reference/data/strat_a.csv, against R's survey.
/// let strata = [(9_000.0, 180, 4), (26_000.0, 220, 2), (3_500.0, 120, 6), (1_500.0, 100, 11)];
/// let sums = strata.map(|(population, n, found)| {
///     let weight = population / n as f64;
///     let mut sums = Sums { n, ..Sums::default() };
///     (0..n).for_each(|k| sums.add(if k < found { weight } else { 0.0 }, weight));
///     sums
/// });
/// let sampled = strata.map(|(population, n, _)| n as f64 / population);
/// let share = ratio_of_sums(&sums, &sampled).unwrap();
/// assert!((share.value - 0.019_409_090_909_090_9).abs() < 1e-12);
/// assert!((share.se - 0.005_244_373_630_628_7).abs() < 1e-12);
/// assert_eq!(share.df, 616);
/// ```
pub fn ratio_of_sums(strata: &[Sums], sampled: &[f64]) -> Option<Linear> {
    let sum = |of: fn(&Sums) -> f64| strata.iter().map(of).sum::<f64>();
    let (y, x) = (sum(|stratum| stratum.y), sum(|stratum| stratum.x));
    none_if(x.is_nan() || x <= 0.0)?;
    let value = y / x;
    let residuals = |s: &Sums| {
        let square = s.yy - 2.0 * value * s.xy + value * value * s.xx;
        ((s.y - value * s.x) / x, square.max(0.0) / (x * x))
    };
    spread_of_sums(strata, sampled, residuals, value)
}

/// [`total`] from sums by stratum.
///
/// `sampled` and `None` as for [`total`].
/// # Units
/// Those of y, over all decisions.
/// # Source
/// As for [`total`].
/// # Examples
/// ```
/// use tierone_stats::linear::{Sums, total_of_sums};
///
/// // As for `total`: 2·(1 + 2 + 6), with the variance 6²·(1 − ½)·7/3.
/// let mut sums = Sums { n: 3, ..Sums::default() };
/// [1.0, 2.0, 6.0].into_iter().for_each(|y| sums.add(2.0 * y, 2.0));
/// let estimate = total_of_sums(&[sums], &[0.5]).unwrap();
/// assert_eq!((estimate.value, estimate.df), (18.0, 2));
/// assert!((estimate.se - 42f64.sqrt()).abs() < 1e-12);
/// ```
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
            none_if(stratum.n == 1)?;
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
fn spread(
    units: &[SampleUnit],
    sampled: &[f64],
    z: impl Fn(&SampleUnit) -> f64,
) -> Option<(f64, u64)> {
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
            none_if(drawn.len() == 1)?;
            let mean = drawn.iter().map(|cluster| cluster.sum).sum::<f64>() / m;
            let squares: f64 = drawn.iter().map(|c| (c.sum - mean).powi(2)).sum();
            variance += (1.0 - share) * m / (m - 1.0) * squares;
        }
        variance += share.min(1.0) * drawn.iter().map(|cluster| cluster.within()).sum::<f64>();
        df += drawn.len() as u64 - 1;
    }
    (!units.is_empty()).then_some((variance, df))
}
