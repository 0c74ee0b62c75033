//! What found errors teach: coaching, and learning products.

use super::known::Known;
use super::sections::{entries, positive_duration, section};
use crate::durations::whole_periods;
use crate::feedback::{Coaching, CoachingGroup, LearningProduct};
use crate::ids::{AttributeId, ProductId};
use crate::keys_feedback::LEARNING_PRODUCT;
use crate::keys_operation::{COACHING, GROUP};
use crate::reader::Reader;
use crate::view::View;
use tierone_stats::units::{PeriodLength, Probability};

/// Coaching, with one entry for each group of the attributes in use.
pub(super) fn coaching(
    reader: &mut Reader,
    top: &View<'_>,
    period: PeriodLength,
    groups: Vec<String>,
    known: &Known<'_>,
) -> Coaching {
    let view = section(reader, top, "coaching", &COACHING);
    let usual = CoachingGroup {
        name: String::new(),
        gain: view.number(reader, "gain").unwrap_or(0.0),
        half_life: half_life(reader, &view, period).unwrap_or(f64::INFINITY),
        ceiling: view.number(reader, "ceiling"),
    };
    let mut groups: Vec<CoachingGroup> = groups
        .into_iter()
        .map(|name| CoachingGroup {
            name,
            ..usual.clone()
        })
        .collect();
    for (entry, path) in view.by_name(reader, "groups") {
        let all = known.groups();
        if !all.contains(&entry.key.as_str()) {
            reader.unknown_name("coaching group", &entry.key, &entry.key_place, all);
        }
        let Some(own) = View::open(reader, &entry.node, &GROUP, &path) else {
            continue;
        };
        let changed = CoachingGroup {
            name: entry.key.clone(),
            gain: own.number(reader, "gain").unwrap_or(usual.gain),
            half_life: half_life(reader, &own, period).unwrap_or(usual.half_life),
            ceiling: own.number(reader, "ceiling").or(usual.ceiling),
        };
        if let Some(group) = groups.iter_mut().find(|group| group.name == entry.key) {
            *group = changed;
        }
    }
    Coaching {
        groups,
        uptake: view
            .probability(reader, "uptake")
            .unwrap_or(Probability::ONE),
        delay: whole_periods(view.duration(reader, "delay").unwrap_or(0.0), period),
        minutes: view.number(reader, "minutes").unwrap_or(0.0),
        hourly_cost: view.number(reader, "hourly_cost"),
    }
}

/// Learning products; `attributes` is how many attributes the activities name.
pub(super) fn learning(
    reader: &mut Reader,
    top: &View<'_>,
    period: PeriodLength,
    known: &Known<'_>,
    attributes: usize,
) -> Vec<LearningProduct> {
    entries(reader, top, "learning_product", &LEARNING_PRODUCT)
        .iter()
        .map(|view| {
            let periods = |days: Option<f64>| days.map_or(0, |days| whole_periods(days, period));
            LearningProduct {
                name: view.name(reader, "name").unwrap_or_default(),
                attributes: watched(reader, view, known, attributes),
                threshold: view.whole(reader, "threshold").unwrap_or(1) as u32,
                window: periods(positive_duration(reader, view, "window")).max(1),
                lead_time: periods(view.duration(reader, "lead_time")),
                gain: view.number(reader, "gain").unwrap_or(0.0),
                half_life: half_life(reader, view, period).unwrap_or(f64::INFINITY),
                cooldown: periods(view.duration(reader, "cooldown")),
                system: view.flag(reader, "system").unwrap_or(false),
                cost: view.number(reader, "cost").unwrap_or(0.0),
            }
        })
        .collect()
}

/// The attributes in use that a product or a pilot is about, rising.
pub(super) fn watched(
    reader: &mut Reader,
    view: &View<'_>,
    known: &Known<'_>,
    attributes: usize,
) -> Vec<AttributeId> {
    let Some(named) = view.names(reader, "attributes") else {
        return (0..attributes).collect();
    };
    let mut watched = Vec::new();
    for (name, node) in named {
        match known.find(&name) {
            // In an attribute that no activity has nothing is ever found.
            Some(id) => watched.extend(id),
            None => known.unknown(reader, &name, &node.place),
        }
    }
    watched.sort_unstable();
    watched.dedup();
    watched
}

/// The learning products that a policy releases, rising.
pub(super) fn released(
    reader: &mut Reader,
    policy: &View<'_>,
    learning: &[LearningProduct],
) -> Vec<ProductId> {
    let Some(named) = policy.names(reader, "learning_products") else {
        return (0..learning.len()).collect();
    };
    let mut released = Vec::new();
    for (name, node) in named {
        let known = learning.iter().map(|product| product.name.as_str());
        released.extend(reader.find("learning product", &name, &node.place, known));
    }
    released.sort_unstable();
    released.dedup();
    released
}

pub(super) fn half_life(reader: &mut Reader, view: &View<'_>, period: PeriodLength) -> Option<f64> {
    positive_duration(reader, view, "half_life").map(|days| days / period.days())
}
