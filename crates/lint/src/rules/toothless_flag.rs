//! A rule that finds hardly any poor performers.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_analysis::PolicyFacts;
use tierone_scenario::{Level, PolicyId};

pub(super) const RULE: Rule = Rule {
    code: "P106",
    name: "toothless-flag",
    level: Level::Warn,
    looks_for: "A `flag` that is expected to flag less than half of the poor performers in a year.",
    matters: "The policy says that it finds them, and leaves most of them unfound.",
    formula: "The chance of a flag within a year, by a caseworker's odds of error, over the distribution of \
              odds beyond those that make a poor performer. Unknown, and so not warned of, where a check draws by what was \
              found before, or only some tenures for part of the year.",
    source: "Exact chains of the rule's own state over the results of a year",
    remedy: "Look at more results, or set a lower limit and accept more false alarms.",
    fires: r#"[workforce]
poor = { odds_ratio = 2.0 }

[[policy]]
name = "as it is"

flag = { rule = "fails-in", fails = 5, checks = 8 }"#,
    quiet: &[("fails = 5, checks = 8", "fails = 3, checks = 10")],
    check: Scan::PolicyFacts(check),
};

fn check(context: &RuleContext<'_>, id: PolicyId, policy: &PolicyFacts) -> Option<Finding> {
    let Some(Ok(flagged)) = &policy.flagged else {
        return None;
    };
    if flagged.poor <= 0.0 || flagged.poor_flagged >= 0.5 * flagged.poor {
        return None;
    }
    let message = format!(
        "within a year the rule of `{}` flags {} of the {} poor performers, {}{}",
        policy.name,
        figures(flagged.poor_flagged),
        figures(flagged.poor),
        percent(flagged.poor_flagged / flagged.poor),
        context.before_coaching(id)
    );
    Some(Finding::new(
        message,
        context.at_policy(id, &["flag"], "finds too few"),
        "look at more results, or set a lower limit and accept more false alarms",
    ))
}
