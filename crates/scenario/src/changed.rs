//! A scenario with other values at some of its keys.

use crate::diagnostic::Severity;
use crate::document::{Node, Table, Value};
use crate::places::after;
use crate::read::Reading;
use crate::scenario::Scenario;
use crate::values::is_sourced;

/// Why a scenario has no other value at a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotChanged {
    /// The key is not written in it, or holds more than one value.
    NoValue(String),
    /// It does not hold with these values: the first thing that is wrong.
    DoesNotHold(String),
}

impl Reading {
    /// The scenario with these values, as they would be written in a file, at the ways to their keys, such as
    /// `policy.two each.check.assurance.sample.checks`; a value with its source or range is replaced whole.
    ///
    /// # Errors
    /// A key is not there, or the scenario does not hold.
    pub fn changed(&self, values: &[(&str, &str)]) -> Result<Scenario, NotChanged> {
        let (table, _) = self.places.whole();
        let mut table = table.clone();
        for (key, text) in values {
            if !put(&mut table, key, text) {
                return Err(NotChanged::NoValue((*key).to_owned()));
            }
        }
        let (scenario, reader) = self.resolved(&table, None);
        let mut problems = reader.problems.into_iter();
        match problems.find(|problem| problem.severity >= Severity::Error) {
            None => Ok(scenario),
            Some(problem) => Err(NotChanged::DoesNotHold(problem.message)),
        }
    }
}

/// Puts a value at the end of a way; false where that leads to no single value. Names may hold points of their own.
fn put(table: &mut Table, rest: &str, text: &str) -> bool {
    for entry in &mut table.entries {
        let Some(rest) = after(rest, &entry.key) else {
            continue;
        };
        let put = match (&mut entry.node, rest.is_empty()) {
            (node, true) => set(node, text),
            (node, false) => match &mut node.value {
                Value::Table(table) => put(table, rest, text),
                Value::List(items) => items.iter_mut().any(|item| {
                    let rest = item.name().and_then(|name| after(rest, name));
                    match (rest, &mut item.value) {
                        (Some(rest), Value::Table(table)) => put(table, rest, text),
                        _ => false,
                    }
                }),
                _ => false,
            },
        };
        if put {
            return true;
        }
    }
    false
}

/// Sets a single value to what a text says: a number where it is one and no text stood there.
fn set(node: &mut Node, text: &str) -> bool {
    let bare = match &node.value {
        Value::Table(table) if is_sourced(table) => table.bare().map(|node| &node.value),
        Value::Table(_) | Value::List(_) => None,
        value => Some(value),
    };
    let Some(bare) = bare else { return false };
    let was_text = matches!(bare, Value::Text(_));
    node.value = match (text.parse(), text.parse(), text.parse()) {
        _ if was_text => Value::Text(text.to_owned()),
        (Ok(whole), ..) => Value::Integer(text.to_owned(), Some(whole)),
        (_, Ok(number), _) if f64::is_finite(number) => Value::Float(text.to_owned(), number),
        (.., Ok(flag)) => Value::Flag(flag),
        _ => Value::Text(text.to_owned()),
    };
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_put_where_its_key_leads() {
        let text =
            "a = 1\nb = { value = \"2%\", source = \"x\" }\n[[c]]\nname = \"one. two\"\nd = true\n";
        let source = crate::diagnostic::SourceFile {
            path: "x.toml".into(),
            text: text.into(),
        };
        let mut table = crate::document::parse(&source, 0).0;
        assert!(put(&mut table, "a", "7") && put(&mut table, "b", "3%"));
        assert!(put(&mut table, "c.one. two.d", "false"));
        for nowhere in ["z", "c", "c.one.d", "a.b", ""] {
            assert!(!put(&mut table, nowhere, "1"), "{nowhere}");
        }
        let said = |key: &str| table.get(key).map(Node::shown);
        assert_eq!(said("a").as_deref(), Some("7"));
        assert_eq!(said("b").as_deref(), Some("3%"));
    }
}
