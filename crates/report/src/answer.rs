//! The answer of a run in sentences: how each policy does, which is best for which aim, and whether targets are met.

use tierone_engine::measure::{Scope, Unit, measure};
use tierone_engine::study::{Ranking, Summary};
use tierone_sampling::design;
use tierone_scenario::Scenario;
use tierone_stats::format::plain;

use crate::claimed;
use crate::compared::{named, of_other, quota, sentences};
use crate::figure_text::{figure, size};
use crate::manifest::{Ending, Manifest};
use crate::pathways;
use crate::pilots;
use crate::targets_said;

/// What a reader is told first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// A few sentences a policy, the baseline first.
    pub policies: Vec<String>,
    /// One an aim; none where there is one policy.
    pub best: Vec<String>,
    /// One a target, and what their chances include.
    pub targets: Vec<String>,
    /// One a pilot.
    pub pilots: Vec<String>,
    /// One a pathway, under the baseline and where it goes otherwise under another policy.
    pub pathways: Vec<String>,
}

impl Answer {
    /// Its parts in the order of reading: who tries something out asks first what the pilot shows.
    pub fn parts(&self) -> [&[String]; 5] {
        let (policies, pilots) = (&self.policies, &self.pilots);
        let (targets, pathways) = (&self.targets, &self.pathways);
        match pilots.is_empty() {
            true => [policies, &self.best, targets, pathways, pilots],
            false => [pilots, policies, &self.best, targets, pathways],
        }
    }
}

/// Whether any policy has another figure than the first: of none that all have, such as no cost at all, is any best.
fn is_apart(scenario: &Scenario, summary: &Summary, ranking: &Ranking) -> bool {
    let of = |policy| {
        let figure = summary.figure(policy, Scope::Policy, ranking.aim.measure);
        figure.map(|spread| spread.mean)
    };
    (1..scenario.policies.len()).any(|policy| of(policy) != of(0))
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
            .filter(|ranking| is_apart(scenario, summary, ranking))
            .map(|ranking| best(scenario, ranking))
            .collect(),
        targets: targets_said::said(scenario, summary),
        pilots: pilots::said(scenario, summary),
        pathways: pathways::said(scenario, summary, baseline),
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
    if parts.is_empty() {
        parts.push("nothing was decided".into());
    }
    let first = format!(
        "{}{baseline}: {}; {}.",
        named(scenario, policy),
        parts.join(", "),
        claimed::of_accuracy(scenario, summary, policy)
    );
    let more = [
        claimed::of_money(scenario, summary, policy),
        quota(scenario, summary, policy),
    ];
    sentences(std::iter::once(first).chain(more.into_iter().flatten()))
}

fn best(scenario: &Scenario, ranking: &Ranking) -> String {
    let what = match (ranking.aim.measure, ranking.aim.more_is_better) {
        ("accuracy", _) => "Highest accuracy",
        ("mve", _) => "Lowest MVE",
        ("errors_found", _) => "Most errors found",
        ("poor_performers_found", _) => "Most poor performers found",
        ("cost", _) => "Lowest cost",
        ("head_of_work", _) => "Fewest waiting at the end",
        (_, true) => "Most",
        (_, false) => "Least",
    };
    let leaders = std::iter::once(&ranking.best).chain(&ranking.as_good);
    let leaders: Vec<String> = leaders.map(|policy| named(scenario, *policy)).collect();
    let unit = measure(ranking.aim.measure).map_or(Unit::Count, |measure| measure.unit);
    let lead = ranking.lead.as_ref().map(|(other, spread)| {
        let size = size(unit.of_difference(), spread);
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
