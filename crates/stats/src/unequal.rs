//! Decisions drawn each on its own with a probability of its own: Poisson sampling.

use super::proportion::wilson_effective;
use crate::estimate::{Estimate, PointEstimate, is_confidence};
use crate::guard::only_if;

/// A decision that was checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// One over its inclusion probability, 1 or more.
    pub weight: f64,
    /// What is added up: an error as 1 or 0, or an amount.
    pub y: f64,
}

/// A stratum of a targeted sample, as it is and not as a sample shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetedStratum {
    /// Its share of all decisions.
    pub weight: f64,
    /// The share of its decisions that is checked.
    pub fraction: f64,
    /// The share of its decisions that is in error.
    pub share: f64,
}

/// The weights of a sample: one over the inclusion probability of each decision checked.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weights {
    /// Decisions checked.
    pub count: f64,
    /// Σ w, the decisions they stand for.
    pub sum: f64,
    /// Σ w².
    pub squares: f64,
    /// The largest weight.
    pub max_weight: f64,
}

impl Weights {
    /// Adds one decision checked.
    pub fn add(&mut self, weight: f64) {
        self.count += 1.0;
        self.sum += weight;
        self.squares += weight * weight;
        self.max_weight = self.max_weight.max(weight);
    }

    /// The size of the simple sample that would be as precise if errors did not depend on weights, (Σ w)²/Σ w².
    ///
    /// # Units
    /// Decisions.
    /// # Source
    /// Kish (1965), Survey Sampling, 11.7.
    /// # Examples
    /// ```
    /// use tierone_stats::unequal::Weights;
    ///
    /// let mut weights = Weights::default();
    /// [1.0, 1.0, 2.0].into_iter().for_each(|weight| weights.add(weight));
    /// assert!((weights.kish_size() - 16.0 / 6.0).abs() < 1e-15);
    /// assert!((weights.kish_effect() - 18.0 / 16.0).abs() < 1e-15);
    /// ```
    pub fn kish_size(&self) -> f64 {
        self.sum * self.sum / self.squares
    }

    /// By how much unequal weights inflate the variance, n Σ w²/(Σ w)²: the design effect of weighting, 1 or more.
    ///
    /// # Source
    /// Kish (1965), Survey Sampling, 11.7.
    pub fn kish_effect(&self) -> f64 {
        self.count / self.kish_size()
    }
}

/// The weighted total Σ w y and its standard error, √Σ (1 − 1/w) (w y)², of decisions that were drawn independently.
///
/// # Units
/// Those of y, over all decisions.
/// # Source
/// Horvitz & Thompson (1952), Journal of the American Statistical Association 47, 663–685,
/// doi:10.1080/01621459.1952.10483446.
/// # Examples
/// ```
/// use tierone_stats::unequal::{Observation, total};
///
/// // Two decisions of weights 2 and 4: 2·1 + 4·3 and √(½·2² + ¾·12²).
/// let checked = [(2.0, 1.0), (4.0, 3.0)].map(|(weight, y)| Observation { weight, y });
/// let estimate = total(&checked);
/// assert_eq!(estimate.value, 14.0);
/// assert!((estimate.se - 110f64.sqrt()).abs() < 1e-12);
/// ```
pub fn total(checked: &[Observation]) -> PointEstimate {
    let value = checked.iter().map(|one| one.weight * one.y).sum();
    let variance: f64 = checked
        .iter()
        .map(|one| (1.0 - 1.0 / one.weight) * (one.weight * one.y).powi(2))
        .sum();
    PointEstimate {
        value,
        se: variance.sqrt(),
    }
}

/// The weighted mean Σ w y / Σ w and its standard error, of every decision checked.
///
/// `None` without decisions.
/// # Units
/// Those of y.
/// # Source
/// Hájek (1971), in Godambe & Sprott (eds), Foundations of Statistical Inference, with the variance of independent draws of
/// y less the mean.
/// # Examples
/// ```
/// use tierone_stats::unequal::{Observation, mean};
///
/// let checked = [(2.0, 1.0), (4.0, 0.0)].map(|(weight, y)| Observation { weight, y });
/// assert!((mean(&checked).unwrap().value - 1.0 / 3.0).abs() < 1e-15);
/// assert_eq!(mean(&[]), None);
/// ```
pub fn mean(checked: &[Observation]) -> Option<PointEstimate> {
    let sum: f64 = checked.iter().map(|one| one.weight).sum();
    let value = total(checked).value / sum;
    let residual = |one: &Observation| Observation {
        y: one.y - value,
        ..*one
    };
    let residuals: Vec<Observation> = checked.iter().map(residual).collect();
    (sum > 0.0).then(|| PointEstimate {
        value,
        se: total(&residuals).se / sum,
    })
}

/// What the unweighted share in error tends to where strata are checked unequally: Σ W f p / Σ W f.
///
/// `None` where nothing is checked.
/// # Units
/// A share of decisions, 0 to 1.
/// # Examples
/// ```
/// use tierone_stats::unequal::{TargetedStratum, naive_limit};
///
/// // 0.91 % of all decisions are in error; the checks, which go where errors are, tend to 3.26 %.
/// let strata = [(0.7, 0.02, 0.003), (0.2, 0.1, 0.01), (0.1, 0.5, 0.05)]
///     .map(|(weight, fraction, share)| TargetedStratum { weight, fraction, share });
/// assert!((naive_limit(&strata).unwrap() - 0.032_642_857_142_857).abs() < 1e-15);
/// ```
pub fn naive_limit(strata: &[TargetedStratum]) -> Option<f64> {
    let checked: f64 = strata
        .iter()
        .map(|stratum| stratum.weight * stratum.fraction)
        .sum();
    let wrong: f64 = strata
        .iter()
        .map(|stratum| stratum.weight * stratum.fraction * stratum.share)
        .sum();
    (checked > 0.0).then(|| wrong / checked)
}

/// Wilson's interval for a share in error, at an effective size that is smoothed and capped at Kish's.
///
/// `wrong` are the weights of the decisions found in error. The share is Horvitz and Thompson's Σ w / N where the
/// population is known, else Hájek's. Its variance is that of a Poisson number of errors whose weights have the mean and
/// mean square of those found, smoothed with one error of an average weight: errors that hide where weights are large
/// are not known to be absent because none was found. What was checked is taken as known, as in
/// [`stratified`](crate::stratified). `None` where nothing was checked, more is in error than was checked, a weight is below
/// 1, the population is smaller than the sample, or for a confidence outside 0 to 1.
/// # Units
/// A share of decisions, 0 to 1.
/// # Source
/// Franco, Little, Louis & Slud (2019), Journal of Survey Statistics and Methodology 7, 334–364, doi:10.1093/jssam/smy019,
/// for Wilson at an effective size; the smoothing is a proposal of this project.
/// # Examples
/// ```
/// use tierone_stats::unequal::{Weights, wilson_kish};
///
/// let mut weights = Weights::default();
/// (0..200).for_each(|_| weights.add(50.0));
/// (0..100).for_each(|_| weights.add(5.0));
/// let interval = wilson_kish(&[50.0, 5.0, 5.0], weights, Some(10_500.0), 0.95).unwrap();
/// assert!((interval.value - 60.0 / 10_500.0).abs() < 1e-15);
/// assert!(interval.low < interval.value && interval.value < interval.high);
/// ```
pub fn wilson_kish(
    wrong: &[f64],
    sample: Weights,
    population: Option<f64>,
    confidence: f64,
) -> Option<Estimate> {
    let all = population.unwrap_or(sample.sum);
    let fits = sample.count > 0.0 && all >= sample.count && wrong.len() as f64 <= sample.count;
    only_if(is_confidence(confidence) && fits && wrong.iter().all(|weight| *weight >= 1.0))?;
    let known = wrong.len() as f64;
    let value = (wrong.iter().sum::<f64>() / all).min(1.0);
    let unchecked = all - sample.count;
    // Weights without spread or a census leave nothing to smooth.
    let spare = sample.squares - sample.sum;
    if unchecked <= 0.0 || spare <= 0.0 {
        return Some(Estimate::containing(value, value, value, "wilson-kish"));
    }
    let missed: f64 = wrong.iter().map(|weight| weight - 1.0).sum();
    let squares: f64 = wrong.iter().map(|weight| weight * (weight - 1.0)).sum();
    let usual = (sample.sum - sample.count) / sample.count;
    let usual_squares = spare / sample.count;
    let share = (missed / unchecked).min(1.0);
    let per_error = (squares + usual_squares) / (missed + usual);
    let cap = unchecked * usual / usual_squares;
    // One decision checked is the least that a sample says, also where weights make all decisions wrong.
    let size = (unchecked * (1.0 - share) / per_error).max(1.0).min(cap);
    let wilson = wilson_effective(share, size, confidence)?;
    let whole = |share: f64| (known + unchecked * share) / all;
    Some(Estimate::containing(
        value,
        whole(wilson.low),
        whole(wilson.high).min(1.0),
        "wilson-kish",
    ))
}
