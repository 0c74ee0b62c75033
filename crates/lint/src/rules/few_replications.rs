//! Too few replications for shares of them.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::points;
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, Replications};

pub(super) const RULE: Rule = Rule {
    code: "S012",
    name: "few-replications",
    level: Level::Note,
    looks_for: "A fixed number of replications below 100.",
    matters: "Coverage, and every other share of replications, is then hardly known: the width of its Monte \
              Carlo error is that of the differences that policies make.",
    formula: "A share of 95% over R replications has a Monte Carlo standard error of √(0.95 × 0.05/R).",
    source: "Morris, White & Crowther (2019), Statist. Med. 38, 2074–2102, table 6",
    remedy: "Write `replications = 1_000`, or run until a figure is precise enough: `until` in its place.",
    fires: "replications = 50",
    quiet: &[("replications = 50", "replications = 100")],
    check: Scan::Once(check),
};

fn check(context: &RuleContext<'_>) -> Option<Finding> {
    let Replications::Fixed(number) = context.scenario.replications else {
        return None;
    };
    if number >= 100 {
        return None;
    }
    let message = format!(
        "with {number} replications a coverage of 95% has a Monte Carlo standard error of {}",
        points((0.95 * 0.05 / f64::from(number)).sqrt())
    );
    let at = context.at_keys(&["replications"], "so few");
    Some(Finding::new(
        message,
        at,
        "run 1,000, or `until` a figure is precise enough",
    ))
}
