//! A check that is left with hardly any hours.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Level, Step};

pub(super) const RULE: Rule = Rule {
    code: "K106",
    name: "starved-check",
    level: Level::Warn,
    looks_for: "A check of which less than half of what it asks for can be made.",
    matters: "Its quota is a promise that the pool cannot keep, and an estimate from what is left is far less \
              precise than the quota suggests. Where a pool has a `precedence`, the checks that come first \
              take the hours.",
    formula: "Expected checks that are made over expected asks, in an average period.",
    source: "One factor for all checks of a pool, or hours in order of precedence",
    remedy: "Staff more `hours`, ask less of the checks that come first in the `precedence`, or give the check a `pool` of its own.",
    fires: r#"[[pool]]
name = "team leaders"
hours = 160
precedence = ["coaching checks"]

[[policy]]
name = "as it is"

[[policy.check]]
name = "assurance"
checker = { pool = "team leaders", minutes = 30 }"#,
    quiet: &[("hours = 160", "hours = 360")],
    check: Scan::Checks(check),
};

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let (seen, pool) = (context.seen(place)?, place.check.checker.pool?);
    if seen.asked <= 0.0 || seen.checks >= 0.5 * seen.asked {
        return None;
    }
    let message = format!(
        "of the {} checks a {} that `{}` asks for, {} can be made, {}",
        figures(seen.asked),
        context.scenario.horizon.period,
        place.check.name,
        figures(seen.checks),
        percent(seen.checks / seen.asked)
    );
    let key = match context.scenario.pools[pool].precedence.is_empty() {
        true => "hours",
        false => "precedence",
    };
    let pool = [Step::Key("pool"), Step::Item(pool), Step::Key(key)];
    Some(
        Finding::new(
            message,
            context.at_check(place, &["checker", "pool"], "has no more hours"),
            "staff more hours, ask less of the checks that come first, or give it a pool of its own",
        )
        .and(context.at(&pool, "these hours")),
    )
}
