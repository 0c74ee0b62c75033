//! A pass rate that is not accuracy.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::{percent, points};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "B108",
    name: "misleading-passes",
    level: Level::Note,
    looks_for: "A check that estimates nothing and whose pass rate is far from accuracy.",
    matters: "Pass rates of such checks are in every report. Read as accuracy they mislead: what is checked is \
              chosen, and what is missed passes.",
    formula: "Expected share of checked decisions that pass every accuracy attribute, less expected accuracy \
              of all decisions. Triggers where the difference is more than half of the share of decisions \
              that are not accurate.",
    source: "Expectation over skill, tenure, complexity and automation",
    remedy: "Report the check as what it found, never as a rate of the office.",
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
name = "coaching checks"
sample = { method = "per-caseworker", checks = 15 }
frame = { complexity = ["hard"] }"#,
    quiet: &[(
        r#"sample = { method = "per-caseworker", checks = 15 }
frame = { complexity = ["hard"] }"#,
        r#"sample = { method = "per-caseworker", checks = 14 }"#,
    )],
    check: Scan::Checks(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    if place.check.estimate.accuracy {
        return None;
    }
    let (quoted, errors) = (context.quoted(place)?, context.error_share()?);
    if quoted.bias.abs() <= 0.5 * errors {
        return None;
    }
    let side = if quoted.bias < 0.0 { "below" } else { "above" };
    let message = format!(
        "{} of what `{}` checks passes, {} {side} accuracy",
        percent(quoted.passes),
        place.check.name,
        points(quoted.bias)
    );
    Some(Finding::new(
        message,
        context.at_check(place, &["name"], "its pass rate is not accuracy"),
        "report it as what it found, never as a rate of the office",
    ))
}
