//! Coaching that teaches nothing.

use crate::numbers::count;
use crate::{Case, Finding, Rule};
use tierone_scenario::{Level, Step};

/// See the head of this file.
pub const RULE: Rule = Rule {
    code: "F106",
    name: "gainless-coaching",
    level: Level::Warn,
    looks_for: "A check that coaches in a scenario without any gain.",
    matters: "Sessions take time and money, and change no error. Often `[coaching]` was left out.",
    formula: "The gain of every coaching group in use is 0; the number is of the sessions that are held all \
              the same.",
    source: "The scenario's own `[coaching]`",
    remedy: "Give `[coaching]` a gain, or take `coach` out of `on_fail`.",
    fires: FIRES,
    quiet: QUIET,
    check,
};

const FIRES: &str = r#"[coaching]
gain = 0"#;

const QUIET: &str = r#"[coaching]
gain = 0.1"#;

fn check(case: &Case<'_>) -> Vec<Finding> {
    if case
        .scenario
        .coaching
        .groups
        .iter()
        .any(|group| group.gain > 0.0)
    {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for place in case.checks().filter(|place| place.check.on_fail.coach) {
        let facts = case.check_facts(place);
        let sessions = facts.and_then(|facts| facts.coaching_sessions.as_ref().ok());
        let sessions = match sessions {
            Some(sessions) => format!(
                "{} a {}",
                count(*sessions, "session", "sessions"),
                case.scenario.horizon.period
            ),
            None => "all sessions".into(),
        };
        findings.push(
            Finding::new(
                format!(
                    "`{}` coaches with a gain of 0: {sessions} change nothing",
                    place.check.name
                ),
                case.at_check(place, &["on_fail"], "coaches"),
                "give `[coaching]` a gain, or take `coach` out of `on_fail`",
            )
            .and(case.at(
                &[Step::Key("coaching"), Step::Key("gain")],
                "teaches nothing",
            )),
        );
    }
    findings
}
