//! Two checks of one policy that do the same.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::figures;
use crate::rule::{Rule, Scan};
use tierone_scenario::{Check, Level};

pub(super) const RULE: Rule = Rule {
    code: "R102",
    name: "duplicate-checks",
    level: Level::Warn,
    looks_for: "Two checks of a policy that differ in nothing but their names.",
    matters: "They draw from the same decisions by the same rule, and where each estimates there are two \
              figures for one thing. One check of both quotas costs as much and is more precise.",
    formula: "The resolved checks are compared without their names.",
    source: "Two samples of n and one of 2n: Lohr (2022), Sampling: Design and Analysis, 3rd ed., §2.3",
    remedy: "Make one check of the two, or change what one of them looks at.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance again"
tier = 2
sample = { method = "simple-random", checks = 400 }
checker = { pool = "assurance", minutes = 30 }
on_fail = ["correct"]
estimate = ["accuracy", "mve"]

[[pool]]
name = "assurance"
hours = 420"#,
    quiet: &[(
        r#"sample = { method = "simple-random", checks = 400 }"#,
        r#"sample = { method = "simple-random", checks = 400 }
frame = { activity = ["change"] }"#,
    )],
    check: Scan::Checks(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let before = context
        .checks()
        .filter(|other| other.policy_id == place.policy_id && other.check_id < place.check_id);
    let first = before
        .into_iter()
        .find(|other| same(other.check, place.check))?;
    let checks = context.seen(place).map_or(0.0, |seen| seen.checks);
    let message = format!(
        "`{}` does the same as `{}`: {} checks a {} that could be of one sample",
        place.check.name,
        first.check.name,
        figures(checks),
        context.scenario.horizon.period
    );
    Some(
        Finding::new(
            message,
            context.at_check(place, &["name"], "the same again"),
            "make one check of the two, or change what one of them looks at",
        )
        .and(context.at_check(first, &["name"], "as this one")),
    )
}

fn same(one: &Check, other: &Check) -> bool {
    let named_alike = Check {
        name: other.name.clone(),
        ..one.clone()
    };
    named_alike == *other
}
