//! A target that somebody far beyond it keeps.

use crate::context::{RuleContext, TargetPlace};
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Quiet, Rule, Scan};
use tierone_analysis::red;
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "T102",
    name: "lenient-target",
    level: Level::Warn,
    looks_for: "A target at which one who fails twice as often as it allows stays green in more than a \
              fifth of periods.",
    matters: "A target is there to be missed by those who should miss it. With few audits it cannot tell them \
              from the others.",
    formula: "The binomial tail of n audits at twice the limit.",
    source: "The exact binomial law",
    remedy: "Audit more, or judge over longer.",
    fires: FIRES,
    quiet: Quiet::Text(QUIET),
    check: Scan::Targets(check),
};

const FIRES: &str = r#"[[policy]]
name = "as it is"

[[policy.target]]
name = "audit"
check = "assurance"
measure = "accuracy"
at_least = "97%"

[[policy.check]]
name = "assurance"
sample = { method = "simple-random", checks = 40 }
checker = { pool = "assurance", minutes = 300 }"#;

const QUIET: &str = r#"[[policy]]
name = "as it is"

[[policy.target]]
name = "audit"
check = "assurance"
measure = "accuracy"
at_least = "95%""#;

fn check(context: &RuleContext<'_>, place: TargetPlace<'_>) -> Option<Finding> {
    let target = place.target;
    let (audits, limit) = (target.audits.ok()?, target.limit.ok()?);
    let twice = 2.0 * limit;
    if twice <= 0.0 || twice >= 1.0 {
        return None;
    }
    let green = 1.0 - red(audits as u64, twice, limit);
    if green <= 0.2 {
        return None;
    }
    let message = format!(
        "`{}` allows {} of {} audits to fail: one who fails {} stays green in {} of {}s",
        target.name,
        percent(limit),
        figures(audits),
        percent(twice),
        percent(green),
        context.scenario.horizon.period
    );
    Some(Finding::new(
        message,
        context.at_limit(place, "twice as much often passes"),
        "audit more, or judge over longer",
    ))
}
