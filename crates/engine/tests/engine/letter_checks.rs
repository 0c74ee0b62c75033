//! Both engines to sentences of the design on checks: hours, precedence, frames, grades and flags.

use crate::letter::{SURE, all_wrong, by_period, check_both};
use crate::offices;
use offices::checks::*;
use offices::{activity, policy};
use tierone_engine::sim::PeriodLedger;
use tierone_scenario::{Calibration, Checkers, Flag, FlagRule};

#[test]
fn asks_beyond_the_hours_of_a_pool_are_cut_by_one_factor_and_rounded_down() {
    let mut office = all_wrong(2, 30);
    office.pools = vec![tierone_scenario::Pool {
        name: "few".into(),
        hours: 3.5,
        hourly_cost: 0.0,
        precedence: Vec::new(),
        checkers: None,
    }];
    let ten = |name, minutes| check(&office, name, simple_random(10)).in_pool(0, minutes);
    let again = check(&office, "again", recheck(0, 1.0, 1.0)).in_pool(0, 10.0);
    office.policies = vec![policy("both", vec![ten("a", 30.0), again, ten("b", 30.0)])];
    // 600 minutes are asked for and 210 are there: 3.5 of each ten. The 30 minutes that rounding
    // leaves over are for the recheck, which found three results to do again.
    check_both(&office, |ledgers| {
        for period in &ledgers[0].periods {
            let checks = period.checks.iter();
            let numbers = checks.map(|c| (c.checks, c.short_of_frame, c.short_of_hours));
            assert_eq!(
                numbers.collect::<Vec<_>>(),
                [(3, 0, 7), (3, 0, 0), (3, 0, 7)]
            );
            assert!(period.policy.checks <= 6, "a recheck checks nothing new");
        }
    });
}

#[test]
fn checks_with_precedence_have_the_hours_first_and_exercises_come_before_all() {
    let mut office = all_wrong(4, 30);
    office.horizon.warm_up = 1;
    office.pools = vec![tierone_scenario::Pool {
        name: "few".into(),
        hours: 7.0,
        hourly_cost: 30.0,
        precedence: vec!["c".into(), "b".into()],
        checkers: Some(Checkers {
            number: 5,
            spread: 0.0,
            calibration: Some(Calibration {
                every: 2,
                factor: 0.5,
                half_life: f64::INFINITY,
                hours: 0.5,
            }),
        }),
    }];
    let ten = |name, minutes| check(&office, name, simple_random(10)).in_pool(0, minutes);
    let again = check(&office, "again", recheck(0, 1.0, 1.0)).in_pool(0, 10.0);
    let checks = vec![ten("a", 30.0), again, ten("b", 15.0), ten("c", 12.0)];
    office.policies = vec![policy("in order", checks)];
    // Of 420 minutes `c` has 120, `b` 150 and `a` 150, which leaves nothing for the recheck. Where an
    // exercise takes 150 there is nothing for `a` either, and the recheck asks for nothing.
    let without = [(5, 5), (0, 5), (10, 0), (10, 0)];
    let held = [(0, 10), (0, 0), (10, 0), (10, 0)];
    check_both(&office, |ledgers| {
        let checks = |period: &PeriodLedger| -> Vec<(u64, u64)> {
            let checks = period.checks.iter();
            checks.map(|c| (c.checks, c.short_of_hours)).collect()
        };
        let wanted = [&held[..], &without, &held, &without];
        assert_eq!(by_period(&ledgers[0], checks), wanted);
        let exercises = by_period(&ledgers[0], |period| period.policy.calibration_hours);
        assert_eq!(exercises, [2.5, 0.0, 2.5, 0.0]);
        let cost = by_period(&ledgers[0], |period| period.policy.calibration_cost);
        assert_eq!(cost, [75.0, 0.0, 75.0, 0.0]);
    });
}

#[test]
fn what_a_check_excludes_leaves_its_frame() {
    let mut office = all_wrong(1, 10);
    let four = check(&office, "four", simple_random(4));
    let rest = check(&office, "rest", simple_random(8)).excluding(&[0]);
    office.policies = vec![policy("both", vec![four, rest])];
    check_both(&office, |ledgers| {
        let period = &ledgers[0].periods[0];
        assert_eq!(period.checks[1].checks, 6);
        assert_eq!(period.checks[1].short_of_frame, 2);
        assert_eq!(period.policy.checks, 10);
    });
}

#[test]
fn a_decision_has_the_worst_grade_of_what_failed_and_the_best_if_nothing_did() {
    let mut office = all_wrong(1, 10);
    let first = office.attributes[0].clone();
    let attributes = [("income", 2), ("letter", 1), ("tone", 0)];
    office.attributes = attributes
        .map(|(name, grade)| {
            let mut attribute = first.clone();
            (attribute.name, attribute.grade) = (name.into(), grade);
            attribute
        })
        .to_vec();
    office.grades = ["A", "AA", "U"].map(String::from).to_vec();
    let wrong = |attributes: &[usize]| -> Vec<(usize, f64, f64)> {
        attributes
            .iter()
            .map(|&attribute| (attribute, SURE, 0.0))
            .collect()
    };
    office.activities = [&[0, 1, 2][..], &[1, 2], &[2], &[]]
        .into_iter()
        .enumerate()
        .map(|(number, attributes)| {
            activity(
                &number.to_string(),
                1,
                number as u64 + 1,
                &wrong(attributes),
            )
        })
        .collect();
    let all = check(&office, "all", census());
    let letters = check(&office, "letters", census()).looking_at(&[1]);
    office.policies = vec![policy("all", vec![all, letters])];
    // One decision fails in all three, two in the letter and the tone, three in the tone alone, which
    // leaves the best grade, and four in nothing.
    check_both(&office, |ledgers| {
        let of_check = |check: usize| by_period(&ledgers[0], |p| p.concluded[check].grades.clone());
        assert_eq!(of_check(0), [[7, 2, 1]]);
        assert_eq!(of_check(1), [[7, 3, 0]]);
    });
}

#[test]
fn a_caseworker_is_flagged_at_the_end_of_the_period_that_reaches_the_rule_and_stays_flagged() {
    let mut office = all_wrong(5, 3);
    office.horizon.warm_up = 1;
    office.workforce.seats = 3;
    office.workforce.poor = Some(0.5);
    let each = check(&office, "each", per_caseworker(1));
    office.policies = vec![policy("flags", vec![each])];
    let rule = FlagRule::FailsIn {
        fails: 3,
        checks: 3,
    };
    office.policies[0].flag = Some(Flag { check: 0, rule });
    // One fail each a period, the warm-up's counted: the third is in the second reported period.
    check_both(&office, |ledgers| {
        let counts = |of: fn(&tierone_engine::sim::Flagged) -> u32| {
            by_period(&ledgers[0], |period| of(&period.people))
        };
        assert_eq!(counts(|people| people.poor), [3, 3, 3, 3, 3]);
        assert_eq!(counts(|people| people.poor_flagged), [0, 3, 3, 3, 3]);
        assert_eq!(counts(|people| people.found), [0, 3, 0, 0, 0]);
        assert_eq!(counts(|people| people.found_after), [0, 9, 0, 0, 0]);
        let all = ledgers[0].horizon().people;
        assert_eq!((all.poor, all.poor_flagged, all.found_after), (3, 3, 9));
    });
}
