//! Coaching of the system.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::figures;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "F107",
    name: "nobody-to-coach",
    level: Level::Warn,
    looks_for: "A check that coaches and draws only what the system decides.",
    matters: "There is no caseworker to tell. What the system does wrong is put right by a learning product \
              with `system = true`, or not at all.",
    formula: "The frame says `automated = true`; the number is of the decisions that are checked.",
    source: "Coaching acts on the state of a caseworker",
    remedy: "Take `coach` out of `on_fail`.",
    fires: r#"[[activity]]
name = "change"
automated = { value = "40%", source = "example" }
system_errors = { income = { value = "1%", source = "example" } }

[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
frame = { automated = true }
on_fail = ["coach", "correct"]"#,
    quiet: &[(
        r#"on_fail = ["coach", "correct"]"#,
        r#"on_fail = ["correct"]"#,
    )],
    check: Scan::Checks(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    if !place.check.on_fail.coach || place.check.frame.automated != Some(true) {
        return None;
    }
    let message = format!(
        "`{}` coaches on {} decisions a {} of the system, and 0 of caseworkers",
        place.check.name,
        figures(context.seen(place).map_or(0.0, |seen| seen.checks)),
        context.scenario.horizon.period
    );
    let at = context.at_check(place, &["on_fail"], "nobody to coach");
    let frame = context.at_check(place, &["frame"], "only the system");
    Some(Finding::new(message, at, "take `coach` out of `on_fail`").and(frame))
}
