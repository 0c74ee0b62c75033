//! Kaplan and Meier's curve: the share of cases still open after a time, from cases of which some are open still.

use crate::estimate::{Estimate, is_confidence};
use crate::guard::{none_if, only_if};
use crate::precision::TIE;
use crate::special::normal_quantile;

/// A case as it was watched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spell {
    /// How old it was when the watch began; 0 for one that was watched from its start.
    pub entry: f64,
    /// How old it was at its end, or when it was last seen open.
    pub time: f64,
    /// Whether it ended then.
    pub ended: bool,
}

/// A time at which cases ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The time.
    pub time: f64,
    /// Cases that were watched and open just before it.
    pub at_risk: u64,
    /// Cases that ended at it.
    pub ended: u64,
    /// The share still open after it.
    pub survival: f64,
    /// Greenwood's Σ d / n (n − d) up to it: infinite where all ended.
    pub greenwood: f64,
}

/// The share still open, by time.
#[derive(Clone, Debug, PartialEq)]
pub struct Survival {
    /// Times at which cases ended, in their order.
    pub steps: Vec<Step>,
    /// The longest time that any case was watched: nothing is known of later ones, unless all have ended.
    pub watched: f64,
}

/// On which scale an interval of a survival probability is symmetric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// ln(−ln S), which stays inside 0 to 1 and is right for few cases.
    LogLog,
    /// ln S.
    Log,
    /// S itself.
    Plain,
}

/// The curve of cases that are watched until they end, or until they are last seen open.
///
/// A case that ends counts before one that is last seen at the same time. `None` without a case, or where a time is not a
/// number, lies before the entry or below 0.
/// # Units
/// Those of the times.
/// # Source
/// Kaplan & Meier (1958), Journal of the American Statistical Association 53, 457–481, doi:10.1080/01621459.1958.10501452;
/// the variance of Greenwood (1926).
/// # Examples
/// ```
/// use tierone_stats::duration::{Band, Spell, kaplan_meier};
///
/// // Three ended after 2, 5 and 9 days; two are open, 4 and 12 days old.
/// let spell = |time, ended| Spell { entry: 0.0, time, ended };
/// let cases = [spell(2.0, true), spell(4.0, false), spell(5.0, true), spell(9.0, true), spell(12.0, false)];
/// let curve = kaplan_meier(&cases).unwrap();
/// assert!((curve.at(5.0).unwrap() - 0.8 * 2.0 / 3.0).abs() < 1e-15);
/// assert_eq!(curve.quantile(0.5), Some(9.0));
/// let interval = curve.interval(5.0, 0.95, Band::LogLog).unwrap();
/// assert!(interval.low > 0.0 && interval.high < 1.0);
/// ```
pub fn kaplan_meier(cases: &[Spell]) -> Option<Survival> {
    let usable =
        |case: &Spell| case.entry >= 0.0 && case.entry <= case.time && case.time.is_finite();
    none_if(cases.is_empty() || !cases.iter().all(usable))?;
    let mut exits: Vec<&Spell> = cases.iter().collect();
    exits.sort_by(|one, other| one.time.total_cmp(&other.time));
    let mut entries: Vec<f64> = cases.iter().map(|case| case.entry).collect();
    entries.sort_by(f64::total_cmp);
    let (mut entered, mut left) = (0, 0);
    let (mut survival, mut greenwood) = (1.0, 0.0);
    let mut steps = Vec::new();
    while left < exits.len() {
        let time = exits[left].time;
        let here = exits[left..].iter().take_while(|case| case.time == time);
        let (all, ended) = here.fold((0, 0), |(all, ended), case| {
            (all + 1, ended + u64::from(case.ended))
        });
        // Watched are those that entered before: one seen for the first time at its end says nothing of earlier ones,
        // but at time 0 all are there.
        while entered < entries.len() && (entries[entered] < time || entries[entered] == 0.0) {
            entered += 1;
        }
        let at_risk = (entered as u64).saturating_sub(left as u64);
        if ended > 0 && at_risk >= ended {
            let (n, d) = (at_risk as f64, ended as f64);
            survival *= (n - d) / n;
            greenwood += d / (n * (n - d));
            steps.push(Step {
                time,
                at_risk,
                ended,
                survival,
                greenwood,
            });
        }
        left += all;
    }
    Some(Survival {
        steps,
        watched: exits.last()?.time,
    })
}

impl Survival {
    /// The last step up to a time; none before the first.
    fn step(&self, time: f64) -> Option<&Step> {
        let after = self.steps.partition_point(|step| step.time <= time);
        after.checked_sub(1).map(|place| &self.steps[place])
    }

    /// The share still open after a time: `None` beyond the longest watch, unless all have ended.
    pub fn at(&self, time: f64) -> Option<f64> {
        let survival = self.step(time).map_or(1.0, |step| step.survival);
        (time <= self.watched || survival == 0.0).then_some(survival)
    }

    /// Its standard error, by Greenwood's formula; 0 before the first end and where all have ended.
    pub fn standard_error(&self, time: f64) -> Option<f64> {
        let survival = self.at(time)?;
        let greenwood = self.step(time).map_or(0.0, |step| step.greenwood);
        Some(if survival > 0.0 {
            survival * greenwood.sqrt()
        } else {
            0.0
        })
    }

    /// An interval of the share still open: `None` where there is no such share, or where it is 0 or 1, of which the formula
    /// says nothing.
    /// # Source
    /// Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time Data, §1.4.
    pub fn interval(&self, time: f64, confidence: f64, band: Band) -> Option<Estimate> {
        let survival = self.at(time)?;
        let greenwood = self.step(time)?.greenwood;
        limits(survival, greenwood, confidence, band)
    }

    /// The smallest time by which a share of all has ended: `None` where that was not seen.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let reached = |step: &&Step| step.survival <= 1.0 - share + TIE;
        self.steps.iter().find(reached).map(|step| step.time)
    }

    /// The times at which the band's limits reach a share: an interval of [`quantile`](Self::quantile), in which the upper
    /// limit may be unknown.
    /// # Source
    /// Brookmeyer & Crowley (1982), Biometrics 38, 29–41, doi:10.2307/2530286.
    pub fn quantile_interval(
        &self,
        share: f64,
        confidence: f64,
        band: Band,
    ) -> (Option<f64>, Option<f64>) {
        let first = |reached: &dyn Fn(f64, f64) -> bool| {
            let step = self.steps.iter().find(|step| {
                let limits = limits(step.survival, step.greenwood, confidence, band);
                let (low, high) =
                    limits.map_or((step.survival, step.survival), |l| (l.low, l.high));
                reached(low, high)
            });
            step.map(|step| step.time)
        };
        let level = 1.0 - share + TIE;
        let all_ended = |step: &Step| step.survival == 0.0;
        let upper = first(&|_, high| high <= level);
        // Where all ended the band has no limits of its own.
        let upper =
            upper.filter(|time| !self.steps.iter().any(|s| s.time == *time && all_ended(s)));
        (first(&|low, _| low <= level), upper)
    }

    /// The mean time open up to `until`, and its standard error: the area under the curve.
    /// # Source
    /// Irwin (1949), Journal of Hygiene 47, 188–189; Greenwood's variance as in Klein & Moeschberger (2003), §4.5.
    pub fn restricted_mean(&self, until: f64) -> Option<(f64, f64)> {
        only_if(until >= 0.0 && until <= self.watched)?;
        let steps = self.steps.iter().filter(|step| step.time < until);
        let steps: Vec<&Step> = steps.collect();
        let ends = steps.iter().skip(1).map(|step| step.time).chain([until]);
        let areas: Vec<f64> = steps
            .iter()
            .zip(ends)
            .map(|(step, end)| step.survival * (end - step.time))
            .collect();
        let first = steps.first().map_or(until, |step| step.time);
        let (mut rest, mut variance) = (0.0, 0.0);
        for (step, area) in steps.iter().zip(&areas).rev() {
            rest += area;
            let (n, d) = (step.at_risk as f64, step.ended as f64);
            if n > d {
                variance += rest * rest * d / (n * (n - d));
            }
        }
        Some((first + rest, variance.sqrt()))
    }
}

/// The limits of a survival probability inside 0 to 1, with Greenwood's sum.
pub(super) fn limits(
    survival: f64,
    greenwood: f64,
    confidence: f64,
    band: Band,
) -> Option<Estimate> {
    only_if(is_confidence(confidence) && survival > 0.0 && survival < 1.0)?;
    let reach = normal_quantile(0.5 + 0.5 * confidence) * greenwood.sqrt();
    let (low, high) = match band {
        Band::Plain => (survival - survival * reach, survival + survival * reach),
        Band::Log => (survival * (-reach).exp(), survival * reach.exp()),
        Band::LogLog => {
            let scaled = (reach / -survival.ln()).exp();
            (survival.powf(scaled), survival.powf(1.0 / scaled))
        }
    };
    let method = match band {
        Band::LogLog => "km-log-log",
        Band::Log => "km-log",
        Band::Plain => "km-plain",
    };
    Some(Estimate::containing(
        survival,
        low.max(0.0),
        high.min(1.0),
        method,
    ))
}
