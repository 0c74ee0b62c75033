//! Figures, quotas and numbers in words.

use super::figures::{Aimed, QUOTA_DONE, Quantity};
use super::rows::Mean;
use super::space::{Point, Space};
use tierone_engine::measure::words;
use tierone_scenario::{AskedOf, KeyKind, KeyValue, Policy, Sample, Varied};
use tierone_stats::format::{
    grouped, in_pounds, percentage, shown, thousands, whole_pounds, with_error,
};
use tierone_stats::units::PeriodLength;

/// A number in its unit, as people read it.
pub fn number(value: f64, unit: &str) -> String {
    with_unit(&bare(value, unit), unit)
}

/// The same without its unit.
pub fn bare(value: f64, unit: &str) -> String {
    match unit {
        "GBP" => whole_pounds(value),
        "h" => grouped(value, 1),
        "count" | "%" if value.fract() == 0.0 => grouped(value, 0),
        "count" => grouped(value, 2),
        _ => percentage(value, digits(value)),
    }
}

/// A mean with as many digits as its Monte Carlo standard error supports, and the error.
pub(crate) fn measured(mean: Mean, unit: &str) -> (String, Option<String>) {
    let pounds = |text: String| match unit {
        "GBP" => in_pounds(&text),
        _ => text,
    };
    match mean.mcse.and_then(|error| with_error(mean.mean, error)) {
        Some((mean, error)) => (pounds(mean), Some(pounds(error))),
        None => (bare(mean.mean, unit), None),
    }
}

pub(crate) fn with_unit(text: &str, unit: &str) -> String {
    match unit {
        "h" => format!("{text} hours"),
        "pp" => format!("{text} points"),
        "%" => format!("{text} %"),
        _ => text.to_owned(),
    }
}

/// How far two figures are apart: shares by points.
pub(crate) fn difference(value: f64, unit: &str) -> String {
    number(value, if unit == "%" { "pp" } else { unit })
}

/// Shares below one percent have a digit more.
fn digits(value: f64) -> usize {
    if value.abs() < 1.0 { 3 } else { 2 }
}

/// What an aim asks: `at most 0.50 points`.
pub(crate) fn asked(aim: &Aimed) -> String {
    let side = if aim.at_least { "at least" } else { "at most" };
    format!("{side} {}", number(aim.limit, aim.figure.unit()))
}

/// What a figure is called in a sentence.
pub(crate) fn figure(figure: Quantity, key: &str) -> String {
    match figure {
        Quantity::Hours => "hours of checking".into(),
        Quantity::Cost => "the cost".into(),
        Quantity::Accuracy => "accuracy".into(),
        Quantity::Mve => "the monetary value of error".into(),
        Quantity::AccuracyHalfWidth(_) => "the half-width of accuracy".into(),
        Quantity::MveHalfWidth(_) => "the half-width of the monetary value of error".into(),
        Quantity::Shown { accuracy, .. } => {
            let level = 100.0 * accuracy;
            format!("the chance to show {} accuracy", number(level, "%"))
        }
        Quantity::MveShown { mve, .. } => {
            let level = number(100.0 * mve, "%");
            format!("the chance to show a monetary value of error below {level}")
        }
        Quantity::PoorPerformersFound => "poor performers found".into(),
        Quantity::ErrorsFound => "errors found".into(),
        Quantity::HeadOfWork => "decisions that wait at the end".into(),
        Quantity::AccuracyBias(_) => "what accuracy is reported too high by".into(),
        Quantity::AccuracyInFrame(_) => "accuracy of what the check draws from".into(),
        Quantity::MveInFrame(_) => {
            "the monetary value of error of what the check draws from".into()
        }
        Quantity::QuotaDone => "checks for which there are hours".into(),
        Quantity::HoursOf(_) => {
            let pool = key.split_once('.').map_or(key, |(_, pool)| pool);
            format!("hours of {}", shown(pool))
        }
    }
}

/// What a figure or an aim is called in a table, by its name or key.
pub fn called(name: &str) -> String {
    match name.split_once('.') {
        Some((_, pool)) => format!("time of {}", shown(pool)),
        None => match name {
            "hours" => words("check_hours"),
            "show" => "chance to show the accuracy".into(),
            "show_mve" => "chance to show the monetary value of error".into(),
            QUOTA_DONE => "checks for which there are hours".into(),
            name => words(name),
        },
    }
}

/// The value of something that varies, by its key.
pub fn quota_key(key: &str, value: f64) -> String {
    match key {
        "checks" | "cap" | "given" => format!("{value:.0}"),
        _ => format!("{} %", (1e4 * value).round() / 1e2),
    }
}

/// A period in a sentence.
pub(crate) fn period(space: &Space) -> &'static str {
    match space.scenario.horizon.period {
        PeriodLength::Week => "week",
        PeriodLength::Month => "month",
    }
}

/// What varies at a point, check by check.
pub(crate) fn quotas(space: &Space, point: &Point, policy: &Policy) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut last = None;
    for (varied, place) in space.varied().iter().zip(point) {
        let check = &policy.checks[varied.check];
        let value = varied.values[*place];
        let what = match (&varied.stratum, varied.samples.get(*place)) {
            (Some(stratum), _) => {
                format!(
                    "{} of {}",
                    thousands(&format!("{value:.0}")),
                    shown(stratum)
                )
            }
            (_, Some(listed)) => format!("drawn by {}", sample(space, &listed.sample)),
            _ => {
                let sample = chosen(space, point, varied.check).unwrap_or(&check.sample);
                let mut keys = sample.method.keys().keys.iter();
                if keys.all(|key| key.name != varied.key) {
                    continue;
                }
                quota(space, sample, varied.key, value)
            }
        };
        match (&mut parts[..], last == Some(varied.check)) {
            ([.., part], true) => *part += &format!(", {what}"),
            _ => parts.push(format!("{}: {what}", shown(&check.name))),
        }
        last = Some(varied.check);
    }
    parts.join("; ")
}

/// The same in short, for tables: `name: checks 3, random_share 25 %`.
pub(crate) fn short(space: &Space, point: &Point) -> String {
    let mut text = String::new();
    let mut last = None;
    for (varied, place) in space.varied().iter().zip(point) {
        let value = varied.values[*place];
        let value = match (varied.key, varied.samples.get(*place)) {
            (_, Some(listed)) => sample(space, &listed.sample),
            ("checks" | "cap" | "given", _) => thousands(&format!("{value:.0}")),
            _ => share(value),
        };
        let what = match (&varied.stratum, varied.samples.is_empty()) {
            (Some(stratum), _) => format!("{} {value}", shown(stratum)),
            (None, false) => value,
            (None, true) => format!("{} {value}", varied.key),
        };
        if last == Some(varied.check) {
            text += &format!(", {what}");
        } else {
            let name = &space.today().checks[varied.check].name;
            let between = if text.is_empty() { "" } else { "; " };
            text += &format!("{between}{}: {what}", shown(name));
        }
        last = Some(varied.check);
    }
    text
}

/// The sample of a check that is chosen at a point, where its whole sample varies.
fn chosen<'s>(space: &Space<'s>, point: &Point, check: usize) -> Option<&'s Sample> {
    let mut varied = space.varied().iter().zip(point);
    let is_whole = |varied: &Varied| varied.check == check && !varied.samples.is_empty();
    let (varied, place) = varied.find(|(varied, _)| is_whole(varied))?;
    Some(&varied.samples[*place].sample)
}

/// A sample in words: `stratified, by activity, checks 400, allocation neyman`.
pub(crate) fn sample(space: &Space, sample: &Sample) -> String {
    let method = sample.method.keys();
    let mut words = vec![method.name.to_owned()];
    for (name, value) in sample.given().iter() {
        let key = method.keys.iter().find(|key| key.name == *name);
        let value = match (value, key.map(|key| key.kind)) {
            (KeyValue::Choice(place), Some(KeyKind::Choice(choices))) => choices[*place].to_owned(),
            (KeyValue::Count(count), _) => thousands(&count.to_string()),
            (KeyValue::Share(value), _) => share(*value),
            (KeyValue::Number(value), _) => value.to_string(),
            (KeyValue::Check(check), _) => shown(&space.today().checks[*check].name).into_owned(),
            (KeyValue::Counts(counts), _) => {
                let all = counts.iter();
                let all = all.map(|(name, count)| format!("{count} of {}", shown(name)));
                all.collect::<Vec<_>>().join(" + ")
            }
            _ => continue,
        };
        words.push(format!("{} {value}", name.replace('_', " ")));
    }
    words.join(", ")
}

/// A share with as many digits as it has, two at most.
fn share(value: f64) -> String {
    let text = format!("{:.2}", 100.0 * value);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text} %")
}

/// One quota: `3 checks of each caseworker a month`.
fn quota(space: &Space, sample: &Sample, key: &str, value: f64) -> String {
    let share = || share(value);
    let count = match value {
        0.0 => "no".to_owned(),
        _ => thousands(&format!("{value:.0}")),
    };
    match key {
        "checks" => {
            let checks = if value == 1.0 { "check" } else { "checks" };
            let of = match sample.method.asked_of() {
                Some(AskedOf::Caseworker) => " of each caseworker",
                Some(AskedOf::Team) => " of each team",
                Some(AskedOf::Frame) | None => "",
            };
            format!("{count} {checks}{of} a {}", period(space))
        }
        "random_share" => format!("{} of them at random", share()),
        "passes" => format!("{} of passes again", share()),
        "fails" => format!("{} of fails again", share()),
        "share" => format!("{} of arriving decisions", share()),
        "cap" => format!("{count} at most a {}", period(space)),
        other => format!("{other} {value}"),
    }
}
