//! Too few checks of each caseworker to tell a poor one from bad luck.

use crate::context::{CheckPlace, RuleContext};
use crate::finding::Finding;
use crate::numbers::{count, figures, percent};
use crate::rule::{Rule, Scan};
use tierone_scenario::Level;
use tierone_stats::performer::funnel_limit;
use tierone_stats::special::binomial_tails;

pub(super) const RULE: Rule = Rule {
    code: "P103",
    name: "small-quota",
    level: Level::Warn,
    looks_for: "A check of so many decisions of each caseworker that a year of it would hardly show one whose \
              odds of error are twice those of the others.",
    matters: "Numbers of fails are read as if they were about people. With a few checks a month most people \
              have none, a few have one by bad luck, and the poor performer looks like everybody else. Those \
              who are spoken to are mostly the unlucky.",
    formula: "The limit is the fewest fails in a year that an average caseworker reaches with probability 5% \
              at most. Detection is the probability that twice the odds reach it; false alarms are the \
              caseworkers × the probability that an average one does. Triggers where detection is below 50%.",
    source: "Spiegelhalter (2005), Statist. Med. 24, 1185–1202 (exact binomial limits of a funnel plot)",
    remedy: "Make more `checks` of each caseworker, at least where somebody fails; or judge teams, or nobody, by these, and \
              allow the warning with that reason.",
    fires: r#"[[policy]]
name = "as it is"

[[policy.check]]
name = "coaching checks"
sample = { method = "per-caseworker", checks = 2 }
checker = { pool = "team leaders", minutes = 200 }"#,
    quiet: &[
        ("checks = 2", "checks = 15"),
        ("minutes = 200", "minutes = 30"),
    ],
    check: Scan::Checks(check),
};

/// An average caseworker reaches the limit with this probability at most, in a year.
const LEVEL: f64 = 0.05;

fn check(context: &RuleContext<'_>, place: CheckPlace<'_>) -> Option<Finding> {
    let quota = context
        .check_facts(place)
        .and_then(|facts| facts.quota.as_ref()?.as_ref().ok());
    let quota = quota.filter(|quota| quota.checks >= 1.0 && quota.fails > 0.0)?;
    let checks = quota.checks.round() as u64;
    let limit = funnel_limit(checks, quota.fail_share, LEVEL);
    let reach = |share: f64| reaches(limit, checks, share);
    let found = reach(quota.fails_of_twice / quota.checks);
    if found >= 0.5 {
        return None;
    }
    let seats = context.people_of(place.check);
    let message = format!(
        "with {} a year, an average caseworker has {} and one of twice the odds of error {}: a limit of {limit} \
         flags {} of those of twice the odds, and wrongly {} a year{}",
        count(quota.checks, "check", "checks"),
        count(quota.fails, "fail", "fails"),
        figures(quota.fails_of_twice),
        percent(found),
        count(seats * reach(quota.fail_share), "caseworker", "caseworkers"),
        context.before_coaching(place.policy_id)
    );
    let times = enough(
        checks,
        quota.fail_share,
        quota.fails_of_twice / quota.checks,
    );
    let more = times.map_or_else(String::new, |times| more(context, place, times));
    Some(
        Finding::new(
            message,
            context.at_check(place, &["sample", "checks"], "too few to judge people by"),
            format!("judge nobody by these, and allow this warning with that reason{more}"),
        )
        .and(context.at_check(place, &["name"], "of each caseworker")),
    )
}

/// The chance of so many fails among so many checks, or more.
fn reaches(limit: u64, checks: u64, share: f64) -> f64 {
    match limit {
        0 => 1.0,
        limit if limit > checks => 0.0,
        limit => binomial_tails(limit - 1, checks, share).upper,
    }
}

/// How many times the checks find half of those of twice the odds; none where that is far away.
fn enough(checks: u64, share: f64, of_twice: f64) -> Option<u64> {
    const MOST: u64 = 50;
    (2..=MOST).find(|times| {
        let checks = checks * times;
        reaches(funnel_limit(checks, share, LEVEL), checks, of_twice) >= 0.5
    })
}

/// So many times the checks that are made, as a remedy: a larger quota, and hours for it where they would not do.
fn more(context: &RuleContext<'_>, place: CheckPlace<'_>, times: u64) -> String {
    let by_quota = format!(", or make {times} times as many `checks`");
    let (Some(seen), Some(pool), Some(quota)) = (
        context.seen(place),
        place.check.checker.pool,
        place.check.sample.method.checks(),
    ) else {
        return by_quota;
    };
    let Some(hours) = context.pool_hours(place.policy_id, pool) else {
        return by_quota;
    };
    // What is asked now, and what has to be, both against what is made.
    let grows = times as f64 * seen.checks / seen.asked;
    let quota = (quota as f64 * grows - 1e-9).ceil();
    let needed = hours.asked + (grows - 1.0) * seen.asked * place.check.checker.minutes / 60.0;
    if needed <= 1.01 * hours.staffed {
        return by_quota;
    }
    format!(
        ", or ask for {} `checks` of each and staff {} `hours` a {} in `{}`, {} times as many as there are",
        figures(quota),
        figures(needed.ceil()),
        context.scenario.horizon.period,
        context.scenario.pools[pool].name,
        figures(needed.ceil() / hours.staffed)
    )
}
