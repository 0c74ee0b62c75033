//! A check that asks for nothing.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "K107",
    name: "empty-quota",
    level: Level::Warn,
    looks_for: "A check with a quota of 0.",
    matters: "It stands in the policy, in tables and in charts, and looks at no decision. An estimate from it \
              does not exist.",
    formula: "The quota is 0.",
    source: "The scenario's own quota",
    remedy: "Ask for checks, or remove the check.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
sample = { method = "simple-random", checks = 0 }"#,
    quiet: &[("checks = 0", "checks = 390")],
    check: Scan::Checks(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    if place.check.sample.method.checks() != Some(0) {
        return None;
    }
    let message = format!("`{}` asks for 0 decisions", place.check.name);
    let at = context.at_check(place, &["sample", "checks"], "nothing is checked");
    Some(Finding::new(
        message,
        at,
        "ask for checks, or remove the check",
    ))
}
