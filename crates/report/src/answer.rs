//! The answer of a run in sentences: how each policy does, which is best for which aim, and whether targets are met.

use tierone_engine::measure::{Scope, Unit, Window, measure};
use tierone_engine::study::{Ranking, Spread, Summary};
use tierone_sampling::design;
use tierone_scenario::{CheckId, Policy, Scenario};
use tierone_stats::format::plain;

use crate::figure_text::figure;
use crate::manifest::{Ending, Manifest};
use crate::pilots;
use crate::targets::in_words;

/// What a reader is told first. Each entry is a sentence or two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// One a policy, the baseline first.
    pub policies: Vec<String>,
    /// One an aim; none where there is one policy.
    pub best: Vec<String>,
    /// One a target.
    pub targets: Vec<String>,
    /// One a pilot.
    pub pilots: Vec<String>,
}

/// The answer of a run whose policies are compared with `baseline`.
pub fn answer(scenario: &Scenario, summary: &Summary, baseline: usize) -> Answer {
    let others = (0..scenario.policies.len()).filter(|policy| *policy != baseline);
    let first = of_baseline(scenario, summary, baseline);
    let compared = others.map(|policy| of_other(scenario, summary, policy, baseline));
    Answer {
        policies: std::iter::once(first).chain(compared).collect(),
        best: summary
            .rankings
            .iter()
            .map(|ranking| best(scenario, ranking))
            .collect(),
        targets: targets(scenario, summary),
        pilots: pilots::said(scenario, summary),
    }
}

/// How the figures came about.
pub fn how(manifest: &Manifest) -> String {
    let ending = match manifest.ending {
        Ending::Complete => "",
        Ending::CeilingReached => " (the most allowed; the precision asked for is not reached)",
        Ending::Partial => " (cut off: partial results)",
    };
    format!(
        "{} replications{ending}, seed {}; mean ± Monte Carlo standard error",
        manifest.replications, manifest.seed
    )
}

/// A sentence for each check that estimates without known probabilities.
pub fn of_checked_only(scenario: &Scenario) -> Vec<String> {
    let mut lines = Vec::new();
    for policy in &scenario.policies {
        for check in &policy.checks {
            let estimates = check.estimate.accuracy || check.estimate.mve;
            if estimates && !design(&check.sample.method).known_inclusion() {
                lines.push(format!(
                    "`{}` of `{}`: its estimates are of checked decisions only, since {} gives no \
                     known probability of being drawn",
                    plain(&check.name),
                    plain(&policy.name),
                    check.sample.method.name()
                ));
            }
        }
    }
    lines
}

/// The check whose figure is quoted: the first that estimates accuracy and knows its chances, else the first that
/// estimates it.
pub fn quoted(policy: &Policy) -> Option<CheckId> {
    let estimating = || (0..policy.checks.len()).filter(|c| policy.checks[*c].estimate.accuracy);
    let known = |check: &CheckId| design(&policy.checks[*check].sample.method).known_inclusion();
    estimating().find(known).or(estimating().next())
}

fn named(scenario: &Scenario, policy: usize) -> String {
    format!("`{}`", plain(&scenario.policies[policy].name))
}

fn of_baseline(scenario: &Scenario, summary: &Summary, policy: usize) -> String {
    let mut parts = Vec::new();
    for (name, before, after) in [
        ("accuracy", "accuracy ", " %"),
        ("mve", "MVE ", " %"),
        ("errors_found", "", " errors found"),
        ("cost", "cost £", ""),
        ("head_of_work", "", " decisions waiting at the end"),
    ] {
        if let (Some(measure), Some(spread)) =
            (measure(name), summary.figure(policy, Scope::Policy, name))
        {
            parts.push(format!("{before}{}{after}", figure(measure.unit, spread)));
        }
    }
    let baseline = if scenario.policies.len() > 1 {
        " (the baseline)"
    } else {
        ""
    };
    let name = named(scenario, policy);
    let claim = claim(scenario, summary, policy);
    if parts.is_empty() {
        return format!("{name}{baseline}: nothing was decided; {claim}.");
    }
    format!("{name}{baseline}: {}; {claim}.", parts.join(", "))
}

/// How a policy differs from the baseline, as far as that is more than chance.
fn of_other(scenario: &Scenario, summary: &Summary, policy: usize, baseline: usize) -> String {
    let beyond = |name: &str| {
        let spread = summary.contrast(policy, Scope::Policy, name)?;
        spread.is_beyond_chance().then_some(spread)
    };
    let (accuracy, mve, cost) = (beyond("accuracy"), beyond("mve"), beyond("cost"));
    let signed = |spread: &Spread| {
        let sign = if spread.mean > 0.0 { "+" } else { "" };
        format!("{sign}{} points", figure(Unit::Points, spread))
    };
    let mut parts = Vec::new();
    parts.extend(accuracy.map(|spread| format!("accuracy {}", signed(spread))));
    parts.extend(mve.map(|spread| format!("MVE {}", signed(spread))));
    parts.extend(cost.map(|spread| {
        let how = if spread.mean < 0.0 {
            "cheaper"
        } else {
            "dearer"
        };
        let size = Spread {
            mean: spread.mean.abs(),
            ..*spread
        };
        format!("£{} {how}", figure(Unit::Pounds, &size))
    }));
    parts.extend(fewer_checks(summary, policy, baseline));
    parts.extend(beyond("head_of_work").map(more_waiting));
    let better =
        |spread: Option<&Spread>, more: f64| spread.map_or(0.0, |s| more * s.mean.signum());
    let saves = better(cost, -1.0) as i8;
    let waits = better(beyond("head_of_work"), 1.0);
    let verdict = match (better(accuracy, 1.0) as i8, better(mve, -1.0) as i8) {
        (0, 0) => match saves {
            0 if waits > 0.0 => "does as well as, but leaves more work waiting than,",
            0 if waits < 0.0 => "does as well as, and leaves less work waiting than,",
            0 => "does as well as",
            1 => "does as well as, and is cheaper than,",
            _ => "does as well as, and is dearer than,",
        },
        (0 | 1, 0 | 1) if saves < 0 => "is better, but dearer, than",
        (0 | 1, 0 | 1) => "is better than",
        (0 | -1, 0 | -1) if saves > 0 => "is worse, but cheaper, than",
        (0 | -1, 0 | -1) => "is worse than",
        (1, _) => "is better in accuracy and worse in money than",
        _ => "is worse in accuracy and better in money than",
    };
    let (name, other) = (named(scenario, policy), named(scenario, baseline));
    let claim = claim(scenario, summary, policy);
    match parts.is_empty() {
        true => format!("{name} {verdict} {other}: no difference is more than chance; {claim}."),
        false => format!("{name} {verdict} {other}: {}; {claim}.", parts.join(", ")),
    }
}

/// `1,600 more decisions wait at the end`.
fn more_waiting(more: &Spread) -> String {
    let size = Spread {
        mean: more.mean.abs(),
        ..*more
    };
    let how = if more.mean < 0.0 { "fewer" } else { "more" };
    format!(
        "{} {how} decisions wait at the end",
        figure(Unit::Count, &size)
    )
}

/// `5 % fewer checks`; none where the difference is chance, or rounds to nothing.
fn fewer_checks(summary: &Summary, policy: usize, baseline: usize) -> Option<String> {
    let more = summary.contrast(policy, Scope::Policy, "checks")?;
    let of = summary.figure(baseline, Scope::Policy, "checks")?.mean;
    let share = (100.0 * more.mean / of).round();
    if !more.is_beyond_chance() || share == 0.0 || !share.is_finite() {
        return None;
    }
    let how = if share < 0.0 { "fewer" } else { "more" };
    Some(format!("{} % {how} checks", share.abs()))
}

/// What its own figure of accuracy claims, against the truth of all decisions.
fn claim(scenario: &Scenario, summary: &Summary, policy: usize) -> String {
    let rules = &scenario.policies[policy];
    let bias = quoted(rules).and_then(|check| {
        let bias = summary.figure(policy, Scope::Check(check), "accuracy_bias")?;
        Some((check, bias))
    });
    let Some((check, bias)) = bias else {
        return "it has no accuracy figure of its own".into();
    };
    let of_checked = if design(&rules.checks[check].sample.method).known_inclusion() {
        ""
    } else {
        ", which is of checked decisions only,"
    };
    if !bias.is_beyond_chance() {
        return format!("its own figure{of_checked} is right on average");
    }
    let size = Spread {
        mean: bias.mean.abs(),
        ..*bias
    };
    let way = if bias.mean > 0.0 { "much" } else { "little" };
    format!(
        "its own figure{of_checked} claims {} points too {way}",
        figure(Unit::Points, &size)
    )
}

fn best(scenario: &Scenario, ranking: &Ranking) -> String {
    let what = match (ranking.aim.measure, ranking.aim.more_is_better) {
        ("accuracy", _) => "Highest accuracy",
        ("mve", _) => "Lowest MVE",
        ("errors_found", _) => "Most errors found",
        ("poor_performers_found", _) => "Most poor performers found",
        ("cost", _) => "Lowest cost",
        (_, true) => "Most",
        (_, false) => "Least",
    };
    let mut leaders = vec![named(scenario, ranking.best)];
    leaders.extend(
        ranking
            .as_good
            .iter()
            .map(|policy| named(scenario, *policy)),
    );
    let unit = measure(ranking.aim.measure).map_or(Unit::Count, |measure| measure.unit);
    let lead = ranking.lead.as_ref().map(|(other, spread)| {
        let size = Spread {
            mean: spread.mean.abs(),
            ..*spread
        };
        let size = figure(unit.of_difference(), &size);
        let size = match unit {
            Unit::Percent | Unit::Points => format!("{size} points"),
            Unit::Pounds => format!("£{size}"),
            Unit::Count => size,
            Unit::Hours => format!("{size} hours"),
            Unit::Days => format!("{size} days"),
        };
        let how = if ranking.aim.more_is_better {
            "above"
        } else {
            "below"
        };
        format!("{size} {how} {}", named(scenario, *other))
    });
    match (leaders.len(), lead) {
        (1, Some(lead)) => format!("{what}: {}, {lead}.", leaders[0]),
        (_, None) => format!(
            "{what}: {}; chance alone may explain the differences.",
            together(&leaders)
        ),
        (_, Some(lead)) => format!(
            "{what}: {}, among which chance may decide; {lead} at least.",
            together(&leaders)
        ),
    }
}

/// `a, b and c`.
fn together(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn targets(scenario: &Scenario, summary: &Summary) -> Vec<String> {
    let mut said = Vec::new();
    for (id, policy) in scenario.policies.iter().enumerate() {
        for (place, target) in policy.targets.iter().enumerate() {
            let scope = Scope::Target(place, Window::Alone);
            let whole = |name: &str| Some(summary.figure(id, scope, name)?.mean);
            let period = |name: &str| {
                let rows = summary.by_period(id, scope, name);
                let sum: f64 = rows.iter().map(|(_, spread)| spread.mean).sum();
                (!rows.is_empty()).then(|| sum / rows.len() as f64)
            };
            let shares = |of: &dyn Fn(&str) -> Option<f64>| {
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
            };
            let mut text = format!(
                "Target `{}` of {} ({})",
                plain(&target.name),
                named(scenario, id),
                in_words(target)
            );
            let (over_all, single) = (shares(&whole), shares(&period));
            text.push_str(&match over_all.is_empty() {
                true => ": no figure of it".into(),
                false => format!(": of the simulated runs as a whole, {over_all}"),
            });
            if !single.is_empty() {
                text.push_str(&format!(
                    "; of single {}s, {single}",
                    scenario.horizon.period
                ));
            }
            text.push_str(&reds(summary, id, place));
            said.push(text + ".");
        }
    }
    said
}

/// How often a target is red over its rolling periods, and what is due for it.
fn reds(summary: &Summary, policy: usize, place: usize) -> String {
    let whole = |window, name: &str| summary.figure(policy, Scope::Target(place, window), name);
    let due = |window| Some(figure(Unit::Pounds, whole(window, "credit")?));
    let mut text = String::new();
    if let Some(due) = due(Window::Alone) {
        text.push_str(&format!("; £{due} is due, period by period"));
    }
    if let Some(red) = whole(Window::Rolling, "level_red") {
        let red = percent(red.mean);
        text.push_str(&format!("; of rolling periods, {red} are red"));
        if let Some(due) = due(Window::Rolling) {
            text.push_str(&format!(", for which £{due} is due"));
        }
    }
    text
}

fn percent(share: f64) -> String {
    tierone_stats::format::percent(share / 100.0, 1)
}
