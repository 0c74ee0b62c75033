//! One session that goes past the ceiling.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, periods};
use crate::rule::{Rule, Scan};
use tierone_scenario::{CoachingGroup, GroupId, Level};

pub(super) const RULE: Rule = Rule {
    code: "F110",
    name: "overshooting-gain",
    level: Level::Warn,
    looks_for: "A coaching group whose gain is above its ceiling.",
    matters: "A first session adds the whole gain, whatever the ceiling; only later ones are held back. The \
              caseworker is then above the ceiling, and further sessions are spent for nothing until enough has \
              worn off.",
    formula: "One session adds gain·max(0, 1 − state/ceiling) to the state, and takes nothing away. A state that \
              starts at the gain is back at the ceiling after log₂(gain/ceiling) half-lives.",
    source: "The saturation and the half-life of the coaching model",
    remedy: "Raise the ceiling, or lower the gain.",
    fires: "[coaching]\nceiling = 0.2",
    quiet: &[("ceiling = 0.2", "ceiling = 0.6")],
    check: Scan::Groups(check),
};

fn check(context: &RuleContext<'_>, _: GroupId, group: &CoachingGroup) -> Option<Finding> {
    let ceiling = group.ceiling.filter(|ceiling| group.gain > *ceiling)?;
    // What never wears off is never back at the ceiling.
    let idle = group.half_life * (group.gain / ceiling).log2();
    let idle = match idle.is_finite() {
        true => format!("for {}", periods(idle, context.scenario.horizon.period)),
        false => "ever after".into(),
    };
    let message = format!(
        "one session adds {} to a state that is to stay below {}; further sessions add nothing {idle}",
        figures(group.gain),
        figures(ceiling)
    );
    let at = context.at_group(group, "ceiling", "below one session");
    let gain = context.at_keys(&["coaching", "gain"], "of one session");
    Some(Finding::new(message, at, "raise the ceiling, or lower the gain").and(gain))
}
