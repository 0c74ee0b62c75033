//! Replications that open in a given state, to the steady state and to closed forms.

use crate::offices;

use offices::{base, probability};
use tierone_engine::sim::{Setup, Truth, replicate};
use tierone_sampling::world::{
    EXPERIENCED, Opening, OpeningError, OpeningSeat, OpeningState, Staff,
};
use tierone_scenario::{NewStarters, Scenario};
use tierone_stats::rng::{self, Moment, Purpose};

const RATE: f64 = 0.2;

/// Twelve seats that make 4,800 decisions a month, with one attribute, and a policy that checks nothing.
fn office(periods: usize) -> Scenario {
    let mut office = base(periods);
    office.attributes.truncate(1);
    office.activities = vec![offices::activity(
        "change",
        periods,
        4_800,
        &[(0, RATE, 0.0)],
    )];
    office.policies = vec![offices::policy("none", Vec::new())];
    office
}

/// Everybody experienced, with this skill and so much coaching.
fn alike(scenario: &Scenario, skill: f64, coaching: f64) -> OpeningState {
    let tenure = EXPERIENCED;
    let seats = scenario.workforce.seats;
    OpeningState {
        staff: Staff {
            teams: vec![0.0; seats.div_ceil(scenario.workforce.team_size)],
            seats: vec![OpeningSeat::Filled { skill, tenure }; seats],
        },
        coaching: vec![vec![coaching; seats]; scenario.coaching.groups.len()],
    }
}

fn opening_in(scenario: &Scenario, state: OpeningState) -> Result<Setup<'_>, OpeningError> {
    let setup = Setup::new(scenario).expect("nothing to anchor");
    setup.opening_in(Opening::Given(state))
}

/// Rates of error by period of 100 replications, with the decisions behind each.
fn rates(setup: &Setup) -> Vec<(f64, f64)> {
    let mut sums = vec![(0.0, 0.0); setup.scenario.horizon.periods];
    for replication in 0..100 {
        for (sum, period) in sums
            .iter_mut()
            .zip(&replicate(setup, 3, replication)[0].periods)
        {
            let Truth {
                decisions, errors, ..
            } = period.activities[0];
            *sum = (sum.0 + f64::from(errors), sum.1 + decisions as f64);
        }
    }
    let rate = |(errors, decisions)| (errors / decisions, decisions);
    sums.into_iter().map(rate).collect()
}

/// α = 6e-5 a look at a fixed seed: four standard errors.
fn check_rate((rate, decisions): (f64, f64), log_odds: f64) {
    let expected = 1.0 / (1.0 + (-log_odds).exp());
    let error = (expected * (1.0 - expected) / decisions).sqrt();
    assert!(
        (rate - expected).abs() < 4.0 * error,
        "{rate} is not {expected} ± {error}"
    );
}

#[test]
fn a_given_state_that_is_a_draw_of_the_steady_state_gives_the_same_figures() {
    let mut scenario = office(8);
    let workforce = &mut scenario.workforce;
    (workforce.team_spread, workforce.vacancy) = (0.3, 3);
    workforce.attrition = probability(0.2);
    workforce.new_starters = Some(NewStarters {
        odds_ratio: 3.0,
        half_life: 2.0,
    });
    let steady = Setup::new(&scenario).expect("nothing to anchor");
    for replication in 0..5 {
        let mut stream = rng::open(7, replication, &Purpose::world(), Moment::Opening);
        let staff = Staff::steady(&scenario.workforce, &mut stream);
        let state = OpeningState {
            staff,
            ..alike(&scenario, 0.0, 0.0)
        };
        let given = opening_in(&scenario, state).expect("the state fits");
        assert_eq!(
            replicate(&given, 7, replication),
            replicate(&steady, 7, replication)
        );
    }
}

#[test]
fn skilled_caseworkers_open_with_the_accuracy_of_their_lowered_log_odds() {
    let scenario = office(1);
    let skill = 0.25f64.ln();
    let setup = opening_in(&scenario, alike(&scenario, skill, 0.0)).expect("the state fits");
    check_rate(rates(&setup)[0], (RATE / (1.0 - RATE)).ln() + skill);
}

#[test]
fn coaching_given_at_the_opening_wears_off_by_halves_under_a_policy_that_coaches_nobody() {
    let mut scenario = office(7);
    scenario.coaching.groups[0].half_life = 2.0;
    let setup = opening_in(&scenario, alike(&scenario, 0.0, 1.2)).expect("the state fits");
    for (period, rate) in rates(&setup).into_iter().enumerate() {
        let coaching = 1.2 * (-(period as f64) / 2.0).exp2();
        check_rate(rate, (RATE / (1.0 - RATE)).ln() - coaching);
    }
}

#[test]
fn starters_and_vacancies_of_a_given_state_age_where_nobody_leaves() {
    let mut scenario = office(4);
    scenario.workforce.vacancy = 3;
    scenario.workforce.spread = 0.0;
    scenario.workforce.new_starters = Some(NewStarters {
        odds_ratio: 4.0,
        half_life: 1.0,
    });
    let mut state = alike(&scenario, 0.0, 0.0);
    let skill = 0.0;
    state.staff.seats.fill(OpeningSeat::Vacant { age: 1 });
    state.staff.seats[0] = OpeningSeat::Filled { skill, tenure: 1 };
    let setup = opening_in(&scenario, state).expect("the state fits");
    let average = (RATE / (1.0 - RATE)).ln();
    let starting = |tenure: i32| 4f64.ln() * 2f64.powi(-tenure);
    let rates = rates(&setup);
    check_rate(rates[0], average + starting(1));
    check_rate(rates[1], average + starting(2));
    // Empty for one period before the opening and two after it: eleven starters join the one.
    let joined = |log_odds: f64| 1.0 / (1.0 + (-average - log_odds).exp());
    let expected = (11.0 * joined(starting(0)) + joined(starting(3))) / 12.0;
    check_rate(rates[2], (expected / (1.0 - expected)).ln());
}

#[test]
fn a_state_that_does_not_fit_the_scenario_is_refused() {
    let mut scenario = office(1);
    scenario.workforce.vacancy = 2;
    let refusal = |change: &dyn Fn(&mut OpeningState)| {
        let mut state = alike(&scenario, 0.0, 0.0);
        change(&mut state);
        opening_in(&scenario, state).err()
    };
    let length = |of, given, wanted| Some(OpeningError::Length { of, given, wanted });
    assert_eq!(refusal(&|_| ()), None);
    assert_eq!(
        refusal(&|state| state.staff.teams.push(0.0)),
        length("teams", 4, 3)
    );
    assert_eq!(
        refusal(&|state| state.staff.seats.truncate(5)),
        length("seats", 5, 12)
    );
    assert_eq!(
        refusal(&|state| state.coaching.clear()),
        length("coaching groups", 0, 1)
    );
    assert_eq!(
        refusal(&|state| state.coaching[0].truncate(2)),
        length("seats of a coaching group", 2, 12)
    );
    assert_eq!(
        refusal(&|state| state.coaching[0][4] = -0.1),
        Some(OpeningError::Coaching { seat: 4 })
    );
    assert_eq!(
        refusal(&|state| state.staff.teams[1] = f64::NAN),
        Some(OpeningError::TeamSkill { team: 1 })
    );
    assert_eq!(
        refusal(&|state| state.staff.seats[3] = OpeningSeat::Vacant { age: 2 }),
        Some(OpeningError::Vacancy {
            seat: 3,
            age: 2,
            vacancy: 2
        })
    );
}
