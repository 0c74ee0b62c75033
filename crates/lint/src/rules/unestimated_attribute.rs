//! An estimate of accuracy that does not look at all of it.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::percent;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "C107",
    name: "unestimated-attribute",
    level: Level::Warn,
    looks_for: "A check that estimates accuracy and does not look at some accuracy attribute in which decisions \
              go wrong.",
    matters: "What is quoted as accuracy is accuracy in some respects. It is higher than accuracy by what goes \
              wrong in the others alone.",
    formula: "The share of decisions with an error in the attribute, in expectation and with no feedback.",
    source: "Expectation over skill, tenure, complexity and automation",
    remedy: "Add the attribute to the check, or name the figure for what it covers.",
    fires: r#"[[attribute]]
name = "letters"
accuracy = true

[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
attributes = ["income"]"#,
    quiet: &[(
        r#"[[attribute]]
name = "letters"
accuracy = true

"#,
        "",
    )],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for place in context
        .checks()
        .filter(|place| place.check.estimate.accuracy)
    {
        for (id, attribute) in context.scenario.attributes.iter().enumerate() {
            if !attribute.accuracy || place.check.looks_at[id] {
                continue;
            }
            let errs = context.attribute_share(id);
            if errs <= 0.0 {
                continue;
            }
            let message = format!(
                "`{}` estimates accuracy and does not look at `{}`, in which {} of decisions go wrong",
                place.check.name,
                attribute.name,
                percent(errs)
            );
            findings.push(
                Finding::new(
                    message,
                    context.at_check(place, &["attributes"], "without it"),
                    format!(
                        "add `{}`, or name the figure for what it covers",
                        attribute.name
                    ),
                )
                .and(context.at_check(place, &["estimate"], "quoted as accuracy")),
            );
        }
    }
    findings
}
