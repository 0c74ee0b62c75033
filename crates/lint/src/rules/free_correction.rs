//! Corrections that take neither time nor work.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "W108",
    name: "free-correction",
    level: Level::Note,
    looks_for: "Found errors that are put right at once, without work: there is no `[correction]`, or one that takes neither \
                days nor minutes.",
    matters: "Corrections end errors sooner and cost less than anywhere, and a policy that finds more looks better than it is.",
    formula: "The expected days until a correction completes and its expected minutes, both 0, where a check has errors \
              corrected.",
    source: "Howard (1971), Dynamic Probabilistic Systems II, chapter 11 (semi-Markov processes)",
    remedy: "Give `[correction]` a `duration` and `minutes`.",
    fires: r#"[correction]
duration = "0 days"
due = "1 day"
minutes = 0"#,
    quiet: &[(r#"duration = "0 days""#, r#"duration = "1 day""#)],
    check: Scan::Once(check),
};

fn check(context: &RuleContext<'_>) -> Option<Finding> {
    let expected = context.scenario.correction.workflow.expected()?;
    if expected.days != 0.0 || expected.minutes != 0.0 {
        return None;
    }
    let place = context.checks().find(|place| place.check.on_fail.correct)?;
    let message = format!(
        "what `{}` finds is put right in 0 days by 0 minutes of work",
        place.check.name
    );
    let at = context.at_check(place, &["on_fail"], "corrected in no time");
    Some(Finding::new(
        message,
        at,
        "give `[correction]` a `duration` and `minutes`",
    ))
}
