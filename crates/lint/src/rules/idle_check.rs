//! A check that has no consequence.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::{figures, pounds};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, OnFail};

pub(super) const RULE: Rule = Rule {
    code: "R105",
    name: "idle-check",
    level: Level::Warn,
    looks_for: "A check that coaches nobody, corrects nothing, estimates nothing, and whose results nothing else \
              looks at.",
    matters: "Its hours are spent and nothing follows. If somebody reads its results, say what they do then.",
    formula: "Expected checks × minutes × £ an hour, in an average period.",
    source: "The scenario's own `on_fail`, `estimate`, flags, targets, learning products, pilots and rechecks",
    remedy: "Say what a fail sets off (`on_fail`), what is estimated (`estimate`), or remove the check.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
on_fail = []
estimate = []"#,
    quiet: &[("\nestimate = []", "")],
    check: Scan::Checks(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    if !is_idle(place) {
        return None;
    }
    let checks = context.seen(place).map_or(0.0, |seen| seen.checks);
    let hours = checks * place.check.checker.minutes / 60.0;
    let message = format!(
        "nothing follows from the {} checks a {} of `{}`: {} hours, {}",
        figures(checks),
        context.scenario.horizon.period,
        place.check.name,
        figures(hours),
        pounds(hours * place.check.checker.hourly_cost)
    );
    Some(Finding::new(
        message,
        context.at_check(place, &["name"], "coaches, corrects and estimates nothing"),
        "say what a fail sets off or what is estimated, or remove the check",
    ))
}

fn is_idle(place: CheckPlace<'_>) -> bool {
    let (check, policy, id) = (place.check, place.policy, place.check_id);
    let acts = check.on_fail != OnFail::default() || check.estimate.accuracy || check.estimate.mve;
    let watched = policy.flag.as_ref().is_some_and(|flag| flag.check == id)
        || policy.pilots.iter().any(|pilot| pilot.check == id)
        || policy.targets.iter().any(|target| target.check == Some(id))
        || !policy.learning.is_empty();
    let mut others = policy.checks.iter();
    let used = others
        .any(|other| other.excludes.contains(&id) || other.sample.method.rechecks() == Some(id));
    // A recheck corrects the figure of the check that it looks at again.
    let corrects = crate::coverage::is_recheck(check);
    !(acts || watched || used || corrects)
}
