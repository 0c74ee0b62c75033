//! A quota above the decisions that there are.

use crate::context::RuleContext;
use crate::coverage::{is_of_each, is_recheck};
use crate::finding::Finding;
use crate::numbers::figures;
use crate::rule::Rule;
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "K102",
    name: "quota-above-work",
    level: Level::Warn,
    looks_for: "A check that asks for more decisions than its frame holds, in all or of each caseworker.",
    matters: "Everything in the frame is checked and the rest of the quota is asked for in vain; a target for \
              checks is then missed every period, however hard people work.",
    formula: "The quota against the expected size of the frame in an average period; of each caseworker, \
              against the frame divided by the caseworkers whose tenure is in it.",
    source: "Quotas and frames at the expected numbers of decisions",
    remedy: "Lower the quota, or widen the frame.",
    fires: FIRES,
    quiet: QUIET,
    check,
};

const FIRES: &str = r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
sample = { method = "per-caseworker", checks = 15 }
frame = { activity = ["application"] }

[[activity]]
name = "application"
volume = { value = 200, source = "example" }"#;

const QUIET: &str = r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
sample = { method = "per-caseworker", checks = 15 }
frame = { activity = ["change"] }"#;

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for place in context.checks().filter(|place| !is_recheck(place.check)) {
        let (Some(quota), Some(seen)) = (place.check.sample.method.checks(), context.seen(place))
        else {
            continue;
        };
        let each = is_of_each(place.check);
        let frame = match each {
            true => seen.frame / context.people_of(place.check),
            false => seen.frame,
        };
        if quota as f64 <= frame || seen.frame <= 0.0 {
            continue;
        }
        let whose = if each {
            " of each caseworker's decisions"
        } else {
            " decisions"
        };
        let message = format!(
            "`{}` asks for {}{whose} a {}, and there are {} in its frame",
            place.check.name,
            figures(quota as f64),
            context.scenario.horizon.period,
            figures(frame)
        );
        findings.push(
            Finding::new(
                message,
                context.at_check(place, &["sample", "checks"], "more than there are"),
                "lower the quota, or widen the frame",
            )
            .and(context.at_check(place, &["frame"], "of these")),
        );
    }
    findings
}
