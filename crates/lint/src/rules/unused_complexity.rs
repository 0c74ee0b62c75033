//! A complexity that no decision has.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::figures;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "S004",
    name: "unused-complexity",
    level: Level::Warn,
    looks_for: "A complexity of `[complexity]` in which no activity has a share of its decisions.",
    matters: "Its odds ratio changes nothing. Often an activity was to be of it, and is taken to be easier or \
              harder than it is.",
    formula: "The shares of all activities are looked through.",
    source: "The scenario's own `complexity` keys",
    remedy: "Give it a share of an activity's decisions, or remove it.",
    fires: r#"[complexity]
odds_ratio = { plain = 1.0, hard = 3.0 }

[[activity]]
name = "change"
complexity = "plain"

[[activity]]
name = "application"
complexity = "plain""#,
    quiet: &[(
        r#"name = "application"
complexity = "plain""#,
        r#"name = "application"
complexity = { plain = "90%", hard = "10%" }"#,
    )],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let of = |id| {
        let activities = context.scenario.activities.iter();
        let mut mixes = activities.flat_map(|activity| &activity.mix);
        mixes.any(|(complexity, share)| *complexity == id && share.to_f64() > 0.0)
    };
    let complexities = context.scenario.complexities.iter().enumerate();
    let unused = complexities.filter(|(id, _)| !of(*id));
    unused
        .map(|(_, complexity)| {
            Finding::new(
                format!(
                    "no decision is of complexity `{}`, so its odds ratio of {} changes nothing",
                    complexity.name,
                    figures(complexity.odds_ratio)
                ),
                context.at_keys(
                    &["complexity", "odds_ratio", &complexity.name],
                    "no activity has a share of it",
                ),
                "give it a share of an activity's decisions, or remove it",
            )
        })
        .collect()
}
