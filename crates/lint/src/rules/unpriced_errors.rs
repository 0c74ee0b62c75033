//! Errors that are worth nothing, where their money is estimated.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::{Activity, ActivityId, Level};

pub(super) const RULE: Rule = Rule {
    code: "C110",
    name: "unpriced-errors",
    level: Level::Warn,
    looks_for: "A policy that estimates the monetary value of error, and an activity of value of whose errors none has money.",
    matters: "Whatever goes wrong there is worth £0. If no activity has other errors, the monetary value of error is 0 % of \
              every policy, in the truth as in every estimate.",
    formula: "The attributes that the activity names in `errors`, and which of them have `money`.",
    source: "The scenario's own `errors` and `money`",
    remedy: "Give an attribute of the activity `money`, the law of what its errors are worth, or take `mve` out of `estimate`.",
    fires: r#"[[activity]]
name = "review"
volume = 100
value = { distribution = "gamma", mean = 2_000, sd = 1_500 }
errors = { letters = "3%" }

[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
estimate = ["accuracy", "mve"]"#,
    quiet: &[(
        "[[activity]]",
        r#"[[attribute]]
name = "letters"
money = { absolute = { distribution = "gamma", mean = 300, sd = 300 }, overstated = "50%" }

[[activity]]"#,
    )],
    check: Scan::Activities(check),
};

fn check(context: &RuleContext<'_>, id: ActivityId, activity: &Activity) -> Option<Finding> {
    let place = context.checks().find(|place| place.check.estimate.mve)?;
    let attributes = &context.scenario.attributes;
    let mut errors = activity.errors.iter();
    let is_priced = errors.any(|error| attributes[error.attribute].money.is_some());
    if activity.value.is_none() || is_priced {
        return None;
    }
    let message = format!(
        "every error of `{}` is worth £0, and the monetary value of error is estimated",
        activity.name
    );
    let at = context.at_entry("activity", id, &["errors"], "none of these has `money`");
    let estimate = context.at_check(place, &["estimate"], "what is estimated");
    let help = "give one of them `money`, the law of what its errors are worth, or take `mve` out of `estimate`";
    Some(Finding::new(message, at, help).and(estimate))
}
