//! Sentences of the design that fix an order, a rounding or a moment, taken by the letter: both
//! engines must do exactly this, in every replication.

use crate::offices;
use tierone_plain as plain;

use offices::checks::*;
use offices::corrections::state;
use offices::{activity, base, money, policy, probability, share};
use plain::Lab;
use tierone_engine::sim::{Ledger, PeriodLedger, Setup, replicate};
use tierone_scenario::workflow::{Due, Workflow};
use tierone_scenario::{Scenario, Tolerance, parts};
use tierone_stats::distribution::Distribution;
use tierone_stats::units::{DAYS_A_YEAR, PeriodLength};

/// Holds both engines to `letter`, two replications each: what happens is all but certain.
pub fn check_both(office: &Scenario, letter: impl Fn(&[Ledger])) {
    both(office, &letter);
}

/// The same, compiled once.
fn both(office: &Scenario, letter: &dyn Fn(&[Ledger])) {
    let setup = Setup::new(office).expect("the anchor can be reached");
    let lab = Lab::new(office);
    for replication in 0..2 {
        letter(&replicate(&setup, 7, replication));
        letter(&lab.replicate(7, replication));
    }
}

/// One number of every reported period.
pub fn by_period<T>(ledger: &Ledger, of: impl Fn(&PeriodLedger) -> T) -> Vec<T> {
    ledger.periods.iter().map(of).collect()
}

/// Nearly certain, since a rate is below one: some hundred decisions a test leave a chance below
/// 1 in 100 that one of them is right, at a fixed seed. Nearer to one the sparse engine slows down,
/// since its candidates are as many as the odds.
pub const SURE: f64 = 1.0 - 1e-5;

/// An office in which every decision is wrong, by one error of £365.25 a year over: £1 a day.
pub fn all_wrong(periods: usize, volume: u64) -> Scenario {
    let mut office = base(periods);
    office.horizon.period = PeriodLength::Week;
    office.workforce.spread = 0.0;
    office.attributes.truncate(1);
    let pound_a_day = Distribution::Constant(DAYS_A_YEAR);
    office.attributes[0].money = money(pound_a_day, f64::INFINITY, false, 1.0, None);
    office.activities = vec![activity("change", periods, volume, &[(0, SURE, SURE)])];
    office.activities[0].value = Some(Distribution::Constant(1_000.0));
    office
}

#[test]
fn automated_decisions_are_rounded_half_up_and_both_halves_split_by_largest_remainder() {
    let mut office = base(3);
    office.horizon.warm_up = 2;
    let kind = &mut office.activities[0];
    kind.volume = vec![10, 11, 7];
    kind.automated = (share(0.25), share(0.75));
    kind.mix = vec![(2, share(0.25)), (0, share(0.25)), (1, share(0.5))];
    let of = |period| -> Vec<(usize, u64, u64)> {
        let parts = parts(&office, period).into_iter();
        parts
            .map(|part| (part.complexity, part.manual, part.system))
            .collect()
    };
    // 2.5 system decisions are 3; of 7 and 3 the exact shares are 1.75, 1.75, 3.5 and 0.75, 0.75,
    // 1.5: what is left over goes to the largest remainders in the order of the mix.
    let first = [(2, 2, 1), (0, 2, 1), (1, 3, 1)];
    assert_eq!(of(2), first);
    // The first value and the share at the start hold in the warm-up.
    assert_eq!(of(0), first);
    assert_eq!(of(1), first);
    // Half way, 5.5 of 11 are 6: of 5 and 6 the shares are 1.25, 1.25, 2.5 and 1.5, 1.5, 3.
    assert_eq!(of(3), [(2, 1, 2), (0, 1, 1), (1, 3, 3)]);
    // At the end, 5.25 of 7 are 5: of 2 and 5 the shares are 0.5, 0.5, 1 and 1.25, 1.25, 2.5.
    assert_eq!(of(4), [(2, 1, 1), (0, 0, 1), (1, 1, 3)]);
}

#[test]
fn each_part_is_dealt_on_from_where_the_one_before_stopped() {
    let mut office = all_wrong(2, 1);
    let kind = office.activities[0].clone();
    office.activities = vec![kind.clone(), kind.clone(), kind];
    office.workforce.seats = 3;
    let each = check(&office, "each", per_caseworker(1));
    office.policies = vec![policy("each", vec![each])];
    // One decision of each activity comes to each of three seats.
    check_both(&office, |ledgers| {
        assert_eq!(
            by_period(&ledgers[0], |period| period.checks[0].checks),
            [3, 3]
        );
    });
}

#[test]
fn dealing_starts_at_the_period_modulo_the_filled_seats_the_warm_up_counted() {
    let mut office = all_wrong(5, 1);
    office.horizon.warm_up = 1;
    office.workforce.seats = 3;
    // Who decided shows in coaching: a gain so large that whoever was coached never errs again.
    office.coaching.groups[0].gain = 1e3;
    office.coaching.groups[0].half_life = f64::INFINITY;
    let all = check(&office, "all", census()).coaching();
    office.policies = vec![policy("all", vec![all])];
    // The warm-up teaches seat 0, periods 1 and 2 seats 1 and 2; from then on nobody errs.
    check_both(&office, |ledgers| {
        let errors = by_period(&ledgers[0], |period| period.activities[0].errors);
        assert_eq!(errors, [1, 1, 0, 0, 0]);
    });
}

#[test]
fn with_no_seat_filled_the_manual_volume_is_not_closed() {
    let mut office = all_wrong(4, 10);
    office.activities[0].automated = (share(0.3), share(0.3));
    office.workforce.seats = 1;
    office.workforce.attrition = probability(1.0);
    office.workforce.vacancy = 1;
    office.policies = vec![policy("nothing", vec![])];
    check_both(&office, |ledgers| {
        let decisions = by_period(&ledgers[0], |period| period.activities[0].decisions);
        assert!(
            decisions == [10, 3, 10, 3] || decisions == [3, 10, 3, 10],
            "{decisions:?}"
        );
    });
}

#[test]
fn an_error_runs_from_the_middle_of_its_period_and_stops_when_its_correction_is_complete() {
    let mut office = all_wrong(2, 1);
    office.correction.workflow = Workflow::single(Distribution::Constant(3.0), Some(3.0), 0.0);
    let all = check(&office, "all", census()).correcting();
    office.policies = vec![policy("all", vec![all])];
    // A correction starts at the end of the period: day 7 for the first decision, which errs from
    // day 3.5 to day 10. The last one's is complete after the horizon.
    check_both(&office, |ledgers| {
        let truth = |of: fn(&tierone_engine::sim::Truth) -> i64| {
            by_period(&ledgers[0], |period| of(&period.activities[0]))
        };
        assert_eq!(truth(|truth| truth.over), [350, 300 + 350]);
        assert_eq!(truth(|truth| truth.over_uncorrected), [350, 700 + 350]);
        assert_eq!(truth(|truth| truth.gross_decided), [36_525, 36_525]);
        // The first decision waits from day 7 to day 10; the last one after the horizon.
        assert_eq!(truth(|truth| truth.gross_waiting), [0, 300]);
        assert_eq!(truth(|truth| i64::from(truth.errors_corrected)), [1, 0]);
        // What takes just as long as it may is not overdue.
        let overdue = by_period(&ledgers[0], |period| period.policy.corrections_overdue);
        assert_eq!(overdue, [0, 0]);
    });
}

#[test]
fn a_failed_correction_takes_its_days_and_stops_nothing() {
    let mut office = all_wrong(2, 1);
    office.correction.workflow = Workflow::single(Distribution::Constant(3.0), None, 0.0);
    office.correction.failed = probability(1.0);
    let all = check(&office, "all", census()).correcting();
    office.policies = vec![policy("all", vec![all])];
    check_both(&office, |ledgers| {
        assert_eq!(
            by_period(&ledgers[0], |period| period.activities[0].over),
            [350, 1_050]
        );
        let days = by_period(&ledgers[0], |period| period.policy.correction_days);
        assert_eq!(days, [3.0, 3.0]);
        let waiting = by_period(&ledgers[0], |period| period.activities[0].gross_waiting);
        assert_eq!(waiting, [0, 0]);
        let corrected = by_period(&ledgers[0], |period| period.activities[0].errors_corrected);
        assert_eq!(corrected, [0, 0]);
    });
}

#[test]
fn a_due_date_sends_a_correction_on_and_what_comes_after_completion_holds_no_money_up() {
    let mut office = all_wrong(2, 1);
    let days = Distribution::Constant;
    let mut states = vec![
        state("in progress", days(3.0), &[(2, 1.0)]),
        state("escalated", days(0.5), &[(2, 1.0)]),
        state("completed", days(50.0), &[(3, 1.0)]),
        state("closed", days(0.0), &[]),
    ];
    states[0].due = Some(Due {
        days: 2.0,
        overdue: Some(1),
    });
    states[2].completes = true;
    for (number, state) in states.iter_mut().enumerate() {
        state.minutes = f64::powi(10.0, number as i32);
    }
    office.correction.workflow = Workflow { states, start: 0 };
    let all = check(&office, "all", census()).correcting();
    office.policies = vec![policy("all", vec![all])];
    // Two days until the due date and half a day more: from day 7 to day 9.5.
    check_both(&office, |ledgers| {
        for period in &ledgers[0].periods {
            let counts = period.policy;
            assert_eq!((counts.corrections, counts.corrections_overdue), (1, 1));
            assert_eq!(counts.correction_days, 2.5);
            assert_eq!(counts.correction_minutes, 1_111.0);
        }
        let waiting = by_period(&ledgers[0], |period| period.activities[0].gross_waiting);
        assert_eq!(waiting, [0, 250]);
    });
}

#[test]
fn a_correction_that_is_closed_without_being_done_stops_nothing() {
    let mut office = all_wrong(2, 1);
    let days = Distribution::Constant(3.0);
    let mut completed = state("completed", Distribution::Constant(0.0), &[]);
    completed.completes = true;
    let states = vec![
        state("in progress", days, &[(1, 1.0), (2, 0.0)]),
        state("closed", Distribution::Constant(0.0), &[]),
        completed,
    ];
    office.correction.workflow = Workflow { states, start: 0 };
    let all = check(&office, "all", census()).correcting();
    office.policies = vec![policy("all", vec![all])];
    check_both(&office, |ledgers| {
        let over = by_period(&ledgers[0], |period| period.activities[0].over);
        assert_eq!(over, [350, 1_050]);
        let days = by_period(&ledgers[0], |period| period.policy.correction_days);
        assert_eq!(days, [3.0, 3.0]);
    });
}

#[test]
fn errors_of_the_warm_up_that_still_run_count_in_flows_and_in_exposure() {
    let mut office = all_wrong(1, 1);
    office.horizon.warm_up = 2;
    // From day 3.5 to day 13.5, of which none is reported; from day 10.5 to day 20.5.
    office.activities[0].in_force = 10.0;
    office.policies = vec![policy("nothing", vec![])];
    check_both(&office, |ledgers| {
        let truth = &ledgers[0].periods[0].activities[0];
        assert_eq!(truth.over, 650 + 350);
        let exposed = 1_000.0 * (6.5 + 3.5) / DAYS_A_YEAR;
        assert!((truth.value_exposed - exposed).abs() < 1e-9);
        // As decided, only the decisions of reported periods count.
        assert_eq!(truth.gross_decided, 36_525);
        assert_eq!(truth.value_decided, 1_000.0);
    });
}

#[test]
fn an_error_ends_by_itself_after_it_has_lasted() {
    let mut office = all_wrong(2, 1);
    let pound_a_day = Distribution::Constant(DAYS_A_YEAR);
    office.attributes[0].money = money(pound_a_day, f64::INFINITY, false, 0.0, Some(5.0));
    office.policies = vec![policy("nothing", vec![])];
    check_both(&office, |ledgers| {
        assert_eq!(
            by_period(&ledgers[0], |period| period.activities[0].under),
            [350, 150 + 350]
        );
        assert_eq!(
            by_period(&ledgers[0], |period| period.activities[0].over),
            [0, 0]
        );
    });
}

#[test]
fn an_error_found_twice_is_coached_and_corrected_once_by_the_first_check_in_the_list() {
    let mut office = all_wrong(1, 24);
    let all = |name| check(&office, name, census()).coaching().correcting();
    let look = check(&office, "look", census());
    office.policies = vec![policy("twice", vec![look, all("first"), all("second")])];
    check_both(&office, |ledgers| {
        let period = &ledgers[0].periods[0];
        let sessions = period.checks.iter().map(|check| check.coaching_sessions);
        assert_eq!(sessions.collect::<Vec<_>>(), [0, 12, 0]);
        assert_eq!(period.policy.corrections, 24);
        assert_eq!(period.policy.checks, 24);
        assert_eq!(period.policy.errors_found, 24);
        assert_eq!(period.attributes[0].fails, 72);
        assert_eq!(period.attributes[0].errors_found, 24);
    });
}

#[test]
fn a_fail_acts_first_in_the_period_after_its_delay() {
    for (delay, expected) in [
        (0, [12, 0, 0, 0]),
        (1, [12, 12, 0, 0]),
        (2, [12, 12, 12, 0]),
    ] {
        let mut office = all_wrong(4, 12);
        office.coaching.groups[0].gain = 1e3;
        office.coaching.delay = delay;
        let all = check(&office, "all", census()).coaching();
        office.policies = vec![policy("all", vec![all])];
        check_both(&office, |ledgers| {
            let errors = by_period(&ledgers[0], |period| period.activities[0].errors);
            assert_eq!(errors, expected);
        });
    }
}

#[test]
fn a_false_fail_makes_a_session_and_teaches_nothing() {
    let mut office = base(3);
    office.activities[0].errors[0].rate = probability(0.5);
    office.coaching.groups[0].gain = 1e3;
    let all = check(&office, "all", census())
        .missing(0.0, 0.999)
        .coaching();
    office.policies = vec![policy("all", vec![all])];
    check_both(&office, |ledgers| {
        for period in &ledgers[0].periods {
            let truth = &period.activities[0];
            assert_eq!(period.checks[0].coaching_sessions, 12);
            assert_eq!(truth.errors, truth.errors_no_feedback);
            assert_eq!(period.policy.errors_found, 0);
        }
    });
}

#[test]
fn system_decisions_are_not_coached_and_no_caseworkers_quota_holds_them() {
    let mut office = all_wrong(2, 12);
    office.activities[0].automated = (share(1.0), share(1.0));
    office.coaching.groups[0].gain = 1e3;
    let all = check(&office, "all", census()).coaching();
    let each = check(&office, "each", per_caseworker(2)).coaching();
    office.policies = vec![policy("both", vec![all, each])];
    check_both(&office, |ledgers| {
        for period in &ledgers[0].periods {
            assert_eq!(period.checks[0].checks, 12);
            assert_eq!(period.checks[0].coaching_sessions, 0);
            assert_eq!(period.checks[1].checks, 0);
            // Two of each of twelve caseworkers were wanted.
            assert_eq!(period.checks[1].short_of_frame, 24);
            assert_eq!(period.activities[0].errors, 12);
        }
    });
}

#[test]
fn an_error_of_just_the_tolerance_is_within_it() {
    for (tolerance, expected) in [(DAYS_A_YEAR, 0), (365.24, 5)] {
        let mut office = all_wrong(1, 5);
        office.accuracy_tolerance = Tolerance::Amount(tolerance);
        let all = check(&office, "all", census()).estimating();
        office.policies = vec![policy("all", vec![all])];
        check_both(&office, |ledgers| {
            let period = &ledgers[0].periods[0];
            assert_eq!(period.activities[0].errors, expected);
            assert_eq!(period.checks[0].errors_found, expected);
            // The check fails the attribute all the same, and its money counts.
            assert_eq!(period.checks[0].fails, 5);
            assert_eq!(period.attributes[0].errors, 5);
            let accuracy = 1.0 - f64::from(expected) / 5.0;
            let estimates = &period.estimates[0];
            assert_eq!(
                estimates.accuracy.map(|figure| figure.value),
                Some(accuracy)
            );
            assert_eq!(estimates.accuracy_in_frame, Some(accuracy));
            let mve = estimates.mve.expect("a census estimates").value;
            assert!((mve - 0.36525).abs() < 1e-12);
        });
    }
}

#[test]
fn without_coaching_the_errors_are_those_without_feedback() {
    let mut office = offices::trials::amounts();
    office.activities[0].errors[0].rate = probability(0.6);
    check_both(&office, |ledgers| {
        for period in ledgers.iter().flat_map(|ledger| &ledger.periods) {
            for truth in &period.activities {
                assert_eq!(truth.errors, truth.errors_no_feedback);
            }
        }
    });
}
