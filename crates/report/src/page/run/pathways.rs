//! How long complaints and disputes take.

use tierone_engine::measure::Scope;
use tierone_scenario::{Pathway, Stage};
use tierone_stats::format::plain;

use super::cells::{of_measures, with_measures};
use super::made::RunMade;
use super::meanings::meaning_of;
use crate::page::parts::{Cell, Part, Row, Section, Table};
use crate::pathways::said;

const WHOLE: &[&str] = &[
    "complaints",
    "complaints_reopened",
    "complaints_ended",
    "complaints_open",
    "stage_days",
    "stage_days_median",
    "open_days",
];

const IN_TARGET: &[&str] = &[
    "in_target",
    "in_target_recorded",
    "in_target_recorded_bias",
    "in_target_ended",
];

const DAYS: &[&str] = &[
    "stage_days",
    "stage_days_median",
    "complaints_open",
    "open_days",
    "queue_days",
];

pub(super) fn section(made: &RunMade) -> Option<Section> {
    if made.scenario.pathways.is_empty() {
        return None;
    }
    let mut parts = vec![Part::List(said(made.scenario, made.summary, made.baseline))];
    parts.extend(made.chart("timeliness"));
    parts.push(Part::Table(whole(made)));
    parts.push(Part::Table(in_target(made)));
    parts.push(Part::Table(days(made)));
    parts.extend(meaning_of(&[WHOLE, IN_TARGET, DAYS].concat()));
    Section::of("pathways", "How long complaints and disputes take", parts)
}

fn whole(made: &RunMade) -> Table {
    let mut rows = Vec::new();
    for (place, pathway) in made.scenario.pathways.iter().enumerate() {
        for policy in made.policies() {
            let mut cells = vec![made.named(policy), Cell::words(pathway.days.unit())];
            cells.extend(of_measures(made, policy, Scope::Pathway(place), WHOLE));
            rows.push(Row::of_policy(policy, &pathway.name, cells));
        }
    }
    Table::new(
        "pathways",
        "Complaints and disputes: how many, and how long they take from the opening",
        with_measures(&["pathway", "policy", "days counted"], WHOLE),
        rows,
    )
}

fn in_target(made: &RunMade) -> Table {
    let rows = stages(made, IN_TARGET, |pathway, stage| {
        let target = stage.target.map_or_else(
            || "none".to_owned(),
            |target| format!("{target} {}", pathway.days.unit()),
        );
        let owner = stage.owner.as_deref().map_or("not stated".into(), plain);
        vec![Cell::words(owner), Cell::words(target)]
    });
    Table::new(
        "stages",
        "Stages: share in target by what happened and by what was recorded",
        with_measures(
            &["stage", "pathway", "policy", "owner", "target"],
            IN_TARGET,
        ),
        rows,
    )
}

fn days(made: &RunMade) -> Table {
    let rows = stages(made, DAYS, |pathway, _| {
        vec![Cell::words(pathway.days.unit())]
    });
    Table::new(
        "stage-days",
        "Stages: days from the start of the clock",
        with_measures(&["stage", "pathway", "policy", "days counted"], DAYS),
        rows,
    )
}

/// A row a stage and policy: what is written of the stage, then figures.
fn stages(made: &RunMade, names: &[&str], written: fn(&Pathway, &Stage) -> Vec<Cell>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (place, pathway) in made.scenario.pathways.iter().enumerate() {
        for (number, stage) in pathway.stages.iter().enumerate() {
            for policy in made.policies() {
                let scope = Scope::Stage(place, number);
                let mut cells = vec![Cell::name(&pathway.name), made.named(policy)];
                cells.extend(written(pathway, stage));
                cells.extend(of_measures(made, policy, scope, names));
                rows.push(Row::of_policy(policy, &stage.name, cells));
            }
        }
    }
    rows
}
