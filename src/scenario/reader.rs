//! The reader: collects every problem, and reads sections by their tables of keys.

use std::borrow::Cow;

use super::codes;
use super::document::{Node, Place, Table, Value, parse_default, quoted};
use super::keys::{Key, Section};
use super::read::Assumption;
use crate::diagnostic::{Diagnostic, Label, Severity};

/// More problems than anyone reads; the rest are counted.
const MOST_PROBLEMS: usize = 1_000;

/// Collects what is found while a scenario is read.
#[derive(Default)]
pub(super) struct Reader {
    pub problems: Vec<Diagnostic>,
    pub assumptions: Vec<Assumption>,
    /// Problems beyond the most that are kept.
    pub uncounted: usize,
}

/// A place and the few words that stand beside it.
pub(super) type Mark<'a> = (&'a Place, &'a str);

impl Reader {
    /// Notes an error at one place.
    pub fn error(&mut self, code: &'static str, message: String, at: Mark<'_>, help: String) {
        self.errors_at(code, message, &[at], help);
    }

    /// Notes an error that shows the wrong words and the words they are measured against.
    pub fn errors_at(
        &mut self,
        code: &'static str,
        message: String,
        marks: &[Mark<'_>],
        help: String,
    ) {
        if self.problems.len() >= MOST_PROBLEMS {
            self.uncounted += 1;
            return;
        }
        let labels = marks
            .iter()
            .map(|(place, text)| Label {
                file: place.file,
                span: place.span.clone(),
                text: (*text).to_owned(),
            })
            .collect();
        self.problems.push(Diagnostic {
            code,
            severity: Severity::Error,
            message,
            labels,
            help: Some(help),
        });
    }

    /// Notes a value of the wrong kind.
    pub fn wrong_kind(&mut self, node: &Node, what: &str, expected: &str, help: String) {
        self.error(
            codes::WRONG_KIND,
            format!("{what} takes {expected}, not {}", node.describe()),
            (&node.place, &format!("{expected} is expected here")),
            help,
        );
    }

    /// Notes a name that nothing has, with the nearest that something has.
    pub fn unknown_name<'n>(
        &mut self,
        kind: &str,
        name: &str,
        place: &Place,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        let known: Vec<&str> = known.into_iter().collect();
        let help = match nearest(name, known.iter().copied()) {
            Some(right) => format!("did you mean {}?", quoted(right)),
            None if known.is_empty() => format!("define this {kind}, or remove the name"),
            None => format!("use one of: {}", listed(&known)),
        };
        self.error(
            codes::UNKNOWN_NAME,
            format!("there is no {kind} {}", quoted(name)),
            (place, &format!("no such {kind}")),
            help,
        );
    }

    /// Notes a key that a section does not have.
    pub fn unknown_key<'n>(
        &mut self,
        section: &str,
        key: &str,
        place: &Place,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        let known: Vec<&str> = known.into_iter().collect();
        let help = match nearest(key, known.iter().copied()) {
            Some(right) => format!("did you mean {}? Else remove the key", quoted(right)),
            None => format!("remove it, or use one of: {}", listed(&known)),
        };
        self.error(
            codes::UNKNOWN_KEY,
            format!("{section} has no key {}", quoted(key)),
            (place, "unknown key"),
            help,
        );
    }

    /// Notes a key that is missing from a section.
    pub fn missing(&mut self, section: &str, key: &str, place: &Place, meaning: &str) {
        self.error(
            codes::MISSING_KEY,
            format!("{section} needs {}", quoted(key)),
            (place, &format!("{} is missing here", quoted(key))),
            format!("add `{key} = …`: {}", decapitalised(meaning)),
        );
    }
}

/// The nearest of the known names, if one is near enough to be meant.
pub(super) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // Nobody misspells a name at such length, and distances cost their product.
    if name.len() > 80 {
        return None;
    }
    let wanted = name.to_lowercase().replace('_', "-");
    known
        .into_iter()
        .map(|right| {
            let other = right.to_lowercase().replace('_', "-");
            (strsim::damerau_levenshtein(&wanted, &other), right)
        })
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, right)| *distance <= 1 + right.len().min(name.len()) / 4)
        .map(|(_, right)| right)
}

/// The first names of a list, for a help line.
pub(super) fn listed(names: &[&str]) -> String {
    let mut shown: Vec<String> = names.iter().take(12).map(|name| quoted(name)).collect();
    if names.len() > shown.len() {
        shown.push(format!("… ({} in all)", names.len()));
    }
    shown.join(", ")
}

fn decapitalised(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A table that is read by a section's table of keys.
pub(super) struct View<'t> {
    pub table: Cow<'t, Table>,
    pub section: &'static Section,
    pub place: Place,
    /// How the table is called in the log of assumptions, e.g. `activity.change-of-income`.
    pub path: String,
}

impl<'t> View<'t> {
    /// Opens a section: unknown and missing keys are noted at once.
    pub fn open(
        reader: &mut Reader,
        node: &'t Node,
        section: &'static Section,
        path: &str,
    ) -> Option<Self> {
        let Value::Table(table) = &node.value else {
            reader.wrong_kind(
                node,
                &quoted(path.rsplit('.').next().unwrap_or(path)),
                "a table",
                format!(
                    "write a table with the keys: {}",
                    listed(&key_names(section))
                ),
            );
            return None;
        };
        Some(Self::of_table(
            reader,
            table,
            node.place.clone(),
            section,
            path,
        ))
    }

    /// Opens a table that is known to be one.
    pub fn of_table(
        reader: &mut Reader,
        table: &'t Table,
        place: Place,
        section: &'static Section,
        path: &str,
    ) -> Self {
        for entry in &table.entries {
            if section.key(&entry.key).is_none() {
                reader.unknown_key(
                    section.name,
                    &entry.key,
                    &entry.key_place,
                    key_names(section),
                );
            }
        }
        for key in section.keys.iter().filter(|key| key.required) {
            if !table.has(key.name) {
                reader.missing(section.name, key.name, &place, key.meaning);
            }
        }
        Self {
            table: Cow::Borrowed(table),
            section,
            place,
            path: path.to_owned(),
        }
    }

    /// A section that the file leaves out: every key has its default.
    pub fn left_out(section: &'static Section, place: &Place, path: &str) -> Self {
        Self {
            table: Cow::Owned(Table::default()),
            section,
            place: place.clone(),
            path: path.to_owned(),
        }
    }

    /// The row of a key in the table of keys.
    pub fn key(&self, name: &str) -> &'static Key {
        self.section
            .key(name)
            .expect("reading asks for keys that the table of keys lists")
    }

    /// What stands at a key, if it is given.
    pub fn given(&self, name: &str) -> Option<&Node> {
        self.key(name);
        self.table.get(name)
    }

    /// What stands at a key, or its default.
    pub fn node(&self, name: &str) -> Option<Cow<'_, Node>> {
        let key = self.key(name);
        match self.table.get(name) {
            Some(node) => Some(Cow::Borrowed(node)),
            None if key.default.is_empty() => None,
            None => parse_default(key.default, &self.place).map(Cow::Owned),
        }
    }

    /// The path of a key in the log of assumptions.
    pub fn path_of(&self, name: &str) -> String {
        joined(&self.path, name)
    }
}

/// A path with one more step.
pub(super) fn joined(path: &str, step: &str) -> String {
    if path.is_empty() {
        step.to_owned()
    } else {
        format!("{path}.{step}")
    }
}

fn key_names(section: &Section) -> Vec<&'static str> {
    section.keys.iter().map(|key| key.name).collect()
}
