//! An activity whose decisions accuracy does not speak of.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::percent;
use crate::rule::{Rule, Scan};
use tierone_scenario::{Activity, ActivityId, Level};

pub(super) const RULE: Rule = Rule {
    code: "C109",
    name: "activity-without-accuracy",
    level: Level::Warn,
    looks_for: "An activity that has no accuracy attribute.",
    matters: "Accuracy is the share of decisions without an error in an accuracy attribute, among those that have one. \
              Decisions of this activity are left out of it, in the truth as in every estimate, whatever goes wrong in them.",
    formula: "The attributes that the activity names, and which of them are accuracy attributes; the share is of expected \
              decisions.",
    source: "The scenario's own `errors` and `attribute`",
    remedy: "Name an accuracy attribute in `errors` of the activity, with a rate of 0 if it is never wrong, or quote accuracy \
             for the other activities.",
    fires: r#"[[activity]]
name = "letter only"
volume = 100
errors = { letters = "3%" }"#,
    quiet: &[(
        r#"errors = { letters = "3%" }"#,
        r#"value = { distribution = "gamma", mean = 2_000, sd = 1_500 }
errors = { letters = "3%", income = 0 }"#,
    )],
    check: Scan::Activities(check),
};

fn check(context: &RuleContext<'_>, id: ActivityId, activity: &Activity) -> Option<Finding> {
    if context.scenario.has_accuracy(id) {
        return None;
    }
    let shares = context.known().shares(|part| part.activity == id);
    let message = format!(
        "accuracy leaves out `{}`, {} of decisions: it has no accuracy attribute",
        activity.name,
        percent(shares.decisions)
    );
    let at = context.at_entry("activity", id, &["errors"], "none of these is one");
    let help = "name an accuracy attribute in its `errors`, with a rate of 0 if it is never wrong, or quote accuracy for the \
                other activities";
    Some(Finding::new(message, at, help))
}
