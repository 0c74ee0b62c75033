//! The attributes that are known, and those that the activities name.

use std::collections::BTreeMap;

use super::surroundings::Surroundings;
use crate::document::{Node, Place};
use crate::ids::AttributeId;
use crate::reader::Reader;

/// The attributes that a file may name, and the ids of those that its activities do name.
pub(super) struct Known<'a> {
    pub nodes: &'a [Node],
    by_name: BTreeMap<&'a str, usize>,
    /// Positions among the nodes, by attribute id.
    pub used: Vec<usize>,
    pub ids: BTreeMap<usize, AttributeId>,
}

impl<'a> Known<'a> {
    pub fn new(around: &Surroundings<'a>) -> Self {
        let mut by_name = BTreeMap::new();
        for (i, node) in around.known.iter().enumerate() {
            if let Some(name) = node.name() {
                by_name.entry(name).or_insert(i);
            }
        }
        Self {
            nodes: around.known,
            by_name,
            used: Vec::new(),
            ids: BTreeMap::new(),
        }
    }

    /// The id of an attribute that an activity names, given out on first use.
    pub fn used(&mut self, name: &str) -> Option<AttributeId> {
        let at = *self.by_name.get(name)?;
        let next = self.used.len();
        let id = *self.ids.entry(at).or_insert(next);
        if id == next {
            self.used.push(at);
        }
        Some(id)
    }

    /// Whether a name is known, and the attribute's id if an activity names it.
    pub fn find(&self, name: &str) -> Option<Option<AttributeId>> {
        let at = self.by_name.get(name)?;
        Some(self.ids.get(at).copied())
    }

    /// Notes an attribute that nobody declared.
    pub fn unknown(&self, reader: &mut Reader, name: &str, place: &Place) {
        reader.unknown_name("attribute", name, place, self.by_name.keys().copied());
    }

    /// Coaching groups of all known attributes.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = self.nodes.iter().filter_map(group_of).collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }
}

/// The coaching group as written; the name of an attribute that has none.
fn group_of(node: &Node) -> Option<&str> {
    let group = node.table()?.text("coaching_group");
    group.or_else(|| node.name())
}
