//! Rates of error that may have been meant as percentages.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::percent;
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, Step};

/// A rate above which few decisions would be right.
const HIGH: f64 = 0.1;

pub(super) const RULE: Rule = Rule {
    code: "A106",
    name: "percent-meant",
    level: Level::Warn,
    looks_for: "Rates of error and of false fails of 10 % or more that are written as a plain number.",
    matters: "`0.5` is a half, not half a per cent. A rate that is a hundred times too high makes every figure wrong.",
    formula: "The number as written is compared with 0.1.",
    source: "tierone",
    remedy: "Write \"0.5%\" in quotes if that is meant, or \"50%\" if it is the rate.",
    fires: r#"[[activity]]
name = "change"
errors = { income = 0.5 }"#,
    quiet: &[("income = 0.5", "income = \"50%\"")],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut look = |steps: &[Step<'_>], name: &str, what: String| {
        let number = context.reading.places.bare_number(steps);
        if let Some(number) = number.filter(|number| *number >= HIGH) {
            findings.push(Finding::new(
                format!("`{name}` is {number}, which is {}: {what}", percent(number)),
                context.at(steps, "read as a share of one"),
                format!(
                    "write \"{number}%\" in quotes if that is meant, or \"{}\" if the rate is that high",
                    percent(number)
                ),
            ));
        }
    };
    for rate in context.written_rates() {
        let what = format!("so many decisions of `{}` are wrong in it", rate.activity);
        look(&rate.steps, rate.name, what);
    }
    for policy in &context.scenario.policies {
        for check in &policy.checks {
            let steps = [
                Step::Key("policy"),
                Step::Named(&policy.name),
                Step::Key("check"),
                Step::Named(&check.name),
                Step::Key("checker"),
                Step::Key("false_fail"),
            ];
            look(
                &steps,
                "false_fail",
                "so many right decisions are failed".into(),
            );
        }
    }
    findings
}
