//! Targets of a run: by the truth, by the figures of checks, over single, rolling and all periods.

use tierone_engine::measure::{Scope, Window};
use tierone_engine::sim::{Setup, replicate};
use tierone_engine::study::{Record, Spread, record, summarise};
use tierone_plain::Lab;
use tierone_plain::shipped::scenario;

/// An office whose audits fail independently of one another: nobody differs, nothing is taught.
const AUDITED: &str = r#"
title = "an audit"

[horizon]
start = 2019-04-01
period = "month"
periods = 12

[[activity]]
name = "report"
volume = 2_000
errors = { unacceptable = "2.5%" }

[[attribute]]
name = "unacceptable"
label = "unacceptable"
accuracy = true
correctable = false

[workforce]
caseworkers = 20
team_size = 5
spread = 0

[[policy]]
name = "audited"

[[policy.check]]
name = "audit"
sample = { method = "simple-random", checks = 490 }
estimate = ["accuracy"]

[[policy.target]]
name = "contract"
measure = "fail-share"
at_most = "3%"
rolling = "3 months"

[[policy.target]]
name = "quoted"
measure = "accuracy"
at_least = "97%"
rolling = "3 months"

[[policy.target]]
name = "cheap"
measure = "cost"
at_most = 1
"#;

/// Binomial tail: more than `most` of `n` at 2.5 %, by adding up.
fn above(n: u64, most: u64) -> f64 {
    let p = 0.025f64;
    let mut mass = (1.0 - p).powi(n as i32);
    let mut up_to = mass;
    for k in 1..=most {
        mass *= (n - k + 1) as f64 / k as f64 * p / (1.0 - p);
        up_to += mass;
    }
    1.0 - up_to
}

#[test]
fn an_audit_is_red_as_often_as_the_binomial_law_says() {
    let office = scenario(AUDITED);
    let setup = Setup::new(&office).expect("it can be simulated");
    let replications = 400;
    let records: Vec<Record> = (0..replications)
        .map(|r| record(&office, replicate(&setup, 11, r)))
        .collect();
    let summary = summarise(&office, &records, 0);
    // 490 × 3 % is 14.7, 1,470 × 3 % is 44.1. The reference: 24.9 % of months, 10.0 % of three months.
    let (month, three) = (above(490, 14), above(1470, 44));
    assert!((month - 0.249).abs() < 5e-4 && (three - 0.100).abs() < 5e-4);
    for target in [0, 1] {
        let mean = |window| {
            let rows = summary.by_period(0, Scope::Target(target, window), "target_reported");
            let n = rows.len();
            (rows.iter().map(|(_, s)| s.mean).sum::<f64>() / n as f64, n)
        };
        let (green, months) = mean(Window::Alone);
        let (green_of_three, threes) = mean(Window::Rolling);
        assert_eq!((months, threes), (12, 10));
        // Months are independent; three months share months with their neighbours: four are disjoint.
        let within = |share: f64, red: f64, draws: f64| {
            let four = 4.0 * (red * (1.0 - red) / draws).sqrt();
            let seen = 1.0 - share / 100.0;
            assert!(
                (seen - red).abs() < four,
                "target {target}: {seen} for {red} ± {four}"
            );
        };
        let n = f64::from(replications);
        within(green, month, 12.0 * n);
        within(green_of_three, three, 4.0 * n);
    }
    // Over the horizon, single periods and amounts alike: 2.5 % of 2,000 keeps the contract but for rare months.
    let figure = |target, name: &str| -> Spread {
        *summary
            .figure(0, Scope::Target(target, Window::Alone), name)
            .unwrap_or_else(|| panic!("{target} {name}"))
    };
    assert_eq!(figure(0, "target_met").mean, 100.0);
    let reported = figure(0, "target_reported").mean;
    assert_eq!(figure(0, "false_alarm").mean, 100.0 - reported);
    assert_eq!(figure(0, "false_comfort").mean, 0.0);
    assert_eq!(figure(2, "target_met").mean, 100.0);
    assert!(
        summary
            .figure(0, Scope::Target(2, Window::Alone), "target_reported")
            .is_none()
    );
}

/// The same office with strata of unequal chances, errors worth money and an imperfect checker.
fn stratified() -> tierone_scenario::Scenario {
    let text = AUDITED
        .replace(
            "errors = { unacceptable = \"2.5%\" }",
            "value = { distribution = \"constant\", value = 1_000 }\nerrors = { unacceptable = \"2.5%\" }\ncomplexity = { low = \"80%\", high = \"20%\" }",
        )
        .replace(
            "correctable = false",
            "money = { relative = { distribution = \"log-normal\", mean = 0.2, sd = 0.2 }, max_relative = 1.0, overstated = \"50%\" }\ncorrectable = false",
        )
        .replace("[workforce]", "[complexity]\nodds_ratio = { low = 0.5, high = 4.0 }\n\n[workforce]")
        .replace(
            "sample = { method = \"simple-random\", checks = 490 }\nestimate = [\"accuracy\"]",
            "sample = { method = \"stratified\", checks = 200, by = \"complexity\", allocation = \"equal\" }\nestimate = [\"accuracy\", \"mve\"]",
        )
        .replace(
            "measure = \"fail-share\"\nat_most = \"3%\"",
            "measure = \"mve-decided\"\nat_most = \"0.6%\"",
        );
    scenario(&text)
}

/// The sparse engine pools the evidence of rolling periods, the plain one adds its tallies up: means agree.
#[test]
fn rolling_figures_of_a_stratified_check_are_those_of_the_plain_engine() {
    let office = stratified();
    let setup = Setup::new(&office).expect("it can be simulated");
    let lab = Lab::new(&office);
    let replications = 150;
    let shares = |records: &[Record]| {
        let summary = summarise(&office, records, 0);
        [0, 1].map(|target| {
            [
                "target_met",
                "target_reported",
                "false_comfort",
                "false_alarm",
            ]
            .map(|name| {
                let rows = summary.by_period(0, Scope::Target(target, Window::Rolling), name);
                assert_eq!(rows.len(), 10, "{target} {name}");
                rows.iter().map(|(_, spread)| spread.mean).sum::<f64>() / 1000.0
            })
        })
    };
    let sparse: Vec<Record> = (0..replications)
        .map(|r| record(&office, replicate(&setup, 5, r)))
        .collect();
    let plain: Vec<Record> = (0..replications)
        .map(|r| record(&office, lab.replicate(6, r)))
        .collect();
    let (sparse, plain) = (shares(&sparse), shares(&plain));
    let mut apart_from_certain = 0;
    for (ours, theirs) in sparse.iter().flatten().zip(plain.iter().flatten()) {
        let share = 0.5 * (ours + theirs);
        apart_from_certain += usize::from(share > 0.02 && share < 0.98);
        // Four disjoint three months a replication, two engines; five standard errors over eight comparisons.
        let error = (2.0 * share * (1.0 - share) / (4.0 * f64::from(replications))).sqrt();
        assert!((ours - theirs).abs() <= 5.0 * error, "{sparse:?} {plain:?}");
    }
    // The comparison is of something: limits are near what happens.
    assert!(apart_from_certain >= 4, "{sparse:?}");
}
