//! An interval that hardly ever holds the truth.

use super::imperfect_checker;
use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::{percent, points};
use crate::rule::{Rule, Scan};
use tierone_analysis::Estimated;
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "B107",
    name: "interval-beside-truth",
    level: Level::Warn,
    looks_for: "A check whose 95% interval of accuracy or money, over the reported periods, holds the truth of \
              all decisions in less than 80% of cases.",
    matters: "The interval shows how much of the figure is chance, and not its bias. The more is \
              checked, the more certain a wrong figure looks.",
    formula: "The chance that the interval holds the truth of all decisions, from the expected figure, its \
              variance and its half-width. It is too high where errors of one decision offset each other, \
              since each counts by itself, and where the frame leaves out people whose number varies.",
    source: "Kish (1965), Survey Sampling, §13.8 (coverage where bias is not small against the standard \
              error)",
    remedy: "Remove the bias (who is in the frame, what is missed), or quote the figure for what it covers.",
    fires: imperfect_checker::RULE.fires,
    quiet: &[(r#"sensitivity = "70%""#, r#"sensitivity = "95%""#)],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for place in context.checks() {
        let Some(facts) = context.check_facts(place) else {
            continue;
        };
        let accuracy = facts
            .accuracy
            .as_ref()
            .ok()
            .filter(|_| place.check.estimate.accuracy);
        let mve = facts.mve.as_ref().ok().filter(|_| place.check.estimate.mve);
        findings.extend(accuracy.and_then(|figure| beside(context, place, "accuracy", figure)));
        findings.extend(mve.and_then(|figure| beside(context, place, "money", figure)));
    }
    findings
}

fn beside(
    context: &RuleContext<'_>,
    place: CheckPlace<'_>,
    what: &str,
    figure: &Estimated,
) -> Option<Finding> {
    let precision = figure.horizon;
    if !precision.coverage.is_finite() || precision.coverage >= 0.8 {
        return None;
    }
    let message = format!(
        "the 95% interval of `{}` for {what}, ± {}, holds the truth of all decisions with probability {}{}",
        place.check.name,
        points(precision.half_width),
        percent(precision.coverage),
        context.before_coaching(place.policy_id)
    );
    Some(Finding::new(
        message,
        context.at_check(place, &["estimate"], "quoted with this interval"),
        "remove the bias, or quote the figure for what it covers",
    ))
}
