//! Accuracy and money by activity, errors by attribute. Simulated caseworkers have no names.

use tierone_engine::measure::{Scope, measure};
use tierone_stats::format::plain;

use super::cells::{measured, of_policies, row_of};
use super::made::RunMade;
use super::meanings::meaning_of;
use crate::page::parts::{Part, Section, Table};

pub(super) fn section(made: &RunMade) -> Option<Section> {
    let activities = made.scenario.activities.iter().enumerate();
    let activities: Vec<(Scope, &str)> = activities
        .map(|(id, activity)| (Scope::Activity(id), activity.name.as_str()))
        .collect();
    let attributes = made.scenario.attributes.iter().enumerate();
    let attributes: Vec<(Scope, &str)> = attributes
        .map(|(id, attribute)| (Scope::Attribute(id), attribute.name.as_str()))
        .collect();
    let of_activities = |name, caption| table(made, "activity", &activities, name, caption);
    let of_attributes = |name, caption| table(made, "attribute", &attributes, name, caption);
    let fails = "Fails that checks record, by attribute";
    let tables = [
        of_activities("accuracy", "Accuracy by activity"),
        of_activities("mve", "Monetary value of error by activity"),
        of_attributes("errors", "Decisions in error, by attribute"),
        of_attributes("attribute_fails", fails),
    ];
    let mut parts: Vec<Part> = tables.into_iter().flatten().map(Part::Table).collect();
    if !parts.is_empty() {
        let names = ["accuracy", "mve", "errors", "attribute_fails"];
        parts.extend(meaning_of(&names));
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
        let of = |policy: &usize| made.summary.figure(*policy, *scope, name);
        row_of(
            format!("`{}`", plain(head)),
            unit,
            all.iter().map(of).collect(),
        )
    };
    Table::of(
        format!("{what}-{}", name.replace('_', "-")),
        format!("{caption} ({})", measured(name)),
        of_policies(made, &all, what),
        scopes.iter().filter_map(row).collect(),
    )
}
