//! Coaching for which nobody has the hours.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use std::collections::BTreeSet;
use tierone_scenario::{Level, Policy, PolicyId};

pub(super) const RULE: Rule = Rule {
    code: "K104",
    name: "unstaffed-coaching",
    level: Level::Note,
    looks_for: "A policy whose coaching sessions take more than a fifth of the hours of the pools that its \
              checks use.",
    matters: "Pools hold hours of checking. Coaching is held by the same people, costs as much and is limited \
              by nothing here, so the office can look better staffed than it is.",
    formula: "At most one session for each decision that fails rightly, times `uptake` and the minutes of a \
              session.",
    source: "One session is one caseworker, check and period with anything taken up, so sessions are at most \
              the fails",
    remedy: "Leave the hours of coaching out of the pool's, or make sessions shorter.",
    fires: "[coaching]\nminutes = 1_000",
    quiet: &[("minutes = 1_000", "minutes = 60")],
    check: Scan::Policies(check),
};

fn check(context: &RuleContext<'_>, id: PolicyId, _: &Policy) -> Option<Finding> {
    let coaching = &context.scenario.coaching;
    let coached = || context.coaching_checks_of(id);
    let pools: BTreeSet<usize> = coached()
        .filter_map(|place| place.check.checker.pool)
        .collect();
    let staffed = pools.iter().map(|pool| context.scenario.pools[*pool].hours);
    let staffed: f64 = staffed.sum();
    let seen = coached().map(|place| context.seen(place));
    let fails = seen.map(|seen| Some(seen?.fails - seen?.false_fails));
    let fails = fails.sum::<Option<f64>>()?;
    let hours = fails * coaching.uptake.get() * coaching.minutes / 60.0;
    if staffed <= 0.0 || hours <= 0.2 * staffed {
        return None;
    }
    let message = format!(
        "coaching takes up to {} hours a {}, {} of the {} that are staffed for checking",
        figures(hours),
        context.scenario.horizon.period,
        percent(hours / staffed),
        figures(staffed)
    );
    let at = context.at_keys(&["coaching", "minutes"], "of every session");
    let hours = context.at_entry("pool", *pools.first()?, &["hours"], "for checking");
    let help = "see that these hours exist beside those of checking";
    Some(Finding::new(message, at, help).and(hours))
}
