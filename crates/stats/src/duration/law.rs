//! Durations as a law: values with probabilities, what they add up to over stages, and stages of exponential length.

use crate::guard::{none_if, only_if};
use crate::precision::TIE;

/// Values that sums of stages may have.
const MOST_VALUES: usize = 100_000;

/// Durations with their probabilities.
#[derive(Clone, Debug, PartialEq)]
pub struct DurationLaw {
    /// Pairs of a duration and its probability, in order.
    values: Vec<(f64, f64)>,
}

impl DurationLaw {
    /// Of durations and their probabilities, which add up to one.
    ///
    /// `None` without any, with a duration below 0, or where the probabilities are none or do not add up to 1.
    /// # Examples
    /// ```
    /// use tierone_stats::duration::DurationLaw;
    ///
    /// let recorded = DurationLaw::new(&[5.0, 15.0, 25.0], &[0.2, 0.6, 0.2]).unwrap();
    /// let lag = DurationLaw::new(&[0.0, 10.0], &[0.5, 0.5]).unwrap();
    /// // By recorded dates 80 % take 15 days at most; counted from receipt only half do.
    /// assert!((recorded.share_within(15.0) - 0.8).abs() < 1e-12);
    /// assert!((recorded.then(&lag).unwrap().share_within(15.0) - 0.5).abs() < 1e-12);
    /// ```
    pub fn new(durations: &[f64], probabilities: &[f64]) -> Option<Self> {
        let all: f64 = probabilities.iter().sum();
        let usable = durations.len() == probabilities.len()
            && durations.iter().all(|d| *d >= 0.0 && d.is_finite())
            && probabilities.iter().all(|p| *p >= 0.0)
            && (all - 1.0).abs() < 1e-9;
        none_if(!usable || durations.is_empty())?;
        let pairs = durations.iter().copied().zip(probabilities.iter().copied());
        Some(Self::ordered(pairs.collect()))
    }

    fn ordered(mut pairs: Vec<(f64, f64)>) -> Self {
        pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut values: Vec<(f64, f64)> = Vec::new();
        for (duration, probability) in pairs {
            match values.last_mut() {
                Some(last) if last.0 == duration => last.1 += probability,
                _ => values.push((duration, probability)),
            }
        }
        Self { values }
    }

    /// The law of this duration and an independent one after it. `None` beyond 100 000 values.
    pub fn then(&self, next: &Self) -> Option<Self> {
        none_if(self.values.len().checked_mul(next.values.len())? > MOST_VALUES)?;
        let sums = self.values.iter().flat_map(|(a, p)| {
            let of = move |(b, q): &(f64, f64)| (a + b, p * q);
            next.values.iter().map(of)
        });
        Some(Self::ordered(sums.collect()))
    }

    fn moment(&self, of: impl Fn(f64) -> f64) -> f64 {
        self.values.iter().map(|(value, p)| of(*value) * p).sum()
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.moment(|value| value)
    }

    /// The standard deviation.
    pub fn sd(&self) -> f64 {
        let mean = self.mean();
        self.moment(|value| (value - mean).powi(2)).sqrt()
    }

    /// P(D ≤ target).
    pub fn share_within(&self, target: f64) -> f64 {
        self.moment(|value| f64::from(u8::from(value <= target)))
    }

    /// The smallest duration that a share takes at most; `None` for a share outside 0 to 1.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let mut below = 0.0;
        let reached = |(_, p): &&(f64, f64)| {
            below += p;
            below >= share - TIE
        };
        let inside = (0.0..=1.0).contains(&share);
        inside
            .then(|| self.values.iter().find(reached))
            .flatten()
            .map(|(value, _)| *value)
    }

    /// The mean total duration of cases found open at a moment taken at random: E D² / E D. `None` where all take no time.
    /// # Source
    /// Cox (1962), Renewal Theory, §5.
    pub fn mean_of_open(&self) -> Option<f64> {
        let mean = self.mean();
        (mean > 0.0).then(|| self.moment(|value| value * value) / mean)
    }

    /// The mean age of cases found open at a moment taken at random: E D² / 2 E D.
    pub fn mean_age_of_open(&self) -> Option<f64> {
        self.mean_of_open().map(|mean| 0.5 * mean)
    }

    /// The share of cases found open that take at most `target` in all.
    pub fn share_of_open_within(&self, target: f64) -> Option<f64> {
        let mean = self.mean();
        let within = || self.moment(|value| if value <= target { value } else { 0.0 });
        (mean > 0.0).then(|| within() / mean)
    }
}

/// The probability that independent stages of exponential length take at most `target` together.
///
/// By uniformisation, which stays exact where rates are equal or nearly so. `None` without stages, for rates that are not
/// above 0, or where the fastest rate times `target` is above 100 000.
/// # Units
/// `rates` are one over the mean of each stage; `target` is in the same unit of time.
/// # Source
/// Jensen (1953), Skandinavisk Aktuarietidskrift 36, 87–91 (uniformisation); the law is Erlang's generalised one.
/// # Examples
/// ```
/// use tierone_stats::duration::exponential_stages_within;
///
/// // One stage: 1 − e⁻¹. Two with equal rates: 1 − 2 e⁻¹.
/// let e = (-1f64).exp();
/// assert!((exponential_stages_within(&[0.1], 10.0).unwrap() - (1.0 - e)).abs() < 1e-13);
/// assert!((exponential_stages_within(&[0.1, 0.1], 10.0).unwrap() - (1.0 - 2.0 * e)).abs() < 1e-13);
/// ```
pub fn exponential_stages_within(rates: &[f64], target: f64) -> Option<f64> {
    let fastest = rates.iter().copied().fold(0.0, f64::max);
    let usable = !rates.is_empty() && rates.iter().all(|rate| *rate > 0.0 && rate.is_finite());
    let events = fastest * target;
    only_if(usable && (0.0..=1e5).contains(&events))?;
    let steps: Vec<f64> = rates.iter().map(|rate| rate / fastest).collect();
    let mut stages = vec![0.0; rates.len()];
    stages[0] = 1.0;
    let (mut done, mut answer) = (0.0, 0.0);
    let most = (events + 12.0 * events.sqrt() + 60.0).ceil() as u64;
    let mut log_mass = -events;
    for jump in 0..=most {
        answer += log_mass.exp() * done;
        let mut carried = 0.0;
        for (stage, step) in stages.iter_mut().zip(&steps) {
            let moved = *stage * step;
            *stage += carried - moved;
            carried = moved;
        }
        done += carried;
        log_mass += (events / (jump + 1) as f64).ln();
    }
    Some(answer.clamp(0.0, 1.0))
}
