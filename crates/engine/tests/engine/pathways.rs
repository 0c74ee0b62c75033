//! Pathways: days and shares in target to the laws of their stages, what recorded dates say to closed forms, queues to Erlang's.
//!
//! Every comparison is within four Monte Carlo standard errors of a mean over replications, at fixed seeds: a right program fails one
//! in some 16,000 times.

use tierone_analysis::{cases_opened, stage_shares};
use tierone_engine::measure::Scope;
use tierone_engine::sim::{Ledger, Setup, replicate};
use tierone_engine::study::{Record, Summary, record, summarise};
use tierone_scenario::{CaseDays, CountedFrom, Follows, Pathway, Scenario, Stage};
use tierone_stats::distribution::Distribution;
use tierone_stats::duration::{DurationLaw, exponential_stages_within};
use tierone_stats::queue::Servers;

use crate::offices::checks::{But, census, check};
use crate::offices::pathways::{complaining, pathway, stage};
use crate::offices::{base, policy, probability};

/// An office that closes so many decisions a month, in one pathway.
fn office(volume: u64, warm_up: usize, periods: usize, pathway: Pathway) -> Scenario {
    let mut office = base(periods);
    office.horizon.warm_up = warm_up;
    office.activities[0].volume = vec![volume; periods];
    office.policies = vec![policy("nothing", vec![])];
    office.pathways = vec![pathway];
    office
}

fn study(office: &Scenario, replications: u32) -> Summary {
    let setup = Setup::new(office).expect("it can be simulated");
    let records: Vec<Record> = (0..replications)
        .map(|r| record(office, replicate(&setup, 5, r)))
        .collect();
    summarise(office, &records, 0)
}

fn is_about(summary: &Summary, scope: Scope, name: &str, expected: f64) {
    let spread = summary.figure(0, scope, name);
    let spread = spread.unwrap_or_else(|| panic!("{name} is reported"));
    let error = spread.mcse.expect("several replications");
    println!("{name}: {:.4} of {expected:.4} ± {error:.4}", spread.mean);
    assert!(
        (spread.mean - expected).abs() <= 4.0 * error,
        "{name}: {} is not {expected} (standard error {error})",
        spread.mean
    );
}

/// One law for a run and for a closed form.
fn law(pairs: &[(f64, f64)]) -> (Distribution, DurationLaw) {
    let (values, shares): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let law = DurationLaw::new(&values, &shares).expect("a law");
    (Distribution::empirical(pairs.to_vec()), law)
}

/// Three months have 91 whole days, of 91.3125.
const WHOLE_DAYS: f64 = 91.0 / 91.3125;

const FIRST: &[(f64, f64)] = &[(1.0, 0.5), (3.0, 0.3), (8.0, 0.2)];
const SECOND: &[(f64, f64)] = &[(2.0, 0.4), (10.0, 0.4), (20.0, 0.2)];

#[test]
fn stages_take_as_long_as_the_sum_of_their_laws() {
    let ((one, first), (two, second)) = (law(FIRST), law(SECOND));
    let both = first.then(&second).expect("few values");
    let stages = vec![stage("one", one, 3), stage("two", two, 12)];
    let office = office(3_000, 2, 3, pathway("both", stages));
    let summary = study(&office, 60);
    let (of_first, of_second) = (Scope::Stage(0, 0), Scope::Stage(0, 1));
    is_about(
        &summary,
        of_first,
        "in_target",
        100.0 * first.share_within(3.0),
    );
    is_about(
        &summary,
        of_second,
        "in_target",
        100.0 * both.share_within(12.0),
    );
    is_about(
        &summary,
        of_second,
        "in_target_ended",
        100.0 * both.share_within(12.0),
    );
    is_about(&summary, of_second, "stage_days", both.mean());
    is_about(&summary, Scope::Pathway(0), "stage_days", both.mean());
    is_about(
        &summary,
        Scope::Pathway(0),
        "complaints",
        900.0 * WHOLE_DAYS,
    );
    // Found open, long cases count by their length; a case that ends in so many days is seen open on one day less.
    let age = both.mean_age_of_open().expect("they take time") - 0.5;
    is_about(&summary, Scope::Pathway(0), "open_days", age);
}

#[test]
fn exponential_stages_take_as_long_as_erlang_says() {
    let exponential = |mean| Distribution::Gamma {
        shape: 1.0,
        scale: mean,
    };
    let stages = vec![
        stage("one", exponential(4.0), 5),
        stage("two", exponential(9.0), 15),
    ];
    let office = office(3_000, 4, 3, pathway("both", stages));
    let summary = study(&office, 60);
    // A case opens at any time of its day: the share averages over the day of the target, by Simpson's rule.
    let within = |target: f64| exponential_stages_within(&[1.0 / 4.0, 1.0 / 9.0], target);
    let at = |hours: f64| within(15.0 + hours / 24.0).expect("a share");
    let expected = (at(0.0) + 4.0 * at(12.0) + at(24.0)) / 6.0;
    is_about(&summary, Scope::Stage(0, 1), "in_target", 100.0 * expected);
}

#[test]
fn recorded_dates_say_what_the_closed_form_says() {
    let (work, duration) = law(&[(5.0, 0.2), (15.0, 0.6), (25.0, 0.2)]);
    let (late, lag) = law(&[(0.0, 0.5), (10.0, 0.5)]);
    let truly = lag.then(&duration).expect("few values").share_within(15.0);
    let office_of = |own: Distribution| {
        let late = Pathway {
            lag: late.clone(),
            ..pathway(
                "late",
                vec![Stage {
                    lag: own,
                    ..stage("reply", work.clone(), 15)
                }],
            )
        };
        office(3_000, 2, 3, late)
    };
    let reply = Scope::Stage(0, 0);
    let summary = study(&office_of(Distribution::Constant(0.0)), 60);
    let flattered = duration.share_within(15.0);
    assert!((flattered - truly - 0.3).abs() < 1e-12);
    is_about(&summary, reply, "in_target", 100.0 * truly);
    is_about(&summary, reply, "in_target_recorded", 100.0 * flattered);
    is_about(&summary, reply, "in_target_recorded_bias", 30.0);
    // An end that is recorded late makes the same cases look slower.
    let (own, later) = law(&[(0.0, 0.7), (4.0, 0.3)]);
    let summary = study(&office_of(own), 60);
    let recorded = duration
        .then(&later)
        .expect("few values")
        .share_within(15.0);
    is_about(&summary, reply, "in_target", 100.0 * truly);
    is_about(
        &summary,
        reply,
        "in_target_recorded_bias",
        100.0 * (recorded - truly),
    );
}

#[test]
fn a_clock_of_the_stage_leaves_out_pauses_and_the_stages_before() {
    let ((one, first), (two, second)) = (law(FIRST), law(SECOND));
    let (pause, _) = law(&[(5.0, 0.5), (11.0, 0.5)]);
    let (late, lag) = law(&[(0.0, 0.5), (2.0, 0.5)]);
    let stages = || {
        vec![
            stage("one", one.clone(), 3),
            Stage {
                pause: pause.clone(),
                ..stage("two", two.clone(), 12)
            },
        ]
    };
    let of_stages = Pathway {
        counted_from: CountedFrom::Stage,
        lag: late.clone(),
        ..pathway("stages", stages())
    };
    let summary = study(&office(3_000, 3, 3, of_stages), 60);
    let two = lag.then(&second).expect("few values");
    is_about(
        &summary,
        Scope::Stage(0, 1),
        "in_target",
        100.0 * two.share_within(12.0),
    );
    is_about(
        &summary,
        Scope::Stage(0, 1),
        "in_target_recorded",
        100.0 * second.share_within(12.0),
    );
    // From the opening too, days of pauses do not count; the lag is that of the opening alone.
    let from_opening = Pathway {
        lag: late,
        ..pathway("opening", stages())
    };
    let summary = study(&office(3_000, 3, 3, from_opening), 60);
    let both = lag
        .then(&first)
        .and_then(|law| law.then(&second))
        .expect("few values");
    is_about(
        &summary,
        Scope::Stage(0, 1),
        "in_target_ended",
        100.0 * both.share_within(12.0),
    );
    is_about(&summary, Scope::Pathway(0), "stage_days", both.mean());
}

/// A case that is through its first stage after a day ends in target, but pauses for forty days first: of those that opened in the last
/// forty days none has ended, and half of them are known to be late.
#[test]
fn cases_that_have_paused_are_not_taken_for_slow_ones() {
    let ((one, _), (next, _)) = (law(&[(1.0, 0.5), (10.0, 0.5)]), law(&[(1.0, 1.0)]));
    let (late, _) = law(&[(0.0, 0.5), (3.0, 0.5)]);
    let pausing = Pathway {
        lag: late,
        ..pathway(
            "pausing",
            vec![
                stage("one", one, 5),
                Stage {
                    pause: Distribution::Constant(40.0),
                    ..stage("next", next, 5)
                },
            ],
        )
    };
    let summary = study(&office(3_000, 3, 3, pausing), 60);
    // A late record takes three days of its clock, and leaves it in target.
    is_about(&summary, Scope::Stage(0, 1), "in_target", 50.0);
    is_about(&summary, Scope::Stage(0, 1), "in_target_recorded", 50.0);
}

#[test]
fn what_lints_say_of_recorded_dates_is_what_a_run_shows() {
    let days = Distribution::log_normal_by_mean;
    let late = Pathway {
        lag: days(2.0, 2.0),
        ..pathway(
            "late",
            vec![
                stage("one", days(4.0, 3.0), 6),
                Stage {
                    lag: days(1.0, 2.0),
                    ..stage("two", days(7.0, 4.0), 15)
                },
            ],
        )
    };
    let shares: Vec<_> = (0..2)
        .map(|stage| stage_shares(&late, stage).expect("nobody queues"))
        .collect();
    let summary = study(&office(3_000, 3, 3, late), 100);
    for (place, shares) in shares.iter().enumerate() {
        let scope = Scope::Stage(0, place);
        let bias = shares.recorded - shares.happened;
        is_about(&summary, scope, "in_target", 100.0 * shares.happened);
        is_about(&summary, scope, "in_target_recorded_bias", 100.0 * bias);
    }
}

#[test]
fn a_queue_waits_as_long_as_erlang_says() {
    // 4 cases a day for five people who take a day each; so few of many decisions that they come at random.
    let volume = 30_437;
    let arrivals = 4.0;
    let queue = Servers::new(arrivals, 1.0, 5).expect("it keeps up");
    let days = Distribution::Gamma {
        shape: 1.0,
        scale: 1.0,
    };
    let queued = Pathway {
        per_decision: probability(arrivals * 30.4375 / 30_437.0),
        ..pathway(
            "queue",
            vec![Stage {
                capacity: Some(5),
                ..stage("work", days, 2)
            }],
        )
    };
    let summary = study(&office(volume, 3, 24, queued), 100);
    let work = Scope::Stage(0, 0);
    is_about(&summary, work, "queue_days", queue.mean_wait());
    is_about(&summary, work, "stage_days", queue.mean_time());
}

#[test]
fn working_days_leave_the_law_as_it_is() {
    let ((one, first), (_, second)) = (law(FIRST), law(SECOND));
    let mut office = office(3_000, 3, 3, pathway("weekdays", vec![stage("one", one, 3)]));
    let holidays = [
        jiff::civil::date(2024, 5, 6),
        jiff::civil::date(2024, 5, 27),
    ];
    office.pathways[0].days = CaseDays::working(&office.horizon, &holidays);
    let summary = study(&office, 60);
    is_about(
        &summary,
        Scope::Stage(0, 0),
        "in_target",
        100.0 * first.share_within(3.0),
    );
    is_about(&summary, Scope::Stage(0, 0), "stage_days", first.mean());
    assert!(second.mean() > first.mean());
}

#[test]
fn cases_open_again_as_often_as_they_should() {
    let (one, _) = law(FIRST);
    let mut office = office(3_000, 3, 3, pathway("again", vec![stage("one", one, 3)]));
    office.pathways[0].reopened = probability(0.4);
    let summary = study(&office, 60);
    let whole = Scope::Pathway(0);
    is_about(&summary, whole, "complaints", 900.0 / 0.6 * WHOLE_DAYS);
    is_about(
        &summary,
        whole,
        "complaints_reopened",
        900.0 * 0.4 / 0.6 * WHOLE_DAYS,
    );
}

/// A case on working days opens one on days of the calendar when it ends, and another after that.
#[test]
fn a_share_of_the_cases_that_end_opens_cases_that_follow() {
    let ((one, _), (two, second)) = (law(FIRST), law(SECOND));
    let mut office = office(
        3_000,
        5,
        3,
        pathway("reconsideration", vec![stage("notice", one, 3)]),
    );
    office.pathways[0].days = CaseDays::working(&office.horizon, &[]);
    office.pathways[0].reopened = probability(0.2);
    let following = |name: &str, place, share| Pathway {
        per_decision: probability(0.0),
        follows: Some(Follows {
            pathway: place,
            share: probability(share),
        }),
        after: Distribution::Constant(30.0),
        ..pathway(name, vec![stage("hearing", two.clone(), 12)])
    };
    let appeal = Pathway {
        per_decision: probability(0.01),
        ..following("appeal", 0, 0.4)
    };
    office.pathways.extend([appeal, following("judge", 1, 0.5)]);
    let decisions = 3_000.0 * 3.0 * WHOLE_DAYS;
    let opened = cases_opened(&office.pathways, |pathway| {
        decisions * pathway.per_decision.get()
    });
    let reconsidered = 900.0 * WHOLE_DAYS / 0.8;
    let appealed = 90.0 * WHOLE_DAYS + 0.4 * reconsidered;
    for (opened, expected) in opened.iter().zip([reconsidered, appealed, 0.5 * appealed]) {
        assert!((opened - expected).abs() < 1e-9);
    }
    let summary = study(&office, 100);
    for (place, opened) in opened.iter().enumerate() {
        is_about(&summary, Scope::Pathway(place), "complaints", *opened);
    }
    let appeals = Scope::Pathway(1);
    is_about(
        &summary,
        appeals,
        "complaints_following",
        0.4 * reconsidered,
    );
    is_about(&summary, appeals, "stage_days", second.mean());
    is_about(
        &summary,
        Scope::Stage(1, 0),
        "in_target",
        100.0 * second.share_within(12.0),
    );
    // What follows leaves the cases that it follows as they are.
    let mut alone = office.clone();
    alone.pathways.truncate(1);
    let ledgers = |office: &Scenario| {
        let setup = Setup::new(office).expect("it can be simulated");
        replicate(&setup, 5, 0)
    };
    assert_eq!(
        ledgers(&office)[0].pathways[0],
        ledgers(&alone)[0].pathways[0]
    );
}

#[test]
fn errors_open_cases_unless_they_are_put_right_before() {
    let (one, _) = law(FIRST);
    let by_errors = Pathway {
        per_error: probability(0.5),
        per_decision: probability(0.0),
        after: Distribution::Constant(60.0),
        ..pathway("errors", vec![stage("one", one, 3)])
    };
    let mut office = office(1_000, 3, 3, by_errors);
    let all = check(&office, "all", census()).correcting();
    office.policies = vec![policy("nothing", vec![]), policy("everything", vec![all])];
    let setup = Setup::new(&office).expect("it can be simulated");
    let (mut apart, mut squares) = (0.0, 0.0);
    for replication in 0..60 {
        let ledgers = replicate(&setup, 5, replication);
        let [nothing, everything] = &ledgers[..] else {
            panic!("two policies");
        };
        // A correction takes 20 days from the end of the month, and complaints come after 60.
        assert_eq!(everything.pathways[0][0].opened, 0);
        // 60 days after decisions of about two months before.
        let errors = f64::from(nothing.periods[0].activities[0].errors) * 3.0;
        let difference = f64::from(nothing.pathways[0][0].opened) - 0.5 * errors;
        apart += difference;
        squares += difference * difference;
    }
    assert!(
        apart.abs() <= 4.0 * f64::sqrt(squares),
        "{apart} of {squares}"
    );
}

#[test]
fn pathways_move_nothing_else_and_no_other_policy() {
    let with = complaining();
    let mut without = with.clone();
    without.pathways.clear();
    let mut alone = with.clone();
    alone.policies.remove(0);
    let ledgers = |office: &Scenario| -> Vec<Vec<Ledger>> {
        let setup = Setup::new(office).expect("it can be simulated");
        (0..20).map(|r| replicate(&setup, 3, r)).collect()
    };
    let (all, alone) = (ledgers(&with), ledgers(&alone));
    for ((with, without), alone) in all.into_iter().zip(ledgers(&without)).zip(alone) {
        assert_eq!(with[1], alone[0], "it is the same beside another policy");
        assert!(with[0].pathways[0][0].opened > 0);
        for (mut with, without) in with.into_iter().zip(without) {
            with.pathways.clear();
            with.periods.iter_mut().for_each(|one| one.pathways.clear());
            assert_eq!(with, without);
        }
    }
}
