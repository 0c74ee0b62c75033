//! A target on a figure that no check estimates.

use crate::context::{RuleContext, TargetPlace};
use crate::finding::Finding;
use crate::numbers::percent;
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, OwnFigure};

pub(super) const RULE: Rule = Rule {
    code: "T104",
    name: "unestimated-target",
    level: Level::Warn,
    looks_for: "A target on accuracy or on the monetary value of error of which no check has an estimate.",
    matters: "Nobody in the operation can see whether such a target is met: a run knows the truth, an office does not.",
    formula: "A check has an estimate of what its `estimate` lists.",
    source: "The scenario's own `estimate`",
    remedy: "Let a random check estimate it, or hold the target to a figure that a check has.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.target]]
name = "money right"
measure = "mve-decided"
at_most = "5%"

[[policy.check]]
name = "assurance"
estimate = ["accuracy"]"#,
    quiet: &[(
        "measure = \"mve-decided\"\nat_most = \"5%\"",
        "measure = \"accuracy\"\nat_least = \"95%\"",
    )],
    check: Scan::Targets(check),
};

fn check(context: &RuleContext<'_>, place: TargetPlace<'_>) -> Option<Finding> {
    let policy = &context.scenario.policies[place.policy_id];
    let target = &policy.targets[place.target_id];
    let what = match target.measure.own_figure()? {
        OwnFigure::Results => return None,
        OwnFigure::Accuracy => "accuracy",
        OwnFigure::Mve => "mve",
    };
    let check = target.check.map(|check| &policy.checks[check]);
    if check.is_some_and(|check| target.measure.is_figure_of(check.estimate)) {
        return None;
    }
    let who = check.map_or("no check of the policy".into(), |check| {
        format!("`{}` does not", check.name)
    });
    let verb = if check.is_some() {
        " estimate"
    } else {
        " estimates"
    };
    Some(Finding::new(
        format!(
            "`{}` asks for `{}` {} {}, and {who}{verb} it",
            target.name,
            target.measure.word(),
            target.limit.words(),
            percent(target.limit.value())
        ),
        context.at_limit(place, "nobody can see whether it is met"),
        format!("write `estimate = [\"{what}\"]` in a check that draws at random"),
    ))
}
