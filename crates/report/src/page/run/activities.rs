//! Accuracy and money by activity, errors by attribute. Simulated caseworkers have no names.

use tierone_engine::measure::{Scope, measure};
use tierone_stats::format::plain;

use super::cells::{cell, measured, of_policies};
use super::made::RunMade;
use super::meanings::meaning_of;
use crate::page::parts::{Part, Row, Section, Table};

pub(super) fn section(made: &RunMade) -> Option<Section> {
    let activities: Vec<(Scope, &str)> = (0..made.scenario.activities.len())
        .map(|id| {
            (
                Scope::Activity(id),
                made.scenario.activities[id].name.as_str(),
            )
        })
        .collect();
    let attributes: Vec<(Scope, &str)> = (0..made.scenario.attributes.len())
        .map(|id| {
            (
                Scope::Attribute(id),
                made.scenario.attributes[id].name.as_str(),
            )
        })
        .collect();
    let tables = [
        table(
            made,
            "activity",
            &activities,
            "accuracy",
            "Accuracy by activity",
        ),
        table(
            made,
            "activity",
            &activities,
            "mve",
            "Monetary value of error by activity",
        ),
        table(
            made,
            "attribute",
            &attributes,
            "errors",
            "Decisions in error, by attribute",
        ),
        table(
            made,
            "attribute",
            &attributes,
            "attribute_fails",
            "Fails that checks record, by attribute",
        ),
    ];
    let mut parts: Vec<Part> = tables.into_iter().flatten().map(Part::Table).collect();
    if !parts.is_empty() {
        parts.extend(meaning_of(&[
            "accuracy",
            "mve",
            "errors",
            "attribute_fails",
        ]));
    }
    Section::of("activities", "By activity and by attribute", parts)
}

fn table(
    made: &RunMade,
    what: &str,
    scopes: &[(Scope, &str)],
    name: &str,
    caption: &str,
) -> Option<Table> {
    let unit = measure(name)?.unit;
    let all: Vec<usize> = made.policies().collect();
    let row = |(scope, head): &(Scope, &str)| {
        let spreads: Vec<_> = all
            .iter()
            .map(|p| made.summary.figure(*p, *scope, name))
            .collect();
        let cells = spreads.iter().map(|spread| cell(unit, *spread)).collect();
        spreads
            .iter()
            .any(Option::is_some)
            .then(|| Row::new(format!("`{}`", plain(head)), cells))
    };
    let rows: Vec<Row> = scopes.iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| Table {
        id: format!("{what}-{}", name.replace('_', "-")),
        caption: format!("{caption} ({})", measured(name)),
        columns: of_policies(made, &all, what),
        rows,
    })
}
