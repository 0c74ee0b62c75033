//! Offices in which something new is tried in some teams. Nothing else teaches, so that what would have been without it can be read
//! off each decision.

use tierone_scenario::{Dropouts, Pilot, Scenario};

use super::checks::*;
use super::{base, policy, probability};

/// Eight teams of three, some of whom leave: a pilot with a time before, one without, and one in steps; each judged by another method.
pub fn piloted() -> Scenario {
    let mut office = base(4);
    office.horizon.warm_up = 1;
    office.workforce.seats = 24;
    office.workforce.team_size = 3;
    office.workforce.team_spread = 0.4;
    office.workforce.attrition = probability(0.05);
    office.workforce.vacancy = 1;
    let each = check(&office, "each", per_caseworker(4)).missing(0.8, 0.01);
    let random = check(&office, "random", simple_random(90)).missing(0.9, 0.02);
    let team = check(&office, "team", per_team(12)).looking_at(&[0]);
    let pilot = |name: &str, starts: &[usize]| Pilot {
        name: name.into(),
        check: 0,
        teams: 4,
        comparison: 3,
        starts: starts.to_vec(),
        gain: 0.9,
        attributes: vec![true, false],
        half_life: 3.0,
        contamination: 0.25,
        dropouts: None,
    };
    let mut policies = vec![
        policy("before and after", vec![each]),
        policy("after", vec![random]),
        policy("in steps", vec![team]),
    ];
    policies[0].pilots = vec![pilot("half", &[3])];
    policies[1].pilots = vec![pilot("at once", &[1])];
    policies[2].pilots = vec![Pilot {
        teams: 6,
        comparison: 2,
        ..pilot("steps", &[2, 4])
    }];
    office.policies = policies;
    office
}

/// The same with teams that drop out: as it starts, and later.
pub fn dropping_out() -> Scenario {
    let mut office = piloted();
    office.policies.pop();
    for (policy, from) in [(0, 3), (1, 3)] {
        office.policies[policy].pilots[0].dropouts = Some(Dropouts { teams: 2, from });
    }
    office
}
