//! Offices whose decisions open cases: by errors, by any decision, by cases that end, on either clock, with queues, pauses and holidays.

use jiff::civil::date;
use tierone_scenario::{CaseDays, CountedFrom, Follows, Pathway, Scenario, Stage};
use tierone_stats::distribution::Distribution;

use super::checks::*;
use super::{base, policy, probability};

/// A stage that takes so many days, and starts and is recorded at once.
pub fn stage(name: &str, duration: Distribution, target: u32) -> Stage {
    Stage {
        name: name.into(),
        owner: None,
        pause: Distribution::Constant(0.0),
        duration,
        capacity: None,
        lag: Distribution::Constant(0.0),
        target: Some(target),
    }
}

/// A pathway that one in ten decisions opens at once, recorded at once, in days of the calendar.
pub fn pathway(name: &str, stages: Vec<Stage>) -> Pathway {
    Pathway {
        name: name.into(),
        activities: vec![true],
        per_error: probability(0.0),
        per_decision: probability(0.1),
        follows: None,
        after: Distribution::Constant(0.0),
        days: CaseDays::Calendar,
        counted_from: CountedFrom::Opening,
        lag: Distribution::Constant(0.0),
        reopened: probability(0.0),
        stages,
    }
}

/// Twelve seats whose errors become complaints unless they are put right before, and whose decisions are disputed.
pub fn complaining() -> Scenario {
    let mut office = base(4);
    office.horizon.warm_up = 1;
    let each = check(&office, "each", per_caseworker(8)).correcting();
    let none = check(&office, "some", simple_random(20)).missing(0.9, 0.02);
    let days = |mean, sd| Distribution::log_normal_by_mean(mean, sd);
    let few = |values: &[(f64, f64)]| Distribution::empirical(values.to_vec());
    let holidays = [date(2024, 4, 1), date(2024, 5, 6), date(2024, 5, 27)];
    let contact = Pathway {
        per_error: probability(0.6),
        per_decision: probability(0.02),
        after: days(25.0, 15.0),
        days: CaseDays::working(&office.horizon, &holidays),
        lag: few(&[(0.0, 0.5), (1.0, 0.3), (4.0, 0.2)]),
        reopened: probability(0.3),
        ..pathway(
            "contact",
            vec![
                Stage {
                    capacity: Some(1),
                    lag: few(&[(0.0, 0.6), (2.0, 0.4)]),
                    ..stage("acknowledge", days(1.0, 0.8), 3)
                },
                Stage {
                    pause: days(2.0, 2.0),
                    ..stage("reply", days(6.0, 4.0), 9)
                },
            ],
        )
    };
    let examiner = Pathway {
        counted_from: CountedFrom::Stage,
        per_error: probability(0.3),
        per_decision: probability(0.03),
        lag: days(1.5, 2.0),
        ..pathway(
            "examiner",
            vec![
                Stage {
                    pause: days(3.0, 1.0),
                    ..stage("gateway", days(4.0, 3.0), 5)
                },
                Stage {
                    pause: days(10.0, 8.0),
                    capacity: Some(2),
                    lag: days(1.0, 1.0),
                    ..stage("evidence", days(5.0, 5.0), 8)
                },
                Stage {
                    target: None,
                    ..stage("report", days(3.0, 1.0), 0)
                },
            ],
        )
    };
    // Some of those whose contact is answered, on a working day, turn to the ombudsman; some come at once.
    let ombudsman = Pathway {
        per_error: probability(0.1),
        per_decision: probability(0.01),
        follows: Some(Follows {
            pathway: 0,
            share: probability(0.4),
        }),
        after: days(8.0, 4.0),
        reopened: probability(0.1),
        ..pathway("ombudsman", vec![stage("enquiry", days(6.0, 4.0), 7)])
    };
    office.pathways = vec![contact, examiner, ombudsman];
    office.policies = vec![policy("correcting", vec![each]), policy("not", vec![none])];
    office
}
