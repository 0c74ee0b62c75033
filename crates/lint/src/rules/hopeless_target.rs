//! A target that is missed every time.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::Rule;
use tierone_scenario::{Level, Step};

pub(super) const RULE: Rule = Rule {
    code: "T103",
    name: "hopeless-target",
    level: Level::Warn,
    looks_for: "A service level that is expected to be red in more than 95% of periods.",
    matters: "A light that is always red says nothing about the period, and nobody looks at it any more.",
    formula: "The binomial tail of n audits at the expected share of fails, with no feedback.",
    source: "The exact binomial law; expectation over skill, tenure, complexity and automation",
    remedy: "Set a limit that better work can keep, or count the errors that it is about.",
    fires: FIRES,
    quiet: QUIET,
    check,
};

const FIRES: &str = r#"[[policy]]
name = "as it is"

[[policy.target]]
name = "audit"
check = "assurance"
measure = "accuracy"
limit = "99.5%""#;

const QUIET: &str = r#"[[policy]]
name = "as it is"

[[policy.target]]
name = "audit"
check = "assurance"
measure = "accuracy"
limit = "95%""#;

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let Some(facts) = context.facts() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (id, policy) in facts.policies.iter().enumerate() {
        for (at, target) in policy.targets.iter().enumerate() {
            let (Ok(red), Ok(share), Ok(audits)) = (target.red, target.fail_share, target.audits)
            else {
                continue;
            };
            if red <= 0.95 {
                continue;
            }
            let message = format!(
                "`{}` allows {} of {} audits to fail, and {} are expected to: red in {} of {}s",
                target.name,
                percent(target.limit),
                figures(audits),
                percent(share),
                percent(red),
                context.scenario.horizon.period
            );
            let steps = [
                Step::Key("policy"),
                Step::Item(id),
                Step::Key("target"),
                Step::Item(at),
                Step::Key("limit"),
            ];
            findings.push(Finding::new(
                message,
                context.at(&steps, "always missed"),
                "set a limit that better work can keep, or count what it is about",
            ));
        }
    }
    findings
}
