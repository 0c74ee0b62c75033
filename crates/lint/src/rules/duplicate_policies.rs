//! Two policies that do the same.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, Policy, PolicyId};

pub(super) const RULE: Rule = Rule {
    code: "R101",
    name: "duplicate-policies",
    level: Level::Warn,
    looks_for: "Two policies that differ in nothing but their names.",
    matters: "Checks of one name draw alike in every policy, so the two give the same figures to the last \
              digit, and their contrast is zero in all replications. Usually one was copied and not yet \
              changed.",
    formula: "The resolved policies are compared: checks in order, learning products, flag.",
    source: "Common random numbers: a check's streams are opened by its own name",
    remedy: "Change one of the two, or remove it.",
    fires: r#"[[policy]]
name = "as it will be"

[[policy.check]]
name = "coaching checks"
tier = 1
sample = { method = "per-caseworker", checks = 15 }
checker = { pool = "team leaders", minutes = 30 }
on_fail = ["coach", "correct"]

[[policy.check]]
name = "assurance"
tier = 2
sample = { method = "simple-random", checks = 400 }
checker = { pool = "assurance", minutes = 30 }
on_fail = ["correct"]
estimate = ["accuracy", "mve"]"#,
    quiet: &[("checks = 15", "checks = 14")],
    check: Scan::Policies(check),
};

fn check(context: &RuleContext<'_>, id: PolicyId, policy: &Policy) -> Option<Finding> {
    let policies = &context.scenario.policies;
    let first = policies[..id]
        .iter()
        .position(|other| same(other, policy))?;
    let message = format!(
        "`{}` does the same as `{}`: every figure will be equal, and their contrast 0",
        policy.name, policies[first].name
    );
    let at = context.at_policy(id, &["name"], "the same again");
    let other = context.at_policy(first, &["name"], "as in this one");
    Some(Finding::new(message, at, "change one of the two, or remove it").and(other))
}

fn same(one: &Policy, other: &Policy) -> bool {
    one.checks == other.checks
        && one.learning == other.learning
        && one.flag == other.flag
        && one.pilots == other.pilots
}
