//! A policy that looks only where it expects errors.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::figures;
use crate::rule::{Rule, Scan};
use tierone_analysis::PolicyFacts;
use tierone_sampling::design;
use tierone_scenario::{Frame, Level, PolicyId};

pub(super) const RULE: Rule = Rule {
    code: "B111",
    name: "no-random-core",
    level: Level::Warn,
    looks_for: "A policy that estimates nothing, of whose checks some are targeted and none draws at random from all \
              decisions.",
    matters: "A targeted check finds more and shows less: its share of fails is one of what was suspected. Nobody can say \
              then how accurate the office is, whether it gets better, or whether the targeting still aims at the right \
              decisions.",
    formula: "Whether any check has known selection probabilities and a frame of all decisions; the number is of the checks \
              of an average period.",
    source: "Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, §1.5 (probability sampling)",
    remedy: "Keep a part of the targeted sample random: `random_share` of `risk-targeted`, or a small check by \
             `simple-random`. `tierone plan` says how many it takes.",
    fires: r#"[[policy]]
name = "where errors are"

[[policy.check]]
name = "suspected"
sample = { method = "risk-targeted", checks = 400, auc = 0.7 }
checker = { pool = "assurance", minutes = 30 }
on_fail = ["correct"]"#,
    quiet: &[("auc = 0.7 }", r#"auc = 0.7, random_share = "20%" }"#)],
    check: Scan::PolicyFacts(check),
};

/// Whether a frame has caseworkers' decisions of every kind.
fn of_all(frame: &Frame) -> bool {
    let mut kinds = frame.activities.iter().chain(&frame.complexities);
    kinds.all(|inside| *inside) && frame.automated != Some(true) && frame.tenure.is_none()
}

fn check(context: &RuleContext<'_>, id: PolicyId, _: &PolicyFacts) -> Option<Finding> {
    let mut targeted = None;
    let mut checks = 0.0;
    for place in context.checks_of(id) {
        let check = place.check;
        if check.estimate.accuracy || check.estimate.mve {
            return None;
        }
        let known = design(&check.sample.method).known_inclusion();
        if known && check.sample.method.rechecks().is_none() && of_all(&check.frame) {
            return None;
        }
        if !known {
            targeted = targeted.or(Some(place));
        }
        checks += context.seen(place).map_or(0.0, |seen| seen.checks);
    }
    let place = targeted?;
    let message = format!(
        "none of the {} checks a {} of `{}` is drawn at random from all decisions, so nothing says how accurate they are",
        figures(checks),
        context.scenario.horizon.period,
        context.scenario.policies[id].name
    );
    Some(Finding::new(
        message,
        context.at_check(
            place,
            &["sample", "method"],
            "looks where errors are expected",
        ),
        "keep a part of it random with `random_share`, or add a small `simple-random` check",
    ))
}
