//! The planned policy as a scenario that runs: beside those of the scenario that it extends, with the aims as its targets.

use tierone_plan::{ChangeRow, Ended, QuotaAnswer};
use tierone_scenario::{
    Aim, AimOf, Limit, Policy, Reading, SampleChange, TargetMeasure, quoted_text,
};

/// The text of the file.
pub(super) fn text(reading: &Reading, answer: &QuotaAnswer, extends: &str) -> Option<String> {
    let scenario = reading.scenario.as_ref()?;
    let plan = scenario.plan.as_ref()?;
    let today = &scenario.policies[plan.policy];
    let is_taken = |name: &str| scenario.policies.iter().any(|policy| policy.name == name);
    let mut names = (1..).map(|n| match n {
        1 => answer.name.clone(),
        n => format!("{} ({n})", answer.name),
    });
    let name = names.find(|name| !is_taken(name))?;
    let chosen = answer
        .policies
        .iter()
        .find(|row| row.ended == Ended::Chosen)?;
    let chosen = chosen.quotas.replace(['\n', '\r'], " ");
    let met = match answer.met {
        true => "",
        false => "# It does not meet all aims: it is the nearest.\n",
    };
    let changes: Vec<SampleChange> = answer.changes.iter().map(change).collect();
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
    let (measure, limit) = match aim.of {
        AimOf::Accuracy => (TargetMeasure::Accuracy, Limit::AtLeast(aim.limit)),
        AimOf::Mve => (TargetMeasure::Mve, Limit::AtMost(aim.limit)),
        AimOf::PoorPerformersFound => (
            TargetMeasure::PoorPerformersFound,
            Limit::AtLeast(aim.limit),
        ),
        AimOf::Hours => (TargetMeasure::CheckHours, Limit::AtMost(aim.limit)),
        AimOf::Cost => (TargetMeasure::Cost, Limit::AtMost(aim.limit)),
        AimOf::AccuracyHalfWidth(_)
        | AimOf::MveHalfWidth(_)
        | AimOf::Show { .. }
        | AimOf::HoursOf(_)
        | AimOf::HeadOfWork
        | AimOf::PerCaseworker => return None,
    };
    let mut own = policy.targets.iter();
    if own.any(|target| (target.measure, target.limit) == (measure, limit)) {
        return None;
    }
    let mut names = (1..).map(|n| match n {
        1 => format!("aim: {}", measure.word()),
        n => format!("aim: {} ({n})", measure.word()),
    });
    let is_taken = |name: &String| policy.targets.iter().any(|target| target.name == *name);
    let name = names.find(|name| !is_taken(name))?;
    let side = match limit {
        Limit::AtLeast(_) => "at_least",
        Limit::AtMost(_) => "at_most",
    };
    let value = match aim.of {
        AimOf::Hours | AimOf::Cost => format!("{}", aim.limit),
        _ => share(aim.limit),
    };
    Some(format!(
        "\n[[policy.target]]\nname = {}\nmeasure = {}\n{side} = {value}\n",
        quoted_text(&name),
        quoted_text(measure.word()),
    ))
}

fn change(row: &ChangeRow) -> SampleChange {
    let value = match row.key {
        "checks" | "cap" => format!("{:.0}", row.planned),
        _ => share(row.planned),
    };
    SampleChange {
        check: row.check.clone(),
        key: row.key.to_owned(),
        value,
    }
}

/// A share as people write it, to ten decimals.
fn share(share: f64) -> String {
    format!("\"{}%\"", (share * 1e10).round() / 1e8)
}
