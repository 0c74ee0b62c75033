//! Caseworkers who differ more than people do.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::figures;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "S007",
    name: "extreme-spread",
    level: Level::Warn,
    looks_for: "A spread of skill so wide that the middle 95% of caseworkers differ a hundredfold in their odds \
              of error.",
    matters: "A few caseworkers then make most of the errors, and every policy that finds people looks good. \
              Spread is a standard deviation of log-odds, not a percentage.",
    formula: "The odds of the caseworkers at 2.5% and at 97.5% of a normal distribution of skill differ by \
              exp(2 × 1.96 × σ), with σ² = spread² + team_spread². Triggers above 100.",
    source: "The model of skill: a normal distribution on the log-odds",
    remedy: "Lower the spread: 0.3 to 1.0 is what studies of people at work find.",
    fires: r#"[workforce]
spread = { value = 1.5, source = "example" }"#,
    quiet: &[("value = 1.5", "value = 1.0")],
    check: Scan::Once(check),
};

/// Quantile of the normal distribution that leaves 2.5% above it.
const Z: f64 = 1.959_964;

fn check(context: &RuleContext<'_>) -> Option<Finding> {
    let workforce = &context.scenario.workforce;
    let ratio = (2.0 * Z * workforce.spread.hypot(workforce.team_spread)).exp();
    if ratio <= 100.0 || workforce.seats == 0 {
        return None;
    }
    let key = match workforce.spread >= workforce.team_spread {
        true => "spread",
        false => "team_spread",
    };
    let message = format!(
        "the odds of error of the worst and the best of 40 caseworkers differ by a factor of {}",
        figures(ratio)
    );
    let at = context.at_keys(&["workforce", key], "a standard deviation of log-odds");
    Some(Finding::new(
        message,
        at,
        "lower it: people at work differ by 0.3 to 1.0",
    ))
}
