//! Policies and their checks: frame, checker, attributes, and what a fail sets off.

use super::feedback::{released, watched};
use super::names::{Names, Siblings};
use super::sections::entries;
use super::{audits, flags, samples, targets};
use crate::codes;
use crate::document::Node;
use crate::figures::{EstimateWhat, Interval};
use crate::ids::CheckId;
use crate::key::SHARE;
use crate::keys_policy::{CHECK, CHECKER, FRAME, POLICY};
use crate::methods::{KeyKind, METHODS};
use crate::policy::{Check, Checker, Frame, OnFail, Policy};
use crate::reader::Reader;
use crate::view::View;
use tierone_stats::units::{PeriodLength, Probability};

/// Every policy.
pub(super) fn read(reader: &mut Reader, top: &View<'_>, names: &Names<'_>) -> Vec<Policy> {
    let mut policies = Vec::new();
    for view in entries(reader, top, "policy", &POLICY) {
        let name = view.name(reader, "name").unwrap_or_default();
        let checks = entries(reader, &view, "check", &CHECK);
        let siblings: Vec<Option<&str>> = checks
            .iter()
            .map(|check| check.table.text("name"))
            .collect();
        let rechecks: Vec<bool> = checks.iter().map(is_recheck).collect();
        if let Some(check) = checks.get(MOST_CHECKS) {
            reader.error(
                codes::OUT_OF_RANGE,
                format!("a policy of {} checks", checks.len()),
                (&check.place, "one check too many"),
                format!("keep a policy to {MOST_CHECKS} checks at most"),
            );
        }
        let checks: Vec<Check> = checks
            .iter()
            .enumerate()
            .map(|(before, check)| {
                self::check(
                    reader,
                    check,
                    names,
                    &Siblings {
                        names: &siblings,
                        rechecks: &rechecks,
                        before,
                    },
                )
            })
            .collect();
        policies.push(Policy {
            name,
            flag: flags::read(reader, &view, names, &siblings, &rechecks),
            targets: targets::read(reader, &view, names, &checks),
            pilots: Vec::new(),
            checks,
            learning: released(reader, &view, names.learning),
        });
    }
    policies
}

/// A check is noted on each decision by a bit of one machine word.
const MOST_CHECKS: usize = 64;

/// Whether a check draws from another check's results: its sample names a check.
fn is_recheck(check: &View<'_>) -> bool {
    let names_check = |key: &str| {
        METHODS
            .iter()
            .flat_map(|row| row.keys.keys)
            .any(|known| known.name == key && known.kind == KeyKind::Check)
    };
    let sample = check.table.get("sample").and_then(Node::table);
    sample.is_some_and(|sample| sample.entries.iter().any(|entry| names_check(&entry.key)))
}

fn check(
    reader: &mut Reader,
    view: &View<'_>,
    names: &Names<'_>,
    siblings: &Siblings<'_>,
) -> Check {
    let on_fail = view.choices(reader, "on_fail");
    let estimate = view.choices(reader, "estimate");
    let named = view.names(reader, "excludes").unwrap_or_default();
    let named = named.iter();
    let mut excludes: Vec<CheckId> = named
        .filter_map(|(name, node)| siblings.earlier(reader, name, &node.place))
        .collect();
    excludes.sort_unstable();
    excludes.dedup();
    Check {
        name: view.name(reader, "name").unwrap_or_default(),
        tier: view.whole(reader, "tier").map(|tier| tier as u8),
        frame: frame(reader, view, names),
        sample: samples::read(reader, view, names, siblings),
        checker: checker(reader, view, names),
        looks_at: looks_at(reader, view, names),
        on_fail: OnFail {
            coach: on_fail[0],
            correct: on_fail[1],
        },
        estimate: EstimateWhat {
            accuracy: estimate[0],
            mve: estimate[1],
        },
        interval: match view.choice(reader, "interval") {
            Some(1) => Interval::Posterior,
            _ => Interval::Closed,
        },
        excludes,
        challenges: audits::challenges(reader, view),
        mitigated: audits::mitigated(reader, view),
        changed: None,
    }
}

/// Whether the check looks at each attribute.
fn looks_at(reader: &mut Reader, view: &View<'_>, names: &Names<'_>) -> Vec<bool> {
    let mut looks_at = vec![false; names.attributes.len()];
    // An attribute that no activity has is never applicable.
    for attribute in watched(reader, view, names.known, names.attributes.len()) {
        if let Some(looked_at) = looks_at.get_mut(attribute) {
            *looked_at = true;
        }
    }
    looks_at
}

fn checker(reader: &mut Reader, check: &View<'_>, names: &Names<'_>) -> Checker {
    let view = super::sections::section(reader, check, "checker", &CHECKER);
    let pool = view.name(reader, "pool").and_then(|name| {
        let known = names.pools.iter().map(|pool| pool.name.as_str());
        reader.find("pool", &name, view.place_of("pool"), known)
    });
    let usual = view
        .probability(reader, "sensitivity")
        .unwrap_or(Probability::ONE);
    let mut sensitivity = vec![usual; names.attributes.len()];
    for (entry, path) in view.by_name(reader, "sensitivity_by_attribute") {
        let own = reader.share(&entry.node, &path, SHARE);
        match names.known.find(&entry.key) {
            Some(id) => {
                if let (Some(slot), Some(own)) = (id.and_then(|id| sensitivity.get_mut(id)), own) {
                    *slot = own.probability();
                }
            }
            None => names.known.unknown(reader, &entry.key, &entry.key_place),
        }
    }
    let own_cost = view.number(reader, "hourly_cost");
    let pool_cost = pool.map_or(0.0, |pool| names.pools[pool].hourly_cost);
    Checker {
        pool,
        sensitivity,
        false_fail: view
            .probability(reader, "false_fail")
            .unwrap_or(Probability::ZERO),
        minutes: view.number(reader, "minutes").unwrap_or(0.0),
        hourly_cost: own_cost.unwrap_or(pool_cost),
    }
}

fn frame(reader: &mut Reader, check: &View<'_>, names: &Names<'_>) -> Frame {
    let view = super::sections::section(reader, check, "frame", &FRAME);
    let by_name = filter(reader, &view, "activity", names.activities, |a| {
        Some(&a.name)
    });
    let by_area = filter(reader, &view, "area", names.activities, |a| {
        a.area.as_deref()
    });
    let complexities = filter(reader, &view, "complexity", names.complexities, |c| {
        Some(&c.name)
    });
    let automated = view.flag(reader, "automated");
    Frame {
        activities: by_name
            .iter()
            .zip(&by_area)
            .map(|(name, area)| *name && *area)
            .collect(),
        complexities,
        automated,
        tenure: tenure(reader, &view, automated, names.period),
    }
}

/// Whether each thing passes a filter of names; all do where there is none.
fn filter<T>(
    reader: &mut Reader,
    view: &View<'_>,
    key: &str,
    things: &[T],
    name_of: impl Fn(&T) -> Option<&str>,
) -> Vec<bool> {
    let Some(named) = view.names(reader, key) else {
        return vec![true; things.len()];
    };
    let mut passes = vec![false; things.len()];
    for (name, node) in named {
        let mut found = false;
        for (thing, passes) in things.iter().zip(&mut passes) {
            if name_of(thing) == Some(&name) {
                *passes = true;
                found = true;
            }
        }
        if !found {
            reader.unknown_name(key, &name, &node.place, things.iter().filter_map(&name_of));
        }
    }
    passes
}

/// Tenure in periods; the ends are compared as they stand.
fn tenure(
    reader: &mut Reader,
    view: &View<'_>,
    automated: Option<bool>,
    period: PeriodLength,
) -> Option<(f64, f64)> {
    let from = view.duration(reader, "tenure_from");
    let under = view.duration(reader, "tenure_under");
    let either = view.given("tenure_from").or(view.given("tenure_under"))?;
    if from.zip(under).is_some_and(|(low, high)| low >= high) {
        reader.contradiction(
            "no tenure is in this frame",
            &[
                (view.place_of("tenure_under"), "under this"),
                (view.place_of("tenure_from"), "and from this"),
            ],
            "make `tenure_under` longer than `tenure_from`",
        );
    }
    if automated == Some(true) {
        reader.contradiction(
            "no decision is in this frame: the system has no tenure",
            &[
                (&either.place, "only caseworkers have a tenure"),
                (view.place_of("automated"), "only the system"),
            ],
            "remove `automated = true` or the tenure",
        );
    }
    Some((
        from.unwrap_or(0.0) / period.days(),
        under.map_or(f64::INFINITY, |under| under / period.days()),
    ))
}
