//! Figures that are reported before coaching has had its effect.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{percent, periods};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "S008",
    name: "short-warm-up",
    level: Level::Note,
    looks_for: "A policy that coaches, and a `warm_up` in which coaching does not come near its steady state.",
    matters: "The reported periods then show the start of a policy rather than the policy. A caseworker's \
              state approaches its steady state by half in every half-life.",
    formula: "After w periods without any coaching before, a share 1 − 2^(−w/half_life) of the steady state is \
              reached. Triggers where more than a quarter is missing.",
    source: "The sum of a geometric series",
    remedy: "Make `warm_up` at least two half-lives long.",
    fires: "[horizon]\nwarm_up = 2",
    quiet: &[("warm_up = 2", "warm_up = 6")],
    check: Scan::Once(check),
};

fn check(context: &RuleContext<'_>) -> Option<Finding> {
    let horizon = &context.scenario.horizon;
    let groups = context.scenario.coaching.groups.iter();
    let taught = groups.filter(|group| group.gain > 0.0 && group.half_life.is_finite());
    let slowest = taught.map(|group| group.half_life).fold(0.0, f64::max);
    let coaches = context.checks().any(|place| place.check.on_fail.coach);
    let missing = (-(horizon.warm_up as f64) / slowest).exp2();
    if !coaches || slowest == 0.0 || missing <= 0.25 {
        return None;
    }
    let message = format!(
        "after {} of warm-up, coaching has reached {} of its steady state",
        periods(horizon.warm_up as f64, horizon.period),
        percent(1.0 - missing)
    );
    let at = context.at_keys(&["horizon", "warm_up"], "simulated before the start");
    let half_life = context.at_keys(&["coaching", "half_life"], "by half in this time");
    let help = format!(
        "make `warm_up` at least {}, two half-lives",
        (2.0 * slowest).ceil()
    );
    Some(Finding::new(message, at, help).and(half_life))
}
