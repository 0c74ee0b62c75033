//! Pathways: what opens their cases, their stages, clocks and queues.

use super::sections::entries;
use super::workflow::time;
use crate::codes;
use crate::document::quoted;
use crate::keys_pathway::{PATHWAY, STAGE};
use crate::operation::{Activity, Horizon};
use crate::pathway::{CaseDays, CountedFrom, Follows, Pathway, Stage};
use crate::reader::Reader;
use crate::view::View;
use tierone_stats::distribution::Distribution;
use tierone_stats::format::thousands;
use tierone_stats::units::Probability;

/// Cases that a replication may open: each is kept until its end.
const MOST_CASES: f64 = 500_000.0;
/// More stages than any procedure has.
const MOST_STAGES: usize = 50;

/// The pathways of a scenario.
pub(super) fn pathways(
    reader: &mut Reader,
    top: &View<'_>,
    horizon: &Horizon,
    activities: &[Activity],
) -> Vec<Pathway> {
    let views = entries(reader, top, "pathway", &PATHWAY);
    let mut pathways: Vec<Pathway> = Vec::new();
    let mut cases: Vec<f64> = Vec::new();
    for (place, view) in views.iter().enumerate() {
        let name = view.name(reader, "name").unwrap_or_default();
        view.choice(reader, "definition");
        let opened_by = opened_by(reader, view, activities);
        let per_error = view.probability(reader, "per_error");
        let per_decision = view.probability(reader, "per_decision");
        let days = days(reader, view, horizon);
        let counted_from = match view.choice(reader, "counted_from") {
            Some(1) => CountedFrom::Stage,
            _ => CountedFrom::Opening,
        };
        let pathway = Pathway {
            activities: opened_by,
            per_error: per_error.unwrap_or(Probability::ZERO),
            per_decision: per_decision.unwrap_or(Probability::ZERO),
            follows: follows(reader, view, (&views[place..], &pathways)),
            after: time(reader, view, "after"),
            days,
            counted_from,
            lag: time(reader, view, "lag"),
            reopened: view
                .probability(reader, "reopened")
                .unwrap_or(Probability::ZERO),
            stages: stages(reader, view, &name),
            name,
        };
        let both = (pathway.per_error, pathway.per_decision);
        if both == (Probability::ZERO, Probability::ZERO)
            && view.given("follows").is_none()
            && view.given("per_case").is_none()
            && per_error.is_some()
            && per_decision.is_some()
        {
            reader.error(
                codes::MISSING_KEY,
                format!("nothing opens a case of {}", quoted(&pathway.name)),
                (&view.place, "no `per_error`, no `per_decision` and no `follows`"),
                "say how likely a wrong decision is to open one, `per_error = \"2%\"`, any decision, `per_decision = \"0.1%\"`, or a case that \
                 ends, `follows = \"…\"` and `per_case = \"10%\"`",
            );
        }
        let follows = pathway.follows;
        let followed = follows.map_or(0.0, |follows| cases[follows.pathway]);
        let opened = (&pathway, followed);
        cases.push(few_enough(reader, view, horizon, activities, opened));
        pathways.push(pathway);
    }
    pathways
}

/// The activities whose decisions open cases.
fn opened_by(reader: &mut Reader, view: &View<'_>, activities: &[Activity]) -> Vec<bool> {
    let Some(named) = view.names(reader, "activities") else {
        return vec![true; activities.len()];
    };
    let mut opened_by = vec![false; activities.len()];
    for (name, node) in named {
        let names = activities.iter().map(|one| one.name.as_str());
        if let Some(id) = reader.find("activity", &name, &node.place, names) {
            opened_by[id] = true;
        }
    }
    opened_by
}

/// The pathway whose cases open one of this: of those further up, so that none leads back to itself.
fn follows(
    reader: &mut Reader,
    view: &View<'_>,
    (rest, earlier): (&[View<'_>], &[Pathway]),
) -> Option<Follows> {
    let share = view.probability(reader, "per_case");
    let Some(node) = view.given("follows") else {
        if let Some(node) = view.given("per_case") {
            reader.contradiction(
                "`per_case` needs the pathway whose cases open these",
                &[(&node.place, "of the cases of which pathway?")],
                "add `follows`, with the name of a pathway further up, or remove `per_case`",
            );
        }
        return None;
    };
    let name = view.name(reader, "follows")?;
    let names = earlier.iter().map(|one| one.name.as_str());
    let is_named = |view: &View<'_>| view.table.text("name") == Some(&name);
    if rest.iter().any(is_named) && names.clone().all(|earlier| earlier != name) {
        let before = "a case follows one of a pathway that comes before";
        reader.contradiction(
            format!("{} is not further up in the file", quoted(&name)),
            &[(&node.place, before)],
            "move the pathway that is followed before this one",
        );
        return None;
    }
    let pathway = reader.find("pathway", &name, &node.place, names)?;
    if view.given("per_case").is_none() {
        reader.error(
            codes::MISSING_KEY,
            format!("none of the cases of {} opens one of these", quoted(&name)),
            (&node.place, "no `per_case`"),
            "say how many of them do, such as `per_case = \"10%\"`",
        );
    }
    Some(Follows {
        pathway,
        share: share?,
    })
}

fn days(reader: &mut Reader, view: &View<'_>, horizon: &Horizon) -> CaseDays {
    let working = view.choice(reader, "days") == Some(1);
    let Some(node) = view.given("holidays") else {
        return match working {
            true => CaseDays::working(horizon, &[]),
            false => CaseDays::Calendar,
        };
    };
    let path = view.path_of("holidays");
    let items = reader.list(node, &path, "2025-12-25").unwrap_or_default();
    let holidays = items.iter().filter_map(|item| reader.date(item, &path));
    let holidays: Vec<_> = holidays.collect();
    if !working {
        reader.contradiction(
            "bank holidays are left out of working days only",
            &[(&node.place, "every day of the calendar counts")],
            "add `days = \"working\"`, or remove `holidays`",
        );
    }
    CaseDays::working(horizon, &holidays)
}

fn stages(reader: &mut Reader, view: &View<'_>, name: &str) -> Vec<Stage> {
    let views = entries(reader, view, "stage", &STAGE);
    let place = view.place_of("stage");
    if view.given("stage").is_none() {
        let pathway = format!("pathway {}", quoted(name));
        let meaning = "such as its name and duration; or `definition`, a shipped pathway";
        reader.missing(&pathway, STAGE.name, place, meaning);
    }
    if views.len() > MOST_STAGES {
        reader.error(
            codes::OUT_OF_RANGE,
            format!("{} has {} stages", quoted(name), views.len()),
            (place, "too many stages"),
            format!("keep to {MOST_STAGES} stages"),
        );
    }
    let stage = |view: &View<'_>| {
        view.text(reader, "meaning");
        Stage {
            name: view.name(reader, "name").unwrap_or_default(),
            owner: view.name(reader, "owner"),
            pause: time(reader, view, "pause"),
            duration: time(reader, view, "duration"),
            capacity: view.whole(reader, "capacity").map(|cases| cases as usize),
            lag: time(reader, view, "lag"),
            target: view.whole(reader, "target").map(|days| days as u32),
        }
    };
    let stages: Vec<Stage> = views.iter().map(stage).collect();
    match stages.is_empty() {
        true => vec![Stage {
            name: String::new(),
            owner: None,
            pause: Distribution::Constant(0.0),
            duration: Distribution::Constant(0.0),
            capacity: None,
            lag: Distribution::Constant(0.0),
            target: None,
        }],
        false => stages,
    }
}

/// How many cases a pathway opens, with those that `followed` cases of another make; notes more than can be kept.
fn few_enough(
    reader: &mut Reader,
    view: &View<'_>,
    horizon: &Horizon,
    activities: &[Activity],
    (pathway, followed): (&Pathway, f64),
) -> f64 {
    let opening = activities.iter().zip(&pathway.activities);
    let volumes = opening.filter(|(_, opens)| **opens).map(|(one, _)| {
        let first = one.volume.first().copied().unwrap_or(0);
        let reported: f64 = one.volume.iter().map(|volume| *volume as f64).sum();
        reported + first as f64 * horizon.warm_up as f64
    });
    let decisions: f64 = volumes.sum();
    let share = pathway.follows.map_or(0.0, |follows| follows.share.get());
    let opened = decisions * pathway.per_decision.get() + followed * share;
    let cases = opened / (1.0 - pathway.reopened.get());
    if cases > MOST_CASES {
        let (name, number) = (quoted(&pathway.name), thousands(&format!("{cases:.0}")));
        let place = view.place_of("per_decision");
        reader.error(
            codes::OUT_OF_RANGE,
            format!("{name} opens {number} cases in a simulated horizon"),
            (place, "more than can be followed"),
            format!("keep to {} cases", thousands(&format!("{MOST_CASES:.0}"))),
        );
    }
    cases
}
