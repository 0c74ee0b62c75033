//! The planned policy as a scenario that runs: beside those of the scenario that it extends, with the aims as its targets.

use tierone_plan::{ChangeRow, Ended, QuotaAnswer};
use tierone_scenario::{
    Aim, AimOf, Allocation, Check, Limit, Plan, Policy, Reading, SampleChange, SamplingMethod,
    TargetMeasure, WHOLE_SAMPLE, quoted_text,
};

/// The text of the file.
pub(super) fn text(reading: &Reading, answer: &QuotaAnswer, extends: &str) -> Option<String> {
    let scenario = reading.scenario.as_ref()?;
    let plan = scenario.plan.as_ref()?;
    let today = &scenario.policies[plan.policy];
    let is_taken = |name: &str| scenario.policies.iter().any(|policy| policy.name == name);
    let name = free(&answer.name, is_taken)?;
    let chosen = answer
        .policies
        .iter()
        .find(|row| row.ended == Ended::Chosen)?;
    let chosen = chosen.quotas.replace(['\n', '\r'], " ");
    let met = match answer.met {
        true => "",
        false => "# It does not meet all aims: it is the nearest.\n",
    };
    let changes = changes(answer, plan, today);
    let written = |left_out: &[String]| {
        let places = &reading.places;
        places.policy_text(&today.name, &name, &changes, left_out)
    };
    let policy = written(&idle(answer, &written(&[])?))?;
    let mut targets = String::new();
    for aim in &plan.aims {
        targets += &target(aim, today).unwrap_or_default();
    }
    Some(format!(
        "# {chosen}\n{met}# Written by `tierone plan`. `tierone run` on this file compares it with the policies of the scenario that it extends.\n\n\
         extends = {}\ntitle = {}\n\n{policy}{targets}",
        quoted_text(extends),
        quoted_text(&format!("{}: {chosen}", scenario.title)),
    ))
}

/// A name, or the first of it with a number, that is not taken.
fn free(name: &str, is_taken: impl Fn(&str) -> bool) -> Option<String> {
    let mut names = (1..).map(|n| match n {
        1 => name.to_owned(),
        n => format!("{name} ({n})"),
    });
    names.find(|name| !is_taken(name))
}

/// Checks that draw nothing any more, and that nothing else in the policy speaks of.
fn idle(answer: &QuotaAnswer, policy: &str) -> Vec<String> {
    let draws_nothing =
        |row: &&ChangeRow| matches!(row.key, "checks" | "cap") && row.planned == 0.0;
    let rows = answer.changes.iter().filter(draws_nothing);
    rows.map(|row| row.check.clone())
        .filter(|check| policy.matches(&quoted_text(check)).count() == 1)
        .collect()
}

/// An aim as a target, where there is a target of that measure and the policy does not have it.
fn target(aim: &Aim, policy: &Policy) -> Option<String> {
    let mut by = None;
    let (measure, limit) = match aim.of {
        AimOf::Accuracy => (TargetMeasure::Accuracy, Limit::AtLeast(aim.limit)),
        AimOf::Mve => (TargetMeasure::Mve, Limit::AtMost(aim.limit)),
        AimOf::PoorPerformersFound => (
            TargetMeasure::PoorPerformersFound,
            Limit::AtLeast(aim.limit),
        ),
        AimOf::Hours => (TargetMeasure::CheckHours, Limit::AtMost(aim.limit)),
        AimOf::Cost => (TargetMeasure::Cost, Limit::AtMost(aim.limit)),
        AimOf::Show {
            check, accuracy, ..
        } => {
            by = Some(check);
            (TargetMeasure::Accuracy, Limit::AtLeast(accuracy))
        }
        AimOf::ShowMve { check, mve, .. } => {
            by = Some(check);
            (TargetMeasure::MveDecided, Limit::AtMost(mve))
        }
        AimOf::AccuracyHalfWidth(_)
        | AimOf::MveHalfWidth(_)
        | AimOf::HoursOf(_)
        | AimOf::HeadOfWork
        | AimOf::PerCaseworker => return None,
    };
    let mut own = policy.targets.iter();
    if own.any(|target| (target.measure, target.limit) == (measure, limit)) {
        return None;
    }
    let is_taken = |name: &str| policy.targets.iter().any(|target| target.name == name);
    let name = free(&format!("aim: {}", measure.word()), is_taken)?;
    let (side, value) = match limit {
        Limit::AtLeast(value) => ("at_least", value),
        Limit::AtMost(value) => ("at_most", value),
    };
    let value = match aim.of {
        AimOf::Hours | AimOf::Cost => format!("{value}"),
        _ => share(value),
    };
    let mut text = format!(
        "\n[[policy.target]]\nname = {}\nmeasure = {}\n{side} = {value}\n",
        quoted_text(&name),
        quoted_text(measure.word()),
    );
    if let Some(check) = by {
        text += &format!(
            "# The figure alone is held to this level; `tierone plan` says how often its limit shows it, with its uncertainty and what its checker misses.\ncheck = {}\n",
            quoted_text(&policy.checks[check].name)
        );
    }
    Some(text)
}

/// What is written anew: where the whole sample of a check is chosen from a list, all of it; numbers by stratum together.
fn changes(answer: &QuotaAnswer, plan: &Plan, today: &Policy) -> Vec<SampleChange> {
    let mut all = Vec::new();
    for (id, check) in today.checks.iter().enumerate() {
        let rows = || answer.changes.iter().filter(|row| row.check == check.name);
        let own = |row: &&ChangeRow| row.stratum.is_none() && row.key != WHOLE_SAMPLE;
        let mut pairs: Vec<(&str, String)> = rows()
            .filter(own)
            .map(|row| (row.key, value(row)))
            .collect();
        pairs.extend(strata(check, rows().collect()).map(|strata| ("given", strata)));
        let mut lists = plan.varied.iter().filter(|varied| varied.check == id);
        let list = lists.find(|varied| varied.key == WHOLE_SAMPLE);
        let whole = rows().find(|row| row.key == WHOLE_SAMPLE);
        if let (Some(list), Some(row)) = (list, whole) {
            let listed = &list.samples[row.planned as usize];
            let keys = listed.sample.method.keys().keys;
            pairs.retain(|(key, _)| keys.iter().any(|own| own.name == *key));
            pairs = vec![(WHOLE_SAMPLE, listed.text(&pairs))];
        }
        all.extend(pairs.into_iter().map(|(key, value)| SampleChange {
            check: check.name.clone(),
            key: key.to_owned(),
            value,
        }));
    }
    all
}

/// Numbers by stratum, those that vary and those that do not; none where none varies.
fn strata(check: &Check, rows: Vec<&ChangeRow>) -> Option<String> {
    let planned = |name: &str| {
        let mut rows = rows.iter();
        let row = rows.find(|row| row.stratum.as_deref() == Some(name))?;
        Some(row.planned as u64)
    };
    let mut all: Vec<(&str, u64)> = Vec::new();
    if let SamplingMethod::Stratified(sample) = &check.sample.method
        && let Allocation::Given(counts) = &sample.allocation
    {
        let own = counts.iter();
        all.extend(own.map(|(name, count)| (name.as_str(), planned(name).unwrap_or(*count))));
    }
    for row in &rows {
        if let Some(stratum) = row.stratum.as_deref()
            && all.iter().all(|(name, _)| *name != stratum)
        {
            all.push((stratum, row.planned as u64));
        }
    }
    let pairs: Vec<String> = all
        .iter()
        .map(|(name, count)| format!("{} = {count}", quoted_text(name)))
        .collect();
    let any = rows.iter().any(|row| row.stratum.is_some());
    any.then(|| format!("{{ {} }}", pairs.join(", ")))
}

fn value(row: &ChangeRow) -> String {
    match row.key {
        "checks" | "cap" => format!("{:.0}", row.planned),
        _ => share(row.planned),
    }
}

/// A share as people write it, to ten decimals.
fn share(share: f64) -> String {
    format!("\"{}%\"", (share * 1e10).round() / 1e8)
}
