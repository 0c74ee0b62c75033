//! An attribute in which nothing can go wrong.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, Step};

pub(super) const RULE: Rule = Rule {
    code: "S005",
    name: "unused-attribute",
    level: Level::Warn,
    looks_for: "An `[[attribute]]` that no activity names in `errors` or `system_errors`.",
    matters: "No decision ever fails in it, so its money, grade and coaching group change nothing. An \
              attribute that is looked at and never goes wrong is named with a rate of 0.",
    formula: "The attributes that the file declares are compared with those that activities name.",
    source: "The scenario's own `errors`",
    remedy: "Name it in the `errors` of an activity, or remove it.",
    fires: r#"[[attribute]]
name = "signature"
label = "Signed by the right person"
accuracy = true"#,
    quiet: &[(
        "accuracy = true",
        r#"accuracy = true

[[activity]]
name = "application"
errors = { signature = { value = "1%", source = "example" } }"#,
    )],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let used = |name: &str| {
        context
            .scenario
            .attributes
            .iter()
            .any(|known| known.name == name)
    };
    let declared = context.reading.places.names(&[Step::Key("attribute")]);
    let unused = declared.into_iter().filter(|name| !used(name));
    unused
        .map(|name| {
            Finding::new(
                format!(
                    "nothing goes wrong in `{name}`: 0 of {} activities name it in their errors",
                    context.scenario.activities.len()
                ),
                context.at_named("attribute", name, &["name"], "in no `errors`"),
                "name it in the `errors` of an activity, with a rate of 0 if it never goes wrong, or remove it",
            )
        })
        .collect()
}
