//! `[plan]`: aims, what may vary, and what should be as small as may be.

use super::plan_varied::{check, varied};
use crate::document::quoted;
use crate::ids::{CheckId, PolicyId};
use crate::key::{NOT_NEGATIVE, POSITIVE, SHARE};
use crate::keys_plan::{PLAN, SHOW, SHOW_MVE};
use crate::plan::{Aim, AimOf, Objective, Plan};
use crate::policy::{Check, Policy};
use crate::reader::Reader;
use crate::scenario::Scenario;
use crate::view::View;

/// What is asked, if anything is.
pub(super) fn read(reader: &mut Reader, top: &View<'_>, scenario: &Scenario) -> Option<Plan> {
    let node = top.given("plan")?;
    let found = reader.found();
    let view = View::open(reader, node, &PLAN, "plan")?;
    let policy = policy(reader, &view, scenario)?;
    let objective = Objective::ALL[view.choice(reader, "objective").unwrap_or(0)];
    if objective == Objective::Mve {
        needs_money(reader, &view, "objective", scenario);
    }
    let zone = view.given("indifference_zone").and_then(|node| {
        let path = view.path_of("indifference_zone");
        match objective {
            Objective::Mve => reader.share(node, &path, SHARE).map(|share| share.value),
            Objective::Hours | Objective::Cost => reader.number(node, &path, "", POSITIVE),
        }
    });
    let aims = aims(reader, &view, scenario, policy);
    let of_check = ["accuracy_half_width", "mve_half_width", "show", "show_mve"];
    if !of_check.iter().any(|aim| view.given(aim).is_some()) && view.given("check").is_some() {
        // No aim asks for it, and a name that is none is wrong all the same.
        check(reader, &view, scenario, policy)?;
    }
    if aims.is_empty() && reader.found() == found {
        reader.missing("[plan]", "accuracy_half_width", &view.place, AN_AIM);
    }
    let varied = varied(reader, &view, scenario, policy);
    Some(Plan {
        policy,
        objective,
        indifference_zone: zone,
        tolerance: view.share(reader, "tolerance")?.value,
        confidence: view.share(reader, "confidence")?.value,
        aims,
        varied,
    })
}

const AN_AIM: &str = "or another aim, such as `accuracy`, `mve`, `poor_performers_found` or `hours`: without one the fewest \
                      checks are always best";

fn policy(reader: &mut Reader, view: &View<'_>, scenario: &Scenario) -> Option<PolicyId> {
    let Some(node) = view.given("policy") else {
        return (!scenario.policies.is_empty()).then_some(0);
    };
    let name = view.name(reader, "policy")?;
    let known = scenario.policies.iter().map(|policy| policy.name.as_str());
    reader.find("policy", &name, &node.place, known)
}

fn needs_money(reader: &mut Reader, view: &View<'_>, key: &str, scenario: &Scenario) {
    let any = scenario.attributes.iter().any(|attr| attr.money.is_some());
    if let (Some(node), false) = (view.given(key), any) {
        reader.contradiction(
            "no error of this scenario is worth money",
            &[(&node.place, "of which money?")],
            "give an `[[attribute]]` its `money`, or leave this out",
        );
    }
}

fn aims(reader: &mut Reader, view: &View<'_>, scenario: &Scenario, policy: PolicyId) -> Vec<Aim> {
    let mut aims = Vec::new();
    let mut add = |key: &str, of: Option<AimOf>, limit: Option<f64>| {
        if let (Some(of), Some(limit)) = (of, limit) {
            aims.push(Aim {
                key: key.to_owned(),
                of,
                limit,
            });
        }
    };
    let share = |reader: &mut Reader, key: &str| view.share(reader, key).map(|share| share.value);
    for key in ["mve", "mve_half_width", "show_mve"] {
        needs_money(reader, view, key, scenario);
    }
    let of_accuracy: fn(CheckId) -> AimOf = AimOf::AccuracyHalfWidth;
    for (key, half_width_of) in [
        ("accuracy_half_width", of_accuracy),
        ("mve_half_width", AimOf::MveHalfWidth),
    ] {
        let of = figure(reader, view, key, scenario, policy);
        add(key, of.map(half_width_of), view.half_width(reader, key));
    }
    for (key, section, level) in [("show", &SHOW, "accuracy"), ("show_mve", &SHOW_MVE, "mve")] {
        let check = figure(reader, view, key, scenario, policy);
        let Some(show) = view.within(reader, key, section) else {
            continue;
        };
        let mut share = |key: &str| show.share(reader, key).map(|share| share.value);
        let (shown, confidence, chance) = (share(level), share("confidence"), share("chance"));
        let of = |(check, (shown, confidence))| match level {
            "mve" => AimOf::ShowMve {
                check,
                mve: shown,
                confidence,
            },
            _ => AimOf::Show {
                check,
                accuracy: shown,
                confidence,
            },
        };
        add(key, check.zip(shown.zip(confidence)).map(of), chance);
    }
    add("accuracy", Some(AimOf::Accuracy), share(reader, "accuracy"));
    add("mve", Some(AimOf::Mve), share(reader, "mve"));
    if let Some(node) = view.given("poor_performers_found") {
        let Policy { name, flag, .. } = &scenario.policies[policy];
        if flag.is_none() {
            reader.contradiction(
                format!(
                    "the policy {} does not look for poor performers",
                    quoted(name)
                ),
                &[(&node.place, "found by which rule?")],
                "give the policy a `flag`, or remove this aim",
            );
        }
        let limit = share(reader, "poor_performers_found");
        let of = Some(AimOf::PoorPerformersFound);
        add("poor_performers_found", of, limit);
    }
    add("hours", Some(AimOf::Hours), view.number(reader, "hours"));
    for (entry, path) in view.by_name(reader, "hours_by_pool") {
        let limit = reader.number(&entry.node, &path, "hours a period", NOT_NEGATIVE);
        let known = scenario.pools.iter().map(|pool| pool.name.as_str());
        let pool = reader.find("pool", &entry.key, &entry.key_place, known);
        let key = format!("hours_by_pool.{}", entry.key);
        add(&key, pool.map(AimOf::HoursOf), limit);
    }
    add("cost", Some(AimOf::Cost), view.number(reader, "cost"));
    if let (Some(node), None) = (view.given("head_of_work"), &scenario.demand) {
        reader.contradiction(
            "no work comes in and waits in this scenario",
            &[(&node.place, "of which work?")],
            "give the scenario a `[demand]`, or remove this aim",
        );
    }
    let waiting = view.number(reader, "head_of_work");
    add("head_of_work", Some(AimOf::HeadOfWork), waiting);
    let each = view.whole(reader, "per_caseworker").map(|n| n as f64);
    add("per_caseworker", Some(AimOf::PerCaseworker), each);
    aims
}

/// The check whose figure an aim is of: the one named, or the first that estimates it.
fn figure(
    reader: &mut Reader,
    view: &View<'_>,
    key: &str,
    scenario: &Scenario,
    policy: PolicyId,
) -> Option<CheckId> {
    let checks = &scenario.policies[policy].checks;
    let money = matches!(key, "mve_half_width" | "show_mve");
    let estimates = |check: &Check| match money {
        true => check.estimate.mve,
        false => check.estimate.accuracy,
    };
    let word = if money { "mve" } else { "accuracy" };
    let place = &view.given(key)?.place;
    let named = match view.given("check") {
        Some(_) => Some(check(reader, view, scenario, policy)?),
        None => checks.iter().position(estimates),
    };
    let found = named.filter(|check| estimates(&checks[*check]));
    if found.is_none() {
        let (message, help) = match named {
            Some(check) => {
                let name = quoted(&checks[check].name);
                (
                    format!("the check {name} does not estimate {word}"),
                    format!(
                        "write `estimate = [\"{word}\"]` in that check, or name another as `check`"
                    ),
                )
            }
            None => (
                format!("no check of the policy estimates {word}"),
                format!("write `estimate = [\"{word}\"]` in the check whose figure is meant"),
            ),
        };
        reader.contradiction(message, &[(place, "of whose figure?")], help);
    }
    found
}
