//! A target that a year of looks crosses by chance.

use crate::context::{RuleContext, TargetPlace};
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;

pub(super) const RULE: Rule = Rule {
    code: "T105",
    name: "repeated-looks",
    level: Level::Note,
    looks_for: "A target without `looks` that is seldom missed by chance in one period, and with more than 20% in some period of a year.",
    matters: "Each look is another chance of a false alarm. A limit, or an interval, that is wrong in one of twenty looks is \
              crossed in one of two years of monthly looks, and then something has to be explained that did not happen.",
    formula: "1 − (1 − r)^n of n periods a year, each missed by chance with r; the checks of each period are drawn anew.",
    source: "The probability of at least one of n independent events; 12 looks at plain 95% intervals: 46%",
    remedy: "Allow for all looks together: `looks = 12` in the target; publish with `tierone estimate --looks 3/12`.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.target]]
name = "audit"
check = "assurance"
measure = "accuracy"
at_least = "96.5%""#,
    quiet: &[(r#"at_least = "96.5%""#, "at_least = \"96.5%\"\nlooks = 12")],
    check: Scan::Targets(check),
};

/// Of one period, above which another lint tells, and of a year.
const IN_A_PERIOD: f64 = 0.05;
const IN_A_YEAR: f64 = 0.2;

fn check(context: &RuleContext<'_>, place: TargetPlace<'_>) -> Option<Finding> {
    let target = place.target;
    let (red, share, limit) = (
        target.red.ok()?,
        target.fail_share.ok()?,
        target.limit.ok()?,
    );
    let horizon = &context.scenario.horizon;
    let looks = (context.periods() / context.years()).round();
    let some = 1.0 - (1.0 - red).powf(looks);
    let allows_for_them = context.scenario.policies[place.policy_id].targets[place.target_id]
        .looks
        .is_some();
    if allows_for_them || share > limit || red > IN_A_PERIOD || some <= IN_A_YEAR || looks < 2.0 {
        return None;
    }
    let message = format!(
        "`{}` is looked at {} times a year: an office of {} misses it by chance in {} of {}s, and at least once in {} of years",
        target.name,
        figures(looks),
        percent(share),
        percent(red),
        horizon.period,
        percent(some)
    );
    Some(Finding::new(
        message,
        context.at_limit(place, "each look may cross it"),
        format!(
            "write `looks = {looks}` into the target, which allows for the looks of a year together"
        ),
    ))
}
