//! Offices whose checks remember what they found.

use tierone_scenario::{KeyValue, NewStarters, Scenario};
use tierone_stats::distribution::Distribution;

use super::checks::*;
use super::trials::pool;
use super::{activity, attribute, base, money, policy, probability, share};

/// Every method with a memory, over seats and over activities, long enough for all that they do:
/// unequal activities, people who come and go, checkers who miss and imagine, coaching that moves rates.
pub fn remembering() -> Scenario {
    let periods = 14;
    let mut office = base(periods);
    office.horizon.warm_up = 2;
    office.attributes.push(attribute("charge", false, 0));
    office.attributes[0].money = money(Distribution::Constant(0.2), 1.0, true, 0.5, None);
    let mut change = activity("change", periods, 60, &[(0, 0.1, 0.1), (1, 0.08, 0.0)]);
    change.automated = (share(0.2), share(0.2));
    change.value = Some(Distribution::Constant(900.0));
    let review = activity("review", periods, 30, &[(0, 0.04, 0.0)]);
    let mut close = activity("close", periods, 12, &[(0, 0.2, 0.0), (2, 0.2, 0.0)]);
    close.value = Some(Distribution::Constant(300.0));
    office.activities = vec![change, review, close];
    let workforce = &mut office.workforce;
    workforce.seats = 8;
    workforce.spread = 1.0;
    workforce.attrition = probability(0.06);
    workforce.vacancy = 1;
    workforce.new_starters = Some(NewStarters {
        odds_ratio: 3.0,
        half_life: 2.0,
    });
    let p_chart = check(&office, "p chart", trend_targeted(40, None, 1.0, 3, 0.5))
        .missing(0.8, 0.02)
        .coaching()
        .estimating();
    let ewma = check(&office, "ewma", trend_targeted(30, Some(0.3), 1.5, 2, 1.0))
        .looking_at(&[0, 2])
        .estimating();
    let runs = check(&office, "runs", escalating("caseworkers", 3, [6, 2, 5]))
        .missing(0.9, 0.01)
        .coaching()
        .estimating();
    let kinds = check(&office, "kinds", escalating("activities", 5, [8, 2, 6])).estimating();
    let lots = check(&office, "lots", inspection("caseworkers", 3, &[])).estimating();
    let allowed = [("accept", 2), ("reduced", 3), ("discontinued", 9)];
    let large = check(&office, "large", inspection("caseworkers", 7, &allowed))
        .coaching()
        .estimating();
    let everyone = check(&office, "everyone", learning("caseworkers", 40, &[])).estimating();
    let keys = [
        ("floor", KeyValue::Count(3)),
        ("rounds", KeyValue::Count(6)),
        ("prior_fails", KeyValue::Number(0.5)),
        ("prior_passes", KeyValue::Number(4.0)),
        ("forget", KeyValue::Share(0.2)),
        ("top", KeyValue::Share(0.3)),
    ];
    let every_kind = check(&office, "every kind", learning("activities", 35, &keys))
        .missing(0.9, 0.05)
        .coaching()
        .estimating();
    office.policies = vec![
        policy("p chart", vec![p_chart]),
        policy("ewma", vec![ewma]),
        policy("runs", vec![runs]),
        policy("kinds", vec![kinds]),
        policy("lots", vec![lots]),
        policy("large lots", vec![large]),
        policy("everyone", vec![everyone]),
        policy("every kind", vec![every_kind]),
    ];
    office
}

/// Little to remember: frames that are empty or smaller than the quota, few seats, hours that run
/// short, samples that are excluded, and results that are done again.
pub fn forgetful() -> Scenario {
    let periods = 7;
    let mut office = base(periods);
    let rates = [(0, 0.2, 0.1), (1, 0.15, 0.1)];
    let mut change = activity("change", periods, 14, &rates);
    change.automated = (share(0.3), share(0.3));
    office.activities = vec![
        change,
        activity("rare", periods, 2, &rates),
        activity("other", periods, 9, &rates),
    ];
    office.workforce.seats = 4;
    office.workforce.team_size = 2;
    office.workforce.attrition = probability(0.3);
    office.workforce.vacancy = 1;
    office.pools = vec![pool("leaders", 6.0)];
    let without_rare = |frame: &mut tierone_scenario::Frame| {
        frame.activities = vec![true, false, true];
    };
    let runs = check(&office, "runs", escalating("caseworkers", 1, [3, 1, 4]))
        .in_pool(0, 30.0)
        .coaching()
        .estimating();
    let rest = check(&office, "rest", trend_targeted(12, None, 0.5, 1, 0.8))
        .excluding(&[0])
        .missing(0.9, 0.05)
        .estimating();
    let again = check(&office, "again", recheck(0, 0.5, 1.0)).missing(0.9, 0.02);
    let charts = check(&office, "charts", trend_targeted(8, Some(1.0), 0.0, 1, 0.5))
        .framed(without_rare)
        .in_pool(0, 50.0)
        .estimating();
    let lots = check(
        &office,
        "lots",
        inspection("activities", 2, &[("accept", 1)]),
    )
    .framed(without_rare)
    .estimating();
    let new = check(&office, "new", learning("caseworkers", 9, &[]))
        .framed(|frame| frame.tenure = Some((0.0, 3.0)))
        .estimating();
    let spared = [("floor", KeyValue::Count(2)), ("top", KeyValue::Share(0.5))];
    let short = check(&office, "short", learning("caseworkers", 7, &spared))
        .missing(0.8, 0.1)
        .estimating();
    let more = [
        ("rounds", KeyValue::Count(3)),
        ("top", KeyValue::Share(0.0)),
    ];
    let more = check(&office, "more", learning("activities", 24, &more)).estimating();
    let checked = [("floor", KeyValue::Count(0))];
    let checked = check(&office, "checked", learning("activities", 1, &checked)).coaching();
    office.policies = vec![
        policy("runs", vec![runs, rest, again]),
        policy("charts", vec![charts]),
        policy("lots", vec![lots, checked]),
        policy("new", vec![new]),
        policy("short", vec![short]),
        policy("more", vec![more]),
    ];
    office
}
