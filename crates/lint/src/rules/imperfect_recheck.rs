//! A truth that is not quite the truth.

use crate::context::{CheckPlace, RuleContext};
use crate::coverage::is_recheck;
use crate::finding::Finding;
use crate::numbers::{percent, points};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "B105",
    name: "imperfect-recheck",
    level: Level::Warn,
    looks_for: "A `recheck` that estimates accuracy and misses some errors itself.",
    matters: "The corrected figure takes the second look as the truth. What that misses too stays in the \
              figure as right, and no interval shows it.",
    formula: "With sensitivity s of the recheck, a share 1 − s of the errors is missed: (1 − s) × the share of \
              decisions that are not accurate.",
    source: "Tenenbein (1970), J. Am. Stat. Assoc. 65, 1350–1361, whose second classifier is without error",
    remedy: "Let the recheck be done by whoever comes nearest to the truth, or quote the remaining bias with \
              the figure.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "second look"
sample = { method = "recheck", of = "assurance", passes = "10%", fails = "100%" }
checker = { sensitivity = "80%" }
estimate = ["accuracy"]"#,
    quiet: &[("\nchecker = { sensitivity = \"80%\" }", "")],
    check: Scan::Estimates(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    if !is_recheck(place.check) {
        return None;
    }
    let attributes = context
        .scenario
        .attributes
        .iter()
        .zip(&place.check.checker.sensitivity);
    let accuracy = attributes.filter(|(attribute, _)| attribute.accuracy);
    let sensitivity = accuracy.map(|(_, found)| found.get()).fold(1.0, f64::min);
    let errors = context.error_share().filter(|_| sensitivity < 1.0 - 1e-9)?;
    let message = format!(
        "`{}` is taken for the truth and misses up to {} of the errors, {} of accuracy",
        place.check.name,
        percent(1.0 - sensitivity),
        points((1.0 - sensitivity) * errors)
    );
    Some(
        Finding::new(
            message,
            context.at_check(
                place,
                &["checker", "sensitivity"],
                "what is missed twice counts as right",
            ),
            "let it be done by whoever comes nearest to the truth, or quote this with the figure",
        )
        .and(context.at_check(place, &["estimate"], "a corrected figure")),
    )
}
