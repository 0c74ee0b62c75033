//! Offices whose checks are of a kind of their own: by risk, over one another, by checkers who differ, tiny.

use tierone_scenario::workflow::Workflow;
use tierone_scenario::{Calibration, Checkers, Scenario};
use tierone_stats::distribution::Distribution;

use super::checks::*;
use super::trials::pool;
use super::{activity, attribute, base, complexity, money, policy, probability, share};

/// Checkers' hours that run short, for first checks and for rechecks.
pub fn pools() -> Scenario {
    let mut office = base(3);
    office.workforce.attrition = probability(0.1);
    office.workforce.vacancy = 1;
    office.complexities = vec![complexity("low", 0.7), complexity("high", 2.0)];
    office.activities[0].mix = vec![(0, share(0.6)), (1, share(0.4))];
    office.activities[0].automated = (share(0.25), share(0.25));
    office.activities[0].value = Some(Distribution::Constant(1_000.0));
    office.attributes[0].money = money(Distribution::Constant(0.2), 1.0, true, 0.5, None);
    office.pools = vec![
        pool("leaders", 50.0),
        pool("quality", 41.0),
        pool("tight", 3.0),
    ];
    let each = check(&office, "each", per_caseworker(5))
        .in_pool(0, 45.0)
        .coaching()
        .estimating();
    let hard = check(&office, "hard", stratified("complexity", "equal", 40))
        .in_pool(0, 31.0)
        .estimating();
    let teams = check(&office, "teams", stratified("team", "neyman", 60))
        .in_pool(1, 50.0)
        .missing(0.8, 0.02)
        .estimating();
    let random = check(&office, "random", simple_random(40))
        .in_pool(1, 27.0)
        .missing(0.7, 0.03)
        .correcting()
        .estimating();
    let again = check(&office, "again", recheck(0, 0.5, 0.9))
        .in_pool(2, 25.0)
        .correcting();
    let left = check(&office, "left", recheck(0, 0.4, 1.0))
        .in_pool(1, 30.0)
        .coaching();
    let risky = check(&office, "risky", risk_targeted(60, 0.8, 0.4))
        .in_pool(1, 55.0)
        .estimating();
    let all = check(&office, "all", census())
        .in_pool(0, 20.0)
        .estimating();
    let rest = check(&office, "rest", simple_random(70))
        .excluding(&[0])
        .in_pool(0, 5.0);
    let with_rest = check(&office, "with rest", recheck(0, 1.0, 1.0)).in_pool(0, 12.0);
    let most = check(&office, "most", simple_random(90)).in_pool(0, 30.0);
    office.policies = vec![
        policy("each", vec![each, hard]),
        policy("rest", vec![most, rest, with_rest]),
        policy("teams", vec![teams, random.clone()]),
        policy("again", vec![random, again, left]),
        policy("risky", vec![risky, all]),
    ];
    office
}

/// Risk targeting, with a random share and without, and what it does to the figures.
pub fn risky() -> Scenario {
    let mut office = base(3);
    office.attributes.push(attribute("charge", false, 0));
    let charges = Distribution::log_normal_by_mean(120.0, 100.0);
    office.attributes[2].money = money(charges, 600.0, false, 0.4, None);
    office.activities[0].volume = vec![170, 180, 190];
    office.activities[0].errors =
        activity("", 1, 1, &[(0, 0.05, 0.05), (1, 0.15, 0.1), (2, 0.06, 0.0)]).errors;
    office.activities[0].automated = (share(0.3), share(0.1));
    office.activities[0].value = Some(Distribution::Constant(800.0));
    let top = check(&office, "top", risk_targeted(30, 0.8, 0.0))
        .coaching()
        .correcting()
        .estimating();
    let kept = check(&office, "kept", risk_targeted(41, 0.9, 0.25))
        .missing(0.7, 0.01)
        .coaching()
        .estimating();
    let people = check(&office, "people", risk_targeted(25, 0.5, 0.6))
        .framed(|frame| frame.automated = Some(false))
        .looking_at(&[0])
        .estimating();
    let much = check(&office, "much", risk_targeted(160, 0.99, 0.5))
        .missing(0.9, 0.02)
        .correcting()
        .estimating();
    let again = check(&office, "again", recheck(0, 0.3, 0.5))
        .missing(0.9, 0.0)
        .coaching();
    let rest = check(&office, "rest", risk_targeted(50, 0.7, 0.3))
        .excluding(&[0])
        .estimating();
    let kept_again = check(&office, "kept again", recheck(0, 0.6, 0.7))
        .missing(0.9, 0.01)
        .estimating();
    office.policies = vec![
        policy("top", vec![top.clone()]),
        policy("kept", vec![kept, people, kept_again]),
        policy("much", vec![much]),
        policy("again", vec![top, again, rest]),
    ];
    office
}

/// Overlapping frames, exclusion and rechecks together, with everything that a fail sets off.
pub fn overlapping() -> Scenario {
    let mut office = base(3);
    office.horizon.warm_up = 1;
    office.complexities = vec![complexity("low", 0.6), complexity("high", 2.0)];
    office.attributes = vec![
        attribute("income", true, 0),
        attribute("letter", false, 0),
        attribute("dates", true, 0),
    ];
    office.attributes[0].money = money(
        Distribution::log_normal_by_mean(0.2, 0.2),
        1.0,
        true,
        0.6,
        None,
    );
    let mut change = activity(
        "change",
        3,
        90,
        &[(0, 0.12, 0.05), (1, 0.08, 0.0), (2, 0.06, 0.04)],
    );
    change.mix = vec![(0, share(0.5)), (1, share(0.5))];
    change.automated = (share(0.2), share(0.3));
    change.value = Some(Distribution::log_normal_by_mean(1_000.0, 500.0));
    let mut review = activity("review", 3, 60, &[(2, 0.1, 0.0), (0, 0.1, 0.0)]);
    review.value = Some(Distribution::Constant(700.0));
    office.activities = vec![change, review];
    let days = Distribution::Uniform {
        low: 5.0,
        high: 70.0,
    };
    office.correction.workflow = Workflow::single(days, Some(40.0), 60.0);
    office.correction.failed = probability(0.1);
    let each = check(&office, "each", per_caseworker(4))
        .missing(0.7, 0.03)
        .coaching()
        .correcting()
        .estimating();
    let hard = check(&office, "hard", simple_random(30))
        .framed(|frame| frame.complexities = vec![false, true])
        .missing(0.8, 0.02)
        .coaching()
        .estimating();
    let rest = check(&office, "rest", stratified("activity", "proportional", 50))
        .excluding(&[0, 1])
        .missing(0.9, 0.01)
        .correcting()
        .estimating();
    let again = check(&office, "again", recheck(0, 0.6, 0.8))
        .missing(0.95, 0.005)
        .coaching()
        .correcting()
        .estimating();
    let reviews = check(&office, "reviews", census())
        .framed(|frame| frame.activities = vec![false, true])
        .looking_at(&[2])
        .missing(0.5, 0.02)
        .correcting()
        .estimating();
    let others = check(&office, "others", census())
        .excluding(&[0])
        .estimating();
    let starved = check(&office, "starved", stratified("complexity", "equal", 80))
        .framed(|frame| frame.activities = vec![true, false])
        .excluding(&[0])
        .estimating();
    let one = check(&office, "one", recheck(1, 1.0, 1.0))
        .missing(0.9, 0.0)
        .coaching();
    office.policies = vec![
        policy("both", vec![each.clone(), hard.clone()]),
        policy("rest", vec![each.clone(), hard, rest, again]),
        policy("reviews", vec![each.clone(), reviews, one]),
        policy("others", vec![each.clone(), others]),
        policy("starved", vec![each, starved]),
    ];
    office
}

/// Few checkers who differ much, and are brought together now and then; hours that some checks have
/// before others.
pub fn checkers() -> Scenario {
    let mut office = base(4);
    office.horizon.warm_up = 1;
    office.attributes.push(attribute("dates", true, 0));
    let rates = [(0, 0.08, 0.02), (1, 0.1, 0.05), (2, 0.05, 0.05)];
    office.activities = vec![
        activity("change", 4, 120, &rates),
        activity("close", 4, 80, &rates[..1]),
    ];
    office.pools = vec![pool("leaders", 22.0), pool("reviewers", 9.0)];
    office.pools[0].checkers = Some(Checkers {
        number: 3,
        spread: 1.2,
        calibration: None,
    });
    office.pools[1].checkers = Some(Checkers {
        number: 2,
        spread: 1.0,
        calibration: Some(Calibration {
            every: 2,
            factor: 0.3,
            half_life: 1.5,
            hours: 1.0,
        }),
    });
    office.pools[1].precedence = vec!["kinds".into()];
    let each = check(&office, "each", per_caseworker(3))
        .missing(0.7, 0.03)
        .in_pool(0, 30.0)
        .coaching()
        .estimating();
    let some = check(&office, "some", simple_random(30))
        .missing(0.6, 0.02)
        .in_pool(0, 20.0)
        .estimating();
    let wide = check(&office, "wide", simple_random(8))
        .missing(0.8, 0.0)
        .in_pool(1, 20.0);
    let kinds = check(&office, "kinds", stratified("activity", "equal", 16))
        .missing(0.8, 0.05)
        .in_pool(1, 20.0)
        .estimating();
    let again = check(&office, "again", recheck(0, 0.1, 0.6))
        .missing(0.9, 0.01)
        .in_pool(1, 15.0)
        .estimating();
    office.policies = vec![
        policy("one pool", vec![each.clone(), some]),
        policy("in order", vec![each, wide, kinds, again]),
    ];
    office
}

/// Four seats that are often empty, and fewer decisions than seats.
pub fn tiny() -> Scenario {
    let mut office = base(4);
    office.workforce.seats = 4;
    office.workforce.team_size = 3;
    office.workforce.team_spread = 0.5;
    office.workforce.attrition = probability(0.6);
    office.workforce.vacancy = 2;
    office.complexities = vec![complexity("low", 0.6), complexity("high", 2.0)];
    let rates = [(0, 0.2, 0.1), (1, 0.2, 0.1)];
    let mut change = activity("change", 4, 5, &rates);
    change.mix = vec![(0, share(0.7)), (1, share(0.3))];
    let mut close = activity("close", 4, 3, &rates[..1]);
    close.automated = (share(0.5), share(0.5));
    office.activities = vec![change, close, activity("rare", 4, 1, &rates)];
    let each = check(&office, "each", per_caseworker(2))
        .coaching()
        .correcting()
        .estimating();
    let kinds = check(&office, "kinds", stratified("activity", "proportional", 7)).estimating();
    let teams = check(&office, "teams", stratified("team", "equal", 6))
        .missing(0.9, 0.1)
        .estimating();
    let again = check(&office, "again", recheck(0, 0.5, 0.5)).missing(0.9, 0.1);
    let risky = check(&office, "risky", risk_targeted(4, 0.9, 0.4))
        .excluding(&[0])
        .estimating();
    office.policies = vec![
        policy("each", vec![each.clone(), again]),
        policy("kinds", vec![kinds]),
        policy("teams", vec![teams]),
        policy("risky", vec![each, risky]),
    ];
    office
}
