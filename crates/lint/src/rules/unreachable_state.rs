//! A state that no correction reaches.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;
use tierone_scenario::workflow::{State, StateId};

pub(super) const RULE: Rule = Rule {
    code: "W102",
    name: "unreachable-state",
    level: Level::Warn,
    looks_for: "A state of the correction workflow to which no way leads from the start.",
    matters: "What it says about owners, times and work is of no effect. Often a way to it was forgotten, and \
              corrections skip a step that the office believes they take.",
    formula: "The states that can be reached from the start by transitions with a probability above 0.",
    source: "Reachability in a directed graph",
    remedy: "Lead to it from another state, or remove it.",
    fires: r#"[correction]
[[correction.state]]
name = "asked for"
owner = "checker"
start = true
duration = "5 days"
minutes = 30
next = "made"

[[correction.state]]
name = "looked at"
owner = "checker"
duration = "2 days"
next = "made"

[[correction.state]]
name = "made"
owner = "checker"
completes = true"#,
    quiet: &[(
        r#"minutes = 30
next = "made""#,
        r#"minutes = 30
next = "looked at""#,
    )],
    check: Scan::States(check),
};

fn check(context: &RuleContext<'_>, id: StateId, state: &State) -> Option<Finding> {
    if context.scenario.correction.workflow.reachable()[id] {
        return None;
    }
    let message = format!("of 100 corrections, 0 reach `{}`", state.name);
    let at = context.at_state(&state.name, "name", "no way leads here");
    let help = "lead to it from another state, or remove it";
    Some(Finding::new(message, at, help))
}
