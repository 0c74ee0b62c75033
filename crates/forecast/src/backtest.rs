//! Forecasts made at every origin of the past, marked against what came.

use crate::methods::Method;
use crate::predictive::Predictive;
use crate::scores::interval_score;
use crate::series::Series;
use crate::track::Track;

/// The bands that are marked.
pub const BANDS: [f64; 3] = [0.5, 0.8, 0.95];

/// A forecast with what came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// How it was made.
    pub method: Method,
    /// The group, by its place.
    pub group: usize,
    /// Periods that were over when it was made.
    pub origin: usize,
    /// Periods ahead.
    pub ahead: usize,
    /// How it did.
    pub score: Score,
}

/// How one forecast did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The distance of its middle from what came.
    pub error: f64,
    /// Continuous ranked probability score.
    pub crps: f64,
    /// Interval score of the band of 80 %.
    pub interval: f64,
    /// Whether each of [`BANDS`] held what came.
    pub held: [bool; 3],
    /// Where in its distribution it came.
    pub pit: f64,
}

impl Score {
    /// Of a forecast, at what came.
    pub fn of(forecast: &Predictive, came: f64) -> Self {
        let held = BANDS.map(|band| {
            let (low, high) = forecast.band(band);
            low <= came && came <= high
        });
        let (low, high) = forecast.band(0.8);
        Self {
            error: (forecast.median() - came).abs(),
            crps: forecast.crps(came),
            interval: interval_score(low, high, came, 0.2),
            held,
            pit: forecast.up_to(came),
        }
    }
}

/// Marks every method at every origin from `from` periods on, at each of the distances ahead.
///
/// A figure counts only where every method has a forecast of it, so that all are marked on the same figures: the group needs
/// three figures by then.
pub fn backtest(series: &Series, from: usize, aheads: &[usize]) -> Vec<Mark> {
    let horizon = aheads.iter().copied().max().unwrap_or(0);
    backtest_of(&Track::of(series, horizon), from, aheads)
}

/// The same, of a model whose forecasts are made already.
pub fn backtest_of(track: &Track<'_>, from: usize, aheads: &[usize]) -> Vec<Mark> {
    let series = track.series();
    let mut marks = Vec::new();
    for origin in from.max(track.first())..series.periods {
        let Some(model) = track.at(origin) else {
            continue;
        };
        let past = series.until(origin);
        for group in 0..series.figures.len() {
            let values = past.values(group);
            for ahead in aheads.iter().copied().filter(|ahead| *ahead > 0) {
                let came = series.figures[group].get(origin + ahead - 1);
                let Some(came) = came.copied().flatten() else {
                    continue;
                };
                let forecasts: Option<Vec<Predictive>> = Method::ALL
                    .iter()
                    .map(|method| match method {
                        Method::Model => Some(model.get(ahead - 1)?.groups[group]),
                        other => other.baseline(&values, ahead).map(Predictive::of),
                    })
                    .collect();
                let pairs = Method::ALL.into_iter().zip(forecasts.unwrap_or_default());
                marks.extend(pairs.map(|(method, forecast)| Mark {
                    method,
                    group,
                    origin,
                    ahead,
                    score: Score::of(&forecast, came.value),
                }));
            }
        }
    }
    marks
}
