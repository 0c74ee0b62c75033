//! Found errors that are not put right.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::percent;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "W106",
    name: "abandoned-correction",
    level: Level::Warn,
    looks_for: "A correction after which more than a tenth of the errors still run on.",
    matters: "Every such error was found, and its hours were spent; it may even be counted as corrected.",
    formula: "1 − (probability of completing) × (1 − `failed`).",
    source: "Absorption probabilities of the workflow: Kemeny & Snell (1976), Finite Markov Chains, chapter \
              III",
    remedy: "Lead fewer corrections to ends that do not complete, and see that completed ones are right.",
    fires: r#"[correction]
failed = "15%""#,
    quiet: &[(r#"failed = "15%""#, r#"failed = "5%""#)],
    check: Scan::Once(check),
};

fn check(context: &RuleContext<'_>) -> Option<Finding> {
    let correction = &context.scenario.correction;
    let corrects = context.checks().any(|place| place.check.on_fail.correct);
    let expected = correction.workflow.expected().filter(|_| corrects)?;
    let wrong = 1.0 - expected.completed * (1.0 - correction.failed.get());
    if wrong <= 0.1 + 1e-9 {
        return None;
    }
    let message = format!(
        "{} of corrected errors run on: {} of corrections complete, and {} of those fail",
        percent(wrong),
        percent(expected.completed),
        percent(correction.failed.get())
    );
    let at = context.at_keys(&["correction", "failed"], "of those that complete");
    let help = "lead fewer to ends that do not complete, and have completed ones looked at";
    Some(Finding::new(message, at, help))
}
