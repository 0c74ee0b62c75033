//! Whole years ahead of a series of months or quarters: the plain mean of their figures, with its band.
//!
//! Figures of a year go together: a level that is high stays high. The variance of their mean is that of a weighted sum of the
//! model's states, each as wide as its own forecast is, at the slopes of the figures; sampling errors are independent.

use super::lines::{each, row};
use super::named::Named;
use super::rows::ForecastRow;
use crate::methods::Method;
use crate::model::{Ahead, Fit};
use crate::predictive::Predictive;

/// Periods of a year, where there is more than one.
fn a_year(named: &Named) -> Option<usize> {
    match named.word {
        "month" => Some(12),
        "quarter" => Some(4),
        _ => None,
    }
}

/// The forecast of one year.
pub(super) struct Year {
    /// The periods that it is the mean of.
    pub period: String,
    /// The number of the last of them, counted from the next.
    pub last: usize,
    /// The plain mean of all groups first where there are several, then each.
    pub forecasts: Vec<Predictive>,
}

/// Every whole year of the periods ahead; `fit` is the model's, whose forecasts `ahead` has as they are given.
pub(super) fn years(named: &Named, fit: &Fit, ahead: &[Ahead]) -> Vec<Year> {
    let Some(length) = a_year(named) else {
        return Vec::new();
    };
    let first = named.series.periods;
    let of = |start: usize| {
        let steps = start..start + length;
        let own = fit.ahead(steps.end)?;
        let groups = own[0].groups.len();
        let all = (groups > 1).then(|| (0..groups).collect::<Vec<usize>>());
        let sets = all.into_iter().chain((0..groups).map(|group| vec![group]));
        let forecasts = sets.map(|set| mean(fit, (&own, ahead), (start, length), &set));
        Some(Year {
            period: format!(
                "{} to {}",
                named.period(first + start),
                named.period(first + steps.end - 1)
            ),
            last: steps.end,
            forecasts: forecasts.collect::<Option<_>>()?,
        })
    };
    let starts = (0..ahead.len() / length).map(|year| year * length);
    starts.filter_map(of).collect()
}

/// The plain mean of the figures of some groups over some periods.
fn mean(
    fit: &Fit,
    (own, ahead): (&[Ahead], &[Ahead]),
    (start, length): (usize, usize),
    groups: &[usize],
) -> Option<Predictive> {
    let share = 1.0 / (length * groups.len()) as f64;
    let mut weights = vec![vec![0.0; start + length]; own[0].groups.len()];
    let (mut figure, mut sampling) = (0.0, 0.0);
    for &group in groups {
        for step in start..start + length {
            let forecast = &ahead[step].groups[group];
            let value = forecast.scale.inverse(forecast.mean);
            let weight = share * forecast.stretch / forecast.scale.slope(value);
            figure += share * forecast.median();
            sampling += (weight * forecast.sampling).powi(2);
            // As wide as it became by what forecasts so far have shown, and by changes that are not known exactly.
            let state = own[step].groups[group].state;
            let wider = if state > 0.0 {
                forecast.state / state
            } else {
                1.0
            };
            weights[group][step] = weight * wider;
        }
    }
    let scale = ahead[start].groups[groups[0]].scale;
    let slope = scale.slope(figure);
    Some(Predictive {
        scale,
        mean: scale.link(figure),
        state: slope * fit.variance_of(&weights)?.sqrt(),
        sampling: slope * sampling.sqrt(),
        checks: None,
        stretch: 1.0,
    })
}

/// As rows, like those of single periods.
pub(super) fn rows(named: &Named, ahead: &[Ahead], years: &[Year]) -> Vec<ForecastRow> {
    let mut rows = Vec::new();
    for year in years {
        let names = each(named, &ahead[0]).map(|(name, group, _)| (name, group));
        for ((name, group), forecast) in names.zip(&year.forecasts) {
            let place = (name, group, year.last);
            rows.push(ForecastRow {
                period: year.period.clone(),
                last: None,
                ..row(named, Method::Model, place, forecast)
            });
        }
    }
    rows
}

/// A sentence a year.
pub(super) fn answer(named: &Named, years: &[Year]) -> Vec<String> {
    let sentence = |year: &Year| {
        let forecast = year.forecasts.first()?;
        let (low, high) = forecast.band(0.8);
        let decimals = named.unit.decimals(high - low);
        let written = |figure| named.unit.written(figure, decimals);
        Some(format!(
            "The plain mean of the {}s {} is most likely {}, with a band of 80 % from {} to {}.",
            named.word,
            year.period,
            written(forecast.median()),
            written(low),
            written(high)
        ))
    };
    years.iter().filter_map(sentence).collect()
}
