//! What the model would have forecast at each period so far, and by how much its bands were too narrow or too wide.

use tierone_stats::special::{normal_quantile, normal_tails};

use crate::model::{Ahead, Parameters, fit};
use crate::series::Series;

/// Periods with figures that have to be over before the model makes its first forecast.
pub const SHORTEST: usize = 4;
/// Origins that are looked back on, the newest.
const ORIGINS: usize = 30;
/// The band that is made to cover what it claims.
const BAND: f64 = 0.8;
/// So many origins at which forecasts were as wide as they should be are added to those that there were.
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
        for (step, ahead) in ahead.iter_mut().enumerate() {
            let stretch = self.stretch(origin, step + 1);
            let forecasts = ahead.groups.iter_mut().chain(&mut ahead.all);
            before.resize(forecasts.size_hint().0, 0.0);
            for (forecast, before) in forecasts.zip(&mut before) {
                forecast.stretch = stretch;
                // What is farther ahead is not known better: fewer forecasts of it have come due, and may have done well by chance.
                if forecast.sd() > 0.0 && forecast.sd() < *before {
                    forecast.stretch *= *before / forecast.sd();
                }
                *before = forecast.sd();
            }
        }
        Some(ahead)
    }

    /// The factor at which bands of 80 % would have held 80 % of what came so far, each origin counted alike: one for no
    /// knowledge. Far ahead, where no forecast has come due, the factor of the farthest that has.
    ///
    /// # Source
    /// The empirical quantile of past errors, as in conformal prediction (Vovk, Gammerman & Shafer, 2005), shrunk to the normal.
    pub fn stretch(&self, origin: usize, ahead: usize) -> f64 {
        let due = |ahead: usize| -> Vec<Vec<f64>> {
            let origins = self.first..(origin + 1).saturating_sub(ahead);
            let misses = origins.map(|past| self.misses(past, ahead));
            misses.filter(|misses| !misses.is_empty()).collect()
        };
        let mut farthest = (1..=ahead.min(self.horizon)).rev().map(due);
        let Some(misses) = farthest.find(|misses| !misses.is_empty()) else {
            return 1.0;
        };
        let limit = normal_quantile(0.5 + BAND / 2.0);
        let held = |factor: f64| {
            let within = |misses: &Vec<f64>| {
                let within = misses.iter().filter(|miss| **miss <= limit * factor);
                within.count() as f64 / misses.len() as f64
            };
            let tails = normal_tails(limit * factor);
            let sum = PRIOR * (tails.lower - tails.upper) + misses.iter().map(within).sum::<f64>();
            sum / (PRIOR + misses.len() as f64)
        };
        // The factor's logarithm is halved until it is known to six digits.
        let (mut low, mut high) = (1.0 / MOST, MOST);
        for _ in 0..24 {
            let middle = (low * high).sqrt();
            if held(middle) < BAND {
                low = middle;
            } else {
                high = middle;
            }
        }
        (low * high).sqrt()
    }

    /// By how many standard deviations what came missed the forecasts at an origin, without their sign.
    fn misses(&self, origin: usize, ahead: usize) -> Vec<f64> {
        let forecasts = self.ahead.get(origin - self.first).and_then(Option::as_ref);
        let Some(forecasts) = forecasts.and_then(|all| all.get(ahead - 1)) else {
            return Vec::new();
        };
        let groups = forecasts.groups.iter().zip(&self.series.figures);
        let misses = groups.filter_map(|(forecast, figures)| {
            let came = figures.get(origin + ahead - 1)?.as_ref()?;
            Some(forecast.standardised(came.value).abs())
        });
        misses.collect()
    }
}
