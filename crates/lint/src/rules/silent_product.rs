//! A learning product that will never be released.

use crate::context::{Release, RuleContext};
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "F103",
    name: "silent-product",
    level: Level::Warn,
    looks_for: "A learning product whose threshold is expected to be reached in fewer than one in twenty spans \
              like the reported one.",
    matters: "The policy promises to teach everyone once an error has become common, and the checks find far \
              too few errors to notice. The threshold is of errors found, not of errors made.",
    formula: "Found errors in a window are Poisson about their expected number; releases are counted over the \
              reported periods, as if none had any effect.",
    source: "The exact chain of counts over windows, lead times and cooldowns",
    remedy: "Lower the threshold, widen the window, or find more.",
    fires: r#"[[learning_product]]
name = "reminder"
attributes = ["income"]
threshold = 300
window = "3 months"
lead_time = "1 month"
gain = 0.3
half_life = "6 months"
cooldown = "6 months""#,
    quiet: &[("threshold = 300", "threshold = 40")],
    check: Scan::Releases(check),
};

fn check(context: &RuleContext<'_>, release: &Release<'_>) -> Option<Finding> {
    if release.releases? >= 0.05 {
        return None;
    }
    let message = format!(
        "`{}` waits for {} found errors and `{}` finds {} in its window: reached with probability {}",
        release.product.name,
        release.product.threshold,
        release.policy.name,
        figures(release.expected),
        percent(release.reached)
    );
    let at = context.at_product(release.product_id, "threshold", "hardly ever reached");
    let window = context.at_product(release.product_id, "window", "in this time");
    let help = "lower the threshold, widen the window, or find more";
    Some(Finding::new(message, at, help).and(window))
}
