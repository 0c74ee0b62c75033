//! A section under its table of keys: unknown and missing keys, bounds and defaults come from there.

use std::borrow::Cow;

use super::document::{Entry, Node, Place, Table, Value, parse_default, what};
use super::reader::{Reader, joined, key_names, listed};
use super::values::{Share, percentage};
use super::words::bare_text;
use crate::diagnostic::Diagnostic;
use crate::key::{HALF_WIDTH, Key, Kind, Section};
use tierone_stats::distribution::Distribution;
use tierone_stats::units::Probability;

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
        if is_list_of_tables(node) {
            one_table(reader, node, section, path);
            return None;
        }
        let Value::Table(table) = &node.value else {
            let keys = listed(&key_names(section));
            let help = format!("write a table with the keys: {keys}");
            reader.wrong_kind(node, what(path), "a table", help);
            return None;
        };
        let place = node.place.clone();
        Some(Self::of_table(reader, table, place, section, path))
    }

    /// Opens a table that is known to be one.
    pub(crate) fn of_table(
        reader: &mut Reader,
        table: &'t Table,
        place: Place,
        section: &'static Section,
        path: &str,
    ) -> Self {
        // A required key that is only misspelt is not missing as well.
        let mut meant = Vec::new();
        for entry in &table.entries {
            // Said before what is missing: keys that follow `[[demand]]` are not where they seem.
            if let Some(Kind::Table(own)) = section.key(&entry.key).map(|key| key.kind)
                && is_list_of_tables(&entry.node)
            {
                one_table(reader, &entry.node, own, &joined(path, &entry.key));
            }
            if section.key(&entry.key).is_none() {
                let known = key_names(section);
                let key = reader.unknown_key(section.name, &entry.key, &entry.key_place, known);
                meant.extend(key);
            }
        }
        for key in section.keys.iter().filter(|key| key.required) {
            if !table.has(key.name) && !meant.contains(&key.name) {
                reader.missing(section.name, key.written(), &place, key.meaning);
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

    /// The place of what stands at a key; of the whole table where nothing does.
    pub fn place_of(&self, name: &str) -> &Place {
        self.given(name).map_or(&self.place, |node| &node.place)
    }

    /// The table at a key, if it is given and is one.
    pub fn within(
        &self,
        reader: &mut Reader,
        name: &str,
        section: &'static Section,
    ) -> Option<View<'_>> {
        View::open(reader, self.given(name)?, section, &self.path_of(name))
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
    pub(crate) fn path_of(&self, name: &str) -> String {
        joined(&self.path, name)
    }
}

/// Readers that take bounds and defaults from the table of keys.
impl View<'_> {
    pub fn number(&self, reader: &mut Reader, name: &str) -> Option<f64> {
        let Kind::Number(bounds) = self.key(name).kind else {
            unreachable!("`{name}` is a number in the table of keys")
        };
        let (path, unit) = (self.path_of(name), self.key(name).unit);
        reader.number(&*self.node(name)?, &path, unit, bounds)
    }

    pub fn whole(&self, reader: &mut Reader, name: &str) -> Option<u64> {
        let Kind::Whole(low, high) = self.key(name).kind else {
            unreachable!("`{name}` is a whole number in the table of keys")
        };
        reader.whole(&*self.node(name)?, &self.path_of(name), low, high)
    }

    pub fn share(&self, reader: &mut Reader, name: &str) -> Option<Share> {
        let Kind::Share(bounds) = self.key(name).kind else {
            unreachable!("`{name}` is a share in the table of keys")
        };
        reader.share(&*self.node(name)?, &self.path_of(name), bounds)
    }

    /// Half the width of an interval, a share: a bare 0.2 may be a fifth, or a fifth of a per cent.
    pub fn half_width(&self, reader: &mut Reader, name: &str) -> Option<f64> {
        let path = self.path_of(name);
        let node = self.node(name)?;
        reader.sourced(&node, &path, |x| *x, &mut |reader, node| {
            let what = what(&path);
            let Some(share) = bare_text(node).and_then(percentage) else {
                let help = "write percentage points in quotes such as \"0.3%\"".into();
                reader.wrong_kind(node, what, "a half-width with its percent sign", help);
                return None;
            };
            reader
                .within(node, what, share.value, HALF_WIDTH, true)
                .then_some(share.value)
        })
    }

    pub fn probability(&self, reader: &mut Reader, name: &str) -> Option<Probability> {
        self.share(reader, name).map(Share::probability)
    }

    pub fn duration(&self, reader: &mut Reader, name: &str) -> Option<f64> {
        reader.duration(&*self.node(name)?, &self.path_of(name))
    }

    pub fn text(&self, reader: &mut Reader, name: &str) -> Option<String> {
        reader.text(&*self.node(name)?, &self.path_of(name))
    }

    pub fn name(&self, reader: &mut Reader, name: &str) -> Option<String> {
        reader.name(&*self.node(name)?, &self.path_of(name))
    }

    pub fn distribution(&self, reader: &mut Reader, name: &str) -> Option<Distribution> {
        reader.distribution(self.given(name)?, &self.path_of(name))
    }

    /// A name or a list of names, each with its place, if they are given.
    pub fn names(&self, reader: &mut Reader, name: &str) -> Option<Vec<(String, &Node)>> {
        let names = reader.names(self.given(name)?, &self.path_of(name));
        Some(names.unwrap_or_default())
    }

    pub fn flag(&self, reader: &mut Reader, name: &str) -> Option<bool> {
        reader.flag(&*self.node(name)?, &self.path_of(name))
    }

    pub fn choice(&self, reader: &mut Reader, name: &str) -> Option<usize> {
        let Kind::Choice(choices) = self.key(name).kind else {
            unreachable!("`{name}` is a choice in the table of keys")
        };
        reader.choice(&*self.node(name)?, &self.path_of(name), choices)
    }

    /// Which of the words of a list of choices are named.
    pub fn choices(&self, reader: &mut Reader, name: &str) -> Vec<bool> {
        let Kind::Choices(choices) = self.key(name).kind else {
            unreachable!("`{name}` is a list of choices in the table of keys")
        };
        let mut chosen = vec![false; choices.len()];
        let (node, path) = (self.node(name), self.path_of(name));
        let example = format!("\"{}\"", choices[0]);
        let items = node
            .as_ref()
            .and_then(|node| reader.list(node, &path, &example));
        for item in items.unwrap_or(&[]) {
            if let Some(i) = reader.choice(item, &path, choices) {
                chosen[i] = true;
            }
        }
        chosen
    }

    /// The entries of a table by name: name, place of the name, value, path.
    pub fn by_name(&self, reader: &mut Reader, name: &str) -> Vec<(&Entry, String)> {
        let Some(node) = self.given(name) else {
            return Vec::new();
        };
        let path = self.path_of(name);
        let Value::Table(table) = &node.value else {
            let help = "write a table in curly brackets: { name = …, other = … }".into();
            reader.wrong_kind(node, what(&path), "a table", help);
            return Vec::new();
        };
        let entries = table.entries.iter();
        entries
            .map(|entry| (entry, joined(&path, &entry.key)))
            .collect()
    }
}

/// Whether a value is a list of tables, as double brackets make one.
fn is_list_of_tables(node: &Node) -> bool {
    let table = |item: &Node| matches!(item.value, Value::Table(_));
    matches!(&node.value, Value::List(items) if !items.is_empty() && items.iter().all(table))
}

/// Notes a list of tables where there is one table, once.
fn one_table(reader: &mut Reader, node: &Node, section: &Section, path: &str) {
    let is_said = |problem: &Diagnostic| {
        let mut labels = problem.labels.iter();
        labels.any(|label| (label.file, &label.span) == (node.place.file, &node.place.span))
    };
    if reader.problems.iter().any(is_said) {
        return;
    }
    let help = match section.name.starts_with('[') {
        true => format!("write single brackets, `{}`: there is one", section.name),
        false => "write one table, { … }, without a list around it".into(),
    };
    reader.wrong_kind(node, what(path), "one table", help);
}
