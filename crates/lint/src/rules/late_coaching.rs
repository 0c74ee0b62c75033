//! Feedback that comes when the work is long past.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{count, percent, periods};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "F101",
    name: "late-coaching",
    level: Level::Warn,
    looks_for: "A coaching `delay` of three periods or more.",
    matters: "Until then the caseworker goes on making the same error. Some have left, and what was found of \
              them teaches nobody.",
    formula: "Decisions of a caseworker in the periods before coaching acts, delay + 1 of them; 1 − (1 − \
              attrition)^(delay + 1) of caseworkers have left.",
    source: "A fail found at the end of period t with delay d acts first in t + 1 + d",
    remedy: "Coach within the next period.",
    fires: r#"[coaching]
delay = "4 months""#,
    quiet: &[(r#"delay = "4 months""#, r#"delay = "1 month""#)],
    check: Scan::Once(check),
};

fn check(context: &RuleContext<'_>) -> Option<Finding> {
    let coaching = &context.scenario.coaching;
    if coaching.delay < 3 || !context.checks().any(|place| place.check.on_fail.coach) {
        return None;
    }
    let waits = coaching.delay as f64 + 1.0;
    let manual: f64 = context
        .known()
        .parts
        .iter()
        .filter(|part| !part.system)
        .map(|part| part.decisions)
        .sum();
    let each = manual / context.periods() / context.filled_seats().max(1.0);
    let left = 1.0 - (1.0 - context.scenario.workforce.attrition.get()).powf(waits);
    let message = format!(
        "coaching acts {} after the check: until then each caseworker decides {} more, and {} have left",
        periods(waits, context.scenario.horizon.period),
        count(waits * each, "case", "cases"),
        percent(left)
    );
    let at = context.at_keys(&["coaching", "delay"], "so late");
    Some(Finding::new(message, at, "coach within the next period"))
}
