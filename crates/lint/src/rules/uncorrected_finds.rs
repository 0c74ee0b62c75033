//! Errors that are found and left as they are.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::figures;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "F108",
    name: "uncorrected-finds",
    level: Level::Note,
    looks_for: "A check that finds errors and does not have them corrected.",
    matters: "Somebody knows that the decision is wrong, and the client is still paid or charged by it.",
    formula: "Expected decisions over the reported periods in which an error in an accuracy attribute is \
              found.",
    source: "Expectation over skill, tenure, complexity and automation",
    remedy: "Add `correct` to `on_fail`.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
on_fail = []"#,
    quiet: &[("on_fail = []", r#"on_fail = ["correct"]"#)],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let moves_money = context
        .scenario
        .attributes
        .iter()
        .any(|attribute| attribute.money.is_some());
    let mut findings = Vec::new();
    for place in context
        .checks()
        .filter(|place| !place.check.on_fail.correct)
    {
        let Some(seen) = context
            .seen(place)
            .filter(|seen| seen.errors_found > 0.0 && moves_money)
        else {
            continue;
        };
        findings.push(Finding::new(
            format!(
                "`{}` finds {} wrong decisions in {}, and leaves them wrong",
                place.check.name,
                figures(seen.errors_found * context.periods()),
                context.span()
            ),
            context.at_check(place, &["on_fail"], "nothing is corrected"),
            "add `correct` to `on_fail`",
        ));
    }
    findings
}
