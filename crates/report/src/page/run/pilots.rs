//! What pilots would show.

use tierone_engine::measure::Scope;

use super::cells::{of_measures, with_measures};
use super::made::RunMade;
use super::meanings::meaning_of;
use crate::page::parts::{Cell, Part, Row, Section, Table};
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
            let mut cells = vec![made.named(policy), Cell::words(arms(pilot))];
            cells.extend(of_measures(made, policy, Scope::Pilot(place), FIGURES));
            rows.push(Row::of_policy(policy, &pilot.name, cells));
        }
    }
    if rows.is_empty() {
        return None;
    }
    let table = Table::new(
        "pilots",
        "Pilots: what they do, what they report, and how often they claim an effect",
        with_measures(&["pilot", "policy", "teams"], FIGURES),
        rows,
    );
    let mut parts = vec![
        Part::List(said(made.scenario, made.summary)),
        Part::Table(table),
    ];
    parts.extend(meaning_of(FIGURES));
    Section::of("pilots", "What pilots would show", parts)
}
