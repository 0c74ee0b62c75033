//! Kinds of decision: volume, mix of complexities, automation, value and error rates.

use super::known::Known;
use super::sections::{add_up_to_one, entries, one_a_period};
use crate::document::{Node, Place, Value, quoted};
use crate::ids::ComplexityId;
use crate::key::{ERROR_RATE, Kind, SHARE};
use crate::keys_operation::{ACTIVITY, MOVING};
use crate::operation::{Activity, Complexity, ErrorRate};
use crate::reader::{Reader, every, joined, key_names, listed, nearest};
use crate::view::View;
use tierone_stats::units::{Decimal, Probability};

/// An activity with the places that later sections are measured against.
pub(super) struct Draft {
    pub activity: Activity,
    /// Where it names each of its attributes, in the order of its errors.
    pub named_at: Vec<Place>,
    /// Where the activity stands.
    pub place: Place,
    /// Whether it has a `value`, usable or not.
    pub has_value: bool,
}

impl Draft {
    /// Whether the system makes all its decisions.
    pub fn automated(&self) -> bool {
        let (from, to) = self.activity.automated;
        from.equals(Decimal::ONE) && to.equals(Decimal::ONE)
    }
}

/// Every activity; `periods` are the reported ones, where they are known.
pub(super) fn read(
    reader: &mut Reader,
    top: &View<'_>,
    periods: Option<usize>,
    complexities: &[Complexity],
    known: &mut Known<'_>,
) -> Vec<Draft> {
    let demand = top.given("demand").map(|node| &node.place);
    entries(reader, top, "activity", &ACTIVITY)
        .iter()
        .map(|view| {
            volume_or_demand(reader, view, demand);
            activity(reader, view, periods, complexities, known)
        })
        .collect()
}

fn activity(
    reader: &mut Reader,
    view: &View<'_>,
    periods: Option<usize>,
    complexities: &[Complexity],
    known: &mut Known<'_>,
) -> Draft {
    let (errors, named_at) = errors(reader, view, known);
    let value = view.distribution(reader, "value");
    let activity = Activity {
        name: view.name(reader, "name").unwrap_or_default(),
        area: view.name(reader, "area"),
        mix: mix(reader, view, complexities),
        volume: volume(reader, view, periods),
        automated: automated(reader, view).unwrap_or((Decimal::ZERO, Decimal::ZERO)),
        value,
        in_force: super::sections::positive_duration(reader, view, "in_force").unwrap_or(1.0),
        errors,
    };
    Draft {
        activity,
        named_at,
        place: view.place.clone(),
        has_value: view.given("value").is_some(),
    }
}

/// Complexities with shares that add up to exactly one.
fn mix(
    reader: &mut Reader,
    view: &View<'_>,
    complexities: &[Complexity],
) -> Vec<(ComplexityId, Decimal)> {
    let names: Vec<&str> = complexities.iter().map(|c| c.name.as_str()).collect();
    let fallback = vec![(0, Decimal::ONE)];
    let Some(node) = view.given("complexity") else {
        if names.len() > 1 {
            let meaning = format!(
                "one of {}, or shares of them that add up to 100 %",
                listed(&names)
            );
            reader.missing("[[activity]]", "complexity", &view.place, &meaning);
        }
        return fallback;
    };
    let path = view.path_of("complexity");
    let Value::Table(table) = &node.value else {
        let id = reader.text(node, &path).and_then(|name| {
            let names = names.iter().copied();
            reader.find("complexity", &name, &node.place, names)
        });
        return id.map_or(fallback, |id| vec![(id, Decimal::ONE)]);
    };
    let mix = every(table.entries.iter().map(|entry| {
        let share = reader.exact_share(&entry.node, &joined(&path, &entry.key), SHARE);
        let names = names.iter().copied();
        let id = reader.find("complexity", &entry.key, &entry.key_place, names);
        id.zip(share)
    }));
    let Some(mut mix) = mix else {
        return fallback;
    };
    let shares: Vec<Decimal> = mix.iter().map(|(_, share)| *share).collect();
    add_up_to_one(reader, &shares, &node.place);
    // File order of the complexities themselves, which ties in counting go by.
    mix.sort_by_key(|(id, _)| *id);
    if mix.is_empty() { fallback } else { mix }
}

/// Notes an activity that has no volume, or one beside a demand from which it follows.
fn volume_or_demand(reader: &mut Reader, view: &View<'_>, demand: Option<&Place>) {
    let key = view.key("volume");
    match (view.given("volume"), demand) {
        // A demand takes the place of the volumes of a file that its own one extends.
        (Some(given), Some(demand)) if given.place.file <= demand.file => reader.contradiction(
            "the volume of an activity follows from `[demand]`, and is given as well",
            &[(&given.place, "given here"), (demand, "follows from this")],
            "remove `volume`, and give what comes in under `intakes` of `[demand]`; or remove `[demand]`",
        ),
        (None, None) => {
            // Where it is only misspelt, that has been said.
            let misspelt = |name: &str| nearest(name, key_names(view.section)) == Some(key.name);
            let mut unknown = view.table.entries.iter().map(|entry| entry.key.as_str());
            if !unknown.any(|name| view.section.key(name).is_none() && misspelt(name)) {
                reader.missing("[[activity]]", key.name, &view.place, key.meaning);
            }
        }
        _ => {}
    }
}

/// One whole number for each reported period.
fn volume(reader: &mut Reader, view: &View<'_>, periods: Option<usize>) -> Vec<u64> {
    let Kind::Any([Kind::Whole(low, high), ..]) = view.key("volume").kind else {
        unreachable!("a volume is a whole number or a list in the table of keys")
    };
    let fallback = vec![0; periods.unwrap_or(1)];
    let Some(node) = view.given("volume") else {
        return fallback;
    };
    let path = view.path_of("volume");
    let total = |volumes: &Vec<u64>| volumes.iter().map(|n| *n as f64).sum();
    reader
        .sourced(node, &path, total, &mut |reader, node: &Node| {
            let Value::List(items) = &node.value else {
                let each = reader.whole(node, &path, *low, *high)?;
                return Some(vec![each; periods.unwrap_or(1)]);
            };
            let each = items.iter();
            let volumes = every(each.map(|item| reader.whole(item, &path, *low, *high)));
            let fits = one_a_period(reader, node, &path, items.len(), periods);
            volumes.filter(|_| fits)
        })
        .unwrap_or(fallback)
}

/// The automated share in the first and in the last reported period.
fn automated(reader: &mut Reader, view: &View<'_>) -> Option<(Decimal, Decimal)> {
    let node = view.node("automated")?;
    let path = view.path_of("automated");
    let moving = node
        .table()
        .is_some_and(|table| table.has("from") || table.has("to"));
    if !moving {
        let share = reader.exact_share(&node, &path, SHARE)?;
        return Some((share, share));
    }
    let moving = View::open(reader, &node, &MOVING, &path)?;
    let mut end = |key: &str| {
        let node = moving.given(key)?;
        reader.exact_share(node, &joined(&path, key), SHARE)
    };
    let (from, to) = (end("from"), end("to"));
    Some((from?, to?))
}

/// Rates by attribute, caseworkers' first, and where each attribute is named.
fn errors(
    reader: &mut Reader,
    view: &View<'_>,
    known: &mut Known<'_>,
) -> (Vec<ErrorRate>, Vec<Place>) {
    let mut errors: Vec<ErrorRate> = Vec::new();
    let mut named_at = Vec::new();
    for (key, system) in [("errors", false), ("system_errors", true)] {
        for (entry, path) in view.by_name(reader, key) {
            let rate = reader.share(&entry.node, &path, ERROR_RATE);
            let rate = rate.map_or(Probability::ZERO, |share| share.probability());
            let Some(attribute) = known.used(&entry.key) else {
                known.unknown(reader, &entry.key, &entry.key_place);
                continue;
            };
            let at = errors.iter().position(|error| error.attribute == attribute);
            let at = at.unwrap_or_else(|| {
                let (rate, system_rate) = (Probability::ZERO, Probability::ZERO);
                errors.push(ErrorRate {
                    attribute,
                    rate,
                    system_rate,
                });
                named_at.push(entry.key_place.clone());
                errors.len() - 1
            });
            if system {
                errors[at].system_rate = rate;
            } else {
                errors[at].rate = rate;
            }
        }
    }
    (errors, named_at)
}

/// What the words of an attribute's money are measured against.
pub(super) fn needs_value(
    reader: &mut Reader,
    draft: &Draft,
    at: &Place,
    money: &Place,
    name: &str,
) {
    let (name, activity) = (quoted(name), quoted(&draft.activity.name));
    reader.contradiction(
        format!("an error in {name} is worth a share of the decision's value, and activity {activity} has no `value`"),
        &[
            (at, "named here, in an activity without `value`"),
            (money, "worth a share of value"),
        ],
        format!("give activity {activity} a `value`, or the attribute an absolute amount or `money = \"none\"`"),
    );
}
