//! Decisions that two checks draw.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::Rule;
use tierone_scenario::Level;

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
    fires: FIRES,
    quiet: QUIET,
    check,
};

const FIRES: &str = r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
sample = { method = "simple-random", checks = 2_000 }
checker = { pool = "assurance", minutes = 6 }"#;

const QUIET: &str = r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
sample = { method = "simple-random", checks = 2_000 }
checker = { pool = "assurance", minutes = 6 }
excludes = ["coaching checks"]"#;

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let Some(facts) = context.facts() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (id, policy) in facts.policies.iter().enumerate() {
        let checks: Option<f64> = policy
            .checks
            .iter()
            .map(|check| check.seen.as_ref().ok().map(|seen| seen.checks))
            .sum();
        let (Some(checks), Ok(checked)) = (checks, policy.checked) else {
            continue;
        };
        let twice = checks - checked;
        if checks <= 0.0 || twice <= 0.05 * checks {
            continue;
        }
        let message = format!(
            "{} of the {} checks a {} of `{}`, {}, are of a decision that is checked already",
            figures(twice),
            figures(checks),
            context.scenario.horizon.period,
            policy.name,
            percent(twice / checks)
        );
        findings.push(Finding::new(
            message,
            context.at_policy(id, &["name"], "its checks overlap"),
            "let later checks leave out earlier samples with `excludes`",
        ));
    }
    findings
}
