//! An estimate whose selection probabilities are unknown.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::figures;
use crate::rule::{Rule, Scan};
use tierone_sampling::design;
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "B102",
    name: "unknown-chances",
    level: Level::Warn,
    looks_for: "A check that estimates by a method without known selection probabilities: judgement, or a risk \
              score without a random share.",
    matters: "Nothing can be concluded from such a sample about the decisions that were not drawn: the figure \
              has no interval, is labelled `of checked decisions only`, and its error does not shrink with \
              more checks.",
    formula: "Whether the method has known selection probabilities; the number is of the checks over the \
              reported periods.",
    source: "Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, §1.5 (probability sampling)",
    remedy: "Keep a `random_share` of the risk-targeted sample, or estimate from another check.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
sample = { method = "risk-targeted", checks = 400, auc = 0.7 }"#,
    quiet: &[("auc = 0.7", r#"auc = 0.7, random_share = "50%""#)],
    check: Scan::Checks(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let (sample, estimate) = (&place.check.sample, place.check.estimate);
    if !(estimate.accuracy || estimate.mve) || design(&sample.method).known_inclusion() {
        return None;
    }
    let checks = context
        .seen(place)
        .map_or(0.0, |seen| seen.checks * context.periods());
    let message = format!(
        "the {} checks of `{}` in {} show nothing about the decisions that it does not draw",
        figures(checks),
        place.check.name,
        context.span()
    );
    Some(
        Finding::new(
            message,
            context.at_check(place, &["estimate"], "of checked decisions only"),
            "keep a random share, or estimate from another check",
        )
        .and(context.at_check(
            place,
            &["sample", "method"],
            "selection probabilities are unknown",
        )),
    )
}
