//! `[plan]`: aims, what may vary, and what should be as small as may be.

use super::plan_varied::{check, varied};
use super::sections::section;
use crate::document::quoted;
use crate::ids::{CheckId, PolicyId};
use crate::key::{POSITIVE, SHARE};
use crate::keys_plan::{PLAN, SHOW, SHOW_MVE};
use crate::plan::{Aim, AimOf, Objective, Plan};
use crate::policy::Check;
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
        let zone = match objective {
            Objective::Mve => reader.share(node, &path, SHARE)?.value,
            Objective::Hours | Objective::Cost => reader.number(node, &path, "", POSITIVE)?,
        };
        Some(zone)
    });
    let aims = aims(reader, &view, scenario, policy);
    if !["accuracy_half_width", "mve_half_width", "show", "show_mve"]
        .iter()
        .any(|aim| view.given(aim).is_some())
        && view.given("check").is_some()
    {
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
    let known = || scenario.policies.iter().map(|policy| policy.name.as_str());
    let found = known().position(|known| known == name);
    if found.is_none() {
        reader.unknown_name("policy", &name, &node.place, known());
    }
    found
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
    if view.given("accuracy_half_width").is_some() {
        let of = figure(reader, view, "accuracy_half_width", scenario, policy);
        let limit = view.half_width(reader, "accuracy_half_width");
        add(
            "accuracy_half_width",
            of.map(AimOf::AccuracyHalfWidth),
            limit,
        );
    }
    if view.given("mve_half_width").is_some() {
        let of = figure(reader, view, "mve_half_width", scenario, policy);
        let limit = view.half_width(reader, "mve_half_width");
        add("mve_half_width", of.map(AimOf::MveHalfWidth), limit);
    }
    if view.given("show").is_some() {
        let of = figure(reader, view, "show", scenario, policy);
        let show = section(reader, view, "show", &SHOW);
        let mut of_show = |key: &str| show.share(reader, key).map(|share| share.value);
        let (accuracy, confidence, chance) = (
            of_show("accuracy"),
            of_show("confidence"),
            of_show("chance"),
        );
        let of = of.and_then(|check| {
            Some(AimOf::Show {
                check,
                accuracy: accuracy?,
                confidence: confidence?,
            })
        });
        add("show", of, chance);
    }
    if view.given("show_mve").is_some() {
        let of = figure(reader, view, "show_mve", scenario, policy);
        let show = section(reader, view, "show_mve", &SHOW_MVE);
        let mut of_show = |key: &str| show.share(reader, key).map(|share| share.value);
        let (mve, confidence, chance) = (of_show("mve"), of_show("confidence"), of_show("chance"));
        let of = of.and_then(|check| {
            Some(AimOf::ShowMve {
                check,
                mve: mve?,
                confidence: confidence?,
            })
        });
        add("show_mve", of, chance);
    }
    add("accuracy", Some(AimOf::Accuracy), share(reader, "accuracy"));
    add("mve", Some(AimOf::Mve), share(reader, "mve"));
    if let Some(node) = view.given("poor_performers_found") {
        if scenario.policies[policy].flag.is_none() {
            reader.contradiction(
                format!(
                    "the policy {} does not look for poor performers",
                    quoted(&scenario.policies[policy].name)
                ),
                &[(&node.place, "found by which rule?")],
                "give the policy a `flag`, or remove this aim",
            );
        }
        let limit = share(reader, "poor_performers_found");
        add(
            "poor_performers_found",
            Some(AimOf::PoorPerformersFound),
            limit,
        );
    }
    add("hours", Some(AimOf::Hours), view.number(reader, "hours"));
    for (entry, path) in view.by_name(reader, "hours_by_pool") {
        let limit = reader.number(
            &entry.node,
            &path,
            "hours a period",
            crate::key::NOT_NEGATIVE,
        );
        let pool = scenario
            .pools
            .iter()
            .position(|pool| pool.name == entry.key);
        if pool.is_none() {
            let known = scenario.pools.iter().map(|pool| pool.name.as_str());
            reader.unknown_name("pool", &entry.key, &entry.key_place, known);
        }
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
    let each = view.whole(reader, "per_caseworker");
    add(
        "per_caseworker",
        Some(AimOf::PerCaseworker),
        each.map(|n| n as f64),
    );
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
            Some(check) => (
                format!(
                    "the check {} does not estimate {word}",
                    quoted(&checks[check].name)
                ),
                format!(
                    "write `estimate = [\"{word}\"]` in that check, or name another as `check`"
                ),
            ),
            None => (
                format!("no check of the policy estimates {word}"),
                format!("write `estimate = [\"{word}\"]` in the check whose figure is meant"),
            ),
        };
        reader.contradiction(message, &[(place, "of whose figure?")], help);
    }
    found
}
