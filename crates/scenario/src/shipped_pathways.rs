//! Shipped pathways as what they are: keys that a scenario may change.

use super::document::{self, Node, Table, Value};
use super::extends::merge;
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::pathways::{PATHWAYS, ShippedPathway};

/// Puts shipped pathways under the entries that name them: with problems, and the files that errors may point into.
pub(super) fn add_to(scenario: &mut Table, file: usize) -> (Vec<Diagnostic>, Vec<SourceFile>) {
    let (mut problems, mut sources) = (Vec::new(), Vec::new());
    let mut entries = scenario.entries.iter_mut();
    let Some(Value::List(items)) = entries
        .find(|entry| entry.key == "pathway")
        .map(|entry| &mut entry.node.value)
    else {
        return (problems, sources);
    };
    for item in items {
        let Some(shipped) = named(item) else { continue };
        let (table, slips) = document::parse(&shipped.source(), file + sources.len());
        problems.extend(slips);
        sources.push(shipped.source());
        if let Value::Table(own) = &mut item.value {
            *own = merge(table, std::mem::take(own));
        }
    }
    (problems, sources)
}

/// The shipped pathway that an entry names, if there is one of that name.
fn named(item: &Node) -> Option<&'static ShippedPathway> {
    let name = item.table()?.text("definition")?;
    PATHWAYS.iter().find(|shipped| shipped.name == name)
}

impl ShippedPathway {
    /// The pathway as a file, so that errors can point into it.
    fn source(&self) -> SourceFile {
        SourceFile {
            path: format!("<pathway {}>", self.name),
            text: self.text.into(),
        }
    }

    /// Its stages: name, owner and what happens in each.
    pub fn stages(&self) -> Vec<(String, String, String)> {
        let (table, _) = document::parse(&self.source(), 0);
        let stages = table.items("stage").iter().filter_map(|stage| {
            let word = |key: &str| stage.table()?.text(key).map(str::to_owned);
            Some((word("name")?, word("owner")?, word("meaning")?))
        });
        stages.collect()
    }
}
