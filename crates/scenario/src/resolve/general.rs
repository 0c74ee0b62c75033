//! The sections that concern the whole: horizon, complexities, tolerance, replications.

use jiff::civil::Date;

use super::sections::section;
use crate::codes;
use crate::document::{Node, Place, Value, quoted};
use crate::key::Kind;
use crate::keys_operation::{COMPLEXITY, HORIZON, TOLERANCE, UNTIL};
use crate::measure_name::MeasureName;
use crate::operation::{Complexity, Horizon, Tolerance};
use crate::reader::{Reader, listed, meant};
use crate::scenario::Replications;
use crate::view::View;
use tierone_stats::units::PeriodLength;

/// The horizon, and its reported periods where they are known.
pub(super) fn horizon(reader: &mut Reader, top: &View<'_>) -> (Horizon, Option<usize>) {
    let view = section(reader, top, "horizon", &HORIZON);
    let start = view
        .given("start")
        .and_then(|node| reader.date(node, "start"));
    let period = match view.choice(reader, "period") {
        Some(0) => PeriodLength::Week,
        _ => PeriodLength::Month,
    };
    let periods = view.whole(reader, "periods").map(|n| n as usize);
    let warm_up = view.whole(reader, "warm_up").unwrap_or(0) as usize;
    let horizon = Horizon {
        start: start.unwrap_or_default(),
        period,
        periods: periods.unwrap_or(1),
        warm_up,
    };
    (horizon, periods)
}

/// The reported period, from 0, that begins on the day of the key `from`: number `first` or a later one.
pub(super) fn begins(
    reader: &mut Reader,
    view: &View<'_>,
    horizon: &Horizon,
    first: usize,
    told: &str,
) -> Option<usize> {
    let node = view.given("from")?;
    let day = reader.date(node, &view.path_of("from"))?;
    let mut periods = first..horizon.periods;
    let first_days = periods.clone().map(|period| horizon.first_day(period));
    let period = periods.find(|period| horizon.first_day(*period) == day);
    if period.is_none() {
        let apart = |first: &Date| first.since(day).map_or(0, |span| span.get_days().abs());
        let near = first_days.min_by_key(|first| (apart(first), *first));
        let help = match near {
            Some(near) => format!("give the first day of a later period, such as {near}"),
            None => "remove it: with a single reported period nothing comes before".into(),
        };
        let which = if first > 0 { " after the first" } else { "" };
        reader.error(
            codes::OUT_OF_RANGE,
            format!("no reported period{which} begins on {day}"),
            (&node.place, told),
            help,
        );
    }
    period
}

/// Complexities in file order, or the single one.
pub(super) fn complexities(reader: &mut Reader, top: &View<'_>) -> Vec<Complexity> {
    let view = section(reader, top, "complexity", &COMPLEXITY);
    let Kind::ByName(Kind::Number(bounds)) = view.key("odds_ratio").kind else {
        unreachable!("odds ratios are numbers by name in the table of keys")
    };
    let mut complexities = Vec::new();
    for (entry, path) in view.by_name(reader, "odds_ratio") {
        let ratio = reader.number(&entry.node, &path, "odds ratio", *bounds);
        complexities.push(Complexity {
            name: entry.key.clone(),
            odds_ratio: ratio.unwrap_or(1.0),
        });
    }
    if let Some(node) = view.given("odds_ratio")
        && node.table().is_some_and(|table| table.entries.is_empty())
    {
        let meaning =
            "at least one complexity with its odds ratio, such as { low = 0.6, high = 2.5 }";
        reader.missing("[complexity]", "odds_ratio", &node.place, meaning);
    }
    if complexities.is_empty() && top.given("complexity").is_none() {
        complexities = undefined(reader, top);
    }
    if complexities.is_empty() {
        complexities.push(complexity("all"));
    }
    complexities
}

fn complexity(name: &str) -> Complexity {
    Complexity {
        name: name.into(),
        odds_ratio: 1.0,
    }
}

/// The complexities that activities name without a `[complexity]`: said once, and then taken as they are.
fn undefined(reader: &mut Reader, top: &View<'_>) -> Vec<Complexity> {
    let mut named: Vec<(&str, &Place)> = Vec::new();
    let activities = top.table.items("activity").iter();
    for activity in activities.filter_map(Node::table) {
        let Some(entry) = activity.entry("complexity") else {
            continue;
        };
        match &entry.node.value {
            Value::Text(name) => named.push((name, &entry.node.place)),
            Value::Table(table) => {
                named.extend(table.entries.iter().map(|e| (e.key.as_str(), &e.key_place)));
            }
            _ => {}
        }
    }
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in &named {
        if !names.contains(name) {
            names.push(name);
        }
    }
    let Some((_, place)) = named.first().filter(|_| names != ["all"]) else {
        return Vec::new();
    };
    let ratios: Vec<String> = names.iter().map(|name| format!("{name} = …")).collect();
    let (named, ratios) = (listed(&names), ratios.join(", "));
    reader.error(
        codes::UNKNOWN_NAME,
        format!("complexities are named ({named}), and there is no `[complexity]`"),
        (place, "the first of them"),
        format!("add `[complexity]` with `odds_ratio = {{ {ratios} }}`: how many times the odds of an error are those of other decisions"),
    );
    names.into_iter().map(complexity).collect()
}

/// How far an accuracy attribute may be out.
pub(super) fn tolerance(reader: &mut Reader, top: &View<'_>) -> Tolerance {
    let Some(node) = top.given("accuracy_tolerance") else {
        return Tolerance::None;
    };
    if !matches!(node.value, Value::Table(_)) {
        reader.choice(node, "accuracy_tolerance", &["none"]);
        return Tolerance::None;
    }
    let Some(view) = View::open(reader, node, &TOLERANCE, "accuracy_tolerance") else {
        return Tolerance::None;
    };
    let amount = view.number(reader, "amount");
    let share = view.share(reader, "share");
    match (view.given("amount"), view.given("share")) {
        (Some(first), Some(second)) => reader.contradiction(
            "the tolerance is an amount or a share of value, not both",
            &[
                (&second.place, "a share here"),
                (&first.place, "an amount here"),
            ],
            "keep one of the two",
        ),
        (None, None) => {
            let meaning = "£ a year, or `share`, a share of the decision's value";
            reader.missing("accuracy_tolerance", "amount", &node.place, meaning);
        }
        _ => {}
    }
    match (amount, share) {
        (Some(amount), _) => Tolerance::Amount(amount),
        (None, Some(share)) => Tolerance::ShareOfValue(share.value),
        (None, None) => Tolerance::None,
    }
}

/// How many replications are run.
pub(super) fn replications(
    reader: &mut Reader,
    top: &View<'_>,
    measures: &[MeasureName],
) -> Replications {
    let fixed = top.whole(reader, "replications").unwrap_or(1);
    let Some(until) = top.given("until") else {
        return Replications::Fixed(fixed as u32);
    };
    if let Some(node) = top.given("replications") {
        reader.contradiction(
            "replications are fixed, or run until a figure is precise",
            &[
                (&until.place, "until a figure is precise"),
                (&node.place, "fixed here"),
            ],
            "keep `replications` or `until`",
        );
    }
    let view = section(reader, top, "until", &UNTIL);
    let measure = view.text(reader, "measure").unwrap_or_default();
    let named = measures.iter().find(|known| known.name == measure);
    if let (Some(node), None) = (view.given("measure"), named) {
        let names: Vec<&str> = measures.iter().map(|known| known.name).collect();
        reader.error(
            codes::UNKNOWN_NAME,
            format!("there is no measure {}", quoted(&measure)),
            (&node.place, "no such measure"),
            meant(&measure, &names),
        );
    }
    let in_percent = named.is_some_and(|measure| measure.in_percent);
    let mcse = view.given("mcse");
    let mcse = mcse.and_then(|node| reader.error_of(node, "until.mcse", in_percent));
    Replications::Until {
        measure,
        mcse: mcse.unwrap_or(1.0),
        ceiling: view.whole(reader, "ceiling").unwrap_or(64) as u32,
    }
}
