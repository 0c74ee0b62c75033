//! Forecasts of a named series: rows, and what they come to in a sentence.

use super::lines::{each, row};
use super::named::Named;
use super::review::{Review, review_of};
use super::rows::{ForecastRow, LimitRow};
use super::years::{self, years};
use crate::changes::{Change, changed};
use crate::methods::Method;
use crate::model::{Ahead, Parameters, fit, moves_less};
use crate::predictive::Predictive;
use crate::track::{SHORTEST, Track};

/// What is asked of a forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Periods ahead.
    pub periods: usize,
    /// Limits whose crossing matters; shares from 0 to 1.
    pub limits: Vec<f64>,
    /// Changes that are known to come.
    pub changes: Vec<Change>,
}

/// A forecast.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// What it comes to, a sentence each.
    pub answer: Vec<String>,
    /// The model's forecasts, the plain mean of all groups first, then those of the baselines.
    pub forecasts: Vec<ForecastRow>,
    /// The model's forecasts of whole years of months or quarters.
    pub years: Vec<ForecastRow>,
    /// Probabilities of crossing limits.
    pub limits: Vec<LimitRow>,
    /// How such forecasts did in the past; `None` where nothing could be marked.
    pub review: Option<Review>,
    /// The variances of the model; `None` where there is no model.
    pub parameters: Option<Parameters>,
}

/// Forecasts a series.
pub fn outlook(named: &Named, asked: &Asked) -> Outlook {
    let series = &named.series;
    let horizon = asked.periods.max(1);
    let track = Track::of(series, horizon);
    let mut outlook = Outlook {
        answer: Vec::new(),
        forecasts: Vec::new(),
        years: Vec::new(),
        limits: Vec::new(),
        review: None,
        parameters: None,
    };
    let ahead = track.at(series.periods);
    match ahead.filter(|_| series.unmoved().is_none()) {
        Some(mut ahead) => {
            for (step, ahead) in ahead.iter_mut().enumerate() {
                for forecast in ahead.groups.iter_mut().chain(&mut ahead.all) {
                    *forecast = changed(*forecast, step + 1, &asked.changes);
                }
            }
            let fitted = fit(series, None);
            let whole = fitted.as_ref();
            let whole = whole.map_or_else(Vec::new, |fit| years(named, fit, &ahead));
            outlook.parameters = fitted.map(|fit| fit.parameters);
            outlook.years = years::rows(named, &ahead, &whole);
            outlook.forecasts = rows(named, &ahead);
            outlook.limits = limits(named, asked, &ahead);
            outlook.review = review_of(named, &track, None, &[1]);
            outlook.answer = answer(named, asked, &ahead);
            outlook.answer.extend(years::answer(named, &whole));
            if moves_less(series) {
                outlook.answer.push(format!(
                    "Warning: from one {} to the next the figures move less than their checks allow; random samples do so in fewer than \
                     1 of 100 series. Are they independent random samples? The bands follow what the figures did, and can be narrower \
                     than the sampling error of a new one.",
                    named.word
                ));
            }
            if outlook.review.is_none() {
                outlook.answer.push(
                    "No such forecast has come due yet, so nothing shows how good they are.".into(),
                );
            }
            if let Some(review) = &outlook.review {
                outlook
                    .answer
                    .extend(review.sentence(named, Method::Model, 1));
                if review.best.get(&1) != Some(&Method::Model) {
                    outlook.answer.push(format!(
                        "{} `tierone backtest` compares all methods.",
                        review.verdict(named).join(" ")
                    ));
                }
            }
        }
        None => {
            outlook.answer = without_history(named);
            outlook.forecasts = points(named, horizon);
        }
    }
    outlook
}

fn rows(named: &Named, ahead: &[Ahead]) -> Vec<ForecastRow> {
    let mut rows = Vec::new();
    for (step, ahead) in ahead.iter().enumerate() {
        for (name, group, forecast) in each(named, ahead) {
            let place = (name, group, step + 1);
            rows.push(row(named, Method::Model, place, forecast));
        }
    }
    for method in &Method::ALL[1..] {
        for (group, name) in named.groups.iter().enumerate() {
            let values = named.series.values(group);
            for step in 1..=ahead.len() {
                if let Some(forecast) = method.baseline(&values, step) {
                    let place = (name.as_str(), Some(group), step);
                    rows.push(row(named, *method, place, &Predictive::of(forecast)));
                }
            }
        }
    }
    rows
}

/// The last value of each group, without bands.
fn points(named: &Named, horizon: usize) -> Vec<ForecastRow> {
    let mut rows = Vec::new();
    for ahead in 1..=horizon {
        for (group, name) in named.groups.iter().enumerate() {
            let Some(last) = named.series.values(group).last().copied() else {
                continue;
            };
            let figure = named.unit.whole() * last;
            rows.push(ForecastRow {
                method: Method::LastValue.name().into(),
                group: name.clone(),
                period: named.period(named.series.periods + ahead - 1),
                ahead,
                last: Some(figure),
                figure,
                low_50: None,
                high_50: None,
                low_80: None,
                high_80: None,
                low_95: None,
                high_95: None,
                unit: named.unit.name.into(),
                scale: String::new(),
                mean: None,
                sd: None,
                checks: None,
            });
        }
    }
    rows
}

fn limits(named: &Named, asked: &Asked, ahead: &[Ahead]) -> Vec<LimitRow> {
    let mut rows = Vec::new();
    for (step, ahead) in ahead.iter().enumerate() {
        for limit in &asked.limits {
            for (name, _, forecast) in each(named, ahead) {
                rows.push(LimitRow {
                    group: name.into(),
                    period: named.period(named.series.periods + step),
                    ahead: step + 1,
                    unit: named.unit.name.into(),
                    limit: named.unit.whole() * limit,
                    above: forecast.above(*limit),
                });
            }
        }
    }
    rows
}

/// What the forecasts come to.
fn answer(named: &Named, asked: &Asked, ahead: &[Ahead]) -> Vec<String> {
    let mut answer = Vec::new();
    for (step, ahead) in ahead.iter().enumerate() {
        if step > 0 && step + 1 < asked.periods {
            continue;
        }
        let Some(forecast) = ahead.all.as_ref().or(ahead.groups.first()) else {
            continue;
        };
        let period = named.period(named.series.periods + step);
        let whose = match (ahead.groups.len(), step) {
            (1, 0) => format!("The figure of the next {} ({period})", named.word),
            (1, _) => format!("The figure of {period}"),
            (groups, 0) => format!(
                "The plain mean of all {groups} groups in the next {} ({period})",
                named.word
            ),
            (groups, _) => format!("The plain mean of all {groups} groups in {period}"),
        };
        let (low, high) = forecast.band(0.8);
        let decimals = named.unit.decimals(high - low);
        let written = |figure| named.unit.written(figure, decimals);
        answer.push(format!(
            "{whose} is most likely {}, and 80 of 100 such forecasts would fall between {} and {}.",
            written(forecast.median()),
            written(low),
            written(high)
        ));
        answer.extend(
            asked
                .limits
                .iter()
                .map(|limit| of_limit(named, ahead, *limit, &period)),
        );
    }
    if !asked.changes.is_empty() {
        answer.push(match asked.changes.len() {
            1 => "The change that you stated is in these figures as stated.".into(),
            _ => "The changes that you stated are in these figures as stated.".into(),
        });
    }
    answer
}

/// Near certain, and its opposite.
const NEARLY: f64 = 0.9;

fn of_limit(named: &Named, ahead: &Ahead, limit: f64, period: &str) -> String {
    let above: Vec<f64> = ahead
        .groups
        .iter()
        .map(|forecast| forecast.above(limit))
        .collect();
    let limit = named.unit.written(limit, 1);
    if let [above] = above[..] {
        return format!(
            "It is above {limit} with a probability of {:.0} %.",
            100.0 * above
        );
    }
    let count = |test: &dyn Fn(f64) -> bool| above.iter().filter(|p| test(**p)).count();
    let (sure, hardly) = (count(&|p| p >= NEARLY), count(&|p| p <= 1.0 - NEARLY));
    format!(
        "Above {limit} in {period}: {sure} groups with a probability of at least 90 %, {hardly} with at most 10 %; the other \
         {} may be either.",
        above.len() - sure - hardly
    )
}

/// What there is to say where history is too short, or never moved.
fn without_history(named: &Named) -> Vec<String> {
    let seen = named.series.periods_seen();
    if let Some(figure) = named.series.unmoved().filter(|_| seen >= SHORTEST) {
        return vec![
            format!(
                "The figure was {} in all {seen} {}s, so nothing says how far it can move.",
                named.unit.written(figure, 1),
                named.word
            ),
            "The best guess is the same again; no band and no probability can be given.".into(),
            "With its checks or its standard error, chance would be known at least.".into(),
        ];
    }
    let needed = format!(
        "A forecast with bands needs figures of at least {SHORTEST} {}s.",
        named.word
    );
    match seen {
        0 => vec![
            "There is no figure to start from, so nothing can be forecast.".into(),
            needed,
        ],
        1 => vec![
            format!(
                "There are figures of one {} only, and one point says nothing of how far the next may lie from it.",
                named.word
            ),
            "The best guess is the same again; no band and no probability can be given.".into(),
            needed,
        ],
        seen => vec![
            format!(
                "There are figures of {seen} {}s only, too few to say how far the next may lie from them.",
                named.word
            ),
            "The best guess is the last value again; no band and no probability can be given."
                .into(),
            needed,
        ],
    }
}
