//! States that corrections pass again and again.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;
use tierone_scenario::workflow::{State, StateId};

pub(super) const RULE: Rule = Rule {
    code: "W107",
    name: "loop-between-states",
    level: Level::Warn,
    looks_for: "A state that a correction comes back to by way of others, with a probability above 25%.",
    matters: "Work goes to and fro between people, and each time somebody starts anew. The average hides the \
              few that go round many times.",
    formula: "From the expected entries v of a state by a correction that is there: the probability of coming \
              back is 1 − 1/v.",
    source: "Kemeny & Snell (1976), Finite Markov Chains, chapter III",
    remedy: "Let what comes back go to somebody who can end it.",
    fires: r#"[correction]
[[correction.state]]
name = "asked for"
owner = "checker"
start = true
duration = "5 days"
minutes = 30
next = "looked at"

[[correction.state]]
name = "looked at"
owner = "team leader"
duration = "2 days"
next = { "asked for" = "40%", made = "60%" }

[[correction.state]]
name = "made"
owner = "checker"
completes = true"#,
    quiet: &[(
        r#"next = { "asked for" = "40%", made = "60%" }"#,
        r#"next = { "asked for" = "10%", made = "90%" }"#,
    )],
    check: Scan::States(check),
};

fn check(context: &RuleContext<'_>, id: StateId, state: &State) -> Option<Finding> {
    let mut loops = context.facts()?.correction.loops.iter();
    let round = loops.find(|round| round.state == state.name)?;
    let leads_to_itself = state.exits().iter().any(|exit| exit.to == id);
    let again = round.again.unwrap_or(0.0);
    if leads_to_itself || again <= 0.25 {
        return None;
    }
    let message = format!(
        "{} of the corrections in `{}` come back to it, and each passes it {} times",
        percent(again),
        state.name,
        figures(1.0 / (1.0 - again))
    );
    let at = context.at_state(&state.name, "next", "on a way that leads back here");
    let help = "let what comes back go to somebody who can end it";
    Some(Finding::new(message, at, help))
}
