//! An estimate from decisions that nobody knows the chances of.

use crate::numbers::figures;
use crate::{Case, Finding, Rule};
use tierone_sampling::design;
use tierone_scenario::Level;

/// See the head of this file.
pub const RULE: Rule = Rule {
    code: "B102",
    name: "unknown-chances",
    level: Level::Warn,
    looks_for: "A check that estimates by a method without known chances of being drawn: judgement, or a risk \
              score without a random share.",
    matters: "Nothing can be concluded from such a sample about the decisions that were not drawn: the figure \
              has no interval, is labelled `of checked decisions only`, and its error does not shrink with \
              more checks.",
    formula: "The method's own statement whether chances are known; the number is of the checks over the \
              reported periods.",
    source: "Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, §1.5 (probability sampling)",
    remedy: "Keep a `random_share` of the risk-targeted sample, or estimate from another check.",
    fires: FIRES,
    quiet: QUIET,
    check,
};

const FIRES: &str = r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
sample = { method = "risk-targeted", checks = 400, auc = 0.7 }"#;

const QUIET: &str = r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
sample = { method = "risk-targeted", checks = 400, auc = 0.7, random_share = "50%" }"#;

fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for place in case.checks() {
        let (sample, estimate) = (&place.check.sample, place.check.estimate);
        if !(estimate.accuracy || estimate.mve) || design(&sample.method).known_inclusion() {
            continue;
        }
        let checks = case
            .seen(place)
            .map_or(0.0, |seen| seen.checks * case.periods());
        let message = format!(
            "the {} checks of `{}` in {} say nothing of the decisions that it does not draw",
            figures(checks),
            place.check.name,
            case.span()
        );
        findings.push(
            Finding::new(
                message,
                case.at_check(place, &["estimate"], "of checked decisions only"),
                "keep a random share, or estimate from another check",
            )
            .and(case.at_check(place, &["sample", "method"], "chances are not known")),
        );
    }
    findings
}
