//! Where a scenario says what: the tree of values as written, asked for places.

use super::between::number;
use super::document::{Entry, Node, Place, Table, Value};
use super::durations::days;
use super::values::is_sourced;
use crate::diagnostic::Label;

/// One step down into what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// The value at a key.
    Key(&'a str),
    /// An item of a list, counted from 0.
    Item(usize),
    /// The item of a list of tables that has this `name`.
    Named(&'a str),
}

/// The places of a scenario, with those of what it extends and of shipped workflows merged in.
#[derive(Clone, Debug)]
pub struct Places {
    table: Table,
    /// What stands for the whole scenario.
    start: Place,
}

impl Places {
    pub(super) fn new(table: Table, start: Place) -> Self {
        Self { table, start }
    }

    /// All that is written, and what stands for it.
    pub(super) fn whole(&self) -> (&Table, &Place) {
        (&self.table, &self.start)
    }

    /// The words at the end of a way down; where they are not written, the nearest words above
    /// them. A value with its source or range is pointed at alone.
    pub fn label(&self, steps: &[Step<'_>], text: impl Into<String>) -> Label {
        let mut place = &self.start;
        let mut at: Option<&Node> = None;
        for step in steps {
            let Some((node, marked)) = self.below(at, *step) else {
                break;
            };
            (at, place) = (Some(node), marked);
        }
        Label::new(place.file, place.span.clone(), text)
    }

    /// Whether the last step of a way is written.
    pub fn has(&self, steps: &[Step<'_>]) -> bool {
        self.node(steps).is_some()
    }

    /// The names that are keys of a table.
    pub fn keys(&self, steps: &[Step<'_>]) -> Vec<&str> {
        let entries = self.node(steps).and_then(Node::table);
        let entries = entries.map_or(&[][..], |table| &table.entries);
        entries.iter().map(|entry| entry.key.as_str()).collect()
    }

    /// The names of the tables of a list.
    pub fn names(&self, steps: &[Step<'_>]) -> Vec<&str> {
        match self.node(steps).map(|node| &node.value) {
            Some(Value::List(items)) => items.iter().filter_map(Node::name).collect(),
            _ => Vec::new(),
        }
    }

    /// The days of a duration, as written.
    pub fn days(&self, steps: &[Step<'_>]) -> Option<f64> {
        match &self.bare(steps)?.value {
            Value::Text(text) => days(text).ok(),
            _ => None,
        }
    }

    /// The number that stands at the end of a way, where it is written without a sign of per cent; of a value with its source
    /// or range, that value.
    pub fn bare_number(&self, steps: &[Step<'_>]) -> Option<f64> {
        number(&self.bare(steps)?.value)
    }

    /// The single value at the end of a way, that of one with its source or range.
    fn bare(&self, steps: &[Step<'_>]) -> Option<&Node> {
        let node = self.node(steps)?;
        match node.table() {
            Some(table) => table.bare(),
            None => Some(node),
        }
    }

    /// The way to a key of the log of assumptions, such as `activity.change-of-income.volume`; names may
    /// hold points of their own.
    pub fn way(&self, key: &str) -> Option<Vec<Step<'_>>> {
        let mut way = Vec::new();
        find(&self.table, key, &mut way).then_some(way)
    }

    /// What stands at the end of a way, which has a step at least.
    fn node(&self, steps: &[Step<'_>]) -> Option<&Node> {
        let mut at = None;
        for step in steps {
            at = Some(self.below(at, *step)?.0);
        }
        at
    }

    fn below<'t>(&'t self, at: Option<&'t Node>, step: Step<'_>) -> Option<(&'t Node, &'t Place)> {
        let node = match (step, at) {
            (Step::Key(key), None) => return self.table.entry(key).map(of_entry),
            (Step::Key(key), Some(node)) => return node.table()?.entry(key).map(of_entry),
            (_, None) => return None,
            (Step::Item(i), Some(node)) => match &node.value {
                Value::List(items) => items.get(i)?,
                _ => return None,
            },
            (Step::Named(name), Some(node)) => match &node.value {
                Value::List(items) => items.iter().find(|item| item.name() == Some(name))?,
                _ => return None,
            },
        };
        Some((node, &node.place))
    }
}

/// A value, and what of it is pointed at: the bare value of one with a source, the key of a table
/// that has a header of its own.
fn of_entry(entry: &Entry) -> (&Node, &Place) {
    let node = &entry.node;
    let place = match &node.value {
        Value::Table(table) if is_sourced(table) => {
            table.bare().map_or(&node.place, |bare| &bare.place)
        }
        Value::List(items) if items.iter().all(|item| item.table().is_some()) => &entry.key_place,
        _ => &node.place,
    };
    (node, place)
}

/// Goes on from a table along `rest`, noting the steps; false where that leads nowhere.
fn find<'t>(table: &'t Table, rest: &str, way: &mut Vec<Step<'t>>) -> bool {
    for entry in &table.entries {
        let Some(rest) = after(rest, &entry.key) else {
            continue;
        };
        way.push(Step::Key(&entry.key));
        let found = rest.is_empty()
            || match &entry.node.value {
                Value::Table(table) => find(table, rest, way),
                Value::List(items) => items.iter().any(|item| {
                    let Some((name, table)) = item.name().zip(item.table()) else {
                        return false;
                    };
                    let Some(rest) = after(rest, name) else {
                        return false;
                    };
                    way.push(Step::Named(name));
                    let found = rest.is_empty() || find(table, rest, way);
                    if !found {
                        way.pop();
                    }
                    found
                }),
                _ => false,
            };
        if found {
            return true;
        }
        way.pop();
    }
    false
}

/// What of a path follows a step.
pub(crate) fn after<'p>(path: &'p str, step: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(step)?;
    match rest.is_empty() {
        true => Some(rest),
        false => rest.strip_prefix('.'),
    }
}
