//! Offices whose volumes follow from the work that comes in.

use tierone_scenario::{Demand, NewStarters, Pressure, Recruitment, Scenario, Training, Work};
use tierone_stats::distribution::Distribution;

use super::checks::*;
use super::trials::pool;
use super::{activity, base, complexity, money, policy, probability, share};

/// Work that comes in evenly at random, all of one class, with nothing that waits.
pub fn work(periods: usize, intakes: f64, productivity: f64) -> Work {
    Work {
        intakes: vec![intakes; periods],
        dispersion: 0.0,
        productivity,
        priority: 1,
        backlog: Vec::new(),
        planned: Vec::new(),
    }
}

/// A demand of such work for caseworkers who are always there.
pub fn demand(work: Vec<Work>) -> Demand {
    Demand {
        work,
        absence: probability(0.0),
        full_time: probability(1.0),
        training: None,
        hours: None,
        returned: probability(0.0),
        target: f64::INFINITY,
        pressure: None,
        pools: Vec::new(),
        corrections: false,
    }
}

/// Everything that a demand may have: people who come, learn and go, a backlog with ages, pressure, a share that the system
/// decides, and checks, sessions and corrections that take caseworkers' time.
pub fn pressed() -> Scenario {
    let mut office = base(4);
    office.horizon.warm_up = 2;
    let workforce = &mut office.workforce;
    workforce.attrition = probability(0.08);
    workforce.vacancy = 1;
    workforce.new_starters = Some(NewStarters {
        odds_ratio: 2.0,
        half_life: 2.0,
    });
    office.complexities = vec![complexity("low", 0.7), complexity("high", 2.0)];
    let rates = &[(0, 0.06, 0.02), (1, 0.1, 0.05)];
    office.activities = vec![
        activity("change", 4, 0, rates),
        activity("new", 4, 0, rates),
    ];
    let change = &mut office.activities[0];
    change.mix = vec![(0, share(0.63)), (1, share(0.37))];
    change.automated = (share(0.15), share(0.25));
    change.value = Some(Distribution::Constant(1_000.0));
    office.activities[1].value = Some(Distribution::Constant(500.0));
    office.attributes[0].money = money(
        Distribution::Gamma {
            shape: 1.0,
            scale: 0.2,
        },
        1.0,
        true,
        0.5,
        None,
    );
    let change = Work {
        intakes: vec![170.0, 150.0, 180.0, 120.0],
        dispersion: 0.02,
        backlog: vec![90, 31],
        ..work(4, 0.0, 24.0)
    };
    let new = Work {
        backlog: vec![20],
        ..work(4, 70.0, 14.0)
    };
    office.demand = Some(Demand {
        absence: probability(0.05),
        full_time: probability(0.97),
        training: Some(Training {
            periods: 2,
            productivity: 0.4,
        }),
        hours: Some(60.0),
        returned: probability(0.6),
        target: 45.0,
        pressure: Some(Pressure {
            gain: 0.7,
            above: 0.2,
            max: 0.5,
        }),
        pools: vec![true, false],
        corrections: true,
        ..demand(vec![change, new])
    });
    office.pools = vec![pool("colleagues", 200.0), pool("others", 200.0)];
    let each = check(&office, "each", per_caseworker(4))
        .in_pool(0, 60.0)
        .coaching()
        .estimating();
    let some = check(&office, "some", simple_random(60))
        .in_pool(0, 45.0)
        .missing(0.7, 0.03)
        .correcting()
        .estimating();
    let apart = check(&office, "apart", stratified("activity", "proportional", 50))
        .in_pool(1, 60.0)
        .coaching()
        .estimating();
    office.policies = vec![
        policy("nothing", vec![]),
        policy("each", vec![each, some]),
        policy("apart", vec![apart]),
    ];
    office.plan_demand();
    office
}

/// The same with a class of its own for each activity, and so little time that the second waits for long.
pub fn classes() -> Scenario {
    let mut office = pressed();
    let demand = office.demand.as_mut().expect("a demand");
    demand.work[0].priority = 2;
    demand.absence = probability(0.3);
    demand.work[1].dispersion = 0.1;
    office.plan_demand();
    office
}

/// The same with people who are taken on by a plan, at first far too few and then too many.
pub fn recruiting() -> Scenario {
    let mut office = pressed();
    office.workforce.attrition = probability(0.2);
    let seats = office.workforce.seats;
    office.workforce.recruitment = Some(Recruitment {
        offers: vec![1, 0, 4, 40],
        lead_time: 2,
        show_rate: probability(0.6),
        in_post: seats - 3,
    });
    office.plan_demand();
    office
}
