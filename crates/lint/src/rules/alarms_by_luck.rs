//! A rule that flags more of the unlucky than of the poor.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{count, figures};
use crate::rule::{Rule, Scan};
use tierone_analysis::PolicyFacts;
use tierone_scenario::{Level, PolicyId};

pub(super) const RULE: Rule = Rule {
    code: "P105",
    name: "alarms-by-luck",
    level: Level::Warn,
    looks_for: "A `flag` that is expected to flag more other caseworkers in a year than poor performers.",
    matters: "Whoever is flagged is then more likely than not to be an average caseworker with bad luck, and \
              is treated as a poor one.",
    formula: "The chance of a flag within a year, by a caseworker's odds of error, over the distribution of \
              odds on either side of those that make a poor performer.",
    source: "Exact chains of the rule's own state over the results of a year",
    remedy: "Ask for more fails before somebody is flagged, or for more fails among more results.",
    fires: r#"[workforce]
poor = { odds_ratio = 2.0 }

[[policy]]
name = "as it is"

flag = { rule = "fails-in", fails = 2, checks = 15 }"#,
    quiet: &[("fails = 2, checks = 15", "fails = 8, checks = 60")],
    check: Scan::PolicyFacts(check),
};

fn check(context: &RuleContext<'_>, id: PolicyId, policy: &PolicyFacts) -> Option<Finding> {
    let Some(Ok(flagged)) = &policy.flagged else {
        return None;
    };
    if flagged.false_alarms <= flagged.poor_flagged {
        return None;
    }
    let message = format!(
        "within a year the rule of `{}` flags {} of the {} poor performers, and {} who are not",
        policy.name,
        figures(flagged.poor_flagged),
        figures(flagged.poor),
        count(flagged.false_alarms, "caseworker", "caseworkers")
    );
    Some(Finding::new(
        message,
        context.at_policy(id, &["flag"], "flags by luck"),
        "ask for more fails before somebody is flagged, or for more fails among more results",
    ))
}
