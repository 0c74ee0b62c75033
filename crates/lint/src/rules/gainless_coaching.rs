//! Coaching that teaches nothing.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::count;
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "F106",
    name: "gainless-coaching",
    level: Level::Warn,
    looks_for: "A check that coaches in a scenario without any gain.",
    matters: "Sessions take time and money, and change no error. Often `[coaching]` was left out.",
    formula: "The gain of every coaching group in use is 0; the number is of the sessions that are held all \
              the same.",
    source: "The scenario's own `[coaching]`",
    remedy: "Give `[coaching]` a `gain`, or take `coach` out of `on_fail`.",
    fires: "[coaching]\ngain = 0",
    quiet: &[("gain = 0", "gain = 0.1")],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    if context
        .scenario
        .coaching
        .groups
        .iter()
        .any(|group| group.gain > 0.0)
    {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for place in context.checks().filter(|place| place.check.on_fail.coach) {
        let facts = context.check_facts(place);
        let sessions = facts.and_then(|facts| facts.coaching_sessions.as_ref().ok());
        let sessions = match sessions {
            Some(sessions) => format!(
                "{} a {}",
                count(*sessions, "session", "sessions"),
                context.scenario.horizon.period
            ),
            None => "all sessions".into(),
        };
        findings.push(
            Finding::new(
                format!(
                    "`{}` coaches with a gain of 0: {sessions} change nothing",
                    place.check.name
                ),
                context.at_check(place, &["on_fail"], "coaches"),
                "give `[coaching]` a gain, or take `coach` out of `on_fail`",
            )
            .and(context.at_keys(&["coaching", "gain"], "teaches nothing")),
        );
    }
    findings
}
