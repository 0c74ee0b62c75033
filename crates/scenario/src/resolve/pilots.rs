//! Pilots: who has something new, from when, and by which check it is judged.

use super::feedback::{half_life, watched};
use super::general::begins;
use super::known::Known;
use super::sections::{entries, positive_duration};
use crate::codes;
use crate::document::quoted;
use crate::durations::whole_periods;
use crate::keys_pilot::{DROPOUTS, PILOT};
use crate::operation::{Horizon, Workforce};
use crate::pilot::{Dropouts, Pilot};
use crate::policy::Policy;
use crate::reader::Reader;
use crate::view::View;

/// Gives every policy the pilots that are judged by one of its checks; `attributes` is how many attributes activities name.
pub(super) fn pilots(
    reader: &mut Reader,
    top: &View<'_>,
    (horizon, workforce): (&Horizon, &Workforce),
    (known, attributes): (&Known<'_>, usize),
    policies: &mut [Policy],
) {
    for view in entries(reader, top, "pilot", &PILOT) {
        let name = view.name(reader, "name");
        let check = view.name(reader, "check");
        let numbers = teams(reader, &view, workforce);
        let starts = starts(reader, &view, horizon, numbers);
        let mut acts = vec![false; attributes];
        for attribute in watched(reader, &view, known, attributes) {
            acts[attribute] = true;
        }
        let gain = view.number(reader, "gain");
        let half_life = half_life(reader, &view, horizon.period);
        let contamination = view.probability(reader, "contamination");
        let dropouts = dropouts(reader, &view, horizon, (numbers, starts.as_deref()));
        let Some(check) = check else { continue };
        let found = places(reader, &view, &check, policies);
        let (Some(name), Some((teams, comparison)), Some(starts), Some(gain)) =
            (name, numbers, starts, gain)
        else {
            continue;
        };
        for (policy, check) in found {
            policies[policy].pilots.push(Pilot {
                name: name.clone(),
                check,
                teams,
                comparison,
                starts: starts.clone(),
                gain,
                attributes: acts.clone(),
                half_life: half_life.unwrap_or(f64::INFINITY),
                contamination: contamination.map_or(0.0, |share| share.get()),
                dropouts,
            });
        }
    }
}

/// Teams that drop out.
fn dropouts(
    reader: &mut Reader,
    view: &View<'_>,
    horizon: &Horizon,
    (numbers, starts): (Option<(usize, usize)>, Option<&[usize]>),
) -> Option<Dropouts> {
    let (of_pilot, view) = (view, view.within(reader, "dropouts", &DROPOUTS)?);
    let teams = view.whole(reader, "teams")? as usize;
    let told = "teams drop out as a period begins";
    let from = begins(reader, &view, horizon, 0, told)?;
    let ((all, _), starts) = (numbers?, starts?);
    let from = horizon.warm_up + from;
    let wrong = if starts.len() > 1 {
        Some(("dropouts of a pilot in steps are not simulated", "in steps"))
    } else if teams >= all {
        Some(("every team drops out of the pilot", "none is left"))
    } else if from < starts[0] {
        Some(("teams drop out before the pilot starts", "too early"))
    } else {
        None
    };
    if let Some((message, mark)) = wrong {
        let at = of_pilot.place_of("teams");
        reader.contradiction(
            message,
            &[(&view.place, mark), (at, "of this pilot")],
            "remove `steps`, or let fewer teams drop out, later than `from` of the pilot",
        );
        return None;
    }
    Some(Dropouts { teams, from })
}

/// Policies with a check of the name, and its place in each.
fn places(
    reader: &mut Reader,
    view: &View<'_>,
    name: &str,
    policies: &[Policy],
) -> Vec<(usize, usize)> {
    let place = view.place_of("check");
    let held = view.names(reader, "policy");
    let check_of = |policy: &Policy| policy.checks.iter().position(|check| check.name == name);
    for (wanted, node) in held.iter().flatten() {
        let names = policies.iter().map(|policy| policy.name.as_str());
        let policy = reader.find("policy", wanted, &node.place, names);
        if policy.is_some_and(|policy| check_of(&policies[policy]).is_none()) {
            reader.contradiction(
                format!("{} has no check {}", quoted(wanted), quoted(name)),
                &[(&node.place, "the pilot could not be judged")],
                "name the policies that have the check",
            );
        }
    }
    let is_held = |policy: &Policy| {
        let mut named = held.iter().flatten();
        held.is_none() || named.any(|(wanted, _)| *wanted == policy.name)
    };
    let mut found = Vec::new();
    for (number, policy) in policies.iter().enumerate() {
        let Some(check) = check_of(policy).filter(|_| is_held(policy)) else {
            continue;
        };
        if policy.checks[check].sample.method.rechecks().is_some() {
            reader.contradiction(
                format!("{} is a recheck", quoted(name)),
                &[(place, "draws from another check's results")],
                "name the check whose results it draws from",
            );
            return Vec::new();
        }
        found.push((number, check));
    }
    if found.is_empty() && held.is_none() {
        let names = policies.iter().flat_map(|policy| &policy.checks);
        reader.unknown_name("check", name, place, names.map(|check| check.name.as_str()));
    }
    found
}

/// Teams that have it, and others that they are compared with.
fn teams(reader: &mut Reader, view: &View<'_>, workforce: &Workforce) -> Option<(usize, usize)> {
    let all = workforce.teams();
    let teams = view.whole(reader, "teams")? as usize;
    let others = view.whole(reader, "comparison").map(|n| n as usize);
    let comparison = others.unwrap_or_else(|| all.saturating_sub(teams));
    if teams + comparison > all {
        let key = if teams > all { "teams" } else { "comparison" };
        let place = view.place_of(key);
        let there = match all {
            1 => "1 team".into(),
            n => format!("{n} teams"),
        };
        reader.error(codes::OUT_OF_RANGE, format!(
                "the pilot takes {} teams, and `[workforce]` has {there}",
                teams + comparison
            ), (place, "more than there are"), format!(
                "keep to {all} together: `caseworkers` divided by `team_size`, rounded up, is the number of teams"
            ));
        return None;
    }
    Some((teams, comparison))
}

/// The simulated periods in which its steps start.
fn starts(
    reader: &mut Reader,
    view: &View<'_>,
    horizon: &Horizon,
    numbers: Option<(usize, usize)>,
) -> Option<Vec<usize>> {
    let teams = numbers.map(|(teams, _)| teams);
    let alone = numbers.is_some_and(|(_, others)| others == 0);
    let first = begins(reader, view, horizon, 0, "a pilot begins with a period");
    let steps = view.whole(reader, "steps").unwrap_or(1) as usize;
    let apart = positive_duration(reader, view, "step");
    if steps > 1 && view.given("step").is_none() {
        let meaning = "the time from one step to the next, such as \"1 month\"";
        reader.missing("a pilot in steps", "step", &view.place, meaning);
        return None;
    }
    let at = |key: &str| view.place_of(key);
    if let Some(teams) = teams.filter(|teams| *teams < steps) {
        reader.contradiction(
            format!("{teams} teams cannot start in {steps} steps"),
            &[(at("steps"), "more steps than teams")],
            "lower `steps` or raise `teams`",
        );
        return None;
    }
    if steps == 1 && alone {
        reader.contradiction(
            "the pilot takes every team, and is compared with nobody",
            &[(at("teams"), "nobody is left to compare with")],
            "leave teams without it, or let them start in `steps`, one after the other",
        );
        return None;
    }
    let first = first?;
    let apart = apart.map_or(1, |days| whole_periods(days, horizon.period).max(1));
    let last = first + (steps - 1) * apart;
    if steps > 1 && (first == 0 || last >= horizon.periods) {
        let (message, mark, help) = match first {
            0 => (
                "a pilot in steps starts with the first reported period".to_owned(),
                (at("from"), "nothing is reported before"),
                "start it a period later at least: each step is compared with what was before",
            ),
            _ => (
                format!(
                    "the last of {steps} steps starts after the {} reported periods",
                    horizon.periods
                ),
                (at("steps"), "too late to be seen"),
                "start earlier, in fewer steps, or closer together",
            ),
        };
        reader.contradiction(message, &[mark], help);
        return None;
    }
    let start = |step: usize| horizon.warm_up + first + step * apart;
    Some((0..steps).map(start).collect())
}
