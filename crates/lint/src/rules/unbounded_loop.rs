//! A state of the correction workflow that leads back to itself without limit.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;
use tierone_scenario::workflow::{State, StateId};

pub(super) const RULE: Rule = Rule {
    code: "W101",
    name: "unbounded-loop",
    level: Level::Warn,
    looks_for: "A state that, once overdue, leads to itself again: the due date expires, a new wait is set, \
                and nothing says how often.",
    matters: "A correction can be escalated for ever without being made, while the wrong money runs on. The \
              average hides it: a few corrections go round many times.",
    formula: "With p the probability of leaving by the overdue way, a correction that comes to the state \
              goes round again p/(1 − p) times on average, and at least three times with probability p³.",
    source: "The number of rounds is geometric: Kemeny & Snell (1976), Finite Markov Chains, chapter III",
    remedy: "Let the state lead on to somebody else when it is overdue a second time, or to an end.",
    fires: r#"[correction]
[[correction.state]]
name = "asked for"
owner = "checker"
start = true
duration = { distribution = "gamma", mean = 10, sd = 8 }
due = "14 days"
overdue = "asked for"
minutes = 30
next = "made"

[[correction.state]]
name = "made"
owner = "checker"
completes = true"#,
    quiet: &[
        (
            r#"overdue = "asked for""#,
            r#"overdue = "made by the team leader""#,
        ),
        (
            r#"[[correction.state]]
name = "made"
"#,
            r#"[[correction.state]]
name = "made by the team leader"
owner = "team leader"
duration = "2 days"
minutes = 30
next = "made"

[[correction.state]]
name = "made"
"#,
        ),
    ],
    check: Scan::States(check),
};

fn check(context: &RuleContext<'_>, id: StateId, state: &State) -> Option<Finding> {
    let due = state.due.filter(|due| due.overdue == Some(id))?;
    let late = 1.0 - state.duration.cdf(due.days);
    if late <= 0.0 || !context.scenario.correction.workflow.reachable()[id] {
        return None;
    }
    let message = format!(
        "`{}` waits for itself again without limit: {} of the corrections in it go round, {} on \
         average, {} at least three times",
        state.name,
        percent(late),
        figures(late / (1.0 - late)),
        percent(late.powi(3))
    );
    let at = context.at_state(&state.name, "overdue", "leads back here");
    let due = context.at_state(&state.name, "due", "each time this has passed");
    let help = "lead to another owner or an end after a second due date";
    Some(Finding::new(message, at, help).and(due))
}
