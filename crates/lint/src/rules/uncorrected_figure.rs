//! A figure that is checked again and not corrected.

use crate::context::{CheckPlace, RuleContext};
use crate::coverage::rechecked_by;
use crate::finding::Finding;
use crate::numbers::points;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "B113",
    name: "uncorrected-figure",
    level: Level::Warn,
    looks_for: "A check that estimates accuracy, is biased by its checkers' mistakes, and has a `recheck`.",
    matters: "A `recheck` changes no figure but its own, and it has one only where it estimates accuracy itself. Sentences, tables \
              and targets that name no check go by the first check that estimates accuracy: the one with the mistakes in it.",
    formula: "Expected share of checked decisions that pass in spite of an error, less that of those that are failed although \
              they are right. Triggers where the difference is more than a hundredth of the share of decisions that are not \
              accurate.",
    source: "Tenenbein (1970), J. Am. Stat. Assoc. 65, 1350–1361; expectation over skill, tenure, complexity and automation",
    remedy: "Write `estimate = [\"accuracy\"]` into the `recheck`, and take it out of the check that it does again.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
checker = { pool = "assurance", minutes = 30, sensitivity = "80%" }

[[policy.check]]
name = "second look"
sample = { method = "recheck", of = "assurance", passes = "10%", fails = "100%" }
on_fail = ["correct"]"#,
    quiet: &[
        (
            r#"sensitivity = "80%" }"#,
            r#"sensitivity = "80%" }
estimate = ["mve"]"#,
        ),
        (
            r#"on_fail = ["correct"]"#,
            r#"on_fail = ["correct"]
estimate = ["accuracy"]"#,
        ),
    ],
    check: Scan::Estimates(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let check_id = rechecked_by(place.policy, place.check_id)?;
    let again = &place.policy.checks[check_id];
    let second_place = CheckPlace {
        check_id,
        check: again,
        ..place
    };
    let (errors, bias) = (context.error_share()?, context.quoted(place)?.by_mistakes());
    if !bias.is_finite() || bias.abs() <= 0.01 * errors {
        return None;
    }
    let (first, second) = (&place.check.name, &again.name);
    let high = if bias > 0.0 { "high" } else { "low" };
    let has = match again.estimate.accuracy {
        true => format!("`{second}` corrects its own figure of accuracy only"),
        false => format!("`{second}` corrects no figure, since it estimates no accuracy"),
    };
    let message = format!(
        "{has}: what is quoted is that of `{first}`, which checkers' mistakes put {} too {high}",
        points(bias)
    );
    let remedy = match again.estimate.accuracy {
        true => format!("take `\"accuracy\"` out of the `estimate` of `{first}`"),
        false => format!(
            "write `estimate = [\"accuracy\"]` into `{second}`, and take `\"accuracy\"` out of that of `{first}`"
        ),
    };
    Some(
        Finding::new(
            message,
            context.at_check(place, &["estimate"], "quoted as accuracy"),
            remedy,
        )
        .and(context.at_check(second_place, &["sample", "of"], "checks it again")),
    )
}
