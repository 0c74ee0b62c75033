//! A target that is missed every time.

use crate::context::{RuleContext, TargetPlace};
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "T103",
    name: "hopeless-target",
    level: Level::Warn,
    looks_for: "A target that is expected to be missed in more than 95% of periods.",
    matters: "A target that is missed every time says nothing about the period, and nobody looks at it any more.",
    formula: "The binomial tail of n checks at the expected share of fails, with no feedback.",
    source: "The exact binomial law; expectation over skill, tenure, complexity and automation",
    remedy: "Set a limit that better work can keep: `at_least`, or `at_most`.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.target]]
name = "audit"
check = "assurance"
measure = "accuracy"
at_least = "99.5%""#,
    quiet: &[(r#"at_least = "99.5%""#, r#"at_least = "95%""#)],
    check: Scan::Targets(check),
};

fn check(context: &RuleContext<'_>, place: TargetPlace<'_>) -> Option<Finding> {
    let target = place.target;
    let (red, share, audits) = (
        target.red.ok()?,
        target.fail_share.ok()?,
        target.audits.ok()?,
    );
    let limit = target.limit.ok()?;
    if red <= 0.95 {
        return None;
    }
    let message = format!(
        "`{}` allows {} of {} checks to fail, and {} are expected to: missed in {} of {}s",
        target.name,
        percent(limit),
        figures(audits),
        percent(share),
        percent(red),
        context.scenario.horizon.period
    );
    Some(Finding::new(
        message,
        context.at_limit(place, "always missed"),
        "set a limit that better work can keep",
    ))
}
