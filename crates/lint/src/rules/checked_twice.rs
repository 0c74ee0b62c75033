//! Decisions that two checks draw.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_analysis::PolicyFacts;
use tierone_scenario::{Level, PolicyId};

pub(super) const RULE: Rule = Rule {
    code: "R106",
    name: "checked-twice",
    level: Level::Note,
    looks_for: "A policy of whose checks more than a twentieth are of decisions that another check draws too.",
    matters: "A second check of the same decision finds little that is new and costs as much. An error found \
              twice is coached and corrected once.",
    formula: "Expected checks less expected decisions that are checked at all, in an average period.",
    source: "Independent draws: the product of the selection probabilities",
    remedy: "Let the later check leave out the earlier one's sample: `excludes`.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
sample = { method = "simple-random", checks = 2_000 }
checker = { pool = "assurance", minutes = 6 }"#,
    quiet: &[(
        r#"checker = { pool = "assurance", minutes = 6 }"#,
        r#"checker = { pool = "assurance", minutes = 6 }
excludes = ["coaching checks"]"#,
    )],
    check: Scan::PolicyFacts(check),
};

fn check(context: &RuleContext<'_>, id: PolicyId, policy: &PolicyFacts) -> Option<Finding> {
    let checks: Option<f64> = policy
        .checks
        .iter()
        .map(|check| check.seen.as_ref().ok().map(|seen| seen.checks))
        .sum();
    let (checks, checked) = (checks?, policy.checked.ok()?);
    let twice = checks - checked;
    if checks <= 0.0 || twice <= 0.05 * checks {
        return None;
    }
    let message = format!(
        "{} of the {} checks a {} of `{}`, {}, are of a decision that is checked already",
        figures(twice),
        figures(checks),
        context.scenario.horizon.period,
        policy.name,
        percent(twice / checks)
    );
    Some(Finding::new(
        message,
        context.at_policy(id, &["name"], "its checks overlap"),
        "let later checks leave out earlier samples with `excludes`",
    ))
}
