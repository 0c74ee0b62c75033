//! People who are taken on by a plan: who is in post, when they come, and what they amount to.

use crate::offices::demand::{demand, recruiting, work};
use crate::offices::{activity, base, policy, probability};
use tierone_engine::measure::Scope;
use tierone_engine::sim::{Ledger, Setup, replicate};
use tierone_engine::study::{Record, record, summarise};
use tierone_scenario::{Demand, Recruitment, Scenario, Training};

/// Sixty seats, twenty of which are filled as the year starts; two periods of training at half speed.
fn office(offers: Vec<u64>, lead_time: usize, show_rate: f64, leaving: f64) -> Scenario {
    let periods = offers.len();
    let mut office = base(periods);
    office.horizon.warm_up = 3;
    office.workforce.seats = 60;
    office.workforce.attrition = probability(leaving);
    office.workforce.recruitment = Some(Recruitment {
        offers,
        lead_time,
        show_rate: probability(show_rate),
        in_post: 20,
    });
    office.activities = vec![activity("change", periods, 0, &[(0, 0.06, 0.0)])];
    office.attributes.truncate(1);
    office.demand = Some(Demand {
        training: Some(Training {
            periods: 2,
            productivity: 0.5,
        }),
        ..demand(vec![work(periods, 100.0, 10.0)])
    });
    office.policies = vec![policy("nothing", vec![])];
    office.plan_demand();
    office
}

fn ledgers(office: &Scenario, replications: u32) -> Vec<Ledger> {
    let setup = Setup::new(office).expect("no anchor");
    let one = |replication| replicate(&setup, 29, replication).swap_remove(0);
    (0..replications).map(one).collect()
}

#[test]
fn people_come_when_their_lead_time_is_over_and_learn_first() {
    let office = office(vec![2, 0, 5, 0, 0, 0], 2, 1.0, 0.0);
    let ledger = &ledgers(&office, 1)[0];
    let people = ledger.periods.iter().map(|period| period.policy);
    let people: Vec<(u64, f64)> = people.map(|p| (p.in_post, p.equivalents)).collect();
    // The offers before the first period are those of the first. Offers of the third start in the fifth.
    let expected = [
        (20, 20.0),
        (22, 21.0),
        (24, 22.0),
        (24, 23.0),
        (29, 26.5),
        (29, 26.5),
    ];
    for ((in_post, there), (people, equivalents)) in people.into_iter().zip(expected) {
        assert_eq!(in_post, people);
        assert!((there - equivalents).abs() < 1e-9, "{there} {equivalents}");
    }
    let planned = office.demand.as_ref().expect("one");
    let planned = planned.planned_equivalents(&office.workforce, &office.horizon);
    for (planned, (_, equivalents)) in planned.into_iter().zip(expected) {
        assert!((planned - equivalents).abs() < 1e-9, "as planned");
    }
}

/// Numbers in post, and full-time equivalents by period, to their expectation, within four standard errors.
#[test]
fn those_in_post_are_as_many_as_leavers_offers_and_the_show_rate_leave() {
    let office = office(vec![6, 0, 9, 3, 0, 0, 12, 4], 3, 0.5, 0.1);
    let all = ledgers(&office, 2_000);
    let demand = office.demand.as_ref().expect("one");
    let planned = demand.planned_equivalents(&office.workforce, &office.horizon);
    let close = |figures: Vec<f64>, expected: f64| {
        let n = figures.len() as f64;
        let mean = figures.iter().sum::<f64>() / n;
        let squares: f64 = figures.iter().map(|x| (x - mean).powi(2)).sum();
        let error = (squares / (n - 1.0) / n).sqrt();
        assert!(
            (mean - expected).abs() <= 4.0 * error + 1e-9,
            "{mean} ± {error} for {expected}"
        );
    };
    // Nobody leaves more than they come in the warm-up: the year starts with those that were stated.
    let mut in_post = 20.0;
    for (period, planned) in planned.iter().enumerate() {
        let of = |read: fn(&Ledger, usize) -> f64| all.iter().map(|l| read(l, period)).collect();
        close(of(|l, t| l.periods[t].policy.in_post as f64), in_post);
        close(of(|l, t| l.periods[t].policy.equivalents), *planned);
        let offers = [6.0, 6.0, 6.0, 0.0, 9.0, 3.0, 0.0, 0.0][period];
        in_post = 0.9 * in_post + 0.5 * offers;
    }
}

#[test]
fn nobody_is_taken_on_beyond_the_seats_and_measures_say_who_is_there() {
    let office = office(vec![50; 4], 1, 1.0, 0.0);
    let records: Vec<Record> = ledgers(&office, 2)
        .into_iter()
        .map(|ledger| record(&office, vec![ledger]))
        .collect();
    let summary = summarise(&office, &records, 0);
    let of = |name: &str| {
        let figure = summary.figure(0, Scope::Policy, name);
        figure.expect("there is a demand").mean
    };
    assert_eq!((of("in_post"), of("vacancies")), (60.0, 0.0));
    // All have learnt by the last period.
    assert_eq!(of("full_time_equivalents"), 60.0);
    let first = summary.by_period(0, Scope::Policy, "vacancies");
    assert_eq!(first[0].1.mean, 40.0);
}

#[test]
fn more_people_clear_more() {
    let mut few = recruiting();
    let mut many = few.clone();
    let plan = |office: &mut Scenario, each| {
        let plan = office.workforce.recruitment.as_mut().expect("one");
        plan.offers = vec![each; 4];
        plan.lead_time = 1;
    };
    plan(&mut few, 0);
    plan(&mut many, 30);
    let cleared = |office: &Scenario| -> u64 {
        let all = ledgers(office, 60);
        let work = all.iter().flat_map(|ledger| ledger.horizon().work);
        work.map(|work| work.clearances).sum()
    };
    assert!(cleared(&many) as f64 > 1.1 * cleared(&few) as f64);
}
