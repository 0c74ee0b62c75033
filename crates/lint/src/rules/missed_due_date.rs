//! A due date that is the rule to miss.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, Step};

pub(super) const RULE: Rule = Rule {
    code: "W105",
    name: "missed-due-date",
    level: Level::Warn,
    looks_for: "A correction workflow in which more than a quarter of corrections pass a due date.",
    matters: "A due date that is often missed is no longer looked at, and every escalation costs work. Either \
              the time is too short or the work has too few hands.",
    formula: "The probability that a due date passes before the correction is completed, through all states.",
    source: "Howard (1971), Dynamic Probabilistic Systems II, chapter 11 (semi-Markov processes)",
    remedy: "Set a due date that the work can meet, or speed the work up.",
    fires: r#"[correction]
duration = { distribution = "gamma", mean = 10, sd = 8 }
due = "10 days""#,
    quiet: &[(r#"due = "10 days""#, r#"due = "20 days""#)],
    check: Scan::Once(check),
};

fn check(context: &RuleContext<'_>) -> Option<Finding> {
    let workflow = &context.scenario.correction.workflow;
    let expected = workflow
        .expected()
        .filter(|expected| expected.overdue > 0.25)?;
    let message = format!(
        "{} of corrections pass a due date; one takes {} days on average",
        percent(expected.overdue),
        figures(expected.days)
    );
    // The state that is entered most often and can be late.
    let states = workflow.states.iter().zip(&expected.visits);
    let late = |state: &tierone_scenario::workflow::State| match state.due {
        Some(due) => 1.0 - state.duration.cdf(due.days),
        None => 0.0,
    };
    let worst = states.max_by(|a, b| (late(a.0) * a.1).total_cmp(&(late(b.0) * b.1)));
    let name = worst.map_or("", |(state, _)| state.name.as_str());
    let staged = [
        Step::Key("correction"),
        Step::Key("state"),
        Step::Named(name),
        Step::Key("due"),
    ];
    let at = match context.is_written(&staged) {
        true => context.at(&staged, "too soon"),
        false => context.at_keys(&["correction", "due"], "too soon"),
    };
    Some(Finding::new(
        message,
        at,
        "set a due date that the work can meet, or speed the work up",
    ))
}
