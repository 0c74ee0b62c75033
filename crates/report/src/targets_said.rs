//! What a run says of targets: a sentence each, and at length.

use tierone_engine::measure::{Scope, Unit, Window};
use tierone_engine::study::Summary;
use tierone_scenario::{Horizon, Scenario, Target};
use tierone_stats::format::plain;
use tierone_stats::units::PeriodLength;

use crate::compared::named;
use crate::figure_text::figure;
use crate::targets::in_words;

/// What the chances of a run include, and where others are.
pub const CHANCES: &str = "For targets, the numbers of the scenario, an anchor too, are taken as certain here; `tierone forecast` of the \
                           scenario counts in what is not known of them.";

/// A sentence a target, and what they are chances of.
pub(crate) fn said(scenario: &Scenario, summary: &Summary) -> Vec<String> {
    of_each(scenario, |of, target| {
        in_brief(scenario, summary, of, target)
    })
}

/// What is said of each target of each policy, and what that are chances of.
fn of_each(scenario: &Scenario, say: impl Fn((usize, usize), &Target) -> String) -> Vec<String> {
    let mut said = Vec::new();
    for (policy, rules) in scenario.policies.iter().enumerate() {
        let targets = rules.targets.iter().enumerate();
        said.extend(targets.map(|(place, target)| say((policy, place), target)));
    }
    if !said.is_empty() {
        said.push(CHANCES.into());
    }
    said
}

fn in_brief(
    scenario: &Scenario,
    summary: &Summary,
    (policy, place): (usize, usize),
    target: &Target,
) -> String {
    let scope = Scope::Target(place, Window::Alone);
    let share = |name: &str| Some(percent(summary.figure(policy, scope, name)?.mean));
    let runs = runs(&scenario.horizon);
    let wrongly =
        |name: &str| share(name).map_or_else(String::new, |share| format!(", wrongly in {share}"));
    let mut parts = Vec::new();
    if let Some(met) = share("target_met") {
        parts.push(format!("met in {met} of {runs}"));
    }
    if let Some(reported) = share("target_reported") {
        let of = if parts.is_empty() {
            format!(" of {runs}")
        } else {
            String::new()
        };
        parts.push(format!(
            "its check's figure alone says so in {reported}{of}{}",
            wrongly("false_comfort")
        ));
    }
    parts.extend(due(scenario, summary, (policy, place), target));
    if parts.is_empty() {
        parts.push("there is no figure of it".into());
    }
    format!(
        "Target `{}` of {} ({}): {}{}.",
        plain(&target.name),
        named(scenario, policy),
        in_words(target),
        parts.join("; "),
        alarms(summary, (policy, place), target)
    )
}

/// What is due: by single periods, or where the target rolls by rolling ones, which are two readings of the same steps.
fn due(
    scenario: &Scenario,
    summary: &Summary,
    (policy, place): (usize, usize),
    target: &Target,
) -> Option<String> {
    let due = |window| {
        let credit = summary.figure(policy, Scope::Target(place, window), "credit")?;
        Some(figure(Unit::Pounds, credit))
    };
    let single = due(Window::Alone)?;
    let period = scenario.horizon.period;
    Some(match due(Window::Rolling) {
        Some(rolling) => format!(
            "£{single} is due where the contract's steps are of single {period}s, or £{rolling} where they are of rolling {} {period}s, \
             and not both",
            target.rolling
        ),
        None => format!("£{single} is due"),
    })
}

/// What was simulated, in words.
fn runs(horizon: &Horizon) -> &'static str {
    match (horizon.period, horizon.periods) {
        (PeriodLength::Month, 12) | (PeriodLength::Week, 52) => "simulated years",
        _ => "simulated runs",
    }
}

/// A paragraph a target: of all periods together, of single ones, of rolling ones, and of looks.
pub fn targets_at_length(scenario: &Scenario, summary: &Summary) -> Vec<String> {
    of_each(scenario, |of, target| {
        at_length(scenario, summary, of, target)
    })
}

fn at_length(
    scenario: &Scenario,
    summary: &Summary,
    (policy, place): (usize, usize),
    target: &Target,
) -> String {
    let scope = Scope::Target(place, Window::Alone);
    let whole = |name: &str| Some(summary.figure(policy, scope, name)?.mean);
    let period = |name: &str| {
        let rows = summary.by_period(policy, scope, name);
        let sum: f64 = rows.iter().map(|(_, spread)| spread.mean).sum();
        (!rows.is_empty()).then(|| sum / rows.len() as f64)
    };
    let over_all = match shares(&whole) {
        none if none.is_empty() => "no figure of it".into(),
        shares => format!("of the simulated runs as a whole, {shares}"),
    };
    let single = match shares(&period) {
        none if none.is_empty() => none,
        shares => format!("; of single {}s, {shares}", scenario.horizon.period),
    };
    let due = due(scenario, summary, (policy, place), target);
    format!(
        "Target `{}` of {} ({}): {over_all}{single}{}{}.",
        plain(&target.name),
        named(scenario, policy),
        in_words(target),
        reds(summary, (policy, place), due),
        alarms(summary, (policy, place), target)
    )
}

/// How often a target is met, and how often its check says so, rightly and wrongly.
fn shares(of: &dyn Fn(&str) -> Option<f64>) -> String {
    let named = [
        ("target_met", "the truth meets it in", ""),
        ("target_reported", "the check's figure says so in", ""),
        ("false_comfort", "wrongly in", " (false comfort)"),
        (
            "false_alarm",
            "and wrongly that it is missed in",
            " (false alarm)",
        ),
    ];
    let each = named.iter().filter_map(|(name, before, after)| {
        Some(format!("{before} {}{after}", percent(of(name)?)))
    });
    each.collect::<Vec<String>>().join(", ")
}

/// What is due for a target, and how often it is red over its rolling periods.
fn reds(summary: &Summary, (policy, place): (usize, usize), due: Option<String>) -> String {
    let red = summary.figure(policy, Scope::Target(place, Window::Rolling), "level_red");
    let red = red.map(|red| format!("; of rolling periods, {} are red", percent(red.mean)));
    let due = due.map(|due| format!("; {due}"));
    due.into_iter().chain(red).collect()
}

/// How often some look of a year is an alarm, and a false one.
fn alarms(summary: &Summary, (policy, place): (usize, usize), target: &Target) -> String {
    let whole = |name| {
        let scope = Scope::Target(place, Window::Looks);
        Some(summary.figure(policy, scope, name)?.mean)
    };
    let (Some(looks), Some(reported)) = (target.looks, whole("target_reported")) else {
        return String::new();
    };
    let false_ones = whole("false_alarm").map_or_else(String::new, |share| {
        format!(", {} with the target met", percent(share))
    });
    format!(
        "; with the bounds of {looks} looks a year at all checks so far, {} raise an alarm at some look{false_ones}",
        percent(100.0 - reported)
    )
}

fn percent(share: f64) -> String {
    tierone_stats::format::percent(share / 100.0, 1)
}
