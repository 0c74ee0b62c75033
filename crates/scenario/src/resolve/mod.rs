//! From what is written to a resolved scenario: one file a section.
//!
//! Every section is read to its end whatever is wrong with it: a broken value is noted and a
//! stand-in put in its place, which nobody sees, since a scenario with an error is not handed out.

mod activities;
mod anchor;
mod attributes;
mod feedback;
mod flags;
mod general;
mod grades;
pub(super) mod lints;
mod people;
mod policies;
mod samples;
mod targets;
pub(super) mod workflow;

pub(super) use samples::LARGEST_COUNT;

use std::collections::BTreeMap;

use super::Scenario;
use super::codes;
use super::document::{Node, Place, Value, quoted};
use super::keys::Section;
use super::reader::{Reader, joined};
use super::view::View;
use crate::sample::MethodKeys;
use tierone_stats::units::Decimal;

/// What a scenario is read against.
pub(super) struct Surroundings<'a> {
    /// The catalogue's attributes, changed and added to by the file's own.
    pub known: &'a [Node],
    /// The index of the catalogue among the source files.
    pub catalogue_file: usize,
    pub methods: &'a [MethodKeys],
    pub measures: &'a [&'a str],
}

/// Resolves every section in turn.
pub(super) fn scenario(reader: &mut Reader, top: &View<'_>, around: &Surroundings<'_>) -> Scenario {
    let (horizon, periods) = general::horizon(reader, top);
    let period = horizon.period;
    let complexities = general::complexities(reader, top);
    let mut known = attributes::Known::new(around);
    let drafts = activities::read(reader, top, periods, &complexities, &mut known);
    let grades = grades::read(reader, top);
    let (attributes, named) = attributes::resolve(reader, top, around, &known, &drafts, &grades);
    anchor::needs_an_accuracy_attribute(reader, top, &attributes, &drafts);
    let workforce = people::workforce(reader, top, period, &drafts);
    let coaching = feedback::coaching(reader, top, period, named.groups, &known);
    let learning = feedback::learning(reader, top, period, &known, attributes.len());
    let correction = workflow::correction(reader, top);
    let mut pools = people::pools(reader, top, period);
    let activities: Vec<_> = drafts.into_iter().map(|draft| draft.activity).collect();
    let policies = policies::read(
        reader,
        top,
        &policies::Names {
            activities: &activities,
            complexities: &complexities,
            attributes: &attributes,
            known: &known,
            learning: &learning,
            pools: &pools,
            methods: around.methods,
            period,
            poor_is_stated: workforce.poor.is_some(),
        },
    );
    people::precedence(reader, top, &mut pools, &policies);
    Scenario {
        title: top.text(reader, "title").unwrap_or_default(),
        accuracy_tolerance: general::tolerance(reader, top),
        anchor: anchor::anchor(reader, top, &policies),
        replications: general::replications(reader, top, around.measures),
        horizon,
        activities,
        attributes,
        grades,
        kinds: named.kinds,
        complexities,
        workforce,
        coaching,
        learning,
        correction,
        pools,
        policies,
    }
}

/// A section of the file, or one of defaults.
fn section<'v>(
    reader: &mut Reader,
    view: &'v View<'_>,
    name: &str,
    section: &'static Section,
) -> View<'v> {
    let path = view.path_of(name);
    view.given(name)
        .and_then(|node| View::open(reader, node, section, &path))
        .unwrap_or_else(|| View::left_out(section, &view.place, &path))
}

/// Notes shares of one whole that do not add up to exactly one; `place` is where they stand.
fn add_up_to_one(reader: &mut Reader, shares: &[Decimal], place: &Place) {
    let sum = shares
        .iter()
        .fold(Decimal::ZERO, |sum, share| sum.plus(*share));
    if sum.equals(Decimal::ONE) {
        return;
    }
    // Percentages that came from at most ten decimals, without binary noise.
    let rounded = |percent: f64| (percent * 1e8).round() / 1e8;
    let percent = sum.to_f64() * 100.0;
    let change = if percent < 100.0 { "raise" } else { "lower" };
    reader.error(
        codes::SHARES,
        format!("the shares add up to {}%, not to 100%", rounded(percent)),
        (place, &format!("these add up to {}%", rounded(percent))),
        format!(
            "{change} them by {} percentage points",
            rounded((100.0 - percent).abs())
        ),
    );
}

/// More entries than any operation has; it keeps a broken file from filling the memory.
const MOST_ENTRIES: usize = 1_000;

/// The entries of a `[[list]]`, each with its own path; names that are given twice are noted.
fn entries<'v>(
    reader: &mut Reader,
    view: &'v View<'_>,
    name: &str,
    section: &'static Section,
) -> Vec<View<'v>> {
    let Some(node) = view.given(name) else {
        return Vec::new();
    };
    let Value::List(items) = &node.value else {
        let expected = format!("a list of `{}` entries", section.name);
        let help = format!(
            "write double brackets, {}, before each entry",
            quoted(section.name)
        );
        reader.wrong_kind(node, quoted(name), &expected, help);
        return Vec::new();
    };
    if items.is_empty() && view.key(name).required {
        reader.missing("the scenario", section.name, &node.place, section.meaning);
    }
    if let Some(extra) = items.get(MOST_ENTRIES) {
        reader.error(
            codes::OUT_OF_RANGE,
            format!("there are {} entries of `{}`", items.len(), section.name),
            (
                &extra.place,
                &format!("this one is past the {MOST_ENTRIES} that are read"),
            ),
            format!("keep to {MOST_ENTRIES} entries"),
        );
    }
    let items = &items[..items.len().min(MOST_ENTRIES)];
    unique(reader, section.name, items);
    let base = view.path_of(name);
    items
        .iter()
        .enumerate()
        .filter_map(|(i, item)| {
            let step = item
                .name()
                .map_or_else(|| (i + 1).to_string(), str::to_owned);
            View::open(reader, item, section, &joined(&base, &step))
        })
        .collect()
}

/// Notes names that two entries have.
fn unique(reader: &mut Reader, section: &str, items: &[Node]) {
    let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
    for item in items {
        let (Some(name), Some(node)) = (item.name(), item.table().and_then(|t| t.get("name")))
        else {
            continue;
        };
        if let Some(first) = seen.get(name) {
            reader.errors_at(
                codes::DUPLICATE,
                format!("two entries of `{section}` are named {}", quoted(name)),
                &[(&node.place, "again here"), (first, "first named here")],
                "give each entry a name of its own".into(),
            );
        } else {
            seen.insert(name, &node.place);
        }
    }
}
