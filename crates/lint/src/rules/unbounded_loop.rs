//! A state of the correction workflow that leads back to itself without limit.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, Step};

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
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let workflow = &context.scenario.correction.workflow;
    let reachable = workflow.reachable();
    let states = workflow.states.iter().enumerate();
    let mut findings = Vec::new();
    for (id, state) in states.filter(|(id, _)| reachable[*id]) {
        let Some(due) = state.due.filter(|due| due.overdue == Some(id)) else {
            continue;
        };
        let late = 1.0 - state.duration.cdf(due.days);
        if late <= 0.0 {
            continue;
        }
        let at = |key| {
            [
                Step::Key("correction"),
                Step::Key("state"),
                Step::Named(&state.name),
                Step::Key(key),
            ]
        };
        let message = format!(
            "`{}` waits for itself again without limit: {} of the corrections in it go round, {} on \
             average, {} at least three times",
            state.name,
            percent(late),
            figures(late / (1.0 - late)),
            percent(late.powi(3))
        );
        findings.push(
            Finding::new(
                message,
                context.at(&at("overdue"), "leads back here"),
                "lead to another owner or an end after a second due date",
            )
            .and(context.at(&at("due"), "each time this has passed")),
        );
    }
    findings
}
