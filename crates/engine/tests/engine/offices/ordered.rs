//! Offices whose checks go along an order, by teams drawn at random, or by somebody's judgement.

use tierone_scenario::Scenario;
use tierone_stats::distribution::Distribution;

use super::checks::*;
use super::{activity, attribute, base, complexity, money, policy, probability, share};

/// Mixed work of people who come and go, part of it the system's.
pub fn ordered() -> Scenario {
    let mut office = base(3);
    office.horizon.warm_up = 1;
    office.complexities = vec![complexity("low", 0.6), complexity("high", 2.0)];
    office.attributes.push(attribute("charge", false, 0));
    let charges = Distribution::log_normal_by_mean(120.0, 100.0);
    office.attributes[2].money = money(charges, 600.0, false, 0.4, None);
    let workforce = &mut office.workforce;
    workforce.seats = 13;
    workforce.spread = 0.8;
    workforce.team_spread = 0.6;
    workforce.attrition = probability(0.1);
    workforce.vacancy = 1;
    let rates = [(0, 0.08, 0.04), (1, 0.1, 0.1), (2, 0.05, 0.0)];
    let mut change = activity("change", 3, 97, &rates);
    change.mix = vec![(0, share(0.6)), (1, share(0.4))];
    change.automated = (share(0.25), share(0.1));
    change.value = Some(Distribution::Constant(800.0));
    let mut review = activity("review", 3, 58, &rates[..2]);
    review.value = Some(Distribution::Constant(300.0));
    office.activities = vec![change, review];
    office.pools = vec![super::trials::pool("leaders", 21.0)];
    let by_date = check(
        &office,
        "by date",
        systematic("closing-date", ("checks", 35)),
    )
    .coaching()
    .estimating();
    let along = check(&office, "along", systematic("caseworker", ("every", 6)))
        .missing(0.8, 0.03)
        .coaching()
        .estimating();
    let each = check(&office, "each", per_caseworker(2)).missing(0.8, 0.03);
    let rest = check(&office, "rest", systematic("caseworker", ("checks", 40)))
        .excluding(&[0])
        .missing(0.9, 0.03)
        .coaching()
        .estimating();
    let again = check(&office, "again", recheck(1, 0.4, 0.8))
        .missing(0.9, 0.02)
        .estimating();
    let settled = check(&office, "settled", systematic("caseworker", ("checks", 30)))
        .framed(|frame| {
            frame.tenure = Some((3.0, f64::INFINITY));
            frame.complexities = vec![false, true];
        })
        .coaching()
        .estimating();
    let system = check(&office, "system", systematic("caseworker", ("every", 2)))
        .framed(|frame| {
            frame.automated = Some(true);
            frame.activities = vec![true, false];
        })
        .estimating();
    let teams = check(&office, "teams", cluster(2, Some(9)))
        .missing(0.9, 0.03)
        .coaching()
        .estimating();
    let team = check(&office, "team", cluster(1, None))
        .correcting()
        .estimating();
    let team_again = check(&office, "team again", recheck(0, 0.5, 0.8)).estimating();
    let pick = check(&office, "pick", judgement(3, 4.0))
        .missing(0.8, 0.03)
        .coaching()
        .estimating();
    let looks_away = check(&office, "looks away", judgement(4, 0.3))
        .excluding(&[0])
        .correcting()
        .estimating();
    let short = |name, sample| check(&office, name, sample).in_pool(0, 30.0).estimating();
    office.policies = vec![
        policy("along", vec![by_date, along]),
        policy("rest", vec![each, rest, again]),
        policy("settled", vec![settled, system]),
        policy("teams", vec![teams, team_again]),
        policy("team", vec![team]),
        policy("pick", vec![pick, looks_away]),
        policy(
            "short",
            vec![
                short("short along", systematic("caseworker", ("every", 5))),
                short("short team", cluster(2, Some(12))),
                short("short pick", judgement(2, 6.0)),
            ],
        ),
    ];
    office
}

/// So many of each team, and shares of what arrives: with hours that are short, with other samples left out, and where
/// teams are empty.
pub fn arriving() -> Scenario {
    let mut office = ordered();
    office.workforce.seats = 14;
    office.workforce.team_size = 2;
    office.workforce.attrition = probability(0.3);
    office.workforce.vacancy = 2;
    let each = check(&office, "each", per_team(9))
        .missing(0.8, 0.03)
        .coaching()
        .correcting()
        .estimating();
    let rest = check(&office, "rest", per_team(4))
        .excluding(&[0])
        .estimating();
    let settled = check(&office, "settled", per_team(30))
        .framed(|frame| {
            frame.tenure = Some((3.0, f64::INFINITY));
            frame.complexities = vec![false, true];
        })
        .coaching()
        .estimating();
    let share = check(&office, "share", capped_share(0.2, 30))
        .missing(0.9, 0.02)
        .coaching()
        .correcting()
        .estimating();
    let again = check(&office, "again", recheck(0, 0.3, 0.7)).estimating();
    let seldom = check(&office, "seldom", capped_share(0.02, 50))
        .framed(|frame| frame.automated = Some(true))
        .estimating();
    let all = check(&office, "all", capped_share(1.0, 160))
        .excluding(&[0])
        .estimating();
    let none = check(&office, "none", capped_share(0.0, 5)).estimating();
    let short = |name, sample| check(&office, name, sample).in_pool(0, 30.0).estimating();
    office.policies = vec![
        policy("teams", vec![each.clone(), rest]),
        policy("settled", vec![settled, seldom, none]),
        policy("share", vec![share, again]),
        policy("all", vec![each, all]),
        policy(
            "short",
            vec![
                short("short teams", per_team(6)),
                short("short share", capped_share(0.25, 40)),
            ],
        ),
    ];
    office
}

/// Four seats that are often empty, fewer decisions than seats, and quotas beyond all there is.
pub fn few() -> Scenario {
    let mut office = super::checked::tiny();
    let all = check(&office, "all", systematic("caseworker", ("checks", 50))).estimating();
    let some = check(&office, "some", systematic("caseworker", ("checks", 3)))
        .missing(0.9, 0.1)
        .estimating();
    let seldom = check(&office, "seldom", systematic("caseworker", ("every", 40))).estimating();
    let team = check(&office, "team", cluster(1, Some(2)))
        .missing(0.9, 0.1)
        .estimating();
    let teams = check(&office, "teams", cluster(9, None)).estimating();
    let pick = check(&office, "pick", judgement(2, 20.0))
        .missing(0.9, 0.1)
        .coaching()
        .estimating();
    let none = check(&office, "none", judgement(0, 20.0)).estimating();
    office.policies = vec![
        policy("all", vec![all]),
        policy("some", vec![some, seldom]),
        policy("teams", vec![team, teams]),
        policy("pick", vec![pick, none]),
    ];
    office
}
