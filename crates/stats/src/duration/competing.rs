//! The share of cases that have ended in one of several ways by a time, where some are open still.

use super::survival::{Band, limits};
use crate::estimate::Estimate;
use crate::guard::none_if;
use crate::precision::TIE;
use crate::proportion::wilson;

/// A case that may end in more than one way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ending {
    /// How old it was at its end, or when it was last seen open.
    pub time: f64,
    /// How it ended, by a number; none while it is open.
    pub cause: Option<usize>,
}

/// A share that has ended in one way by a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Incidence {
    /// The share of all cases.
    pub share: f64,
    /// Its standard error.
    pub se: f64,
    /// Cases that were watched beyond the time or ended by it in this way: what an estimate without any of either kind
    /// rests on.
    pub known: u64,
}

/// The share of all cases that have ended by one cause, by time.
#[derive(Clone, Debug, PartialEq)]
pub struct IncidenceCurve {
    /// Times at which cases ended, in their order.
    moments: Vec<Moment>,
    /// The longest time that any case was watched.
    watched: f64,
    /// By the order of time, when each case was last seen.
    times: Vec<f64>,
}

/// What is known at a time at which cases ended.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Moment {
    time: f64,
    /// The share open just before, and just after.
    before: f64,
    after: f64,
    /// The share ended by the cause up to it, and how many cases that were.
    share: f64,
    found: u64,
    at_risk: f64,
    ended: f64,
    by_cause: f64,
}

/// The share of all cases that have ended by `cause` up to `time`: [`IncidenceCurve::at`].
///
/// # Units
/// A share, 0 to 1.
/// # Source
/// As for [`IncidenceCurve::of`].
/// # Examples
/// ```
/// use tierone_stats::duration::{Ending, cumulative_incidence};
///
/// // Two cleared, one withdrawn, one open when it was 3 days old.
/// let case = |time, cause| Ending { time, cause };
/// let cases = [case(1.0, Some(1)), case(2.0, Some(2)), case(3.0, None), case(4.0, Some(1))];
/// let cleared = cumulative_incidence(&cases, 1, 2.0).unwrap();
/// assert_eq!(cleared.share, 0.25);
/// // The last one stands for the open one too.
/// assert_eq!(cumulative_incidence(&cases, 1, 4.0).unwrap().share, 0.75);
/// ```
pub fn cumulative_incidence(cases: &[Ending], cause: usize, time: f64) -> Option<Incidence> {
    IncidenceCurve::of(cases, cause)?.at(time)
}

impl IncidenceCurve {
    /// Of cases that may have ended by `cause`.
    ///
    /// Ends by another cause take a case away for good; it is not assumed that it would have ended in this way later. With
    /// one cause only this is one minus Kaplan and Meier's curve. `None` without cases, or with times below 0 or not numbers.
    /// # Units
    /// Those of the times.
    /// # Source
    /// Aalen & Johansen (1978), Scandinavian Journal of Statistics 5, 141–150; the variance by the delta method, Marubini &
    /// Valsecchi (1995), Analysing Survival Data, §10.2.
    /// # Examples
    /// ```
    /// use tierone_stats::duration::{Ending, IncidenceCurve};
    ///
    /// let cases: Vec<Ending> = (1..=9).map(|day| Ending { time: f64::from(day), cause: (day < 8).then_some(1) }).collect();
    /// let curve = IncidenceCurve::of(&cases, 1).unwrap();
    /// assert_eq!(curve.quantile(0.5), Some(5.0));
    /// assert_eq!(curve.quantile(0.9), None);
    /// ```
    pub fn of(cases: &[Ending], cause: usize) -> Option<Self> {
        let usable = |case: &Ending| case.time >= 0.0 && case.time.is_finite();
        none_if(cases.is_empty() || !cases.iter().all(usable))?;
        let mut order: Vec<&Ending> = cases.iter().collect();
        order.sort_by(|one, other| one.time.total_cmp(&other.time));
        let mut moments: Vec<Moment> = Vec::new();
        let (mut survival, mut share, mut found, mut left) = (1.0, 0.0, 0, 0);
        while left < order.len() {
            let time = order[left].time;
            let here = order[left..].partition_point(|case| case.time == time);
            let here = &order[left..left + here];
            let ended = here.iter().filter(|case| case.cause.is_some()).count() as f64;
            let by_cause = here.iter().filter(|case| case.cause == Some(cause)).count();
            let at_risk = (order.len() - left) as f64;
            if ended > 0.0 {
                let before = survival;
                share += before * by_cause as f64 / at_risk;
                found += by_cause as u64;
                survival *= (at_risk - ended) / at_risk;
                moments.push(Moment {
                    time,
                    before,
                    after: survival,
                    share,
                    found,
                    at_risk,
                    ended,
                    by_cause: by_cause as f64,
                });
            }
            left += here.len();
        }
        Some(Self {
            moments,
            watched: order.last()?.time,
            times: order.iter().map(|case| case.time).collect(),
        })
    }

    /// The share that has ended by the cause up to `time`: `None` where no case was watched for so long and some were open.
    pub fn at(&self, time: f64) -> Option<Incidence> {
        none_if(time.is_nan())?;
        let steps = self.moments.partition_point(|moment| moment.time <= time);
        let still_open = self.moments.last().is_none_or(|last| last.after > 0.0);
        (time <= self.watched || !still_open).then(|| self.after(steps, time))
    }

    /// What is known after so many moments.
    fn after(&self, steps: usize, time: f64) -> Incidence {
        let moments = &self.moments[..steps];
        let (share, found) = moments
            .last()
            .map_or((0.0, 0), |last| (last.share, last.found));
        let beyond = self.times.len() - self.times.partition_point(|seen| *seen <= time);
        Incidence {
            share,
            se: variance(moments, share).max(0.0).sqrt(),
            known: beyond as u64 + found,
        }
    }

    /// The smallest time by which so large a share of all has ended by the cause: `None` where that was not seen.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let mut moments = self.moments.iter();
        moments
            .find(|moment| moment.share >= share - TIE)
            .map(|moment| moment.time)
    }

    /// The times at which the limits of the share reach it: an interval of [`quantile`](Self::quantile), of which either limit
    /// may be unknown.
    /// # Source
    /// Brookmeyer & Crowley (1982), Biometrics 38, 29–41, doi:10.2307/2530286, for one cause; the same inversion for more.
    pub fn quantile_interval(&self, share: f64, confidence: f64) -> (Option<f64>, Option<f64>) {
        let (mut low, mut high) = (None, None);
        for (place, moment) in self.moments.iter().enumerate() {
            let Some(limits) = self.after(place + 1, moment.time).interval(confidence) else {
                continue;
            };
            if low.is_none() && limits.high >= share - TIE {
                low = Some(moment.time);
            }
            if limits.low >= share - TIE {
                high = Some(moment.time);
                break;
            }
        }
        (low, high)
    }
}

fn variance(steps: &[Moment], share: f64) -> f64 {
    let terms = steps.iter().map(|step| {
        let (n, d, c) = (step.at_risk, step.ended, step.by_cause);
        let still = share - step.share;
        let of_all = if n > d {
            still * still * d / (n * (n - d))
        } else {
            0.0
        };
        let of_cause = step.before * step.before * c * (n - c) / n.powi(3);
        of_all + of_cause - 2.0 * still * step.before * c / (n * n)
    });
    terms.sum()
}

impl Incidence {
    /// An interval of the share, symmetric on the scale ln(−ln(1 − F)): with one way to end it is that of Kaplan and Meier's
    /// curve. Where none or all have ended, Wilson's limits of the cases [`known`](Self::known).
    ///
    /// `None` without such cases, or for a confidence outside 0 to 1.
    /// # Source
    /// Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time Data, §1.4 and §8.2.
    pub fn interval(&self, confidence: f64) -> Option<Estimate> {
        let open = 1.0 - self.share;
        if self.se == 0.0 || open <= 0.0 || open >= 1.0 {
            let found = if self.share > 0.5 { self.known } else { 0 };
            return wilson(found, self.known, confidence);
        }
        let limits = limits(open, (self.se / open).powi(2), confidence, Band::LogLog)?;
        Some(Estimate {
            value: self.share,
            low: 1.0 - limits.high,
            high: 1.0 - limits.low,
            method: "aalen-johansen",
        })
    }
}
