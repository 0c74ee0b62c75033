//! A forecast as a row, with the name of its group.

use super::named::Named;
use super::rows::ForecastRow;
use crate::methods::Method;
use crate::model::Ahead;
use crate::predictive::Predictive;

/// The names and forecasts of one period ahead: the mean of all first.
pub(super) fn each<'a>(
    named: &'a Named,
    ahead: &'a Ahead,
) -> impl Iterator<Item = (&'a str, Option<usize>, &'a Predictive)> {
    let all = ahead.all.iter().map(|forecast| ("", None, forecast));
    let groups = named.groups.iter().zip(&ahead.groups).enumerate();
    all.chain(groups.map(|(group, (name, forecast))| (name.as_str(), Some(group), forecast)))
}

/// A row of a forecast of a method: of a group, so many periods ahead.
pub(super) fn row(
    named: &Named,
    method: Method,
    (name, group, ahead): (&str, Option<usize>, usize),
    forecast: &Predictive,
) -> ForecastRow {
    let whole = named.unit.whole();
    let [fifty, eighty, most] = [0.5, 0.8, 0.95].map(|band| forecast.band(band));
    let last = group.and_then(|group| named.series.values(group).last().copied());
    ForecastRow {
        method: method.name().into(),
        group: name.into(),
        period: named.period(named.series.periods + ahead - 1),
        ahead,
        last: last.map(|last| whole * last),
        figure: whole * forecast.median(),
        low_50: Some(whole * fifty.0),
        high_50: Some(whole * fifty.1),
        low_80: Some(whole * eighty.0),
        high_80: Some(whole * eighty.1),
        low_95: Some(whole * most.0),
        high_95: Some(whole * most.1),
        unit: named.unit.name.into(),
        scale: forecast.scale.name().into(),
        mean: Some(forecast.mean),
        sd: Some(forecast.sd()),
        checks: forecast.checks,
    }
}
