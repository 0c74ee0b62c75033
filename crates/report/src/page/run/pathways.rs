//! How long complaints and disputes take.

use tierone_engine::measure::{Scope, measure};
use tierone_stats::format::plain;

use super::cells::{cell, measured};
use super::made::RunMade;
use super::meanings::meaning_of;
use crate::page::parts::{Cell, Column, Part, Row, Section, Table};
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

const STAGES: &[&str] = &[
    "in_target",
    "in_target_recorded",
    "in_target_recorded_bias",
    "in_target_ended",
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
    parts.push(Part::Table(stages(made)));
    parts.extend(meaning_of(&[WHOLE, STAGES].concat()));
    Section::of("pathways", "How long complaints and disputes take", parts)
}

fn figures(made: &RunMade, policy: usize, scope: Scope, names: &[&str]) -> Vec<Cell> {
    let cells = names.iter().filter_map(|name| {
        let spread = made.summary.figure(policy, scope, name);
        Some(cell(measure(name)?.unit, spread))
    });
    cells.collect()
}

fn whole(made: &RunMade) -> Table {
    let mut rows = Vec::new();
    for (place, pathway) in made.scenario.pathways.iter().enumerate() {
        for policy in made.policies() {
            let mut cells = vec![
                Cell::words(format!("`{}`", plain(made.name(policy)))),
                Cell::words(pathway.days.unit()),
            ];
            cells.extend(figures(made, policy, Scope::Pathway(place), WHOLE));
            rows.push(Row {
                policy: Some(policy),
                ..Row::new(format!("`{}`", plain(&pathway.name)), cells)
            });
        }
    }
    table(
        "pathways",
        "Complaints and disputes: how many, and how long they take from the opening",
        &["pathway", "policy", "days counted"],
        WHOLE,
        rows,
    )
}

fn stages(made: &RunMade) -> Table {
    let mut rows = Vec::new();
    for (place, pathway) in made.scenario.pathways.iter().enumerate() {
        for (number, stage) in pathway.stages.iter().enumerate() {
            for policy in made.policies() {
                let target = stage.target.map_or_else(
                    || "none".to_owned(),
                    |target| format!("{target} {}", pathway.days.unit()),
                );
                let owner = stage.owner.as_deref().map_or("not stated".into(), plain);
                let mut cells = vec![
                    Cell::words(format!("`{}`", plain(&pathway.name))),
                    Cell::words(owner),
                    Cell::words(format!("`{}`", plain(made.name(policy)))),
                    Cell::words(target),
                ];
                cells.extend(figures(made, policy, Scope::Stage(place, number), STAGES));
                rows.push(Row {
                    policy: Some(policy),
                    ..Row::new(format!("`{}`", plain(&stage.name)), cells)
                });
            }
        }
    }
    table(
        "stages",
        "Stages: share in target by what happened and by what was recorded, and days from the start of the clock",
        &["stage", "pathway", "owner", "policy", "target"],
        STAGES,
        rows,
    )
}

fn table(id: &str, caption: &str, words: &[&str], names: &[&str], rows: Vec<Row>) -> Table {
    let words = words.iter().map(|name| Column::words(name));
    let figures = names.iter().map(|name| Column::figures(&measured(name)));
    Table {
        id: id.into(),
        caption: caption.into(),
        columns: words.chain(figures).collect(),
        rows,
    }
}
