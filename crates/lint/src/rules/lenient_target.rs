//! A target that somebody far beyond it keeps.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::Rule;
use tierone_analysis::red;
use tierone_scenario::{Level, Step};

pub(super) const RULE: Rule = Rule {
    code: "T102",
    name: "lenient-target",
    level: Level::Warn,
    looks_for: "A service level at which one who fails twice as often as it allows stays green in more than a \
              fifth of periods.",
    matters: "A target is there to be missed by those who should miss it. With few audits it cannot tell them \
              from the others.",
    formula: "The binomial tail of n audits at twice the limit.",
    source: "The exact binomial law",
    remedy: "Audit more, or judge over longer.",
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
limit = "97%"

[[policy.check]]
name = "assurance"
sample = { method = "simple-random", checks = 40 }
checker = { pool = "assurance", minutes = 300 }"#;

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
            let Ok(audits) = target.audits else {
                continue;
            };
            let twice = 2.0 * target.limit;
            if twice <= 0.0 || twice >= 1.0 {
                continue;
            }
            let green = 1.0 - red(audits as u64, twice, target.limit);
            if green <= 0.2 {
                continue;
            }
            let message = format!(
                "`{}` allows {} of {} audits to fail: one who fails {} stays green in {} of {}s",
                target.name,
                percent(target.limit),
                figures(audits),
                percent(twice),
                percent(green),
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
                context.at(&steps, "twice as much often passes"),
                "audit more, or judge over longer",
            ));
        }
    }
    findings
}
