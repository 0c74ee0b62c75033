//! The variances with the greatest penalised likelihood, and the smoothed rates that sampling variances rest on.

use super::common::levels;
use super::group::{Given, Own};
use super::parameters::Parameters;
use super::search::Search;
use super::seen::{Seen, median, seen, variance};
use crate::scale::Scale;
use crate::series::Series;

/// A fitted model, with what forecasts need of the figures.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The variances.
    pub parameters: Parameters,
    /// The scale.
    pub scale: Scale,
    pub(super) groups: Vec<Own>,
    /// The middle of all figures, taken out of them.
    pub(super) centre: f64,
    /// The last known precision of each group, or the middle of all.
    pub(super) precision: Vec<Option<f64>>,
}

impl Fit {
    /// −2 ln likelihood, without the constant.
    pub fn deviance(&self) -> f64 {
        let periods = self.groups.first().map_or(0, |own| own.value.len());
        let levels = levels(&self.parameters, &self.groups, periods);
        levels.map_or(f64::NAN, |levels| levels.deviance)
    }
}

/// Periods that are looked at, the newest: what is older says little of what comes.
const LONGEST: usize = 60;

/// Fits the model to what was published in the last 60 periods; `None` where nothing was. `start` shortens the search.
pub fn fit(series: &Series, start: Option<&Parameters>) -> Option<Fit> {
    let series = &series.latest(LONGEST);
    let scale = series.scale;
    let seen = seen(series);
    let all: Vec<Seen> = seen.iter().flatten().flatten().copied().collect();
    let values: Vec<f64> = all.iter().map(|seen| seen.value).collect();
    let centre = median(&values)?;
    let known: Vec<f64> = all.iter().filter_map(|seen| seen.precision).collect();
    let middle = median(&known);
    let search = Search::of(&seen, &values, centre, middle.is_none());
    let mut groups = own(scale, &seen, &first_smooth(scale, &seen, centre), centre);
    let mut parameters = search.best(&groups, start);
    if scale == Scale::Logit && middle.is_some() {
        // Sampling variances at the smoothed rates, and the variances of the model at those.
        let smooth = smoothed(&groups, &parameters, series.periods)?;
        let figures = smooth.iter().map(|group| {
            let figures = group.iter();
            figures.map(|value| scale.inverse(value + centre)).collect()
        });
        groups = own(scale, &seen, &figures.collect::<Vec<_>>(), centre);
        parameters = search.best(&groups, Some(&parameters));
    }
    let precision = seen.iter().map(|group| {
        let own = group.iter().rev().flatten().find_map(|seen| seen.precision);
        own.or(middle)
    });
    Some(Fit {
        parameters,
        scale,
        precision: precision.collect(),
        groups,
        centre,
    })
}

/// The groups' figures with their sampling variances at smoothed figures.
fn own(scale: Scale, seen: &[Vec<Option<Seen>>], smooth: &[Vec<f64>], centre: f64) -> Vec<Own> {
    let pairs = seen.iter().zip(smooth);
    let own = pairs.map(|(group, smooth)| {
        let value = group
            .iter()
            .map(|seen| seen.map_or(0.0, |seen| seen.value - centre));
        let cells = group.iter().zip(smooth);
        let variance = cells.map(|(seen, smooth)| {
            let precision = seen.as_ref()?.precision;
            Some(precision.map_or(0.0, |precision| variance(scale, *smooth, precision)))
        });
        Own {
            value: value.collect(),
            variance: variance.collect(),
        }
    });
    own.collect()
}

/// A first smoothing: the group's mean and the period's, added about the middle of all.
fn first_smooth(scale: Scale, seen: &[Vec<Option<Seen>>], centre: f64) -> Vec<Vec<f64>> {
    let mean = |values: &mut dyn Iterator<Item = &Option<Seen>>| {
        // One figure at the middle of all keeps a mean of few from its extremes.
        let (sum, n) = values.flatten().fold((0.0, 1.0), |(sum, n), seen| {
            (sum + seen.value - centre, n + 1.0)
        });
        sum / n
    };
    let periods = seen.iter().map(Vec::len).max().unwrap_or(0);
    let by_period: Vec<f64> = (0..periods)
        .map(|t| mean(&mut seen.iter().map(|group| &group[t])))
        .collect();
    let smooth = seen.iter().map(|group| {
        let own = mean(&mut group.iter());
        let all = by_period.iter();
        all.map(|period| scale.inverse(centre + own + period))
            .collect()
    });
    smooth.collect()
}

/// What the model makes of every group in every period, on the scale, less the middle of all.
fn smoothed(groups: &[Own], parameters: &Parameters, periods: usize) -> Option<Vec<Vec<f64>>> {
    let levels = levels(parameters, groups, periods)?;
    let smoothed = groups.iter().map(|own| {
        let given = Given::new(parameters, own, periods);
        let at = |t: usize| {
            let (weights, _) = given.part(t);
            let misses = own.value.iter().zip(&levels.mean).zip(&weights);
            let part = misses.map(|((value, level), weight)| weight * (value - level));
            levels.mean[t] + part.sum::<f64>()
        };
        (0..periods).map(at).collect()
    });
    Some(smoothed.collect())
}
