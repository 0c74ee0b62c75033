//! What a found error teaches: coaching.

use super::attributes::Known;
use super::section;
use crate::scenario::durations::whole_periods;
use crate::scenario::keys_operation::{COACHING, GROUP};
use crate::scenario::reader::Reader;
use crate::scenario::values::what;
use crate::scenario::view::View;
use crate::scenario::{Coaching, CoachingGroup, codes};
use crate::units::{PeriodLength, Probability};

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

fn half_life(reader: &mut Reader, view: &View<'_>, period: PeriodLength) -> Option<f64> {
    positive_duration(reader, view, "half_life").map(|days| days / period.days())
}

/// A duration in days that may not be nothing.
pub(super) fn positive_duration(reader: &mut Reader, view: &View<'_>, name: &str) -> Option<f64> {
    let days = view.duration(reader, name)?;
    if days > 0.0 {
        return Some(days);
    }
    let place = view.given(name).map_or(&view.place, |node| &node.place);
    reader.error(
        codes::OUT_OF_RANGE,
        format!("{} is no time at all", what(&view.path_of(name))),
        (place, "must be longer than 0 days"),
        "give a longer duration".into(),
    );
    None
}
