//! A reported figure that is taken for the truth.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::{percent, points};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "B109",
    name: "anchor-as-reported",
    level: Level::Note,
    looks_for: "An `[anchor]` without `under`, beside a check that estimates accuracy and, by what it misses and by what it fails \
                wrongly, would report a share of errors that is off by more than a twentieth.",
    matters: "A published figure is what somebody's checks said. Errors that they missed counted as right, and right \
              decisions that they failed as wrong: the truth was lower or higher, and all rates of the scenario are too \
              low or too high by the same share.",
    formula: "If a check that finds a share s of the errors, and fails a share f of the decisions in which it finds no error, \
              reported accuracy A, the share of decisions that were not accurate was (1 − A − f)/(s(1 − f)).",
    source: "Rogan & Gladen (1978), Am. J. Epidemiol. 107, 71–76",
    remedy: "Say by which policy and check the figure was made: `under` and `check` in `[anchor]`.",
    fires: r#"[anchor]
accuracy = "97%"

[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
checker = { pool = "assurance", minutes = 30, sensitivity = "80%" }"#,
    quiet: &[(
        r#"accuracy = "97%""#,
        r#"accuracy = "97%"
under = "as it is"
check = "assurance""#,
    )],
    check: Scan::Once(check),
};

fn check(context: &RuleContext<'_>) -> Option<Finding> {
    let anchor = context.scenario.anchor?;
    if anchor.under.is_some() {
        return None;
    }
    let mut checks = context
        .checks()
        .filter(|place| place.check.estimate.accuracy);
    checks.find_map(|place| as_made_by(context, place, anchor.accuracy.get()))
}

/// What a reported accuracy says of the truth if a check such as this one made it.
fn as_made_by(context: &RuleContext<'_>, place: CheckPlace<'_>, reported: f64) -> Option<Finding> {
    let mistakes = context.quoted(place)?.mistakes();
    // Nothing is wrong there, or nothing of it is found.
    if mistakes.found.is_nan() || mistakes.found <= 0.0 {
        return None;
    }
    let check = format!(
        "a check that finds {} of the errors and fails {} of the others",
        percent(mistakes.found),
        percent(mistakes.failed_wrongly)
    );
    let message = match mistakes.behind(reported) {
        Some(truth) if (truth - reported).abs() <= 0.05 * (1.0 - reported) => return None,
        Some(truth) => {
            let way = if truth < reported { "lower" } else { "higher" };
            format!(
                "if {} was reported by {check}, the truth was {} {way}",
                percent(reported),
                points(truth - reported)
            )
        }
        None => format!("{} was not reported by {check}", percent(reported)),
    };
    let at = context.at_keys(&["anchor", "accuracy"], "taken for the truth");
    let help = "say by which policy and check the figure was made, with `under` and `check`";
    Some(Finding::new(message, at, help).and(context.at_check(
        place,
        &["checker"],
        "such as this one",
    )))
}
