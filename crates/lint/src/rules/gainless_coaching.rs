//! Coaching that teaches nothing.

use crate::context::{CheckPlace, RuleContext};
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
    check: Scan::Checks(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let mut groups = context.scenario.coaching.groups.iter();
    if !place.check.on_fail.coach || groups.any(|group| group.gain > 0.0) {
        return None;
    }
    let facts = context.check_facts(place);
    let sessions = match facts.and_then(|facts| facts.coaching_sessions.as_ref().ok()) {
        Some(sessions) => format!(
            "{} a {}",
            count(*sessions, "session", "sessions"),
            context.scenario.horizon.period
        ),
        None => "all sessions".into(),
    };
    let message = format!(
        "`{}` coaches with a gain of 0: {sessions} change nothing",
        place.check.name
    );
    let at = context.at_check(place, &["on_fail"], "coaches");
    let help = "give `[coaching]` a gain, or take `coach` out of `on_fail`";
    Some(
        Finding::new(message, at, help)
            .and(context.at_keys(&["coaching", "gain"], "teaches nothing")),
    )
}
