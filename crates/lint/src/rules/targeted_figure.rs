//! Accuracy of decisions that were picked because they go wrong.

use crate::context::{CheckPlace, RuleContext};
use crate::coverage::{is_of_people, targeting};
use crate::finding::Finding;
use crate::numbers::{percent, points};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "B101",
    name: "targeted-figure",
    level: Level::Warn,
    looks_for: "A check that estimates accuracy and whose frame or aim is not the whole office.",
    matters: "What it checks is not like what it does not check. The figure is right for its frame and is \
              quoted for all decisions; a larger sample does not help.",
    formula: "Expected accuracy of the frame (with known selection probabilities) or of the decisions drawn \
              (without), less that of all decisions, with no feedback. Triggers where the difference is more \
              than a tenth of the share of decisions that are not accurate.",
    source: "Expectation over skill, tenure, complexity and automation; Lohr (2022), Sampling: Design and \
              Analysis, 3rd ed., §1.3 (selection bias)",
    remedy: "Estimate from a random check of all decisions, and use the targeted one to find and coach.",
    fires: r#"[complexity]
odds_ratio = { plain = 1.0, hard = 3.0 }

[[activity]]
name = "change"
complexity = { plain = "60%", hard = "40%" }

[[activity]]
name = "application"
complexity = { plain = "60%", hard = "40%" }

[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
frame = { complexity = ["hard"] }"#,
    quiet: &[(r#"name = "assurance""#, r#"name = "coaching checks""#)],
    check: Scan::Estimates(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let (quoted, errors) = (context.quoted(place)?, context.error_share()?);
    let bias = targeting(quoted);
    if bias.abs() <= 0.1 * errors {
        return None;
    }
    let side = if bias < 0.0 { "below" } else { "above" };
    let message = format!(
        "the accuracy of what `{}` checks is {} {side} that of all decisions: {} is not {}",
        place.check.name,
        points(bias),
        percent(1.0 - errors + bias),
        percent(1.0 - errors)
    );
    let aim = match context.is_written_in_check(place, &["frame"]) {
        true => context.at_check(place, &["frame"], "not all decisions"),
        false if is_of_people(place.check) && automated(context) => context.at_check(
            place,
            &["sample"],
            "by caseworker or team, so that what the system decides is left out",
        ),
        false => context.at_check(place, &["sample", "method"], "aimed at error"),
    };
    Some(
        Finding::new(
            message,
            context.at_check(place, &["estimate"], "quoted as accuracy"),
            "estimate from a random check of all decisions, and use this one to find and coach",
        )
        .and(aim),
    )
}

/// Whether the system decides anything.
fn automated(context: &RuleContext<'_>) -> bool {
    context.known().kinds.iter().any(|kind| kind.system)
}
