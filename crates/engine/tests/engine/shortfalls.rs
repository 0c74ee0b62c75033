//! Of whom a quota is asked, and so who falls short of it: both engines.

use crate::offices;

use offices::checks::*;
use offices::{base, policy, probability};
use tierone_engine::sim::{Ledger, Setup, replicate};
use tierone_plain::Lab;
use tierone_scenario::Sample;

/// Checks and shortfalls of five replications of both engines.
fn totals(ledgers: impl Fn(u32) -> Vec<Ledger>) -> (u64, u64) {
    let checks = (0..5).flat_map(|replication| ledgers(replication)[0].horizon().checks);
    checks.fold((0, 0), |(done, short), counts| {
        (done + counts.checks, short + counts.short_of_frame)
    })
}

fn check_both(sample: Sample, tenure: (f64, f64), attrition: f64) -> [(u64, u64); 2] {
    let mut office = base(6);
    office.workforce.attrition = probability(attrition);
    office.workforce.vacancy = 1;
    let starters =
        check(&office, "some tenure", sample).framed(|frame| frame.tenure = Some(tenure));
    office.policies = vec![policy("some tenure", vec![starters])];
    let setup = Setup::new(&office).expect("no anchor");
    let lab = Lab::new(&office);
    [
        totals(|replication| replicate(&setup, 7, replication)),
        totals(|replication| lab.replicate(7, replication)),
    ]
}

#[test]
fn nobody_of_another_tenure_falls_short_of_a_quota() {
    for sample in [per_caseworker(3), judgement(3, 2.0)] {
        for tenure in [(0.0, 4.0), (4.0, f64::INFINITY)] {
            // Everybody decides some twenty cases a month, so that nobody in the frame falls short.
            for (done, short) in check_both(sample.clone(), tenure, 0.1) {
                assert!(done > 0);
                assert_eq!(short, 0, "{tenure:?}");
            }
        }
    }
}

#[test]
fn whoever_is_in_the_frame_and_has_too_few_decisions_falls_short() {
    // Nobody ever leaves: all twelve are experienced, with twenty decisions each in six months, five times.
    let all = check_both(per_caseworker(25), (4.0, f64::INFINITY), 0.0);
    assert_eq!(all, [(20 * 12 * 30, 5 * 12 * 30); 2]);
    let nobody = check_both(per_caseworker(25), (0.0, 4.0), 0.0);
    assert_eq!(nobody, [(0, 0); 2]);
}

#[test]
fn a_number_asked_of_a_frame_that_nobody_is_in_falls_short_of_all_of_it() {
    let all = check_both(simple_random(10), (0.0, 4.0), 0.0);
    assert_eq!(all, [(0, 5 * 6 * 10); 2]);
}
