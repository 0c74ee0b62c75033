//! The sentences of a forecast: where figures will be, what will be said of them, targets, and what the width is made of.

use crate::ahead::Ahead;
use crate::rows::{FanRow, Outlook};
use tierone_scenario::Horizon;
use tierone_stats::intraclass;
use tierone_stats::units::PeriodLength;

/// So many numbers are named.
const MOST: usize = 3;

/// The answer: a few sentences a policy.
pub fn answer(ahead: &Ahead, outlook: &Outlook) -> String {
    let of = |policy: &tierone_scenario::Policy| of_policy(ahead, outlook, &policy.name);
    let policies: Vec<String> = ahead.scenario.policies.iter().map(of).collect();
    policies.join("\n\n")
}

fn of_policy(ahead: &Ahead, outlook: &Outlook, policy: &str) -> String {
    let whole = |measure: &str| {
        let rows = outlook.fans.iter();
        rows.filter(|row| row.policy == policy && row.period.is_none() && row.measure == measure)
            .collect::<Vec<&FanRow>>()
    };
    let horizon = &ahead.scenario.horizon;
    let mut text = format!(
        "Under `{policy}`, over {} periods, {}: ",
        horizon.periods,
        days(horizon)
    );
    let mut parts = Vec::new();
    for (truth, reported, name) in [
        ("accuracy", "accuracy_estimate", "accuracy"),
        (
            "mve_decided",
            "mve_estimate",
            "The monetary value of error, as decided,",
        ),
    ] {
        let Some(fan) = whole(truth).first().copied() else {
            continue;
        };
        let mut part = format!("{name} will be {}", band(fan));
        for own in whole(reported) {
            let check = own.check.as_deref().unwrap_or_default();
            part += &format!("; `{check}` will report {}", band(own));
        }
        parts.push(part);
    }
    text += &parts.join(". ");
    text.push('.');
    for target in outlook
        .targets
        .iter()
        .filter(|row| row.policy == policy && row.period.is_none())
    {
        let Some(met) = target.met.or(target.reported) else {
            continue;
        };
        let shown = |share: f64| chance(share);
        text += &match (target.met, target.reported) {
            (Some(_), Some(reported)) => format!(
                " The target `{}` is met with a probability of {}, and reported as met with {}.",
                target.target,
                shown(met),
                shown(reported)
            ),
            (Some(_), None) => format!(
                " The target `{}` is met with a probability of {}; no check has a figure of it.",
                target.target,
                shown(met)
            ),
            _ => format!(
                " The target `{}` is reported as met with a probability of {}; it is of what checks find, and has no truth.",
                target.target,
                shown(met)
            ),
        };
    }
    if outlook.targets.iter().any(|row| row.policy == policy) {
        text += match ahead.ranges.is_empty() {
            true => {
                " No number has a range, so these probabilities are those of `tierone run`, but for the luck of the draws."
            }
            false => {
                " These probabilities count in what is not known of the numbers that have a range; `tierone run` takes all numbers, and \
                 the anchor, as they are written."
            }
        };
    }
    text + &made_of(ahead, outlook, policy)
}

/// `April 2025 to June 2025`, or from day to day where the periods are no whole months.
fn days(horizon: &Horizon) -> String {
    let first = horizon.first_day(0);
    let after = horizon.first_day(horizon.periods);
    let last = after.yesterday().unwrap_or(after);
    if horizon.period == PeriodLength::Month && first.day() == 1 {
        let month = "%B %Y";
        return match horizon.periods {
            1 => first.strftime(month).to_string(),
            _ => format!("{} to {}", first.strftime(month), last.strftime(month)),
        };
    }
    let day = "%-d %B %Y";
    format!("{} to {}", first.strftime(day), last.strftime(day))
}

/// `97.1 % to 98.2 % (80 % band; median 97.7 %)`.
fn band(fan: &FanRow) -> String {
    let digits = fan.decimals();
    let shown = |x: f64| format!("{x:.digits$} %");
    format!(
        "{} to {} (80 % band; median {})",
        shown(fan.p10),
        shown(fan.p90),
        shown(fan.p50)
    )
}

/// A probability, never as certain as a simulation cannot know.
pub fn chance(share: f64) -> String {
    match share {
        share if share < 0.01 => "less than 1 %".into(),
        share if share > 0.99 => "more than 99 %".into(),
        share => format!("{:.0} %", 100.0 * share),
    }
}

/// What the width of accuracy is made of, and which numbers it hangs on.
fn made_of(ahead: &Ahead, outlook: &Outlook, policy: &str) -> String {
    if ahead.ranges.is_empty() {
        return " No number of the scenario has a range, so the bands are chance and sampling alone: write numbers that are not \
                known as { value = …, low = …, high = … }."
            .into();
    }
    let widths = outlook.widths.iter();
    let mut width = widths
        .filter(|row| row.policy == policy && row.period.is_none() && row.measure == "accuracy");
    let Some(width) = width.next() else {
        return String::new();
    };
    let each = ahead
        .draws
        .first()
        .and_then(|drawn| drawn.replicated.first());
    let limits = intraclass::interval(
        width.numbers,
        ahead.draws.len(),
        each.map_or(0, Vec::len),
        0.95,
    );
    let limits = limits.map_or_else(String::new, |(low, high)| {
        let percent = |share: f64| 100.0 * share.max(0.0);
        format!(
            " (95 % interval {:.0} % to {:.0} %)",
            percent(low),
            percent(high)
        )
    });
    let mut text = format!(
        " Numbers that are not known make {:.0} %{limits} of the variance of accuracy, chance the rest",
        100.0 * width.numbers
    );
    let numbers = outlook.numbers.iter();
    let of_accuracy: Vec<_> = numbers
        .filter(|row| row.policy == policy && row.measure == "accuracy" && row.beyond_chance)
        .collect();
    let named: Vec<String> = of_accuracy
        .iter()
        .take(MOST)
        .map(|row| format!("`{}` ({:.0} %)", row.key, 100.0 * row.share))
        .collect();
    if !named.is_empty() && width.numbers > 0.05 {
        text += &format!("; the former hang most on {}", named.join(", "));
        let shares: f64 = of_accuracy.iter().map(|row| row.share).sum();
        if shares > 1.0 {
            text += " (numbers that go together share what they make, so these shares are not to be added up)";
        }
    }
    text.push('.');
    text
}
