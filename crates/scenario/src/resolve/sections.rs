//! What the sections have in common: opening one, listing entries, shares that add up to one.

use std::collections::BTreeMap;

use crate::codes;
use crate::document::{Node, Place, Value, quoted, what};
use crate::key::Section;
use crate::reader::{Reader, joined};
use crate::view::View;
use tierone_stats::units::Decimal;

/// A section of the file, or one of defaults.
pub(super) fn section<'v>(
    reader: &mut Reader,
    view: &'v View<'_>,
    name: &str,
    section: &'static Section,
) -> View<'v> {
    view.within(reader, name, section)
        .unwrap_or_else(|| View::left_out(section, &view.place, &view.path_of(name)))
}

/// Notes shares of one whole that do not add up to exactly one; `place` is where they stand.
pub(super) fn add_up_to_one(reader: &mut Reader, shares: &[Decimal], place: &Place) {
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

/// Whether a list has one value for each reported period, where it is known how many those are; if not, the error is noted.
pub(super) fn one_a_period(
    reader: &mut Reader,
    node: &Node,
    path: &str,
    values: usize,
    periods: Option<usize>,
) -> bool {
    let Some(periods) = periods.filter(|periods| *periods != values) else {
        return true;
    };
    reader.error(
        codes::LENGTH,
        format!(
            "{} has {values} values for {periods} reported periods",
            what(path)
        ),
        (&node.place, &format!("{values} values")),
        format!("give {periods} values, or one number for all periods"),
    );
    false
}

/// More entries than any operation has; it keeps a broken file from filling the memory.
const MOST_ENTRIES: usize = 1_000;

/// More policies than anybody compares: every chart has a line for each.
const MOST_POLICIES: usize = 200;

/// Notes a list that is longer than is read; returns what is read of it.
pub(super) fn kept_to_limit<'n>(reader: &mut Reader, name: &str, items: &'n [Node]) -> &'n [Node] {
    let most = match name {
        "[[policy]]" => MOST_POLICIES,
        _ => MOST_ENTRIES,
    };
    let Some(extra) = items.get(most) else {
        return items;
    };
    reader.error(
        codes::OUT_OF_RANGE,
        format!("there are {} entries of `{name}`", items.len()),
        (
            &extra.place,
            &format!("this one is past the {most} that are read"),
        ),
        format!("keep to {most} entries"),
    );
    &items[..most]
}

/// The entries of a `[[list]]`, each with its own path; names that are given twice are noted.
pub(super) fn entries<'v>(
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
        let brackets = quoted(section.name);
        let help = format!("write double brackets, {brackets}, before each entry");
        reader.wrong_kind(node, quoted(name), &expected, help);
        return Vec::new();
    };
    if items.is_empty() && view.key(name).required {
        reader.missing("the scenario", section.name, &node.place, section.meaning);
    }
    let items = kept_to_limit(reader, section.name, items);
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
pub(super) fn unique(reader: &mut Reader, section: &str, items: &[Node]) {
    let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
    for item in items {
        let named = item.table().and_then(|table| table.get("name"));
        let Some((name, node)) = item.name().zip(named) else {
            continue;
        };
        let first = *seen.entry(name).or_insert(&node.place);
        if !std::ptr::eq(first, &node.place) {
            reader.errors_at(
                codes::DUPLICATE,
                format!("two entries of `{section}` are named {}", quoted(name)),
                &[(&node.place, "again here"), (first, "first named here")],
                "give each entry a name of its own",
            );
        }
    }
}

/// A duration in days that may not be nothing.
pub(super) fn positive_duration(reader: &mut Reader, view: &View<'_>, name: &str) -> Option<f64> {
    let days = view.duration(reader, name)?;
    if days > 0.0 {
        return Some(days);
    }
    reader.error(
        codes::OUT_OF_RANGE,
        format!("{} is no time at all", what(&view.path_of(name))),
        (view.place_of(name), "must be longer than 0 days"),
        "give a longer duration",
    );
    None
}
