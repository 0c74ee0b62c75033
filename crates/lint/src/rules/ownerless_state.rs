//! Work that is nobody's.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{count, figures};
use crate::rule::{Rule, Scan};
use tierone_scenario::workflow::{State, StateId};
use tierone_scenario::{Level, Step};

pub(super) const RULE: Rule = Rule {
    code: "W103",
    name: "ownerless-state",
    level: Level::Warn,
    looks_for: "A state of the correction workflow in which corrections spend time or work, and that has no \
              `owner`.",
    matters: "Work without an owner waits. Its hours are in no pool, and nobody is asked when it is late.",
    formula: "Expected entries of the state × its expected days.",
    source: "Kemeny & Snell (1976), Finite Markov Chains, chapter III (the fundamental matrix)",
    remedy: "Name who has the work there: `owner = \"…\"`.",
    fires: r#"[correction]
[[correction.state]]
name = "asked for"
start = true
duration = "5 days"
minutes = 30
next = "made"

[[correction.state]]
name = "made"
owner = "checker"
completes = true"#,
    quiet: &[(
        r#"name = "asked for""#,
        r#"name = "asked for"
owner = "checker""#,
    )],
    check: Scan::States(check),
};

fn check(context: &RuleContext<'_>, id: StateId, state: &State) -> Option<Finding> {
    // A correction without stages has no owners to name.
    if !context.is_written(&["correction", "state"].map(Step::Key)) {
        return None;
    }
    let visits = context.scenario.correction.workflow.visits()?[id];
    let days = visits * state.moments().0;
    let minutes = visits * state.minutes;
    if state.owner.is_some() || days + minutes <= 0.0 {
        return None;
    }
    let message = format!(
        "in `{}` a correction spends {} and {} minutes of work, and nobody owns it",
        state.name,
        count(days, "day", "days"),
        figures(minutes)
    );
    let at = context.at_state(&state.name, "name", "no `owner`");
    Some(Finding::new(message, at, "name who has the work there"))
}
