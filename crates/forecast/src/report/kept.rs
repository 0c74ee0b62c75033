//! How forecasts did that were kept in a file, and marked once their figures had come.

use std::collections::{BTreeMap, BTreeSet};

use super::named::ForecastUnit;
use super::review::{Review, of_marks};
use super::rows::ForecastRow;
use crate::backtest::{Mark, Score};
use crate::baselines::Forecast;
use crate::methods::Method;
use crate::predictive::Predictive;
use crate::scale::Scale;
use crate::scores::interval_score;
use tierone_stats::format::plain;

/// What the kept forecast of a figure said, and what came of it; shares from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptForecast {
    /// The group; empty for all of them.
    pub group: String,
    /// The period.
    pub period: String,
    /// What came.
    pub came: f64,
    /// The band of 80 %.
    pub band: (f64, f64),
}

impl KeptForecast {
    fn is_held(&self) -> bool {
        (self.band.0..=self.band.1).contains(&self.came)
    }

    /// `94.1 % came in 2026-04, outside 95.0 % to 97.0 %`.
    fn words(&self, unit: ForecastUnit) -> String {
        let decimals = unit.decimals(self.band.1 - self.band.0);
        let written = |figure| unit.written(figure, decimals);
        let group = match self.group.as_str() {
            "" => String::new(),
            group => format!(" of `{}`", plain(group)),
        };
        format!(
            "{} came{group} in {}, {} {} to {}",
            written(self.came),
            plain(&self.period),
            if self.is_held() { "within" } else { "outside" },
            written(self.band.0),
            written(self.band.1)
        )
    }
}

/// A kept forecast that is marked.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The forecast itself, not the methods that it is compared with.
    pub forecasts: Vec<KeptForecast>,
    /// How it did; `None` where nothing came of it yet.
    pub review: Option<Review>,
    /// Forecasts of which the figure has come.
    pub marked: usize,
    /// Forecasts of which no figure has come.
    pub open: usize,
}

impl Kept {
    /// How the forecast itself did; nothing where no figure of it has come.
    pub fn sentence(&self, unit: ForecastUnit) -> Option<String> {
        const NAMED: usize = 3;
        let held = self
            .forecasts
            .iter()
            .filter(|forecast| forecast.is_held())
            .count();
        match &self.forecasts[..] {
            [] => None,
            [forecast] => Some(format!(
                "Your forecast {} its 80 % band: {}.",
                if forecast.is_held() {
                    "came within"
                } else {
                    "missed"
                },
                forecast.words(unit)
            )),
            all => {
                let missed = all
                    .iter()
                    .filter(|forecast| !forecast.is_held())
                    .take(NAMED);
                let missed: Vec<String> = missed.map(|forecast| forecast.words(unit)).collect();
                let named = match missed.is_empty() {
                    true => String::new(),
                    false => format!(": {}", missed.join("; ")),
                };
                Some(format!(
                    "Of {} figures of your forecast, {held} came within their 80 % band, and {} did not{named}.",
                    all.len(),
                    all.len() - held
                ))
            }
        }
    }
}

/// The marks of one figure, by method.
type OfFigure<'r> = BTreeMap<Method, (Mark, &'r ForecastRow)>;

/// Marks forecasts that were kept. `came` finds the figure of a group and a period; a share from 0 to 1.
pub fn kept(
    rows: &[ForecastRow],
    unit: ForecastUnit,
    came: impl Fn(&str, &str) -> Option<f64>,
) -> Kept {
    let mut marks: Vec<(Mark, &ForecastRow)> = Vec::new();
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    let mut open = BTreeSet::new();
    let mut forecasts = Vec::new();
    let mut marked = BTreeSet::new();
    let methods: BTreeMap<&str, Method> = rows
        .iter()
        .map(|row| row.method.as_str())
        .collect::<BTreeSet<&str>>()
        .into_iter()
        .map(|name| (name, Method::named(name)))
        .collect();
    let itself = itself(methods.values().copied());
    for row in rows {
        let method = methods[row.method.as_str()];
        let Some(forecast) = forecast_of(row) else {
            continue;
        };
        let key = (row.group.as_str(), row.period.as_str());
        let Some(came) = came(&row.group, &row.period) else {
            open.insert(key);
            continue;
        };
        marked.insert(key);
        let band = row.low_80.zip(row.high_80);
        if let Some((low, high)) = band.filter(|_| itself == Some(method)) {
            forecasts.push(KeptForecast {
                group: row.group.clone(),
                period: row.period.clone(),
                came,
                band: (low / unit.whole(), high / unit.whole()),
            });
        }
        let mut score = Score::of(&forecast, came);
        if let Method::Own(_) = method {
            with_bands(&mut score, row, came * unit.whole(), unit.whole());
        }
        let next = groups.len();
        let mark = Mark {
            method,
            group: *groups.entry(&row.group).or_insert(next),
            origin: 0,
            ahead: row.ahead,
            score,
        };
        marks.push((mark, row));
    }
    // Only figures that every method forecast, each as often, in one order.
    let marked_by: BTreeSet<Method> = marks.iter().map(|(mark, _)| mark.method).collect();
    let mut by_figure: BTreeMap<(usize, usize), OfFigure<'_>> = BTreeMap::new();
    for (mark, row) in marks {
        let figure = by_figure.entry((mark.ahead, mark.group)).or_default();
        figure.insert(mark.method, (mark, row));
    }
    by_figure.retain(|_, figure| figure.len() == marked_by.len());
    let periods: BTreeMap<usize, String> = by_figure
        .values()
        .flat_map(BTreeMap::values)
        .map(|(mark, row)| (mark.ahead, row.period.clone()))
        .collect();
    let marks: Vec<Mark> = by_figure
        .into_values()
        .flat_map(BTreeMap::into_values)
        .map(|(mark, _)| mark)
        .collect();
    Kept {
        forecasts,
        review: of_marks(&marks, unit, |mark| {
            periods.get(&mark.ahead).cloned().unwrap_or_default()
        }),
        marked: marked.len(),
        open: open.len(),
    }
}

/// The method whose forecasts are those that were kept, and not what they are compared with.
fn itself(methods: impl Iterator<Item = Method> + Clone) -> Option<Method> {
    if methods.clone().any(|method| method == Method::Model) {
        return Some(Method::Model);
    }
    let mut own = methods.filter(|method| matches!(method, Method::Own(_)));
    own.next().filter(|_| own.next().is_none())
}

/// Bands that are told count as they are told, and not as a normal distribution has them.
fn with_bands(score: &mut Score, row: &ForecastRow, came: f64, whole: f64) {
    let stated = [
        row.low_50.zip(row.high_50),
        row.low_80.zip(row.high_80),
        row.low_95.zip(row.high_95),
    ];
    for (held, band) in score.held.iter_mut().zip(stated) {
        if let Some((low, high)) = band {
            *held = low <= came && came <= high;
        }
    }
    if let Some((low, high)) = stated[1] {
        score.interval = interval_score(low, high, came, 0.2) / whole;
    }
}

/// The distribution that a row of a file stands for; `None` where it has no bands or its numbers are none.
fn forecast_of(row: &ForecastRow) -> Option<Predictive> {
    let finite = |number: Option<f64>| number.filter(|number| number.is_finite());
    let sd = finite(row.sd).filter(|sd| *sd >= 0.0)?;
    Some(Predictive {
        scale: Scale::named(&row.scale)?,
        checks: finite(row.checks).filter(|checks| *checks > 0.0),
        ..Predictive::of(Forecast {
            mean: finite(row.mean)?,
            sd,
            df: None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_ones_own_forecast_did_is_told_before_what_others_would_have() {
        let forecast = |came: f64, band| KeptForecast {
            group: String::new(),
            period: "2026-04".into(),
            came,
            band,
        };
        let unit = ForecastUnit {
            name: "%",
            is_share: true,
        };
        let said = |forecasts| {
            let kept = Kept {
                forecasts,
                review: None,
                marked: 1,
                open: 0,
            };
            kept.sentence(unit)
        };
        assert_eq!(said(Vec::new()), None);
        assert_eq!(
            said(vec![forecast(0.941, (0.95, 0.97))]).expect("a sentence"),
            "Your forecast missed its 80 % band: 94.1 % came in 2026-04, outside 95.0 % to 97.0 %."
        );
        let both = said(vec![
            forecast(0.96, (0.95, 0.97)),
            forecast(0.941, (0.95, 0.97)),
        ]);
        assert_eq!(
            both.expect("a sentence"),
            "Of 2 figures of your forecast, 1 came within their 80 % band, and 1 did not: 94.1 % came in 2026-04, outside 95.0 % to \
             97.0 %."
        );
    }
}
