//! A quota above the decisions that there are.

use crate::context::{CheckPlace, RuleContext};
use crate::coverage::is_recheck;
use crate::finding::Finding;
use crate::numbers::figures;
use crate::rule::{Rule, Scan};
use tierone_scenario::{AskedOf, Level};

pub(super) const RULE: Rule = Rule {
    code: "K102",
    name: "quota-above-work",
    level: Level::Warn,
    looks_for: "A check that asks for more decisions than its frame holds, in all, of each caseworker or of each team.",
    matters: "Everything in the frame is checked and the rest of the quota is asked for in vain; a target for \
              checks is then missed every period, however hard people work.",
    formula: "The quota against the expected size of the frame in an average period; of each caseworker, \
              against the frame divided by the caseworkers whose tenure is in it, and of each team by the \
              teams.",
    source: "Quotas and frames at the expected numbers of decisions",
    remedy: "Lower the quota, or widen the frame.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
sample = { method = "per-caseworker", checks = 15 }
frame = { activity = ["application"] }

[[activity]]
name = "application"
volume = { value = 200, source = "example" }"#,
    quiet: &[(
        r#"frame = { activity = ["application"] }

[[activity]]
name = "application"
volume = { value = 200, source = "example" }"#,
        r#"frame = { activity = ["change"] }"#,
    )],
    check: Scan::Checks(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    if is_recheck(place.check) {
        return None;
    }
    let method = &place.check.sample.method;
    let (quota, of, seen) = (method.checks()?, method.asked_of()?, context.seen(place)?);
    let (frame, whose) = match of {
        AskedOf::Frame => (seen.frame, " decisions"),
        AskedOf::Caseworker => (
            seen.frame / context.people_of(place.check),
            " of each caseworker's decisions",
        ),
        AskedOf::Team => (seen.frame / context.teams(), " of each team's decisions"),
    };
    if quota as f64 <= frame || seen.frame <= 0.0 {
        return None;
    }
    let message = format!(
        "`{}` asks for {}{whose} a {}, and there are {} in its frame",
        place.check.name,
        figures(quota as f64),
        context.scenario.horizon.period,
        figures(frame)
    );
    Some(
        Finding::new(
            message,
            context.at_check(place, &["sample", "checks"], "more than there are"),
            "lower the quota, or widen the frame",
        )
        .and(context.at_check(place, &["frame"], "of these")),
    )
}
