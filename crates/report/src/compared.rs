//! How a policy differs from the baseline, in sentences: no more than what is clear of chance, in decisions and in £.

use tierone_engine::measure::{Scope, Unit};
use tierone_engine::study::{SHORT, Spread, Summary};
use tierone_scenario::Scenario;
use tierone_stats::format::{capital, grouped, plain, with_error};

use crate::claimed;
use crate::figure_text::{figure, size};

/// A difference in accuracy, in points, below which it is slight: less than one decision in a thousand.
const SLIGHT_POINTS: f64 = 0.1;
/// The same of money, as a share of the money that is wrong under the baseline.
const SLIGHT_SHARE: f64 = 0.05;

pub(crate) fn named(scenario: &Scenario, policy: usize) -> String {
    format!("`{}`", plain(&scenario.policies[policy].name))
}

/// Sentences after one another.
pub(crate) fn sentences(each: impl Iterator<Item = String>) -> String {
    each.collect::<Vec<String>>().join(" ")
}

/// How a policy does, against the baseline.
pub(crate) fn of_other(
    scenario: &Scenario,
    summary: &Summary,
    policy: usize,
    baseline: usize,
) -> String {
    let (name, other) = (named(scenario, policy), named(scenario, baseline));
    let first = match summary.replications {
        0 | 1 => format!(
            "{name} against {other}: a single replication cannot tell a difference from chance."
        ),
        _ => {
            let verdict = verdict(summary, policy, baseline);
            match differences(summary, policy, baseline) {
                parts if parts.is_empty() => format!("{name} {verdict} {other}."),
                parts => format!("{name} {verdict} {other}: {}.", parts.join(", ")),
            }
        }
    };
    let claim = claimed::of_accuracy(scenario, summary, policy);
    let more = [
        money(summary, policy),
        Some(format!("{}.", capital(&claim))),
        claimed::of_money(scenario, summary, policy),
        quota(scenario, summary, policy),
    ];
    sentences(std::iter::once(first).chain(more.into_iter().flatten()))
}

/// On which side of nothing a policy is by more than chance, from the baseline: 1 where it is better, -1 where worse, 0 where neither.
#[derive(Clone, Copy, Debug, Default)]
struct Sides {
    accuracy: i8,
    money: i8,
    waiting: i8,
    cost: i8,
}

fn verdict(summary: &Summary, policy: usize, baseline: usize) -> String {
    let side = |name: &str, more: f64| {
        let clear = summary.clear_contrast(policy, name);
        clear.map_or(0, |spread| (more * spread.mean.signum()) as i8)
    };
    let sides = Sides {
        accuracy: side("accuracy", 1.0),
        money: side("mve", -1.0),
        waiting: side("head_of_work", -1.0),
        cost: side("cost", -1.0),
    };
    in_words(sides, is_slight(summary, policy, baseline))
}

/// `is slightly better, but dearer, than`.
fn in_words(sides: Sides, is_slight: bool) -> String {
    let slightly = if is_slight { "slightly " } else { "" };
    let Sides {
        accuracy,
        money,
        waiting: waits,
        cost: saves,
    } = sides;
    // Neither better nor worse as a whole: each is said of what it is said of.
    if (accuracy != 0 || money != 0) && waits != 0 && [accuracy, money].contains(&-waits) {
        let of = [(accuracy, "accuracy"), (money, "money"), (waits, "waiting")];
        let side = |way: i8, word: &str| {
            let named = of.iter().filter(|(side, _)| *side == way);
            let named: Vec<&str> = named.map(|(_, name)| *name).collect();
            format!("{word} in {}", named.join(" and "))
        };
        let costs = |way: i8| match saves == way {
            false => "",
            true if way > 0 => " and cheaper",
            true => " and dearer",
        };
        let first = if accuracy != 0 { accuracy } else { money };
        let word = |way: i8| if way > 0 { "better" } else { "worse" };
        return format!(
            "is {slightly}{}{}, but {}{}, than",
            side(first, word(first)),
            costs(first),
            side(-first, word(-first)),
            costs(-first)
        );
    }
    match (accuracy, money) {
        (0, 0) => {
            let but = match (saves, waits) {
                (0, 0) => "",
                (0, -1) => ", but leaves more work waiting than,",
                (0, _) => ", and leaves less work waiting than,",
                (1, 0) => ", and is cheaper than,",
                (1, -1) => ", and is cheaper, but leaves more work waiting than,",
                (1, _) => ", and is cheaper and leaves less work waiting than,",
                (_, 0) => ", but is dearer than,",
                (_, -1) => ", but is dearer and leaves more work waiting than,",
                _ => ", but is dearer, and leaves less work waiting than,",
            };
            format!("shows no difference in accuracy or money from{but}")
        }
        (0 | 1, 0 | 1) if saves < 0 => format!("is {slightly}better, but dearer, than"),
        (0 | 1, 0 | 1) => format!("is {slightly}better than"),
        (0 | -1, 0 | -1) if saves > 0 => format!("is {slightly}worse, but cheaper, than"),
        (0 | -1, 0 | -1) => format!("is {slightly}worse than"),
        (1, _) => format!("is {slightly}better in accuracy and worse in money than"),
        _ => format!("is {slightly}worse in accuracy and better in money than"),
    }
}

/// Whether what differs is clear of chance and far too little to matter to most.
fn is_slight(summary: &Summary, policy: usize, baseline: usize) -> bool {
    let clear = |name: &str| summary.clear_contrast(policy, name).map(|s| s.mean.abs());
    let of = summary.figure(baseline, Scope::Policy, "mve");
    let of = of.map_or(0.0, |mve| mve.mean);
    clear("accuracy").is_none_or(|points| points < SLIGHT_POINTS)
        && clear("mve").is_none_or(|points| points < SLIGHT_SHARE * of)
}

/// What differs by more than chance, but for £.
fn differences(summary: &Summary, policy: usize, baseline: usize) -> Vec<String> {
    let clear = |name: &str| summary.clear_contrast(policy, name);
    let signed = |spread: &Spread| {
        let sign = if spread.mean > 0.0 { "+" } else { "" };
        format!("{sign}{} points", figure(Unit::Points, spread))
    };
    let mut parts = Vec::new();
    parts.extend(clear("accuracy").map(|spread| {
        let decisions = in_decisions(summary, policy, spread);
        format!(
            "accuracy {}{}",
            signed(spread),
            decisions.unwrap_or_default()
        )
    }));
    parts.extend(clear("mve").map(|spread| format!("MVE {}", signed(spread))));
    parts.extend(fewer_checks(summary, policy, baseline));
    let waiting = summary.figure(baseline, Scope::Policy, "head_of_work");
    let waiting = waiting.map_or(0.0, |spread| spread.mean);
    parts.extend(clear("head_of_work").map(|more| more_waiting(more, waiting)));
    parts
}

/// ` (about 3 decisions in 36,000)`: what a difference in accuracy is of all decisions of the policy.
fn in_decisions(summary: &Summary, policy: usize, points: &Spread) -> Option<String> {
    let count = |name: &str| summary.figure(policy, Scope::Policy, name).map(|s| s.mean);
    let all = count("decisions")? - count("decisions_without_accuracy").unwrap_or(0.0);
    let share = points.mean.abs() / 100.0;
    let (size, error) = (share * all, points.mcse.unwrap_or(0.0) * all / 100.0);
    let all = grouped(all, 0);
    Some(match size.round() {
        0.0 => format!(" (less than one decision in {all})"),
        1.0 => format!(" (about 1 decision in {all})"),
        whole => {
            let rounded = with_error(size, error).filter(|_| error >= 1.0);
            let size = rounded.map_or_else(|| grouped(whole, 0), |(size, _)| size);
            format!(" (about {size} decisions in {all})")
        }
    })
}

/// `It saves £2,700 ± 300 of money assessed wrongly, and costs £19,810 ± 50 more.`
fn money(summary: &Summary, policy: usize) -> Option<String> {
    let clear = |name: &str| summary.clear_contrast(policy, name);
    let pounds = |spread: &Spread| format!("£{}", size(Unit::Pounds, spread));
    let wrong = clear("error_gross").map(|spread| match spread.mean < 0.0 {
        true => format!("saves {} of money assessed wrongly", pounds(spread)),
        false => format!("leaves {} more assessed wrongly", pounds(spread)),
    });
    let costs = clear("cost").map(|spread| {
        let how = if spread.mean < 0.0 { "less" } else { "more" };
        format!("costs {} {how}", pounds(spread))
    });
    let is_known = summary
        .contrast(policy, Scope::Policy, "error_gross")
        .is_some();
    match (wrong, costs) {
        (Some(wrong), Some(costs)) => Some(format!("It {wrong}, and {costs}.")),
        (Some(wrong), None) => Some(format!("It {wrong}.")),
        (None, Some(costs)) if is_known => Some(format!(
            "It {costs}, and no difference in the money assessed wrongly can be seen."
        )),
        (None, costs) => costs.map(|costs| format!("It {costs}.")),
    }
}

/// `1,600 more decisions wait at the end (13 % more)`, of so many under the baseline.
fn more_waiting(more: &Spread, of: f64) -> String {
    let how = if more.mean < 0.0 { "fewer" } else { "more" };
    let share = (100.0 * more.mean.abs() / of).round();
    let share = match share.is_finite() && share >= 1.0 {
        true => format!(" ({share} % {how})"),
        false => String::new(),
    };
    format!(
        "{} {how} decisions wait at the end{share}",
        size(Unit::Count, more)
    )
}

/// `5 % fewer checks`; none where the difference is chance, or rounds to nothing.
fn fewer_checks(summary: &Summary, policy: usize, baseline: usize) -> Option<String> {
    let more = summary.clear_contrast(policy, "checks")?;
    let of = summary.figure(baseline, Scope::Policy, "checks")?.mean;
    let share = (100.0 * more.mean / of).round();
    if share == 0.0 || !share.is_finite() {
        return None;
    }
    let how = if share < 0.0 { "fewer" } else { "more" };
    Some(format!("{} % {how} checks", share.abs()))
}

/// That a policy cannot do its quota, where it falls short of it by enough to matter.
pub(crate) fn quota(scenario: &Scenario, summary: &Summary, policy: usize) -> Option<String> {
    let of = |name: &str| -> f64 {
        let checks = 0..scenario.policies[policy].checks.len();
        let figures = checks.filter_map(|c| summary.figure(policy, Scope::Check(c), name));
        figures.map(|spread| spread.mean).sum()
    };
    let (done, short) = (of("checks"), of("checks_short"));
    let all = done + short;
    if short <= SHORT * all {
        return None;
    }
    let (hours, frame) = (of("checks_short_hours"), of("checks_short_frame"));
    let why = match (hours > SHORT * all, frame > SHORT * all) {
        (true, false) => "the checkers' hours run out",
        (false, true) => "there are too few decisions to draw from",
        _ => "the checkers' hours run out, and there are too few decisions to draw from",
    };
    let once = summary.figure(policy, Scope::Policy, "checks");
    let twice = match once.is_some_and(|once| done - once.mean > 0.5) {
        true => " (a decision that two checks draw is two of these)",
        false => "",
    };
    Some(format!(
        "It does not do its quota: {} of the {} checks that are asked for are made{twice}, because {why}.",
        grouped(done, 0),
        grouped(all, 0)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_longer_is_not_simply_better() {
        let said = |accuracy, money, waiting, cost| {
            let sides = Sides {
                accuracy,
                money,
                waiting,
                cost,
            };
            in_words(sides, false)
        };
        for (said, verdict) in [
            (
                said(1, 0, -1, -1),
                "is better in accuracy, but worse in waiting and dearer, than",
            ),
            (
                said(1, 1, -1, 1),
                "is better in accuracy and money and cheaper, but worse in waiting, than",
            ),
            (
                said(-1, 0, 1, 0),
                "is worse in accuracy, but better in waiting, than",
            ),
            (
                said(1, -1, -1, 0),
                "is better in accuracy, but worse in money and waiting, than",
            ),
            (said(1, 0, 1, -1), "is better, but dearer, than"),
            (said(1, 0, 0, 0), "is better than"),
            (
                said(1, -1, 0, 0),
                "is better in accuracy and worse in money than",
            ),
            (
                said(0, 0, -1, -1),
                "shows no difference in accuracy or money from, but is dearer and leaves more work waiting than,",
            ),
        ] {
            assert_eq!(said, verdict);
        }
    }

    #[test]
    fn more_waiting_has_its_share_of_what_waits() {
        let more = |mean: f64| Spread {
            mean,
            sd: None,
            mcse: None,
            percentiles: None,
            replications: 100,
        };
        assert_eq!(
            more_waiting(&more(7_422.0), 12_500.0),
            "7,422 more decisions wait at the end (59 % more)"
        );
        assert_eq!(
            more_waiting(&more(-5.0), 0.0),
            "5 fewer decisions wait at the end"
        );
    }
}
