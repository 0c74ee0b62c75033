//! Corrections that come when the error has ended by itself.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Attribute, Level};

pub(super) const RULE: Rule = Rule {
    code: "W104",
    name: "late-correction",
    level: Level::Warn,
    looks_for: "An attribute whose errors last not much longer than a correction takes.",
    matters: "The correction costs its hours and stops hardly any money.",
    formula: "The expected days until a correction completes, against `lasts` of the attribute's money. Triggers \
              where they are more than half of it; a check comes on top, up to a period later.",
    source: "Howard (1971), Dynamic Probabilistic Systems II, chapter 11 (semi-Markov processes)",
    remedy: "Correct sooner, or do not correct such errors.",
    fires: r#"[[attribute]]
name = "income"
money = { lasts = "15 days" }"#,
    quiet: &[(r#"lasts = "15 days""#, r#"lasts = "90 days""#)],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let Some(expected) = context.scenario.correction.workflow.expected() else {
        return Vec::new();
    };
    if !context.checks().any(|place| place.check.on_fail.correct) {
        return Vec::new();
    }
    let finding = |attribute: &Attribute| {
        let lasts = attribute.money.as_ref()?.lasts?;
        if !attribute.correctable || expected.days <= 0.5 * lasts {
            return None;
        }
        let message = format!(
            "a correction takes {} days on average, {} of the {} days that an error in `{}` lasts",
            figures(expected.days),
            percent(expected.days / lasts),
            figures(lasts),
            attribute.name
        );
        let keys = ["money", "lasts"];
        let at = context.at_named(
            "attribute",
            &attribute.name,
            &keys,
            "ends by itself after this",
        );
        let help = "correct sooner, or let such errors be: `correctable = false`";
        let takes = context.at_keys(&["correction"], "takes so long");
        Some(Finding::new(message, at, help).and(takes))
    };
    let attributes = context.scenario.attributes.iter();
    attributes.filter_map(finding).collect()
}
