//! Accuracy and money over time.

use tierone_chart::period_names;
use tierone_engine::measure::{Scope, measure};

use super::cells::{cell, measured, of_policies};
use super::made::RunMade;
use super::meanings::meaning_of;
use crate::page::parts::{Part, Row, Section, Table};

/// What is shown in each period, with the caption.
const OVER_TIME: &[(&str, &str)] = &[
    ("accuracy", "Accuracy in each period: the simulated truth"),
    (
        "mve",
        "Monetary value of error (MVE) in each period, as it flowed",
    ),
    ("errors_found", "Errors found in each period"),
];

pub(super) fn section(made: &RunMade) -> Option<Section> {
    let mut parts: Vec<Part> = Vec::new();
    parts.extend(made.chart("accuracy-by-period"));
    parts.extend(made.chart("money-over-and-under"));
    let tables = OVER_TIME
        .iter()
        .filter_map(|(name, caption)| table(made, name, caption));
    parts.extend(tables.map(Part::Table));
    let names: Vec<&str> = OVER_TIME.iter().map(|(name, _)| *name).collect();
    parts.extend(meaning_of(&names));
    Section::of("time", "Accuracy and money over time", parts)
}

fn table(made: &RunMade, name: &str, caption: &str) -> Option<Table> {
    let unit = measure(name)?.unit;
    let all: Vec<usize> = made.policies().collect();
    let of_policy = |policy: &usize| made.summary.by_period(*policy, Scope::Policy, name);
    let of: Vec<_> = all.iter().map(of_policy).collect();
    let periods = period_names(made.scenario).into_iter().enumerate();
    let rows = periods.map(|(period, head)| {
        let of_policy = |rows: &Vec<(usize, _)>| {
            let found = rows.iter().find(|(at, _)| *at == period);
            cell(unit, found.map(|(_, spread)| *spread))
        };
        Row::new(head, of.iter().map(of_policy).collect())
    });
    let any = of.iter().any(|rows| !rows.is_empty());
    any.then(|| {
        Table::new(
            format!("time-{name}"),
            format!("{caption} ({})", measured(name)),
            of_policies(made, &all, "period"),
            rows.collect(),
        )
    })
}
