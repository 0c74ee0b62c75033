//! What may vary of a plan's checks: quotas and shares, quotas by stratum, and the whole sample among a list.

use super::names::Siblings;
use super::plan_values::values;
use super::samples::{Fits, sample};
use super::sections::entries;
use crate::codes;
use crate::document::{Node, Value, quoted};
use crate::ids::{CheckId, PolicyId};
use crate::keys_plan::VARY;
use crate::methods::{KeyKind, SampleKey, SamplingMethod};
use crate::plan::{ListedSample, Varied, WHOLE_SAMPLE};
use crate::policy::{Check, Policy};
use crate::reader::{Reader, listed};
use crate::sample::Sample;
use crate::scenario::Scenario;
use crate::view::View;
use crate::written::pairs;

/// The key of numbers by stratum.
const BY_STRATUM: &str = "by_stratum";

/// The check that is named here.
pub(super) fn check(
    reader: &mut Reader,
    view: &View<'_>,
    scenario: &Scenario,
    policy: PolicyId,
) -> Option<CheckId> {
    let name = view.name(reader, "check")?;
    let rules = &scenario.policies[policy];
    let found = rules.checks.iter().position(|check| check.name == name);
    if let (None, Some(node)) = (found, view.given("check")) {
        let known: Vec<&str> = rules.checks.iter().map(|check| &*check.name).collect();
        let mut others = scenario.policies.iter();
        let other = others.find(|other| other.checks.iter().any(|check| check.name == name));
        let Some(Policy { name: other, .. }) = other else {
            reader.unknown_name("check", &name, &node.place, known);
            return None;
        };
        let (name, theirs, ours) = (quoted(&name), quoted(other), quoted(&rules.name));
        let instead = match known.is_empty() {
            true => String::new(),
            false => format!(", or use one of: {}", listed(&known)),
        };
        reader.error(
            codes::UNKNOWN_NAME,
            format!(
                "the check {name} is one of the policy {theirs}, and the plan starts from {ours}"
            ),
            (&node.place, "a check of another policy"),
            format!("write `policy = \"{other}\"` in [plan]{instead}"),
        );
    }
    found
}

/// Everything that varies, in the order of the file; of one check a list of samples first.
pub(super) fn varied(
    reader: &mut Reader,
    view: &View<'_>,
    scenario: &Scenario,
    policy: PolicyId,
) -> Vec<Varied> {
    let checks = &scenario.policies[policy].checks;
    let mut all: Vec<Varied> = Vec::new();
    for entry in entries(reader, view, "vary", &VARY) {
        let before = reader.found();
        let Some(at) = check(reader, &entry, scenario, policy) else {
            continue;
        };
        let any = VARY
            .keys
            .iter()
            .any(|key| key.name != "check" && entry.given(key.name).is_some());
        let samples = entry.given(WHOLE_SAMPLE).and_then(|node| {
            let path = entry.path_of(WHOLE_SAMPLE);
            let samples = samples(reader, node, &path, scenario, (checks, at))?;
            Some((node, samples))
        });
        let mut own = vec![&checks[at].sample];
        if let Some((node, samples)) = &samples {
            own = samples.iter().map(|listed| &listed.sample).collect();
            let places = (0..samples.len()).map(|place| place as f64).collect();
            let varied = Varied {
                samples: samples.clone(),
                ..varies(at, WHOLE_SAMPLE, places)
            };
            add(reader, &mut all, varied, checks, node);
        }
        if let Some(node) = entry.given(BY_STRATUM) {
            strata(reader, &entry, node, scenario, (checks, at), &mut all);
        }
        let others = [WHOLE_SAMPLE, BY_STRATUM, "check"];
        for key in VARY.keys.iter().filter(|key| !others.contains(&key.name)) {
            let Some(node) = entry.given(key.name) else {
                continue;
            };
            let Some(own) = own_key(reader, &checks[at], &own, key.name, node) else {
                continue;
            };
            let path = entry.path_of(key.name);
            let Some(values) = values(reader, node, &path, own.kind) else {
                continue;
            };
            let varied = varies(at, own.name, values);
            add(reader, &mut all, varied, checks, node);
        }
        if !any && reader.found() == before {
            let meaning =
                "the quotas to try, such as [0, 1, 2] or { from = 50, to = 400, step = 50 }";
            reader.missing("[[plan.vary]]", "checks", &entry.place, meaning);
        }
    }
    all
}

/// A key of a check's sample that may take these values.
fn varies(check: CheckId, key: &'static str, values: Vec<f64>) -> Varied {
    Varied {
        check,
        key,
        stratum: None,
        values,
        samples: Vec::new(),
    }
}

/// Adds what varies, unless it varies already.
fn add(reader: &mut Reader, all: &mut Vec<Varied>, varied: Varied, checks: &[Check], node: &Node) {
    let of = |one: &Varied| (one.check, one.key, one.stratum.clone());
    if all.iter().all(|other| of(other) != of(&varied)) {
        all.push(varied);
        return;
    }
    let what = quoted(varied.stratum.as_deref().unwrap_or(varied.key));
    let check = quoted(&checks[varied.check].name);
    reader.error(
        codes::DUPLICATE,
        format!("{what} of {check} varies twice"),
        (&node.place, "again here"),
        "keep one of the two",
    );
}

/// The samples of a list; none where one of them could not be read.
fn samples(
    reader: &mut Reader,
    node: &Node,
    path: &str,
    scenario: &Scenario,
    (checks, at): (&[Check], CheckId),
) -> Option<Vec<ListedSample>> {
    let Value::List(items) = &node.value else {
        let help = "write [{ method = \"simple-random\", checks = 400 }, …]".into();
        reader.wrong_kind(node, "`sample`", "a list of samples", help);
        return None;
    };
    let names: Vec<Option<&str>> = checks.iter().map(|c| Some(c.name.as_str())).collect();
    let recheck = |check: &Check| check.sample.method.rechecks().is_some();
    let rechecks: Vec<bool> = checks.iter().map(recheck).collect();
    let siblings = Siblings {
        names: &names,
        rechecks: &rechecks,
        before: at,
    };
    let fits = Fits {
        activities: &scenario.activities,
        complexities: &scenario.complexities,
        period: scenario.horizon.period,
    };
    let mut all = Vec::new();
    for item in items {
        let sample = sample(reader, item, path, &fits, &siblings)?;
        let is_recheck = |sample: &Sample| matches!(sample.method, SamplingMethod::Recheck(_));
        if is_recheck(&sample) != rechecks[at] {
            reader.contradiction(
                "a check that draws from decisions and one that draws from another check's results are two checks",
                &[(&item.place, "of the other kind")],
                "make two checks, and let the quotas of both vary from 0 on",
            );
            return None;
        }
        let written = item.table().map(pairs).unwrap_or_default();
        all.push(ListedSample { sample, written });
    }
    if all.is_empty() {
        reader.error(
            codes::OUT_OF_RANGE,
            "`sample` has nothing to try",
            (&node.place, "nothing to try"),
            "give at least one sample",
        );
        return None;
    }
    Some(all)
}

/// Quotas by stratum, each of which varies by itself.
fn strata(
    reader: &mut Reader,
    entry: &View<'_>,
    node: &Node,
    scenario: &Scenario,
    (checks, at): (&[Check], CheckId),
    all: &mut Vec<Varied>,
) {
    for (stratum, path) in entry.by_name(reader, BY_STRATUM) {
        let Some(values) = values(reader, &stratum.node, &path, KeyKind::Count) else {
            continue;
        };
        let numbers: Vec<(&str, u64)> = vec![(&stratum.key, values[0] as u64)];
        let (activities, complexities) = (&scenario.activities, &scenario.complexities);
        let sample = &checks[at].sample;
        if let Err(message) = sample.with_strata(&numbers, activities, complexities) {
            reader.contradiction(
                message,
                &[(&stratum.key_place, "of which sample?")],
                "draw the check by { method = \"stratified\", allocation = \"given\", given = { … } }, and name its strata",
            );
            continue;
        }
        let varied = Varied {
            stratum: Some(stratum.key.clone()),
            ..varies(at, "given", values)
        };
        add(reader, all, varied, checks, node);
    }
}

/// The key of the check's own sampling method, or of one of the samples of which its own is chosen.
fn own_key(
    reader: &mut Reader,
    check: &Check,
    samples: &[&Sample],
    name: &str,
    node: &Node,
) -> Option<&'static SampleKey> {
    let may_vary = |key: &&SampleKey| {
        matches!(key.kind, KeyKind::Count | KeyKind::Share) && VARY.key(key.name).is_some()
    };
    // An optional number that is not given says that something else does: varying it would change the method.
    let found = samples.iter().find_map(|sample| {
        let keys = sample.method.keys().keys.iter();
        let found = keys.filter(may_vary).find(|key| key.name == name)?;
        let is_there = found.kind == KeyKind::Share || sample.given().get(name).is_some();
        is_there.then_some(found)
    });
    if found.is_none() {
        let method = samples[0].method.keys();
        let own = method.keys.iter().filter(may_vary);
        let names: Vec<&str> = own.map(|key| key.name).filter(|own| *own != name).collect();
        reader.contradiction(
            format!(
                "the check {} is drawn by `{}`, which has no {} to vary",
                quoted(&check.name),
                method.name,
                quoted(name)
            ),
            &[(&node.place, "of no use here")],
            match names.is_empty() {
                true => "vary another check".into(),
                false => format!("vary {}, or another check", listed(&names)),
            },
        );
    }
    found
}
