//! Targets that are looked at every month: false alarms of a year with the bounds of its looks, and with plain limits beside them.

use tierone_engine::measure::{Scope, Window};
use tierone_engine::sim::{Setup, replicate};
use tierone_engine::study::{Record, Summary, record, summarise};
use tierone_plain::Lab;
use tierone_plain::shipped::scenario;
use tierone_scenario::{Limit, Scenario};
use tierone_stats::planning::CountBounds;
use tierone_stats::proportion::wilson;

const CHECKS: u64 = 100;

/// Decisions that are wrong with probability `rate`, independently of one another, and targets just at it.
fn office(rate: f64) -> Scenario {
    let percent = |share: f64| format!("\"{:.4}%\"", 100.0 * share);
    let text = format!(
        r#"
title = "a year of looks"

[horizon]
start = 2025-04-01
period = "month"
periods = 12

[[activity]]
name = "award"
volume = 2_500
errors = {{ amount = {rate} }}

[[attribute]]
name = "amount"
accuracy = true
correctable = false

[workforce]
caseworkers = 10
spread = 0

[[policy]]
name = "checked"

[[policy.check]]
name = "assurance"
sample = {{ method = "simple-random", checks = {CHECKS} }}
estimate = ["accuracy"]

[[policy.target]]
name = "fails"
measure = "fail-share"
at_most = {rate}
looks = 12

[[policy.target]]
name = "accuracy"
measure = "accuracy"
at_least = {right}
looks = 12
"#,
        rate = percent(rate),
        right = percent(1.0 - rate)
    );
    scenario(&text)
}

fn figure(summary: &Summary, target: usize, name: &str) -> f64 {
    let figure = summary.figure(0, Scope::Target(target, Window::Looks), name);
    figure.unwrap_or_else(|| panic!("{target} {name}")).mean / 100.0
}

/// Shares of years with an alarm.
#[derive(Debug)]
struct Alarms {
    /// By the bounds: of the share of fails, and of the estimate of accuracy.
    bounds: [f64; 2],
    /// Those of them in which the truth of the year met the target.
    false_ones: [f64; 2],
    /// By the plain one-sided 95 % limit of the fails so far.
    plain: f64,
}

fn alarms(rate: f64, years: u32) -> Alarms {
    let office = office(rate);
    let setup = Setup::new(&office).expect("it can be simulated");
    let (mut plain, mut records) = (0, Vec::<Record>::new());
    for year in 0..years {
        let ledgers = replicate(&setup, 29, year);
        let (mut fails, mut checks) = (0, 0);
        plain += u32::from(ledgers[0].periods.iter().any(|period| {
            fails += u64::from(period.checks[0].fails);
            checks += period.checks[0].checks;
            wilson(fails, checks, 0.9).expect("checks").low > rate
        }));
        records.push(record(&office, ledgers));
    }
    let summary = summarise(&office, &records, 0);
    Alarms {
        bounds: [0, 1].map(|target| 1.0 - figure(&summary, target, "target_reported")),
        false_ones: [0, 1].map(|target| figure(&summary, target, "false_alarm")),
        plain: f64::from(plain) / f64::from(years),
    }
}

/// What the bounds come to, added up over all ways that a year may go.
fn exact(rate: f64) -> f64 {
    let mut bounds = CountBounds::new(rate).expect("a rate");
    for month in 1..=12 {
        bounds.least_alarm(month * CHECKS, 0.05 * month as f64 / 12.0);
    }
    bounds.spent()
}

#[test]
fn a_year_of_looks_raises_false_alarms_as_often_as_its_bounds_state() {
    let years = 1_000;
    let (seen, wanted) = (alarms(0.05, years), exact(0.05));
    assert!((0.04..=0.05).contains(&wanted), "{wanted}");
    // Four standard errors of a share of so many years.
    let four = 4.0 * (wanted * (1.0 - wanted) / f64::from(years)).sqrt();
    for share in seen.bounds {
        assert!(
            (share - wanted).abs() < four,
            "{seen:?} for {wanted} ± {four}"
        );
    }
    // Plain limits of 5 % each: three times as many, and more.
    assert!(seen.plain > 0.12, "{seen:?}");
    for (false_one, all) in seen.false_ones.iter().zip(seen.bounds) {
        assert!(*false_one > 0.0 && *false_one < all, "{seen:?}");
    }
}

#[test]
#[ignore = "ten thousand years at each of three rates"]
fn false_alarms_of_ten_thousand_years_are_four_to_six_in_a_hundred() {
    for rate in [0.02, 0.05, 0.1] {
        let seen = alarms(rate, 10_000);
        println!("{rate}: {seen:?}, exact {:.4}", exact(rate));
        for share in seen.bounds {
            assert!((0.04..=0.06).contains(&share), "{rate}: {seen:?}");
        }
        assert!(seen.plain > 0.12, "{rate}: {seen:?}");
    }
}

#[test]
fn a_year_that_is_clearly_worse_than_its_target_is_told_and_years_begin_afresh() {
    let mut bad = office(0.05);
    for (target, limit) in [(0, Limit::AtMost(0.025)), (1, Limit::AtLeast(0.975))] {
        bad.policies[0].targets[target].limit = limit;
        // Two halves of a year.
        bad.policies[0].targets[target].looks = Some(6);
    }
    let setup = Setup::new(&bad).expect("it can be simulated");
    let records: Vec<Record> = (0..200)
        .map(|year| record(&bad, replicate(&setup, 31, year)))
        .collect();
    let summary = summarise(&bad, &records, 0);
    for target in [0, 1] {
        assert_eq!(figure(&summary, target, "target_met"), 0.0);
        assert!(figure(&summary, target, "target_reported") < 0.05);
        let scope = Scope::Target(target, Window::Looks);
        let told = summary.by_period(0, scope, "target_reported");
        let told: Vec<f64> = told.iter().map(|(_, spread)| spread.mean).collect();
        // The first look of either half sees a hundred checks alone.
        assert!(told[5] < 40.0 && told[6] > 70.0, "{told:?}");
    }
}

/// Of the share of fails, of which the plain engine has a figure with all that the bounds need: it estimates no intervals.
#[test]
fn looks_of_the_plain_engine_are_as_often_alarms() {
    let mut bad = office(0.05);
    for target in &mut bad.policies[0].targets {
        target.limit = match target.limit {
            Limit::AtMost(_) => Limit::AtMost(0.035),
            Limit::AtLeast(_) => Limit::AtLeast(0.965),
        };
    }
    let setup = Setup::new(&bad).expect("it can be simulated");
    let (lab, replications) = (Lab::new(&bad), 150);
    let sparse: Vec<Record> = (0..replications)
        .map(|r| record(&bad, replicate(&setup, 5, r)))
        .collect();
    let plain: Vec<Record> = (0..replications)
        .map(|r| record(&bad, lab.replicate(6, r)))
        .collect();
    let [sparse, plain] = [sparse, plain].map(|records| summarise(&bad, &records, 0));
    let [ours, theirs] = [&sparse, &plain].map(|summary| figure(summary, 0, "target_reported"));
    let share = 0.5 * (ours + theirs);
    let four = 4.0 * (2.0 * share * (1.0 - share) / f64::from(replications)).sqrt();
    assert!(share > 0.02 && share < 0.98, "certain: {share}");
    assert!((ours - theirs).abs() < four, "{ours} {theirs}");
}
