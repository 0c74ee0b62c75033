//! What pilots would show.

use tierone_engine::measure::{Scope, measure};
use tierone_stats::format::plain;

use super::cells::{cell, measured};
use super::made::RunMade;
use super::meanings::meaning_of;
use crate::page::parts::{Cell, Column, Part, Row, Section, Table};
use crate::pilots::{arms, said};

const FIGURES: &[&str] = &[
    "pilot_truth",
    "pilot_imbalance",
    "pilot_effect",
    "pilot_half_width",
    "pilot_coverage",
    "pilot_power",
    "pilot_power_permutation",
    "pilot_power_naive",
    "pilot_coverage_naive",
    "pilot_smallest_effect",
    "pilot_checks",
];

pub(super) fn section(made: &RunMade) -> Option<Section> {
    let mut rows = Vec::new();
    for policy in made.policies() {
        for (place, pilot) in made.scenario.policies[policy].pilots.iter().enumerate() {
            let mut cells = vec![
                Cell::words(format!("`{}`", plain(made.name(policy)))),
                Cell::words(arms(pilot)),
            ];
            cells.extend(FIGURES.iter().filter_map(|name| {
                let spread = made.summary.figure(policy, Scope::Pilot(place), name);
                Some(cell(measure(name)?.unit, spread))
            }));
            rows.push(Row {
                policy: Some(policy),
                ..Row::new(format!("`{}`", plain(&pilot.name)), cells)
            });
        }
    }
    if rows.is_empty() {
        return None;
    }
    let words = ["pilot", "policy", "teams"].map(Column::words).into_iter();
    let figures = FIGURES.iter().map(|name| Column::figures(&measured(name)));
    let table = Table {
        id: "pilots".into(),
        caption: "Pilots: what they do, what they report, and how often they claim an effect"
            .into(),
        columns: words.chain(figures).collect(),
        rows,
    };
    let mut parts = vec![
        Part::List(said(made.scenario, made.summary)),
        Part::Table(table),
    ];
    parts.extend(meaning_of(FIGURES));
    Section::of("pilots", "What pilots would show", parts)
}
