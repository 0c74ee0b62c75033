//! Checks whose hours cost more accuracy by pressure than they teach.

use super::borrowed_hours::borrowed;
use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, periods};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Demand, Level, Policy, PolicyId};

pub(super) const RULE: Rule = Rule {
    code: "K109",
    name: "backlog-by-checks",
    level: Level::Warn,
    looks_for: "Checks by caseworkers that, by the end of the reported periods, add more to the log-odds of error by the work that \
                then waits than the coaching that they set off can take away.",
    matters: "A check by a colleague is a decision that is not made. Where decisions get worse as they wait, more checks can mean \
              less accuracy, and the figure of the check does not say why.",
    formula: "Hours that checks ask for of pools with `caseworkers = true`, over `hours`, are full-time equivalents f of the E who \
              are there. Where more comes in than is cleared anyway, f/E of a period's work waits more after each period: over T of \
              them pressure adds gain·T·f/E, and at most `max`. Coaching settles where what is taught in a period, \
              r·g·(1 − s/ceiling), is what wears off, s·(1 − 2^(−1/half-life)), with r the errors found of a caseworker in a \
              period; of the coaching group in which that is most. It is left out that starters have not been taught yet.",
    source: "Little's law, and the steady state of the coaching that the simulation plays",
    remedy: "Ask for fewer checks, or have others make them.",
    fires: r#"[demand]
intakes = { change = { value = 3_600, source = "example" }, application = { value = 1_000, source = "example" } }
productivity = { change = 240, application = 150 }
hours = 140
pressure = { gain = 2.0, max = 3.0 }

[[pool]]
name = "team leaders"
caseworkers = true"#,
    quiet: &[("gain = 2.0", "gain = 0.2")],
    check: Scan::Policies(check),
};

fn check(context: &RuleContext<'_>, id: PolicyId, policy: &Policy) -> Option<Finding> {
    let scenario = context.scenario;
    let demand = scenario.demand.as_ref()?;
    let pressure = demand.pressure?;
    let there = demand.mean_equivalents(&scenario.workforce, &scenario.horizon);
    let taken = borrowed(context, demand, id) / demand.hours?;
    if there <= 0.0 || taken <= 0.0 || needed(demand) < there - taken {
        return None;
    }
    let waits = context.periods() * taken / there;
    let pressed = (pressure.gain * waits).min(pressure.max);
    let taught = taught(context, id)?;
    if pressed <= taught {
        return None;
    }
    let message = format!(
        "the checks of `{}` take {} of {} full-time equivalents: after {}, {} of work waits more, which adds {} to the log-odds of \
         error, and coaching takes {} away at most",
        policy.name,
        figures(taken),
        figures(there),
        context.span(),
        periods(waits, scenario.horizon.period),
        figures(pressed),
        figures(taught),
    );
    let help = "ask for fewer checks, or have others make them";
    let at = context.at_policy(id, &["name"], "its checks take caseworkers' hours");
    let because = context.at_keys(&["demand", "pressure"], "what waiting does");
    Some(Finding::new(message, at, help).and(because))
}

/// Full-time equivalents that expected intakes take, of the reported period that takes fewest.
fn needed(demand: &Demand) -> f64 {
    let periods = demand
        .work
        .iter()
        .map(|work| work.intakes.len())
        .min()
        .unwrap_or(0);
    let of_period = |period: usize| {
        let each = demand.work.iter();
        each.map(|work| work.intakes[period] / work.productivity)
            .sum::<f64>()
    };
    (0..periods).map(of_period).fold(f64::INFINITY, f64::min)
}

/// What coaching takes away in the long run, log-odds, of the group of attributes in which that is most.
fn taught(context: &RuleContext<'_>, policy: PolicyId) -> Option<f64> {
    let scenario = context.scenario;
    let mut found = vec![0.0; scenario.attributes.len()];
    for place in context.coaching_checks_of(policy) {
        let each = context.seen(place)?.checks / context.filled_seats();
        for (attribute, found) in found.iter_mut().enumerate() {
            if place.check.looks_at[attribute] {
                let finds = place.check.checker.sensitivity[attribute].get();
                *found += each * finds * context.attribute_share(attribute);
            }
        }
    }
    let coaching = &scenario.coaching;
    let settled = coaching.groups.iter().enumerate().map(|(id, group)| {
        let of_group = scenario.attributes.iter().zip(&found);
        let of_group = of_group.filter(|(attribute, _)| attribute.coaching_group == id);
        let rate: f64 = of_group.map(|(_, found)| found).sum();
        let taught = rate * coaching.uptake.get() * group.gain;
        let wears_off = 1.0 - (-1.0 / group.half_life).exp2();
        let fills = group.ceiling.map_or(0.0, |ceiling| taught / ceiling);
        if taught > 0.0 {
            taught / (wears_off + fills)
        } else {
            0.0
        }
    });
    Some(settled.fold(0.0, f64::max))
}
