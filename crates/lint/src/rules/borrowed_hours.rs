//! Checks whose hours come from the people whose work is checked.

use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{count, figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Demand, Level, Policy, PolicyId};

/// A share of people's time that is felt.
const FELT: f64 = 0.05;

pub(super) const RULE: Rule = Rule {
    code: "K110",
    name: "borrowed-hours",
    level: Level::Note,
    looks_for: "A policy whose checks take more than a twentieth of the time of the caseworkers who clear the work: their pool says \
                `caseworkers = true`.",
    matters: "Hours of checking seem to cost nothing where no money is paid for them. They are hours in which nothing is cleared, and \
              what waits grows by that, if it can.",
    formula: "Hours that checks ask for of pools with `caseworkers = true`, and of which so many are staffed, over `hours` of a \
              full-time equivalent, against the full-time equivalents who are there on average. Decisions are those of the activities \
              as they are cleared on average. Coaching and corrections, which take more, are left out.",
    source: "The pool's own `hours` and `caseworkers`, and `hours` of `[demand]`",
    remedy: "Count those decisions as the price of the checks, ask for fewer, or have others make them.",
    fires: r#"[demand]
intakes = { change = { value = 2_000, source = "example" }, application = { value = 700, source = "example" } }
productivity = { change = 240, application = 150 }
hours = 140

[[pool]]
name = "team leaders"
caseworkers = true"#,
    quiet: &[("hours = 140", "hours = 180")],
    check: Scan::Policies(check),
};

fn check(context: &RuleContext<'_>, id: PolicyId, policy: &Policy) -> Option<Finding> {
    let scenario = context.scenario;
    let demand = scenario.demand.as_ref()?;
    let hours = borrowed(context, demand, id);
    let taken = hours / demand.hours?;
    let there = demand.mean_equivalents(&scenario.workforce, &scenario.horizon);
    if there <= 0.0 || taken <= FELT * there {
        return None;
    }
    let period = scenario.horizon.period;
    let message = format!(
        "the checks of `{}` take {} hours a {period} from those who clear the work: {} of {} full-time equivalents, {}, in which {} \
         would be cleared",
        policy.name,
        figures(hours),
        figures(taken),
        figures(there),
        percent(taken / there),
        count(
            (taken * in_a_period(demand)).round(),
            "decision",
            "decisions"
        ),
    );
    let at = context.at_policy(id, &["name"], "its checks take caseworkers' hours");
    let help =
        "count them as the price of the checks, ask for fewer checks, or have others make them";
    let because = context.at_keys(&["demand", "hours"], "of one full-time equivalent");
    Some(Finding::new(message, at, help).and(because))
}

/// Hours a period that a policy's checks ask for, and that are there, of those who clear the work.
pub(super) fn borrowed(context: &RuleContext<'_>, demand: &Demand, policy: PolicyId) -> f64 {
    let theirs = (0..demand.pools.len()).filter(|pool| demand.pools[*pool]);
    let hours = theirs.filter_map(|pool| context.pool_hours(policy, pool));
    hours.map(|hours| hours.asked.min(hours.staffed)).sum()
}

/// Decisions that a full-time equivalent clears in a period, of what comes in.
fn in_a_period(demand: &Demand) -> f64 {
    let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
        let each = demand.work.iter();
        each.map(|work| of(work.intakes.iter().sum(), work.productivity))
            .sum()
    };
    let time = sum(&|intakes, productivity| intakes / productivity);
    let all = sum(&|intakes, _| intakes);
    if time > 0.0 { all / time } else { 0.0 }
}
