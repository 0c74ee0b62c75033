//! How a check draws: a sampling method and the values of its keys.

use super::names::{Names, Siblings};
use crate::codes;
use crate::document::{Node, Value, quoted, what};
use crate::key::{Bounds, POSITIVE, SHARE};
use crate::methods::{Given, KeyKind, KeyValue, METHODS, MethodRow, method_named};
use crate::operation::{Activity, Complexity};
use crate::reader::{Reader, every, joined, listed, meant};
use crate::sample::Sample;
use crate::view::View;
use tierone_stats::units::PeriodLength;

/// No count of decisions is larger.
pub(crate) const LARGEST_COUNT: u64 = 1_000_000_000_000;

/// The sample of a check, by the table of its method.
pub(super) fn read(
    reader: &mut Reader,
    check: &View<'_>,
    names: &Names<'_>,
    siblings: &Siblings<'_>,
) -> Sample {
    let fits = Fits {
        activities: names.activities,
        complexities: names.complexities,
        period: names.period,
    };
    let path = check.path_of("sample");
    let node = check.given("sample");
    let sample = node.and_then(|node| sample(reader, node, &path, &fits, siblings));
    sample.unwrap_or_else(Sample::census)
}

/// What the keys of a sample have to fit.
pub(super) struct Fits<'a> {
    pub activities: &'a [Activity],
    pub complexities: &'a [Complexity],
    pub period: PeriodLength,
}

/// A sample, by the table of its method; none where it could not be read.
pub(super) fn sample(
    reader: &mut Reader,
    node: &Node,
    path: &str,
    fits: &Fits<'_>,
    siblings: &Siblings<'_>,
) -> Option<Sample> {
    let (row, node, meant) = method(reader, node)?;
    let mut values = Vec::new();
    let mut whole = true;
    for key in row.keys.keys {
        let Some(node) = node.table().and_then(|table| table.get(key.name)) else {
            if key.required && !meant.contains(&key.name) {
                let section = format!("sampling method {}", quoted(row.keys.name));
                reader.missing(&section, key.name, &node.place, key.meaning);
            }
            whole &= !key.required;
            continue;
        };
        let path = joined(path, key.name);
        let value = value(reader, node, &path, key.kind, siblings, fits.period);
        whole &= value.is_some();
        values.extend(value.map(|value| (key.name, value)));
    }
    // Only of keys that could all be read can it be said whether they fit together.
    if !whole {
        return None;
    }
    let given = Given::from(values);
    let misfit = (row.keys.misfit)(&given, fits.activities, fits.complexities);
    if let Some(misfit) = misfit.filter(|_| meant.is_empty()) {
        let at = node.table().and_then(|table| table.get(misfit.key));
        let place = &at.unwrap_or(node).place;
        reader.contradiction(misfit.message, &[(place, "does not fit")], misfit.help);
    }
    Some(Sample::new(row, given))
}

/// The method that a sample names, and the keys that unknown ones were likely meant for.
fn method<'n>(
    reader: &mut Reader,
    node: &'n Node,
) -> Option<(&'static MethodRow, &'n Node, Vec<&'static str>)> {
    let names: Vec<&str> = METHODS.iter().map(|row| row.keys.name).collect();
    let example = "write { method = \"simple-random\", checks = 400 }";
    let Value::Table(table) = &node.value else {
        reader.wrong_kind(node, "`sample`", "a table", example.into());
        return None;
    };
    let Some(named) = table.get("method") else {
        let meaning = format!("one of {}", listed(&names));
        reader.missing("`sample`", "method", &node.place, &meaning);
        return None;
    };
    let name = reader.text(named, "method")?;
    let Some(row) = method_named(&name) else {
        reader.error(
            codes::UNKNOWN_NAME,
            format!("there is no sampling method {}", quoted(&name)),
            (&named.place, "no such method"),
            meant(&name, &names),
        );
        return None;
    };
    let mut meant = Vec::new();
    for entry in &table.entries {
        if entry.key != "method" && row.keys.keys.iter().all(|key| key.name != entry.key) {
            let section = format!("sampling method {}", quoted(row.keys.name));
            let known = row.keys.keys.iter().map(|key| key.name);
            meant.extend(reader.unknown_key(&section, &entry.key, &entry.key_place, known));
        }
    }
    Some((row, node, meant))
}

fn value(
    reader: &mut Reader,
    node: &Node,
    path: &str,
    kind: KeyKind,
    siblings: &Siblings<'_>,
    period: PeriodLength,
) -> Option<KeyValue> {
    Some(match kind {
        KeyKind::Count => KeyValue::Count(reader.whole(node, path, 0, LARGEST_COUNT)?),
        KeyKind::Share => KeyValue::Share(reader.share(node, path, SHARE)?.value),
        KeyKind::Number(low, high) => {
            KeyValue::Number(reader.number(node, path, "", Bounds::inclusive(low, high))?)
        }
        KeyKind::Choice(choices) => KeyValue::Choice(reader.choice(node, path, choices)?),
        KeyKind::Check => {
            let name = reader.text(node, path)?;
            KeyValue::Check(siblings.earlier(reader, &name, &node.place)?)
        }
        KeyKind::Counts => KeyValue::Counts(counts(reader, node, path)?),
        KeyKind::Bands => bands(reader, node, path, period)?,
    })
}

fn counts(reader: &mut Reader, node: &Node, path: &str) -> Option<Vec<(String, u64)>> {
    let Value::Table(table) = &node.value else {
        let help = "write a table of whole numbers: { name = 10, other = 20 }".into();
        reader.wrong_kind(node, what(path), "a table", help);
        return None;
    };
    every(table.entries.iter().map(|entry| {
        let count = reader.whole(&entry.node, &joined(path, &entry.key), 0, LARGEST_COUNT)?;
        Some((entry.key.clone(), count))
    }))
}

/// Rising durations, in periods; or rising amounts; the first item shows which.
fn bands(reader: &mut Reader, node: &Node, path: &str, period: PeriodLength) -> Option<KeyValue> {
    let items = reader.list(node, path, "\"3 months\"")?;
    let first = items.first();
    let amounts = first.is_some_and(|item| !matches!(item.value, Value::Text(_)));
    let read = every(items.iter().map(|item| match amounts {
        true => reader.number(item, path, "£", POSITIVE),
        false => reader.duration(item, path),
    }))?;
    if let Some(at) = read.windows(2).position(|pair| pair[0] >= pair[1]) {
        let (kind, more, least, most) = match amounts {
            true => ("amounts", "not more", "smallest", "largest"),
            false => ("durations", "not longer", "shortest", "longest"),
        };
        let (first, second) = (&items[at].place, &items[at + 1].place);
        reader.contradiction(
            format!("the {kind} do not rise"),
            &[(second, more), (first, "than this")],
            format!("list them from the {least} to the {most}, each once"),
        );
        return None;
    }
    Some(match amounts {
        true => KeyValue::Amounts(read),
        false => KeyValue::Durations(read.into_iter().map(|days| days / period.days()).collect()),
    })
}
