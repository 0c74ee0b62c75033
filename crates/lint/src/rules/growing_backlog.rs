//! More work than there is time for.

use super::borrowed_hours::borrowed;
use crate::context::RuleContext;
use crate::finding::Finding;
use crate::numbers::{figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::{Demand, Level, PolicyId};

pub(super) const RULE: Rule = Rule {
    code: "K108",
    name: "growing-backlog",
    level: Level::Warn,
    looks_for: "Work that comes in faster than caseworkers can clear it, by itself or once the checks of a policy have taken their \
                hours.",
    matters: "What waits then grows for as long as that lasts: every decision is older than the one before, and where there is \
              `pressure` each is worse. No target of age can be kept, and a year's figures say more of how long the year is \
              than of the policy.",
    formula: "Time that expected intakes take, Σ intakes/productivity, against full-time equivalents: seats filled in the long \
              run × full time × (1 − absence), less those in training and less the hours that checks ask for of pools with \
              `caseworkers = true`, over `hours`; averages of the reported periods. Coaching and corrections, which take more, \
              are left out.",
    source: "A queue settles only where less comes in than can be cleared",
    remedy: "Staff more `caseworkers`, take hours for checks from others, or say for how long the rush lasts: `intakes` may be a list.",
    fires: r#"[demand]
intakes = { change = { value = 3_300, source = "example" }, application = { value = 1_000, source = "example" } }
productivity = { change = 240, application = 150 }"#,
    quiet: &[(
        "application = 150 }",
        "application = 150 }\n\n[workforce]\ncaseworkers = 24",
    )],
    check: Scan::Scenario(check),
};

fn check(context: &RuleContext<'_>) -> Vec<Finding> {
    let scenario = context.scenario;
    let Some(demand) = &scenario.demand else {
        return Vec::new();
    };
    let (needed, there) = (
        needed(context, demand),
        demand.mean_equivalents(&scenario.workforce, &scenario.horizon),
    );
    let at = context.at_keys(&["demand", "intakes"], "comes in");
    let never = |left: f64| {
        let share = 1.0 - left / needed;
        let (percent, decisions) = (percent(share), decisions(context, demand, share));
        let period = scenario.horizon.period;
        format!("{percent} of it is never cleared, {decisions} in a {period}")
    };
    if needed > there {
        let message = format!(
            "what comes in takes {} full-time equivalents, and {} are there: {}",
            figures(needed),
            figures(there),
            never(there),
        );
        let help = format!(
            "staff {} more full-time equivalents, or plan for the head of work",
            figures(needed - there)
        );
        return vec![Finding::new(message, at, help)];
    }
    let policies = scenario.policies.iter().enumerate();
    let findings = policies.filter_map(|(id, policy)| {
        let left = there - taken(context, demand, id);
        (needed > left).then(|| {
            let message = format!(
                "what comes in takes {} full-time equivalents, and the checks of `{}` leave {} of {}: {}",
                figures(needed),
                policy.name,
                figures(left),
                figures(there),
                never(left),
            );
            let help = "ask for fewer checks, or have others make them";
            let policy = context.at_policy(id, &["name"], "its checks take caseworkers' hours");
            Finding::new(message, policy, help).and(at.clone())
        })
    });
    findings.collect()
}

/// Expected intakes for caseworkers, by activity, a period.
fn intakes<'a>(context: &'a RuleContext<'_>, demand: &'a Demand) -> impl Iterator<Item = f64> + 'a {
    let activities = context.scenario.activities.iter();
    demand.work.iter().zip(activities).map(|(work, activity)| {
        let (from, to) = (activity.automated.0.to_f64(), activity.automated.1.to_f64());
        let steps = (work.intakes.len().max(2) - 1) as f64;
        let by_hand = |(t, n): (usize, &f64)| n * (1.0 - from - (to - from) * t as f64 / steps);
        let all: f64 = work.intakes.iter().enumerate().map(by_hand).sum();
        all / work.intakes.len() as f64
    })
}

/// Full-time equivalents that they take.
fn needed(context: &RuleContext<'_>, demand: &Demand) -> f64 {
    let each = intakes(context, demand).zip(&demand.work);
    each.map(|(intakes, work)| intakes / work.productivity)
        .sum()
}

/// A share of what comes in, as decisions.
fn decisions(context: &RuleContext<'_>, demand: &Demand, share: f64) -> String {
    let all: f64 = intakes(context, demand).sum();
    let number = (share * all).round().max(1.0);
    crate::numbers::count(number, "decision", "decisions")
}

/// Full-time equivalents that a policy's checks ask for.
fn taken(context: &RuleContext<'_>, demand: &Demand, policy: PolicyId) -> f64 {
    let hours = borrowed(context, demand, policy);
    demand.hours.map_or(0.0, |of_one| hours / of_one)
}
