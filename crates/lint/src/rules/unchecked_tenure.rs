//! Caseworkers of some tenure whom no check can reach.

use crate::context::RuleContext;
use crate::coverage::leaves_out;
use crate::finding::Finding;
use crate::numbers::{figures, percent, periods};
use crate::rule::{Rule, Scan};
use tierone_analysis::DecisionKind;
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "C104",
    name: "unchecked-tenure",
    level: Level::Warn,
    looks_for: "A policy whose checks all have frames of tenure, with a gap between them.",
    matters: "People in the gap are never checked and never coached, whatever they do.",
    formula: "In the steady state tenure is geometric: a share (1 − a)^x of caseworkers has been there for x \
              periods or more, with a the attrition.",
    source: "A caseworker leaves at the end of a period with probability `attrition`",
    remedy: "Close the gap between the frames, or add a check without one.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
frame = { tenure_under = "12 months" }

[[policy.check]]
name = "assurance"
frame = { tenure_under = "12 months" }"#,
    quiet: &[(
        r#"

[[policy.check]]
name = "assurance"
frame = { tenure_under = "12 months" }"#,
        "",
    )],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for place in context.checks().filter(|place| place.check_id == 0) {
        let known = context.known();
        let unreached = known.kinds.iter().filter(|kind| {
            let alike = |other: &DecisionKind| !other.system && other.tenure == kind.tenure;
            !kind.system && leaves_out(place.policy, known, alike)
        });
        let mut gaps: Vec<(f64, f64)> = unreached.map(|kind| kind.tenure).collect();
        gaps.dedup();
        let mut reported: Vec<(f64, f64)> = Vec::new();
        // Where nobody is reached, the lint of the activity or the complexity triggers.
        let whole = |gap: &(f64, f64)| gap.0 <= 0.0 && gap.1.is_infinite();
        for gap in gaps.into_iter().filter(|gap| !whole(gap)) {
            let share = context.tenure_share(gap);
            if share <= 0.0 || reported.contains(&gap) {
                continue;
            }
            reported.push(gap);
            let words = |number: f64| periods(number, context.scenario.horizon.period);
            let who = match gap {
                (from, under) if under.is_infinite() => format!("{} and more", words(from)),
                (from, under) => format!("{} to under {}", figures(from), words(under)),
            };
            let message = format!(
                "no check of `{}` can reach caseworkers with a tenure of {who}, {} of all",
                place.policy.name,
                percent(share)
            );
            let text = "tenure is limited here and in every other check";
            let at = context.at_check(place, &["frame"], text);
            let help = "close the gap between the frames, or add a check without one";
            findings.push(Finding::new(message, at, help));
        }
    }
    findings
}
