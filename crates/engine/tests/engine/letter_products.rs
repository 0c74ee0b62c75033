//! Both engines to sentences of the design on learning products: when one is released, and what it teaches.

use crate::letter::{all_wrong, by_period, check_both};
use crate::offices::checks::*;
use crate::offices::{policy, product, share};
use tierone_engine::sim::PeriodLedger;
use tierone_scenario::Scenario;

/// A period of ten decisions in each of which an error is found; what was learnt saves all that follow.
fn all_found(periods: usize) -> Scenario {
    let mut office = all_wrong(periods, 10);
    let all = check(&office, "all", census());
    office.policies = vec![policy("all", vec![all])];
    office.policies[0].learning = vec![0];
    office
}

/// Log-odds after which nobody errs.
const NEVER_AGAIN: f64 = 1e3;

#[test]
fn a_learning_product_is_released_when_found_errors_reach_the_threshold() {
    for (threshold, released) in [(10, 1), (11, 0)] {
        let mut office = all_found(2);
        office.learning = vec![product(&[0], threshold, NEVER_AGAIN)];
        // It acts from the period after the release.
        check_both(&office, |ledgers| {
            let counts = |of: fn(&tierone_engine::sim::AttributeCounts) -> u32| {
                by_period(&ledgers[0], |period| of(&period.attributes[0]))
            };
            assert_eq!(counts(|counts| counts.learning_products), [released, 0]);
            assert_eq!(
                counts(|counts| counts.errors),
                [10, if released == 1 { 0 } else { 10 }]
            );
        });
    }
}

#[test]
fn found_errors_are_counted_over_the_window_the_warm_up_included() {
    let mut office = all_found(3);
    office.horizon.warm_up = 1;
    let mut rule = product(&[0], 30, NEVER_AGAIN);
    rule.window = 3;
    office.learning = vec![rule];
    check_both(&office, |ledgers| {
        let errors = by_period(&ledgers[0], |period| period.attributes[0].errors);
        assert_eq!(errors, [10, 10, 0], "10 + 10 + 10, then nobody errs");
    });
    office.learning[0].window = 2;
    check_both(&office, |ledgers| {
        let released = by_period(&ledgers[0], |period| period.attributes[0].learning_products);
        assert_eq!(released, [0, 0, 0], "never more than 20 in two periods");
    });
}

#[test]
fn a_learning_product_waits_for_its_lead_time() {
    let mut office = all_found(5);
    let mut rule = product(&[0], 10, NEVER_AGAIN);
    rule.lead_time = 2;
    rule.cost = 12.5;
    office.learning = vec![rule];
    // Reached at the end of the first period, released at the end of the third; meanwhile no other is
    // begun.
    check_both(&office, |ledgers| {
        let counts = |of: fn(&PeriodLedger) -> i64| by_period(&ledgers[0], of);
        assert_eq!(
            counts(|period| period.attributes[0].errors.into()),
            [10, 10, 10, 0, 0]
        );
        assert_eq!(
            counts(|period| period.attributes[0].learning_products.into()),
            [0, 0, 1, 0, 0]
        );
        assert_eq!(
            counts(|period| period.policy.learning_cost),
            [0, 0, 1_250, 0, 0]
        );
    });
}

#[test]
fn another_learning_product_follows_only_after_the_cooldown() {
    let releases: [(usize, [u32; 6]); 4] = [
        (0, [1, 1, 1, 1, 1, 1]),
        (1, [1, 1, 1, 1, 1, 1]),
        (2, [1, 0, 1, 0, 1, 0]),
        (3, [1, 0, 0, 1, 0, 0]),
    ];
    for (cooldown, wanted) in releases {
        let mut office = all_found(6);
        // One that teaches nothing, so that the threshold is reached in every period.
        let mut rule = product(&[0], 10, 0.0);
        rule.cooldown = cooldown;
        office.learning = vec![rule];
        check_both(&office, |ledgers| {
            let released = by_period(&ledgers[0], |period| period.attributes[0].learning_products);
            assert_eq!(released, wanted, "a cooldown of {cooldown}");
        });
    }
}

#[test]
fn what_everyone_learnt_wears_off_by_half_lives() {
    let mut office = all_found(9);
    let mut rule = product(&[0], 10, NEVER_AGAIN);
    rule.half_life = 1.0;
    office.learning = vec![rule];
    // The errors have log-odds of 11.5, from which 1000, 500, 250, 125, 63, 31, 16 and 8 are taken.
    check_both(&office, |ledgers| {
        let errors = by_period(&ledgers[0], |period| period.attributes[0].errors);
        assert_eq!(errors[..7], [10, 0, 0, 0, 0, 0, 0]);
        assert!(errors[8] > 0, "{errors:?}");
    });
}

#[test]
fn a_learning_product_reaches_the_system_only_if_it_says_so() {
    for (system, left) in [(false, 4), (true, 0)] {
        let mut office = all_found(2);
        office.activities[0].automated = (share(0.4), share(0.4));
        let mut rule = product(&[0], 10, NEVER_AGAIN);
        rule.system = system;
        office.learning = vec![rule];
        // The system's found errors count towards the threshold whether or not it is reached.
        check_both(&office, |ledgers| {
            let errors = by_period(&ledgers[0], |period| period.attributes[0].errors);
            assert_eq!(errors, [10, left]);
        });
    }
}

#[test]
fn an_error_found_twice_counts_once_towards_a_learning_product() {
    let mut office = all_found(2);
    let again = check(&office, "again", census());
    office.policies[0].checks.push(again);
    office.learning = vec![product(&[0], 11, NEVER_AGAIN)];
    check_both(&office, |ledgers| {
        let released = by_period(&ledgers[0], |period| period.attributes[0].learning_products);
        assert_eq!(released, [0, 0]);
    });
}

#[test]
fn a_policy_releases_only_the_learning_products_that_it_names() {
    let mut office = all_found(2);
    office.learning = vec![product(&[0], 10, 0.0), product(&[0], 10, NEVER_AGAIN)];
    check_both(&office, |ledgers| {
        let errors = by_period(&ledgers[0], |period| period.attributes[0].errors);
        assert_eq!(errors, [10, 10]);
    });
}
