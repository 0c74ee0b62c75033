//! The offices on which both engines are tried: between them they switch on every feature.

use tierone_scenario::workflow::Workflow;
use tierone_scenario::{NewStarters, Scenario, Tolerance};
use tierone_stats::distribution::Distribution;
use tierone_stats::units::PeriodLength;

use super::checks::*;
use super::corrections::escalating;
use super::{
    activity, anchored, attribute, base, complexity, group, money, policy, probability, share,
};

/// People come and go: starters, vacancies, teams, a warm-up; strata and frames of people.
pub fn turnover() -> Scenario {
    let mut office = base(4);
    office.horizon.warm_up = 2;
    office.activities[0].volume = vec![150, 157, 140, 163];
    let workforce = &mut office.workforce;
    workforce.seats = 13;
    workforce.team_spread = 0.4;
    workforce.attrition = probability(0.15);
    workforce.vacancy = 2;
    workforce.new_starters = Some(NewStarters {
        odds_ratio: 4.0,
        half_life: 2.0,
    });
    let each = check(&office, "each", per_caseworker(3))
        .coaching()
        .estimating();
    let new =
        check(&office, "new", per_caseworker(4)).framed(|frame| frame.tenure = Some((0.0, 3.0)));
    let settled = check(&office, "settled", simple_random(40))
        .framed(|frame| frame.tenure = Some((3.0, f64::INFINITY)))
        .coaching()
        .estimating();
    let teams = check(&office, "teams", stratified("team", "proportional", 50)).estimating();
    let tenures = check(&office, "tenures", by_tenure(&[2.0, 6.0], "equal", 45)).estimating();
    let neyman = check(&office, "neyman", by_tenure(&[3.0], "neyman", 45)).estimating();
    office.policies = vec![
        policy("nothing", vec![]),
        policy("each", vec![each.coaching(), new]),
        policy("people", vec![settled, teams]),
        policy("tenure", vec![tenures]),
        policy("neyman", vec![neyman]),
    ];
    office
}

/// Several activities of several complexities, automation that moves, an anchor.
pub fn mixes() -> Scenario {
    let periods = 3;
    let mut office = base(periods);
    office.horizon.warm_up = 1;
    office.anchor = anchored(0.9);
    office.complexities = vec![
        complexity("low", 0.5),
        complexity("medium", 1.0),
        complexity("high", 3.0),
    ];
    office.attributes = vec![
        attribute("income", true, 0),
        attribute("letter", false, 0),
        attribute("dates", true, 0),
    ];
    let mut change = activity("change", periods, 0, &[(0, 0.04, 0.02), (1, 0.08, 0.0)]);
    change.area = Some("living".into());
    change.volume = vec![121, 150, 111];
    change.mix = vec![(1, share(0.55)), (0, share(0.3)), (2, share(0.15))];
    change.automated = (share(0.1), share(0.45));
    let mut new = activity("new claim", periods, 83, &[(2, 0.1, 0.1), (0, 0.02, 0.0)]);
    new.mix = vec![(0, share(0.5)), (2, share(0.5))];
    new.area = Some("opening".into());
    let mut close = activity("close", periods, 40, &[(2, 0.05, 0.03), (1, 0.1, 0.2)]);
    close.area = Some("living".into());
    close.automated = (share(0.8), share(0.3));
    office.activities = vec![change, new, close];
    let kinds = check(&office, "kinds", stratified("activity", "proportional", 60)).estimating();
    let areas = check(&office, "areas", stratified("area", "equal", 70)).estimating();
    let hard = check(&office, "hard", stratified("complexity", "neyman", 60)).estimating();
    let system = check(&office, "system", simple_random(25))
        .framed(|frame| frame.automated = Some(true))
        .estimating();
    let people = check(&office, "people", stratified("complexity", "equal", 30))
        .framed(|frame| {
            frame.automated = Some(false);
            frame.activities = vec![true, false, true];
            frame.complexities = vec![true, false, true];
        })
        .coaching()
        .estimating();
    let neyman = check(&office, "neyman", stratified("activity", "neyman", 55)).estimating();
    let wanted = given(
        "activity",
        &[("close", 15), ("change", 20), ("new claim", 100)],
    );
    let wanted = check(&office, "wanted", wanted).estimating();
    let areas_wanted = given("area", &[("opening", 15), ("living", 30)]);
    let areas_wanted = check(&office, "areas wanted", areas_wanted).estimating();
    office.policies = vec![
        policy("kinds", vec![kinds, system]),
        policy("areas", vec![areas, people]),
        policy("hard", vec![hard]),
        policy("neyman", vec![neyman]),
        policy("wanted", vec![wanted, areas_wanted]),
    ];
    office
}

/// Money of every kind of distribution, a tolerance in pounds, corrections that pass a workflow with loops.
pub fn amounts() -> Scenario {
    let mut office = base(5);
    office.horizon.warm_up = 3;
    office.accuracy_tolerance = Tolerance::Amount(60.0);
    office.attributes = vec![
        attribute("income", true, 0),
        attribute("dates", true, 0),
        attribute("notes", true, 0),
        attribute("charge", false, 0),
        attribute("arrears", true, 0),
    ];
    let skewed = Distribution::LogNormal {
        mu: 80.0_f64.ln(),
        sigma: 0.8,
    };
    let gamma = Distribution::Gamma {
        shape: 1.5,
        scale: 0.1,
    };
    let even = Distribution::Uniform {
        low: 20.0,
        high: 150.0,
    };
    let listed = Distribution::empirical(vec![(30.0, 2.0), (90.0, 1.0), (400.0, 0.5)]);
    office.attributes[0].money = money(skewed, 300.0, false, 0.7, None);
    office.attributes[1].money = money(gamma, 0.4, true, 0.3, Some(40.0));
    office.attributes[3].money = money(even, f64::INFINITY, false, 0.5, None);
    office.attributes[4].money = money(listed, 200.0, false, 0.2, Some(75.0));
    office.attributes[4].correctable = false;
    let rates = [
        (0, 0.1, 0.0),
        (1, 0.12, 0.0),
        (2, 0.03, 0.0),
        (3, 0.1, 0.0),
        (4, 0.06, 0.0),
    ];
    let mut change = activity("change", 5, 60, &rates);
    change.value = Some(Distribution::log_normal_by_mean(900.0, 700.0));
    change.in_force = 100.0;
    let mut review = activity("review", 5, 30, &rates[1..4]);
    review.value = Some(Distribution::Constant(500.0));
    review.in_force = 45.0;
    office.activities = vec![change, review];
    office.correction.workflow = escalating();
    office.correction.failed = probability(0.2);
    let all = check(&office, "all", census()).correcting().estimating();
    let some = check(&office, "some", simple_random(40))
        .missing(0.7, 0.02)
        .correcting()
        .estimating();
    let few = check(&office, "few", per_caseworker(2))
        .looking_at(&[0, 3])
        .correcting()
        .estimating();
    let look = check(&office, "look", simple_random(30)).estimating();
    office.policies = vec![
        policy("all", vec![all]),
        policy("some", vec![some]),
        policy("few", vec![few, look]),
    ];
    office
}

/// Weeks, a tolerance as a share of value, values and relative errors of the other distributions.
pub fn shares() -> Scenario {
    let mut office = base(6);
    office.horizon.period = PeriodLength::Week;
    office.horizon.warm_up = 4;
    office.accuracy_tolerance = Tolerance::ShareOfValue(0.1);
    office.anchor = anchored(0.88);
    office.attributes = vec![attribute("income", true, 0), attribute("dates", true, 1)];
    office.coaching.groups = vec![
        group("sums", 0.5, 8.0, None),
        group("dates", 0.5, 3.0, None),
    ];
    let even = Distribution::Uniform {
        low: 0.0,
        high: 0.5,
    };
    office.attributes[0].money = money(even, 0.3, true, 0.6, None);
    office.attributes[1].money =
        money(Distribution::Constant(100.0), 200.0, false, 0.4, Some(17.0));
    let rates = [(0, 0.12, 0.05), (1, 0.08, 0.1)];
    let mut change = activity("change", 6, 70, &rates);
    change.value = Some(Distribution::Uniform {
        low: 200.0,
        high: 1_600.0,
    });
    change.in_force = 30.0;
    change.automated = (share(0.2), share(0.2));
    let mut review = activity("review", 6, 50, &rates[..1]);
    review.value = Some(Distribution::empirical(vec![(300.0, 1.0), (2_000.0, 1.0)]));
    office.activities = vec![change, review];
    let days = Distribution::Uniform {
        low: 1.0,
        high: 30.0,
    };
    office.correction.workflow = Workflow::single(days, None, 60.0);
    let kinds = check(&office, "kinds", stratified("activity", "neyman", 40))
        .missing(0.8, 0.01)
        .coaching()
        .correcting()
        .estimating();
    let all = check(&office, "all", census())
        .missing(0.5, 0.0)
        .correcting()
        .estimating();
    let change = check(&office, "change", given("activity", &[("change", 25)])).estimating();
    let excluded = check(&office, "excluded", given("activity", &[("review", 20)]))
        .excluding(&[0])
        .estimating();
    office.policies = vec![
        policy("kinds", vec![kinds]),
        policy("all", vec![all]),
        policy("one kind", vec![change, excluded]),
    ];
    office
}

/// Coaching with groups, ceiling, delay and uptake, by checkers who miss and who imagine.
pub fn coached() -> Scenario {
    let mut office = base(6);
    office.attributes = vec![
        attribute("income", true, 0),
        attribute("dates", true, 1),
        attribute("letter", false, 1),
    ];
    office.activities = vec![activity(
        "change",
        6,
        140,
        &[(0, 0.15, 0.0), (1, 0.1, 0.0), (2, 0.1, 0.0)],
    )];
    office.workforce.attrition = probability(0.1);
    office.coaching.groups = vec![
        group("sums", 0.5, 4.0, Some(1.2)),
        group("facts", 0.3, f64::INFINITY, None),
    ];
    office.coaching.uptake = probability(0.7);
    office.coaching.delay = 1;
    let each = || check(&office, "each", per_caseworker(4)).coaching();
    let all = check(&office, "all", census())
        .coaching()
        .missing(0.6, 0.01);
    let mut keen = check(&office, "keen", simple_random(60))
        .coaching()
        .estimating();
    keen.checker.sensitivity = vec![probability(0.9), probability(0.3), probability(0.6)];
    keen.checker.false_fail = probability(0.05);
    let second = check(&office, "second", simple_random(50))
        .missing(0.9, 0.0)
        .coaching();
    office.policies = vec![
        policy("each", vec![each()]),
        policy("all", vec![all]),
        policy(
            "both",
            vec![each().missing(0.8, 0.1), keen, second.looking_at(&[1, 2])],
        ),
    ];
    office
}

/// A pool of checkers' hours.
pub fn pool(name: &str, hours: f64) -> tierone_scenario::Pool {
    tierone_scenario::Pool {
        name: name.into(),
        hours,
        hourly_cost: 20.0,
        precedence: Vec::new(),
        checkers: None,
    }
}
