//! A learning product that is released on any day.

use crate::context::{Release, RuleContext};
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "F104",
    name: "constant-product",
    level: Level::Note,
    looks_for: "A learning product whose threshold is all but certain to be reached in every window at the usual \
              rates of error.",
    matters: "It is meant for errors that have become common, and is released because many are checked. That \
              is a timetable, and everyone is taught what they know.",
    formula: "The probability that a full window reaches the threshold, found errors being Poisson about their \
              expected number at the usual rates.",
    source: "The Poisson law",
    remedy: "Raise the threshold above what is usually found.",
    fires: r#"[[learning_product]]
name = "reminder"
attributes = ["income"]
threshold = 2
window = "3 months"
lead_time = "1 month"
gain = 0.3
half_life = "6 months"
cooldown = "6 months""#,
    quiet: &[("threshold = 2", "threshold = 70")],
    check: Scan::Releases(check),
};

fn check(context: &RuleContext<'_>, release: &Release<'_>) -> Option<Finding> {
    if release.reached <= 0.99 {
        return None;
    }
    let message = format!(
        "`{}` waits for {} found errors, and at usual rates `{}` finds {}: reached in {} of windows",
        release.product.name,
        release.product.threshold,
        release.policy.name,
        figures(release.expected),
        percent(release.reached)
    );
    let at = context.at_product(release.product_id, "threshold", "always reached");
    Some(Finding::new(
        message,
        at,
        "raise it above what is usually found",
    ))
}
