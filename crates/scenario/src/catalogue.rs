//! The shipped catalogue: the 28 attributes and the outcomes of an operational coaching check.

use super::document::{self, Node, Table, Value};
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::scenario::Scenario;

/// The catalogue as it is shipped, in the form of a scenario's `[[attribute]]` entries.
pub(crate) const CATALOGUE: &str = include_str!("catalogue.toml");

/// The path under which places in the catalogue are shown.
pub const PATH: &str = "<catalogue>";

/// One attribute of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueAttribute {
    /// Its name in scenario files.
    pub name: String,
    /// Its name on the check sheet.
    pub label: String,
    /// What a checker looks at.
    pub explanation: String,
    /// Whether an error in it makes a decision inaccurate.
    pub accuracy: bool,
    /// Whether an error in it is worth money.
    pub monetary: bool,
    /// Attributes of one group are taught together.
    pub coaching_group: String,
    /// What a check may record for it.
    pub outcomes: Vec<String>,
}

impl CatalogueAttribute {
    /// Whether it is a user's own: the catalogue explains each of its.
    pub fn is_own(&self) -> bool {
        self.explanation.is_empty()
    }
}

/// What a check records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// What it means.
    pub explanation: String,
    /// Whether it is a fail.
    pub fail: bool,
}

/// What an error in an attribute of the catalogue is worth, as the catalogue has it written; none of what it lacks, or what moves no
/// money.
pub fn money_of(name: &str) -> Option<&'static str> {
    let named = format!("name = \"{name}\"");
    let mut entries = CATALOGUE.split("[[attribute]]\n").skip(1);
    let entry = entries.find(|entry| entry.lines().next() == Some(&*named))?;
    Some(entry[entry.find("[attribute.money]")?..].trim_end())
}

/// The attributes of the catalogue, in the order of the check sheet.
pub fn attributes() -> Vec<CatalogueAttribute> {
    tables("attribute")
        .iter()
        .map(|table| CatalogueAttribute {
            name: text(table, "name"),
            label: text(table, "label"),
            explanation: text(table, "explanation"),
            accuracy: flag(table, "accuracy"),
            monetary: table.has("money"),
            coaching_group: text(table, "coaching_group"),
            outcomes: table.items("outcomes").iter().map(Node::shown).collect(),
        })
        .collect()
}

/// The attributes of the catalogue as a scenario has them, and then its own, of which a check may record anything.
pub fn attributes_of(scenario: &Scenario) -> Vec<CatalogueAttribute> {
    let mut all = attributes();
    for own in &scenario.attributes {
        match all.iter_mut().find(|known| known.name == own.name) {
            Some(known) => known.accuracy = own.accuracy,
            None => all.push(CatalogueAttribute {
                label: own.label.clone(),
                accuracy: own.accuracy,
                monetary: own.money.is_some(),
                coaching_group: scenario.coaching.groups[own.coaching_group].name.clone(),
                ..own_attribute(&own.name)
            }),
        }
    }
    all
}

/// An attribute of a user's own, of which a check may record anything: an error in it makes a decision inaccurate.
pub fn own_attribute(name: &str) -> CatalogueAttribute {
    CatalogueAttribute {
        name: name.to_owned(),
        label: name.to_owned(),
        explanation: String::new(),
        accuracy: true,
        monetary: true,
        coaching_group: name.to_owned(),
        outcomes: outcomes().into_iter().map(|outcome| outcome.name).collect(),
    }
}

/// The outcomes of the catalogue.
pub fn outcomes() -> Vec<Outcome> {
    tables("outcome")
        .iter()
        .map(|table| Outcome {
            name: text(table, "name"),
            explanation: text(table, "explanation"),
            fail: flag(table, "fail"),
        })
        .collect()
}

/// The catalogue as a file, so that errors can point into it.
pub(super) fn source() -> SourceFile {
    SourceFile {
        path: PATH.into(),
        text: CATALOGUE.into(),
    }
}

/// The attributes as entries that a scenario's own are merged into.
pub(super) fn nodes(file: usize) -> (Vec<Node>, Vec<Diagnostic>) {
    let (table, problems) = document::parse(&source(), file);
    let mut nodes = table.items("attribute").to_vec();
    for node in &mut nodes {
        if let Value::Table(table) = &mut node.value {
            let entries = &mut table.entries;
            entries.retain(|entry| entry.key != "explanation" && entry.key != "outcomes");
        }
    }
    (nodes, problems)
}

fn tables(key: &str) -> Vec<Table> {
    let (table, _) = document::parse(&source(), 0);
    let nodes = table.items(key).iter();
    nodes.filter_map(Node::table).cloned().collect()
}

fn text(table: &Table, key: &str) -> String {
    table.get(key).map(Node::shown).unwrap_or_default()
}

fn flag(table: &Table, key: &str) -> bool {
    let node = table.get(key);
    node.is_some_and(|node| matches!(node.value, Value::Flag(true)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_holds_the_sheet() {
        let attributes = attributes();
        assert_eq!(attributes.len(), 28);
        let accuracy: Vec<&str> = attributes
            .iter()
            .filter(|a| a.accuracy)
            .map(|a| a.name.as_str())
            .collect();
        assert_eq!(accuracy, ["income", "effective-dates"]);
        assert!(nodes(0).1.is_empty(), "the shipped catalogue is TOML");
        let outcomes: Vec<String> = outcomes().into_iter().map(|o| o.name).collect();
        for attribute in &attributes {
            assert_eq!(attribute.accuracy, attribute.monetary, "{}", attribute.name);
            assert!(!attribute.explanation.is_empty() && !attribute.coaching_group.is_empty());
            assert!(
                attribute.outcomes.iter().all(|o| outcomes.contains(o)),
                "{}",
                attribute.name
            );
            assert!(attribute.outcomes.len() >= 3, "{}", attribute.name);
        }
    }
}
