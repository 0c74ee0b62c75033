//! Limits and changes ahead, as the command line states them.

use tierone_forecast::changes::{Change, Effect};
use tierone_records::series::SeriesList;
use tierone_stats::written::points;

use super::super::exit::Failure;
use super::options::Options;

/// Limits: of shares with their percent sign, of others in the unit of the figure.
pub(super) fn limits(texts: &[String], list: &SeriesList) -> Result<Vec<f64>, Failure> {
    let read = |text: &String| {
        let inside = |limit: &f64| !list.unit.is_share() || (0.0..=1.0).contains(limit);
        amount(text, list).filter(inside).ok_or_else(|| {
            let why = match list.unit.is_share() && text.trim().parse::<f64>().is_ok() {
                true => "needs its percent sign",
                false => "is no figure",
            };
            Failure::input(format!("`--limit {text}`: {text} {why}")).help(
                match list.unit.is_share() {
                    true => "write shares with their percent sign, like --limit 6%,8%,10%",
                    false => "write it in the unit of the figures, like --limit 40,60",
                },
            )
        })
    };
    texts.iter().map(read).collect()
}

/// Changes of the figure and of its checks.
pub(super) fn changes(options: &Options, list: &SeriesList) -> Result<Vec<Change>, Failure> {
    let changes = options.change.iter().map(|(period, text)| {
        let from = ahead("--change", period, list, options.ahead())?;
        let effect = effect(text, list).ok_or_else(|| {
            Failure::input(format!("`--change {period}={text}`: {text} is no change"))
                .help(match list.unit.is_share() {
                    true => "write it like '2027-04=-0.4%', '2027-04=-0.6%..-0.2%' or '2027-04=x0.9'",
                    false => "write it like '2027-04=-4', '2027-04=-6..-2' or '2027-04=x0.9', in the unit of the figures",
                })
        })?;
        Ok(Change { from, effect })
    });
    let checks = options.checks.iter().map(|(period, text)| {
        let from = ahead("--checks", period, list, options.ahead())?;
        let effect = factor(text).map(Effect::Checks).ok_or_else(|| {
            Failure::input(format!("`--checks {period}={text}`: {text} is no factor"))
                .help("write it like '2027-01=x1.5'")
        })?;
        Ok(Change { from, effect })
    });
    changes.chain(checks).collect()
}

/// The first period ahead in which a change holds.
fn ahead(option: &str, period: &str, list: &SeriesList, periods: usize) -> Result<usize, Failure> {
    let past = list.periods();
    let place = list.place(period);
    let inside = place.filter(|place| (past..past + periods).contains(place));
    inside.map(|place| place - past + 1).ok_or_else(|| {
        Failure::input(format!(
            "`{option} {period}=...`: {period} is none of the periods ahead"
        ))
        .help(format!(
            "these are {} to {}; ask for more with --periods",
            list.period(past),
            list.period(past + periods - 1)
        ))
    })
}

fn effect(text: &str, list: &SeriesList) -> Option<Effect> {
    if text.starts_with(['x', '*', '×']) {
        return factor(text).map(Effect::Multiplies);
    }
    let (low, high) = match text.split_once("..") {
        Some((low, high)) => (amount(low, list)?, amount(high, list)?),
        None => (amount(text, list)?, amount(text, list)?),
    };
    let most = if list.unit.is_share() {
        1.0
    } else {
        f64::INFINITY
    };
    (low <= high && low > -most && high < most).then_some(Effect::Adds { low, high })
}

fn factor(text: &str) -> Option<f64> {
    let number = text.trim_start_matches(['x', '*', '×']).trim();
    let factor: f64 = number.parse().ok()?;
    (factor > 0.0 && factor.is_finite()).then_some(factor)
}

/// A figure: of shares with its percent sign, of others in their unit.
fn amount(text: &str, list: &SeriesList) -> Option<f64> {
    if list.unit.is_share() {
        return points(text).map(|points| points / 100.0);
    }
    let number: f64 = text.trim().parse().ok()?;
    number.is_finite().then_some(number / list.unit.whole())
}
