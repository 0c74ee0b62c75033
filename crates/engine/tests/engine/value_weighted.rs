//! Checks in proportion to value against closed forms: how precise they are about money, and how many
//! decisions of which value they draw.

use tierone_plain::shipped;

use tierone_engine::sim::{Ledger, Setup, Workspace};
use tierone_stats::monte_carlo::summarise;

/// Replications: so many, or as the environment says.
fn replications(usual: u32) -> u32 {
    let told = std::env::var("REPLICATIONS").ok();
    told.and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// Squared errors of a check's estimate of the monetary value of error, against its own frame.
fn squared_errors(ledgers: &[Vec<Ledger>], policy: usize, check: usize) -> Vec<f64> {
    let squared = |ledgers: &Vec<Ledger>| {
        let estimates = &ledgers[policy].estimates[check];
        let estimate = estimates.mve.expect("something was checked").value;
        let truth = estimates.mve_in_frame.expect("the frame has a value");
        (estimate - truth).powi(2)
    };
    ledgers.iter().map(squared).collect()
}

#[test]
fn where_error_follows_value_weighing_by_value_saves_the_spread_of_the_values() {
    precision(120);
}

#[test]
#[ignore = "a minute: the same with the replications that the scenario asks for"]
fn where_error_follows_value_weighing_by_value_saves_it_closely() {
    precision(2_000);
}

/// The ratio of root mean squared errors agrees with 1/√(1 + cv²) within four Monte Carlo standard
/// errors.
fn precision(usual: u32) {
    let scenario = shipped::scenario("extends = \"benchmarks/money-by-value.toml\"\n");
    let setup = Setup::new(&scenario).expect("nothing to anchor");
    let mut workspace = Workspace::new(&setup);
    let ledgers: Vec<Vec<Ledger>> = (0..replications(usual))
        .map(|replication| workspace.replicate(11, replication))
        .collect();
    for (check, cv) in [0.9, 2.0].into_iter().enumerate() {
        let at_random = squared_errors(&ledgers, 0, check);
        let by_value = squared_errors(&ledgers, 1, check);
        let n = at_random.len() as f64;
        let mean = |squares: &[f64]| squares.iter().sum::<f64>() / n;
        let (a, b) = (mean(&by_value), mean(&at_random));
        let ratio = (a / b).sqrt();
        // By the delta method: half of the difference of the relative errors of both means.
        let parts = by_value.iter().zip(&at_random);
        let parts: Vec<Option<f64>> = parts.map(|(x, y)| Some(0.5 * (x / a - y / b))).collect();
        let spread = summarise(&parts).expect("replications");
        let error = ratio * spread.mcse.expect("more than one");
        let expected = 1.0 / (1.0_f64 + cv * cv).sqrt();
        println!("cv {cv}: ratio {ratio:.4} ± {error:.4}, expected {expected:.4}");
        assert!(
            (ratio - expected).abs() < 4.0 * error,
            "cv {cv}: {ratio} ± {error} instead of {expected}"
        );
        // The bound would hold of anything if the error were large.
        assert!(error < 0.1, "too few replications to tell");
    }
}

#[test]
fn decisions_in_error_and_right_ones_are_drawn_with_their_stated_probability() {
    // Every decision has a value of its own and half of them are wrong, so found errors and checks
    // each have the expectation n·p and n; α = 0.001 in all, at a fixed seed: 3.5 standard errors.
    let scenario = shipped::scenario(
        r#"
extends = "benchmarks/money-by-value.toml"

[[activity]]
name = "even"
volume = 4_000
value = { distribution = "uniform", low = 0.0, high = 1_000.0 }
errors = { assessment = "40%" }

[[activity]]
name = "skewed"
volume = 4_000
value = { distribution = "log-normal", mean = 800.0, sd = 1_200.0 }
errors = { assessment = "40%" }

[workforce]
caseworkers = 20
"#,
    );
    let setup = Setup::new(&scenario).expect("nothing to anchor");
    let mut workspace = Workspace::new(&setup);
    // 600 months: one standard error is about 0.1 % of the checks, and 0.2 % of what they find.
    let ledgers: Vec<Ledger> = (0..50)
        .map(|replication| workspace.replicate(5, replication).swap_remove(1))
        .collect();
    for check in 0..2 {
        let law = scenario.activities[check].value.clone().expect("a value");
        // 500 of 4,000: an interval of eight times the mean.
        let interval = 8.0 * law.mean();
        let mean_inclusion =
            law.moment_below(1, interval) / interval + (1.0 - law.moment_below(0, interval));
        let (mut checks, mut found) = (Vec::new(), Vec::new());
        for period in ledgers.iter().flat_map(|ledger| &ledger.periods) {
            checks.push(Some(period.checks[check].checks as f64));
            found.push(Some(f64::from(period.checks[check].errors_found)));
        }
        for (what, drawn, p) in [("checks", checks, 1.0), ("found", found, 0.4)] {
            let drawn = summarise(&drawn).expect("replications");
            let expected = 4_000.0 * p * mean_inclusion;
            let error = drawn.mcse.expect("more than one");
            assert!(
                (drawn.mean - expected).abs() < 3.5 * error,
                "{what} of check {check}: {} ± {error} instead of {expected}",
                drawn.mean
            );
        }
    }
}

/// What is said of a scenario with this sample, whose activity has a value or none.
fn problems(sample: &str, value: &str) -> Vec<String> {
    let text = format!(
        r#"title = "t"
[horizon]
start = 2024-04-01
period = "month"
periods = 1
[[activity]]
name = "a"
volume = 10
{value}
errors = {{ e = 0.1 }}
[[attribute]]
name = "e"
label = "E"
[workforce]
caseworkers = 2
[[policy]]
name = "p"
[[policy.check]]
name = "c"
sample = {sample}
"#
    );
    let file = tierone_scenario::diagnostic::SourceFile {
        path: "test.toml".into(),
        text,
    };
    let mut load = |_: &str, _: &str| Err("nothing to extend".to_owned());
    let reading = tierone_scenario::read(file, &mut load, &[]);
    let problems = reading.problems.into_iter();
    problems.map(|problem| problem.message).collect()
}

#[test]
fn values_that_are_missing_and_bands_of_the_wrong_kind_are_told_once() {
    let value = "value = { distribution = \"constant\", value = 100.0 }";
    let bands =
        |bands: &str| format!("{{ method = \"stratified\", by = \"value\", checks = 5{bands} }}");
    let weighted = "{ method = \"value-weighted\", checks = 5 }";
    let none: [String; 0] = [];
    assert_eq!(problems(weighted, value), none);
    assert_eq!(problems(&bands(", bands = [50, 150.5]"), value), none);
    for (sample, value, message) in [
        (
            weighted.to_owned(),
            "",
            "no activity has a value to draw by",
        ),
        (
            "{ method = \"systematic\", order = \"value\", checks = 5 }".to_owned(),
            "",
            "no activity has a value to order by",
        ),
        (
            bands(", bands = [50]"),
            "",
            "no activity has a value to stratify by",
        ),
        (
            bands(""),
            value,
            "strata by value need the yearly values at which they divide",
        ),
        (
            bands(", bands = [\"3 months\"]"),
            value,
            "these bands are durations, and the strata are by value",
        ),
        (
            bands(", bands = [50, 50]"),
            value,
            "the amounts do not rise",
        ),
        (
            bands(", bands = [50]").replace("\"value\"", "\"tenure\""),
            value,
            "these bands are amounts, and the strata are by tenure",
        ),
        (
            bands(", bands = [50]").replace("\"value\"", "\"team\""),
            value,
            "bands divide by tenure or by value, and these strata are of something else",
        ),
    ] {
        assert_eq!(problems(&sample, value), [message], "{sample}");
    }
}
