//! The share of cases that have ended in one of several ways by a time, where some are open still.

use super::survival::{Band, limits};
use crate::estimate::Estimate;

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

/// The share of all cases that have ended by `cause` up to `time`.
///
/// Ends by another cause take a case away for good; it is not assumed that it would have ended in this way later. With one
/// cause only this is one minus Kaplan and Meier's estimate. `None` without cases, with times below 0 or not numbers, or where
/// no case was watched for so long and some are open.
/// # Units
/// A share, 0 to 1.
/// # Source
/// Aalen & Johansen (1978), Scandinavian Journal of Statistics 5, 141–150; the variance by the delta method, Marubini &
/// Valsecchi (1995), Analysing Survival Data, §10.2.
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
    let usable = |case: &Ending| case.time >= 0.0 && case.time.is_finite();
    if cases.is_empty() || !cases.iter().all(usable) || time.is_nan() {
        return None;
    }
    let mut order: Vec<&Ending> = cases.iter().collect();
    order.sort_by(|one, other| one.time.total_cmp(&other.time));
    let mut steps: Vec<Moment> = Vec::new();
    let (mut survival, mut share, mut left) = (1.0, 0.0, 0);
    while left < order.len() && order[left].time <= time {
        let now = order[left].time;
        let here = order[left..].iter().take_while(|case| case.time == now);
        let here: Vec<&&Ending> = here.collect();
        let ended = here.iter().filter(|case| case.cause.is_some()).count() as f64;
        let by_cause = here.iter().filter(|case| case.cause == Some(cause)).count() as f64;
        let at_risk = (order.len() - left) as f64;
        if ended > 0.0 {
            share += survival * by_cause / at_risk;
            steps.push(Moment {
                before: survival,
                share,
                at_risk,
                ended,
                by_cause,
            });
            survival *= (at_risk - ended) / at_risk;
        }
        left += here.len();
    }
    let beyond = order.len() - left;
    let last = order.last().map_or(0.0, |case| case.time);
    // Nobody left to watch: known only where none of the last was open.
    if time > last && survival > 0.0 {
        return None;
    }
    let by_then = |case: &&Ending| case.cause == Some(cause) && case.time <= time;
    Some(Incidence {
        share,
        se: variance(&steps, share).max(0.0).sqrt(),
        known: (beyond + cases.iter().filter(by_then).count()) as u64,
    })
}

/// What is known at a time at which cases ended.
struct Moment {
    /// The share open just before.
    before: f64,
    /// The share ended by the cause up to it.
    share: f64,
    at_risk: f64,
    ended: f64,
    by_cause: f64,
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
            return crate::proportion::wilson(found, self.known, confidence);
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
