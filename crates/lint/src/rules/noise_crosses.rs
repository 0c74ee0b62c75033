//! A target that chance alone will miss.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::Rule;
use tierone_scenario::{Level, Step};

pub(super) const RULE: Rule = Rule {
    code: "T101",
    name: "noise-crosses",
    level: Level::Warn,
    looks_for: "A service level that an office which keeps it is expected to miss in more than 5% of periods, by \
              chance.",
    matters: "Red is answered with questions, plans and money, and nothing has happened. A share of a sample \
              is not a share of the work.",
    formula: "Red is more fails than the limit allows among n audits; with a true share p that is a binomial \
              tail. Triggers where p is within the limit.",
    source: "The exact binomial law; for 490 audits and a limit of 3%, one whose true share is 3% is red in \
              almost half of the months",
    remedy: "Judge over longer, or by whether the lower end of an interval is above the limit.",
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
limit = "97.3%""#;

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
            if share > target.limit || red <= 0.05 {
                continue;
            }
            let period = context.scenario.horizon.period;
            let edge = match target.red_at_limit {
                Ok((red, _)) => format!(", and one just at the limit in {}", percent(red)),
                Err(_) => String::new(),
            };
            let message = format!(
                "`{}` allows {} of {} audits to fail: an office of {} is red in {} of {period}s by chance{edge}",
                target.name,
                percent(target.limit),
                figures(audits),
                percent(share),
                percent(red)
            );
            let steps = [
                Step::Key("policy"),
                Step::Item(id),
                Step::Key("target"),
                Step::Item(at),
                Step::Key("limit"),
            ];
            let finding = Finding::new(
                message,
                context.at(&steps, "chance crosses it"),
                "judge over longer, or by the end of an interval",
            );
            findings.push(match looked_at(context, id, at) {
                Some(place) => {
                    finding.and(context.at_check(place, &["sample", "checks"], "so few audits"))
                }
                None => finding,
            });
        }
    }
    findings
}

fn looked_at<'a>(
    context: &RuleContext<'a>,
    policy: usize,
    target: usize,
) -> Option<CheckPlace<'a>> {
    let check = context.scenario.policies[policy].targets[target].check;
    context
        .checks()
        .find(|place| (place.policy_id, place.check_id) == (policy, check))
}
