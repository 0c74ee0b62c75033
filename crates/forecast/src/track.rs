//! What the model would have forecast at each period so far, and by how much its bands were too narrow or too wide.

use tierone_stats::special::{normal_quantile, normal_tails};

use crate::model::{Ahead, Parameters, fit};
use crate::predictive::Predictive;
use crate::series::Series;

/// Periods with figures that have to be over before the model makes its first forecast.
pub const SHORTEST: usize = 4;
/// Origins that are looked back on, the newest.
const ORIGINS: usize = 30;
/// The band that is made to cover what it claims.
const BAND: f64 = 0.8;
/// So many origins are added to those that there were. With twice as many, bands of invented services (the study
/// `bands_hold_on_services_of_other_kinds`) hold as much but for a point.
const PRIOR: f64 = 2.0;
/// Bands are never narrowed or widened by more.
const MOST: f64 = 5.0;

/// The model's forecasts at every origin.
#[derive(Clone, Debug)]
pub struct Track<'s> {
    series: &'s Series,
    horizon: usize,
    /// Periods over at the first origin.
    first: usize,
    /// By origin; `None` where too little had been published yet.
    ahead: Vec<Option<Vec<Ahead>>>,
}

impl<'s> Track<'s> {
    /// Fits the model at every origin, up to the last period.
    pub fn of(series: &'s Series, horizon: usize) -> Self {
        let last = series.periods;
        let first = SHORTEST.max(last.saturating_sub(ORIGINS)).min(last);
        let mut start: Option<Parameters> = None;
        let ahead = (first..=last).map(|origin| {
            let past = series.until(origin);
            let enough = past.periods_seen() >= SHORTEST;
            let fit = enough.then(|| fit(&past, start.as_ref())).flatten()?;
            start = Some(fit.parameters);
            fit.ahead(horizon)
        });
        Self {
            series,
            horizon,
            first,
            ahead: ahead.collect(),
        }
    }

    /// What is forecast.
    pub fn series(&self) -> &'s Series {
        self.series
    }

    /// The first origin, in periods that are over.
    pub fn first(&self) -> usize {
        self.first
    }

    /// The forecasts at an origin, made as wide as those that were known by then should have been, and no narrower than those of
    /// the period before.
    pub fn at(&self, origin: usize) -> Option<Vec<Ahead>> {
        let mut ahead = self.ahead.get(origin.checked_sub(self.first)?)?.clone()?;
        let mut before: Vec<f64> = Vec::new();
        let stretches = self.stretches(origin);
        for (ahead, stretch) in ahead.iter_mut().zip(stretches) {
            let forecasts = ahead.groups.iter_mut().chain(&mut ahead.all);
            before.resize(forecasts.size_hint().0, 0.0);
            for (forecast, before) in forecasts.zip(&mut before) {
                forecast.stretch = stretch;
                // What is farther ahead is not known better.
                if forecast.sd() > 0.0 && forecast.sd() < *before {
                    forecast.stretch *= *before / forecast.sd();
                }
                *before = forecast.sd();
            }
        }
        Some(ahead)
    }

    /// By distance ahead, the factor at which misses of what came so far would have been as large as bands of 80 % make them: one
    /// for no knowledge, and never less than a period nearer.
    ///
    /// Each origin counts alike. Forecasts of h periods ahead from h origins in a row miss in common, so each of them counts as 1/h.
    /// Two origins (`PRIOR`) at which forecasts were as wide as the factor a period nearer would have made them are added: where
    /// little has come due, and far ahead where nothing has, the factor stays as it is nearer.
    ///
    /// # Source
    /// Huber (1981), Robust Statistics, section 5.2: a scale by squares that no miss beyond the band adds more to than one at it.
    pub fn stretches(&self, origin: usize) -> Vec<f64> {
        let mut nearer = 1.0;
        let of = |ahead: usize| {
            let origins = self.first..(origin + 1).saturating_sub(ahead);
            let misses: Vec<Vec<f64>> = origins
                .map(|past| self.misses(past, ahead, origin))
                .filter(|misses| !misses.is_empty())
                .collect();
            if !misses.is_empty() {
                let own = scale(&misses, ahead, nearer);
                nearer = if ahead == 1 { own } else { own.max(nearer) };
            }
            nearer
        };
        (1..=self.horizon).map(of).collect()
    }

    /// By how many standard deviations what came missed the forecasts at a past origin, without their sign.
    ///
    /// Of what the figure really was, the standard deviation is that of a forecast as far ahead at the origin `now`. Where the model has
    /// learnt from a miss that figures move more, that miss is no reason to widen its forecasts once more.
    fn misses(&self, past: usize, ahead: usize, now: usize) -> Vec<f64> {
        let at = |origin: usize| {
            let forecasts = self.ahead.get(origin - self.first)?.as_ref()?;
            forecasts.get(ahead - 1)
        };
        let Some((then, now)) = at(past).zip(at(now)) else {
            return Vec::new();
        };
        let groups = then.groups.iter().zip(&now.groups);
        let misses = groups
            .zip(&self.series.figures)
            .filter_map(|((then, now), figures)| {
                let came = figures.get(past + ahead - 1)?.as_ref()?;
                let as_now = Predictive {
                    state: now.state,
                    ..*then
                };
                Some(as_now.standardised(came.value).abs())
            });
        misses.collect()
    }
}

/// The factor that misses of forecasts so far ahead show, by origin, beside the one a period nearer.
fn scale(misses: &[Vec<f64>], ahead: usize, nearer: f64) -> f64 {
    let limit = normal_quantile(0.5 + BAND / 2.0);
    let each = 1.0 / ahead as f64;
    let large = |factor: f64| {
        let one = |miss: &f64| (miss / factor).powi(2).min(limit * limit);
        let of_origin =
            |misses: &Vec<f64>| misses.iter().map(one).sum::<f64>() / misses.len() as f64;
        let sum: f64 = misses.iter().map(of_origin).sum();
        let prior = PRIOR * usual(nearer / factor, limit);
        (prior + each * sum) / (PRIOR + each * misses.len() as f64)
    };
    let usual = usual(1.0, limit);
    // The factor's logarithm is halved until it is known to six digits.
    let (mut low, mut high) = (1.0 / MOST, MOST);
    for _ in 0..24 {
        let middle = (low * high).sqrt();
        if large(middle) > usual {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low * high).sqrt()
}

/// The mean of the square of a normal number with this standard deviation, squares cut off at that of the limit.
fn usual(sd: f64, limit: f64) -> f64 {
    let at = limit / sd;
    let tails = normal_tails(at);
    let density = (-0.5 * at * at).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let within = tails.lower - tails.upper - 2.0 * at * density;
    sd * sd * within + limit * limit * 2.0 * tails.upper
}
