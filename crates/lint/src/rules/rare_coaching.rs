//! Coaching too rare to change anything.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, Policy, PolicyId};

pub(super) const RULE: Rule = Rule {
    code: "F102",
    name: "rare-coaching",
    level: Level::Warn,
    looks_for: "A policy that coaches so few errors that its steady effect on accuracy is below 1% of the \
              errors.",
    matters: "What is coached wears off before the next error is found. The sessions cost their hours, and \
              errors stay as they were.",
    formula: "An average caseworker's state settles at most at f·u·g/(1 − 2^(−1/h)), with f accuracy errors \
              found a period, uptake u, gain g and half-life h; errors fall by at most 1 − exp(−state).",
    source: "The sum of a geometric series; without a ceiling, and as if all accuracy attributes were coached \
              together",
    remedy: "Check where errors are likely, coach more of what is found, or spend the hours otherwise.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
sample = { method = "simple-random", checks = 5 }
checker = { pool = "team leaders", minutes = 1_500 }"#,
    quiet: &[
        ("checks = 5", "checks = 200"),
        ("minutes = 1_500", "minutes = 40"),
    ],
    check: Scan::Policies(check),
};

fn check(context: &RuleContext<'_>, id: PolicyId, policy: &Policy) -> Option<Finding> {
    let coaching = &context.scenario.coaching;
    let attributes = context.scenario.attributes.iter();
    let accuracy = attributes.filter(|attribute| attribute.accuracy);
    let groups = accuracy.map(|attribute| &coaching.groups[attribute.coaching_group]);
    // What one found error adds up to over time, in the group where that is most.
    let lasting = groups
        .map(|group| group.gain / (1.0 - (-1.0 / group.half_life).exp2()))
        .fold(0.0, f64::max);
    let seats = context.filled_seats();
    let coached = || context.coaching_checks_of(id);
    let found = coached().map(|place| Some(context.seen(place)?.errors_found));
    let found = found.sum::<Option<f64>>()?;
    // Coaching that never wears off adds up without end, and a gain of 0 has a lint of its own.
    if seats <= 0.0 || found <= 0.0 || lasting <= 0.0 || !lasting.is_finite() {
        return None;
    }
    let state = found / seats * coaching.uptake.get() * lasting;
    let fewer = -(-state).exp_m1();
    if fewer >= 0.01 {
        return None;
    }
    let message = format!(
        "`{}` coaches {} accuracy errors a year of each caseworker: errors fall by {} at most",
        policy.name,
        figures(found / seats * context.periods() / context.years()),
        percent(fewer)
    );
    let at = context.at_check(coached().next()?, &["on_fail"], "too seldom to be felt");
    let help = "check where errors are likely, or spend the hours otherwise";
    Some(Finding::new(message, at, help))
}
