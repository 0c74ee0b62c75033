//! Demand: what comes in of each activity, what is cleared in a period, and what a head of work does.

use super::activities::Draft;
use super::sections::{one_a_period, positive_duration, section};
use crate::codes;
use crate::demand::{Demand, Pressure, Training, Work};
use crate::document::{Entry, Node, Value, quoted, what};
use crate::durations::whole_periods;
use crate::key::{Bounds, Kind, NOT_NEGATIVE, POSITIVE};
use crate::keys_demand::{DEMAND, PLAN, PRESSURE, TRAINING};
use crate::operation::{Horizon, Workforce};
use crate::reader::{Reader, joined};
use crate::values::is_sourced;
use crate::view::View;
use tierone_stats::units::Probability;

/// Decisions of a period: no number is larger.
const MOST: f64 = 4e9;

/// Ages of a backlog, and factors of a season: as many as any horizon has periods.
const MOST_PERIODS: usize = 1_200;

/// The demand, where there is one.
pub(super) fn demand(
    reader: &mut Reader,
    top: &View<'_>,
    (horizon, periods): (&Horizon, Option<usize>),
    drafts: &[Draft],
    workforce: &Workforce,
) -> Option<Demand> {
    let pools = taking(reader, top);
    let correction = top.given("correction");
    let corrections = correction.is_some_and(|node| takes(reader, node, "correction"));
    let given = top.given("demand")?;
    let view = section(reader, top, "demand", &DEMAND);
    // What is no table has been told so, and lacks nothing.
    if !matches!(given.value, Value::Table(_)) {
        return None;
    }
    let intakes = by_activity(reader, &view, "intakes", drafts, |reader, entry, path| {
        intakes(reader, &entry.node, path, periods)
    });
    let cleared = |reader: &mut Reader, entry: &Entry, path: &str| {
        let cleared = reader.number(&entry.node, path, "decisions a period", POSITIVE)?;
        let (what, seats) = (what(path), workforce.seats);
        if cleared * seats as f64 > MOST {
            reader.error(
                codes::OUT_OF_RANGE,
                format!(
                    "{what} lets {seats} caseworkers clear more than {MOST} decisions a period"
                ),
                (&entry.node.place, "more than can be counted"),
                "give what one full-time equivalent clears, not all of them",
            );
        }
        Some(cleared)
    };
    let productivity = by_activity(reader, &view, "productivity", drafts, cleared);
    let priority = by_activity(reader, &view, "priority", drafts, |reader, entry, path| {
        let Kind::ByName(Kind::Whole(low, high)) = DEMAND.key("priority")?.kind else {
            return None;
        };
        reader.whole(&entry.node, path, *low, *high)
    });
    let backlog = by_activity(reader, &view, "backlog", drafts, |reader, entry, path| {
        backlog(reader, &entry.node, path)
    });
    let mut work = Vec::new();
    for (id, draft) in drafts.iter().enumerate() {
        let lacks = |of: &[Given<Work>]| matches!(of[id], Given::Nothing);
        let name = quoted(&draft.activity.name);
        if lacks(&intakes) && view.given("intakes").is_some() {
            let meaning = "what comes in in a period";
            lacking(reader, &view, "intakes", &name, draft, meaning);
        }
        let by_hand = !draft.automated();
        if by_hand && matches!(productivity[id], Given::Nothing) {
            let meaning = "how many a full-time equivalent clears in a period";
            lacking(reader, &view, "productivity", &name, draft, meaning);
        }
        let nothing = || self::work(vec![0.0; horizon.periods], 0.0);
        work.push(Work {
            productivity: productivity[id].value().unwrap_or(1.0),
            priority: priority[id].value().unwrap_or(1) as u32,
            backlog: backlog[id].value().unwrap_or_default(),
            ..intakes[id].value().unwrap_or_else(nothing)
        });
    }
    let hours = view.number(reader, "hours");
    let share = |share: Option<Probability>, usual| share.unwrap_or(usual);
    let returned = share(view.probability(reader, "returned"), Probability::ZERO);
    let taken = corrections || pools.contains(&true) || returned.get() > 0.0;
    if view.given("hours").is_none() && taken {
        let meaning = "hours that a full-time equivalent works in a period, since checks, corrections or decisions that come back take some of them";
        reader.missing("[demand]", "hours", &view.place, meaning);
    }
    Some(Demand {
        work,
        absence: share(view.probability(reader, "absence"), Probability::ZERO),
        full_time: share(view.probability(reader, "full_time"), Probability::ONE),
        training: training(reader, &view, horizon),
        hours,
        returned,
        target: target(reader, &view, horizon).unwrap_or(f64::INFINITY),
        pressure: pressure(reader, &view, horizon),
        pools,
        corrections,
    })
}

/// Work that comes in, of which nothing else is stated.
fn work(intakes: Vec<f64>, dispersion: f64) -> Work {
    Work {
        intakes,
        dispersion,
        productivity: 1.0,
        priority: 1,
        backlog: Vec::new(),
        planned: Vec::new(),
    }
}

/// What stands of an activity.
#[derive(Clone)]
enum Given<T> {
    Nothing,
    /// Something that cannot be used, which has been noted.
    Broken,
    This(T),
}

impl<T: Clone> Given<T> {
    fn value(&self) -> Option<T> {
        match self {
            Self::This(value) => Some(value.clone()),
            _ => None,
        }
    }
}

/// What a table by name has of each activity, in the order of the activities.
fn by_activity<T: Clone>(
    reader: &mut Reader,
    view: &View<'_>,
    key: &str,
    drafts: &[Draft],
    mut read: impl FnMut(&mut Reader, &Entry, &str) -> Option<T>,
) -> Vec<Given<T>> {
    let mut given = vec![Given::Nothing; drafts.len()];
    for (entry, path) in view.by_name(reader, key) {
        let value = read(reader, entry, &path);
        let names = drafts.iter().map(|draft| draft.activity.name.as_str());
        if let Some(id) = reader.find("activity", &entry.key, &entry.key_place, names) {
            given[id] = value.map_or(Given::Broken, Given::This);
        }
    }
    given
}

/// Notes an activity of which a table by name says nothing.
fn lacking(
    reader: &mut Reader,
    view: &View<'_>,
    key: &str,
    name: &str,
    draft: &Draft,
    meaning: &str,
) {
    let place = view.place_of(key);
    reader.errors_at(
        codes::MISSING_KEY,
        format!("`{key}` of `[demand]` says nothing of activity {name}"),
        &[(place, "not among these"), (&draft.place, "this activity")],
        format!("add it there: {meaning}"),
    );
}

/// Expected intakes by reported period, and how they vary.
fn intakes(reader: &mut Reader, node: &Node, path: &str, periods: Option<usize>) -> Option<Work> {
    let view = match node.table() {
        Some(table) if !is_sourced(table) => Some(View::open(reader, node, &PLAN, path)?),
        _ => None,
    };
    let plan = match &view {
        Some(view) => numbers(reader, view.given("plan")?, &view.path_of("plan"), periods),
        None => numbers(reader, node, path, periods),
    };
    let mut intakes = plan?;
    let mut dispersion = 0.0;
    if let Some(view) = view {
        let seasons = seasons(reader, &view)?;
        let trend = view.share(reader, "trend")?.value;
        dispersion = view.number(reader, "dispersion")?;
        for (period, intakes) in intakes.iter_mut().enumerate() {
            let season = match seasons.len() {
                0 => 1.0,
                several => seasons[period % several],
            };
            *intakes *= season * (1.0 + trend).powf(period as f64);
        }
    }
    if let Some(period) = intakes.iter().position(|intakes| *intakes > MOST) {
        reader.error(
            codes::OUT_OF_RANGE,
            format!(
                "{} comes to {:.3e} decisions in reported period {}",
                what(path),
                intakes[period],
                period + 1
            ),
            (&node.place, "more than can be counted"),
            format!("keep to {MOST} decisions a period"),
        );
        return None;
    }
    Some(work(intakes, dispersion))
}

/// Factors of seasons; none where not stated.
fn seasons(reader: &mut Reader, view: &View<'_>) -> Option<Vec<f64>> {
    let Some(node) = view.given("seasonal") else {
        return Some(Vec::new());
    };
    let path = view.path_of("seasonal");
    let items = reader.list(node, &path, "1.1")?;
    if items.len() > MOST_PERIODS {
        reader.error(
            codes::LENGTH,
            format!("{} has {} factors", what(&path), items.len()),
            (&node.place, "too many factors"),
            format!("give at most {MOST_PERIODS}: one for each period of a season, which then starts again"),
        );
        return None;
    }
    let each = items.iter();
    each.map(|item| reader.number(item, &path, "", NOT_NEGATIVE))
        .collect()
}

/// A number for all reported periods, or one for each; one where it is not known how many those are.
fn numbers(
    reader: &mut Reader,
    node: &Node,
    path: &str,
    periods: Option<usize>,
) -> Option<Vec<f64>> {
    let total = |numbers: &Vec<f64>| numbers.iter().sum();
    reader.sourced(node, path, total, &mut |reader, node: &Node| {
        let bounds: Bounds = NOT_NEGATIVE;
        let unit = "decisions a period";
        let Value::List(items) = &node.value else {
            let each = reader.number(node, path, unit, bounds)?;
            return Some(vec![each; periods.unwrap_or(1)]);
        };
        let each = items.iter();
        let numbers: Vec<Option<f64>> = each
            .map(|item| reader.number(item, path, unit, bounds))
            .collect();
        if periods.is_none() {
            return Some(vec![numbers.first().copied().flatten()?]);
        }
        let fits = one_a_period(reader, node, path, numbers.len(), periods);
        numbers.into_iter().collect::<Option<_>>().filter(|_| fits)
    })
}

/// Decisions that wait, by age.
fn backlog(reader: &mut Reader, node: &Node, path: &str) -> Option<Vec<u64>> {
    let total = |numbers: &Vec<u64>| numbers.iter().map(|n| *n as f64).sum();
    reader.sourced(node, path, total, &mut |reader, node: &Node| {
        let most = MOST as u64;
        let Value::List(items) = &node.value else {
            return Some(vec![reader.whole(node, path, 0, most)?]);
        };
        // An age longer than any horizon is a slip.
        if items.len() > MOST_PERIODS {
            reader.error(
                codes::LENGTH,
                format!("{} has {} ages", what(path), items.len()),
                (&node.place, "too many ages"),
                format!("give at most {MOST_PERIODS}, the youngest first"),
            );
            return None;
        }
        let each = items.iter();
        each.map(|item| reader.whole(item, path, 0, most)).collect()
    })
}

fn training(reader: &mut Reader, view: &View<'_>, horizon: &Horizon) -> Option<Training> {
    let view = view.within(reader, "training", &TRAINING)?;
    let lasts = positive_duration(reader, &view, "lasts");
    let productivity = view.share(reader, "productivity");
    Some(Training {
        periods: whole_periods(lasts?, horizon.period),
        productivity: productivity?.value,
    })
}

fn pressure(reader: &mut Reader, view: &View<'_>, horizon: &Horizon) -> Option<Pressure> {
    let view = view.within(reader, "pressure", &PRESSURE)?;
    let gain = view.number(reader, "gain");
    let above = view.duration(reader, "above");
    let max = view.number(reader, "max");
    Some(Pressure {
        gain: gain?,
        above: above? / horizon.period.days(),
        max: max?,
    })
}

/// The age beyond which a decision is late, which periods are fine enough to tell.
fn target(reader: &mut Reader, view: &View<'_>, horizon: &Horizon) -> Option<f64> {
    let days = positive_duration(reader, view, "target")?;
    let period = horizon.period.days();
    if days < period * (1.0 - 1e-9) {
        let place = view.place_of("target");
        let (name, least) = (horizon.period, period.ceil());
        reader.error(
            codes::OUT_OF_RANGE,
            format!("a target of {days} days is shorter than a period, which is {period} days"),
            (place, "ages are known to the period"),
            format!("give a longer target such as \"1 {name}\" or \"{least} days\", or use weeks: `period = \"week\"` of `[horizon]`"),
        );
        return None;
    }
    Some(days)
}

/// Whether each pool's hours are caseworkers' own.
fn taking(reader: &mut Reader, top: &View<'_>) -> Vec<bool> {
    let each = top.table.items("pool").iter();
    each.map(|item| {
        let path = joined("pool", item.name().unwrap_or_default());
        takes(reader, item, &path)
    })
    .collect()
}

/// Whether a table says `caseworkers = true`.
fn takes(reader: &mut Reader, node: &Node, path: &str) -> bool {
    let said = node.table().and_then(|table| table.get("caseworkers"));
    let said = said.and_then(|node| reader.flag(node, &joined(path, "caseworkers")));
    said.unwrap_or(false)
}
