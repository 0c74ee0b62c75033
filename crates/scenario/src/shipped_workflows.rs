//! Shipped workflows as what they are: states, and entries that a scenario may change.

use super::document::{self, Entry, Node, Table, Value};
use super::extends::merge_named;
use super::keys_correction::STATE;
use super::reader::Reader;
use super::resolve::workflow;
use super::view::View;
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::workflow::Workflow;
use crate::workflows::{Shipped, WORKFLOWS};

impl Shipped {
    /// The workflow as it is shipped, and what its states are about.
    pub fn states(&self) -> Option<(Workflow, Vec<String>)> {
        let mut reader = Reader::default();
        let (nodes, _) = self.nodes(0);
        let open = |node| View::open(&mut reader, node, &STATE, Node::name(node)?);
        let views: Vec<View<'_>> = nodes.iter().filter_map(open).collect();
        let meaning = |view: &View<'_>| view.text(&mut reader, "meaning").unwrap_or_default();
        let meanings = views.iter().map(meaning).collect();
        let place = &nodes.first()?.place;
        Some((workflow::resolve(&mut reader, &views, place, 0)?, meanings))
    }

    /// Adds the states to a scenario's `[correction]`, which may change some of them.
    pub(super) fn add_to(&self, scenario: &mut Table, file: usize) -> Vec<Diagnostic> {
        let (shipped, problems) = self.nodes(file);
        let Some(Value::Table(correction)) = value_of(scenario, "correction") else {
            return problems;
        };
        match value_of(correction, "state") {
            Some(Value::List(states)) => *states = merge_named(shipped, std::mem::take(states)),
            Some(_) => {}
            None => {
                let place = correction
                    .entry("workflow")
                    .map(|entry| entry.node.place.clone());
                let place = place.expect("a workflow is only added where it is named");
                correction.entries.push(Entry {
                    key: "state".into(),
                    key_place: place.clone(),
                    node: Node {
                        place,
                        value: Value::List(shipped),
                    },
                });
            }
        }
        problems
    }

    /// The states as entries that a scenario's own are merged into.
    pub(super) fn nodes(&self, file: usize) -> (Vec<Node>, Vec<Diagnostic>) {
        let (table, problems) = document::parse(&self.source(), file);
        (table.items("state").to_vec(), problems)
    }

    /// The workflow as a file, so that errors can point into it.
    pub(super) fn source(&self) -> SourceFile {
        SourceFile {
            path: format!("<workflow {}>", self.name),
            text: self.text.into(),
        }
    }
}

/// The shipped workflow that a scenario names, if there is one of that name.
pub(super) fn named(scenario: &Table) -> Option<&'static Shipped> {
    let name = scenario.get("correction")?.table()?.text("workflow")?;
    WORKFLOWS.iter().find(|shipped| shipped.name == name)
}

fn value_of<'t>(table: &'t mut Table, key: &str) -> Option<&'t mut Value> {
    let mut entries = table.entries.iter_mut();
    let entry = entries.find(|entry| entry.key == key)?;
    Some(&mut entry.node.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workflows::NAMES;

    #[test]
    fn every_shipped_workflow_is_sound_and_says_what_its_states_are() {
        assert!(
            WORKFLOWS
                .iter()
                .map(|shipped| shipped.name)
                .eq(NAMES.iter().copied())
        );
        for shipped in WORKFLOWS {
            assert!(shipped.nodes(0).1.is_empty(), "{} is TOML", shipped.name);
            let (workflow, meanings) = shipped.states().expect("a sound workflow");
            assert!(meanings.iter().all(|meaning| meaning.ends_with('.')));
            assert!(workflow.states.iter().all(|state| state.owner.is_some()));
            assert!(workflow.reachable().iter().all(|reachable| *reachable));
            assert!(
                workflow
                    .expected()
                    .is_some_and(|expected| expected.completed > 0.0)
            );
        }
    }
}
