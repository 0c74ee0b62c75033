//! An attribute that no check looks at.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::percent;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "C105",
    name: "unchecked-attribute",
    level: Level::Warn,
    looks_for: "A policy with checks of which none looks at some attribute in which decisions go wrong.",
    matters: "Whatever goes wrong in it is never found. If it counts towards accuracy, the policy works on a \
              part of accuracy only.",
    formula: "The attributes of all checks are compared with those that decisions err in; the share is of \
              decisions with an error in it, in expectation and with no feedback.",
    source: "Expectation over skill, tenure, complexity and automation",
    remedy: "Add it to the `attributes` of a check.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
attributes = ["income"]

[[policy.check]]
name = "assurance"
attributes = ["income"]"#,
    quiet: &[(
        r#"name = "assurance"
attributes = ["income"]"#,
        r#"name = "assurance"
attributes = ["income", "letters"]"#,
    )],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for place in context.checks().filter(|place| place.check_id == 0) {
        for (id, attribute) in context.scenario.attributes.iter().enumerate() {
            let errs = context.attribute_share(id);
            let mut checks = place.policy.checks.iter();
            if errs <= 0.0 || checks.any(|check| check.looks_at[id]) {
                continue;
            }
            let message = format!(
                "no check of `{}` looks at `{}`, in which {} of decisions go wrong",
                place.policy.name,
                attribute.name,
                percent(errs)
            );
            findings.push(Finding::new(
                message,
                context.at_check(place, &["attributes"], "not here, and in no other check"),
                format!("add `{}` to the `attributes` of a check", attribute.name),
            ));
        }
    }
    findings
}
