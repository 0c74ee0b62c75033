//! Coaching that is forgotten before the next period.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::percent;
use crate::rule::{Rule, Scan};
use tierone_scenario::{CoachingGroup, GroupId, Level};

pub(super) const RULE: Rule = Rule {
    code: "F109",
    name: "fleeting-coaching",
    level: Level::Warn,
    looks_for: "A coaching group whose gain has more than halved after one period.",
    matters: "Coaching acts in the period after it and hardly any longer. Found errors would have to come in \
              every period to keep the effect.",
    formula: "After one period a share 2^(−1/half_life) of the gain is left.",
    source: "Exponential forgetting: gains act in full in the first period and then decay",
    remedy: "Check the half-life: studies of training find months.",
    fires: r#"[coaching]
half_life = { value = "2 weeks", source = "example" }"#,
    quiet: &[(r#"value = "2 weeks""#, r#"value = "6 weeks""#)],
    check: Scan::Groups(check),
};

fn check(context: &RuleContext<'_>, _: GroupId, group: &CoachingGroup) -> Option<Finding> {
    let coaches = context.checks().any(|place| place.check.on_fail.coach);
    let left = (-1.0 / group.half_life).exp2();
    if !coaches || group.gain <= 0.0 || left >= 0.5 {
        return None;
    }
    let message = format!(
        "a {} after coaching has acted, {} of its gain is left",
        context.scenario.horizon.period,
        percent(left)
    );
    let at = context.at_group(group, "half_life", "so short");
    let help = "check the half-life: studies of training find months";
    Some(Finding::new(message, at, help))
}
