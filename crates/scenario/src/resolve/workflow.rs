//! Corrections, and the states that they pass.

use super::sections::{add_up_to_one, entries, section};
use crate::codes;
use crate::document::{Node, Place, Value, quoted, what};
use crate::key::SHARE;
use crate::keys_correction::{CORRECTION, STATE};
use crate::operation::Correction;
use crate::reader::{Reader, joined};
use crate::values::is_sourced;
use crate::view::View;
use crate::workflow::{Due, State, StateId, Workflow};
use tierone_stats::distribution::Distribution;
use tierone_stats::units::{Decimal, Probability};

/// States that a correction may pass on average; more would be a slip, and would take long to draw.
const MOST_VISITS: f64 = 1_000.0;

/// The correction of found errors.
pub(super) fn correction(reader: &mut Reader, top: &View<'_>) -> Correction {
    let view = section(reader, top, "correction", &CORRECTION);
    let staged = view.given("workflow").or_else(|| view.given("state"));
    let workflow = match staged {
        Some(staged) => {
            refuse_rivals(reader, &view, staged);
            let before = reader.found();
            view.choice(reader, "workflow");
            let states = entries(reader, &view, "state", &STATE);
            resolve(reader, &states, &staged.place, before)
        }
        None => Some(Workflow::single(
            duration(reader, &view),
            view.duration(reader, "due"),
            view.number(reader, "minutes").unwrap_or(0.0),
        )),
    };
    Correction {
        // Nobody sees the stand-in: a workflow that is missing here was an error.
        workflow: workflow
            .unwrap_or_else(|| Workflow::single(Distribution::Constant(0.0), None, 0.0)),
        failed: view
            .probability(reader, "failed")
            .unwrap_or(Probability::ZERO),
        hourly_cost: view.number(reader, "hourly_cost").unwrap_or(0.0),
    }
}

/// What says of a correction as a whole what a workflow's states say each for itself.
fn refuse_rivals(reader: &mut Reader, view: &View<'_>, staged: &Node) {
    for key in ["duration", "due", "minutes"] {
        if let Some(rival) = view.given(key) {
            reader.contradiction(
                format!("a correction with a workflow has no `{key}` of its own"),
                &[
                    (&rival.place, "of the whole correction"),
                    (&staged.place, "the workflow is given here"),
                ],
                format!("remove `{key}`, or give it to a state: `[[correction.state]]`"),
            );
        }
    }
}

/// The workflow of some states, if nothing is wrong with it. Whether it holds together is only
/// asked where nothing has been found since there were `before` problems.
pub(crate) fn resolve(
    reader: &mut Reader,
    views: &[View<'_>],
    place: &Place,
    before: usize,
) -> Option<Workflow> {
    let names: Vec<String> = views
        .iter()
        .map(|view| view.name(reader, "name").unwrap_or_default())
        .collect();
    let states: Vec<State> = views
        .iter()
        .zip(&names)
        .map(|(view, name)| state(reader, view, name, &names))
        .collect();
    let starts: Vec<StateId> = (0..views.len())
        .filter(|state| views[*state].flag(reader, "start") == Some(true))
        .collect();
    if reader.found() > before {
        return None;
    }
    let workflow = Workflow {
        states,
        start: one_start(reader, views, &starts, place)?,
    };
    holds_together(reader, views, &workflow).then_some(workflow)
}

fn state(reader: &mut Reader, view: &View<'_>, name: &str, names: &[String]) -> State {
    view.text(reader, "meaning");
    let next = next(reader, view, names);
    let due = view.duration(reader, "due");
    let overdue = view.given("overdue").and_then(|node| {
        let state = state_named(reader, node, &view.path_of("overdue"), names);
        if view.given("due").is_none() {
            let meaning = "when it is overdue, such as \"28 days\"";
            reader.missing("a state with `overdue`", "due", &node.place, meaning);
        }
        state
    });
    if view.given("next").is_none() {
        for key in ["duration", "due"] {
            if let Some(node) = view.given(key) {
                reader.contradiction(
                    format!("{} is an end, and has a `{key}`", quoted(name)),
                    &[(&node.place, "nothing comes after this time")],
                    format!("say where it leads: `next = …`; or remove `{key}`"),
                );
            }
        }
    }
    State {
        name: name.to_owned(),
        owner: view.name(reader, "owner"),
        duration: duration(reader, view),
        due: due.map(|days| Due { days, overdue }),
        next,
        completes: view.flag(reader, "completes").unwrap_or(false),
        minutes: view.number(reader, "minutes").unwrap_or(0.0),
    }
}

/// Where a state leads, with probabilities.
fn next(reader: &mut Reader, view: &View<'_>, names: &[String]) -> Vec<(StateId, Probability)> {
    let Some(node) = view.given("next") else {
        return Vec::new();
    };
    let path = view.path_of("next");
    let Value::Table(table) = &node.value else {
        let to = state_named(reader, node, &path, names);
        return to.map(|to| (to, Probability::ONE)).into_iter().collect();
    };
    let mut next = Vec::new();
    for entry in &table.entries {
        let share = reader.exact_share(&entry.node, &joined(&path, &entry.key), SHARE);
        let names = names.iter().map(String::as_str);
        let to = reader.find("state", &entry.key, &entry.key_place, names);
        next.push(to.zip(share));
    }
    let whole: Option<Vec<Decimal>> = next
        .iter()
        .map(|next| next.map(|(_, share)| share))
        .collect();
    if let Some(shares) = whole {
        add_up_to_one(reader, &shares, &node.place);
    }
    let probability =
        |share: Decimal| Probability::new(share.to_f64()).unwrap_or(Probability::ZERO);
    let next = next.into_iter().flatten();
    next.map(|(to, share)| (to, probability(share))).collect()
}

fn state_named(reader: &mut Reader, node: &Node, path: &str, names: &[String]) -> Option<StateId> {
    let Value::Text(name) = &node.value else {
        let help = "write the name of a state in quotes".into();
        reader.wrong_kind(node, what(path), "the name of a state", help);
        return None;
    };
    let names = names.iter().map(String::as_str);
    reader.find("state", name, &node.place, names)
}

fn one_start(
    reader: &mut Reader,
    views: &[View<'_>],
    starts: &[StateId],
    place: &Place,
) -> Option<StateId> {
    match starts {
        [start] => Some(*start),
        [] => {
            let place = views.first().map_or(place, |view| &view.place);
            reader.error(
                codes::MISSING_KEY,
                "no state of the workflow is its start",
                (place, "`start = true` is missing here, or in another state"),
                "add `start = true` to the state in which corrections start",
            );
            None
        }
        [first, second, ..] => {
            reader.contradiction(
                "a workflow has one start",
                &[
                    (views[*second].place_of("start"), "another start"),
                    (views[*first].place_of("start"), "a start"),
                ],
                "keep `start = true` in one of the states",
            );
            None
        }
    }
}

/// Whether corrections can be completed, and come to an end before very long.
fn holds_together(reader: &mut Reader, views: &[View<'_>], workflow: &Workflow) -> bool {
    let reachable = workflow.reachable();
    let can_end = workflow.can_end();
    let all = || 0..workflow.states.len();
    let name = |state: StateId| quoted(&workflow.states[state].name);
    let start = &views[workflow.start].place;
    if let Some(stuck) = all().find(|state| reachable[*state] && !can_end[*state]) {
        let place = views[stuck].given("next").map_or(start, |node| &node.place);
        reader.error(
            codes::WORKFLOW,
            format!("no way leads from {} to an end", name(stuck)),
            (place, "a correction that comes here goes on for ever"),
            "let it lead, if only with a small share, towards a state without `next`",
        );
        return false;
    }
    if !all().any(|state| reachable[state] && workflow.states[state].completes) {
        reader.error(
            codes::WORKFLOW,
            format!("no way leads from {} to completion", name(workflow.start)),
            (start, "corrections start here, and none can be completed"),
            "add `completes = true` to the state in which the error has been put right, and a way to it",
        );
        return false;
    }
    let visits = workflow.visits().map(|visits| visits.iter().sum());
    if visits.is_none_or(|visits: f64| visits > MOST_VISITS) {
        let number = visits.map_or_else(|| "endlessly many".into(), |n| format!("{n:.0}"));
        reader.error(
            codes::WORKFLOW,
            format!("a correction passes {number} states on average"),
            (start, &format!("more than {MOST_VISITS} from here on")),
            "make it more likely that its loops are left",
        );
        return false;
    }
    true
}

/// A duration or a distribution of days, at the key `duration`.
fn duration(reader: &mut Reader, view: &View<'_>) -> Distribution {
    time(reader, view, "duration")
}

/// A duration or a distribution of days, at a key; no time where it has neither.
pub(super) fn time(reader: &mut Reader, view: &View<'_>, key: &str) -> Distribution {
    let time = view.node(key).and_then(|node| {
        let path = view.path_of(key);
        if is_distribution(&node) {
            reader.distribution(&node, &path)
        } else {
            reader.duration(&node, &path).map(Distribution::Constant)
        }
    });
    time.unwrap_or(Distribution::Constant(0.0))
}

/// Whether a distribution stands here rather than a duration, bare or with its source.
fn is_distribution(node: &Node) -> bool {
    node.table().is_some_and(|table| {
        !is_sourced(table) || table.bare().is_some_and(|inner| inner.table().is_some())
    })
}
