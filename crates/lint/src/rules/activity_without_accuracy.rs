//! An activity whose decisions accuracy does not speak of.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::percent;
use crate::rule::{Rule, Scan};
use tierone_scenario::{Activity, Level};

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
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let activities = context.scenario.activities.iter().enumerate();
    let without = activities.filter(|(id, _)| !context.scenario.has_accuracy(*id));
    let finding = |(id, activity): (usize, &Activity)| {
        let share = context.known().shares(|part| part.activity == id).decisions;
        Finding::new(
            format!(
                "accuracy leaves out `{}`, {} of decisions: it has no accuracy attribute",
                activity.name,
                percent(share)
            ),
            context.at_entry("activity", id, &["errors"], "none of these is one"),
            "name an accuracy attribute in its `errors`, with a rate of 0 if it is never wrong, or quote accuracy for the \
             other activities",
        )
    };
    without.map(finding).collect()
}
