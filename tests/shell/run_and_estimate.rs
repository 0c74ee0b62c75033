//! `run` and `estimate` give one interval of money for the same sample.

use tierone_engine::sim::{Setup, replicate};
use tierone_plain::shipped;
use tierone_records::assess::{self, Asked, Case, FigureName, Sample};

/// Of the shipped office, with decisions worth £2,000 each and errors that are worth 30 % of that: what a sample found then
/// follows from its estimate.
const OFFICE: &str = r#"
extends = "first-steps.toml"

[[activity]]
name = "change-of-income"
value = { distribution = "empirical", values = [2_000] }

[[activity]]
name = "new-application"
value = { distribution = "empirical", values = [2_000] }

[[attribute]]
name = "income"
money = { relative = { distribution = "empirical", values = [0.3] }, max_relative = 1.0, overstated = "50%" }
"#;

const VALUE: f64 = 2_000.0;
const AMOUNT: f64 = 600.0;

/// Checks of a period: `n` of `size`, with `wrong` errors of money.
fn cases(stratum: usize, size: u64, n: u64, wrong: u64) -> Vec<Case> {
    let case = |number| Case {
        stratum,
        size: Some(size),
        drawn: Some(n),
        weight: Some(size as f64 / n as f64),
        checked: true,
        wrong: Some(number < wrong),
        value: Some(VALUE),
        error: if number < wrong { AMOUNT } else { 0.0 },
        ..Case::default()
    };
    (0..n).map(case).collect()
}

/// The interval that `estimate` gives for cases.
fn estimated(cases: Vec<Case>) -> (f64, f64, f64) {
    let sample = Sample::new(cases, false);
    let members: Vec<usize> = (0..sample.cases.len()).collect();
    let figures = assess::assess(&sample, &members, &Asked::default());
    let gross = figures.iter().find(|f| f.name == FigureName::MveGross);
    let estimate = gross.and_then(|figure| figure.estimate());
    let estimate = estimate.expect("an interval");
    (estimate.value, estimate.low, estimate.high)
}

fn is_near(one: (f64, f64, f64), other: (f64, f64, f64)) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
    near(one.0, other.0) && near(one.1, other.1) && near(one.2, other.2)
}

#[test]
fn one_sample_has_one_interval_of_money_in_a_run_and_as_real_results() {
    let mut scenario = shipped::scenario(OFFICE);
    for attribute in &mut scenario.attributes {
        // One amount a decision, so that the estimate says how many were found.
        if attribute.name.as_str() != "income" {
            attribute.money = None;
        }
    }
    let setup = Setup::new(&scenario).expect("nothing to anchor");
    let (mut found, mut none) = (0, 0);
    for replication in 0..3 {
        let ledger = &replicate(&setup, 1, replication)[0];
        let mut year = Vec::new();
        for (stratum, period) in ledger.periods.iter().enumerate() {
            let size = period.activities.iter().map(|of| of.decisions).sum::<u64>();
            let n = period.checks[1].checks;
            let figure = period.estimates[1].mve.expect("asked for");
            let wrong = (figure.value * VALUE / AMOUNT * n as f64).round() as u64;
            let (low, high) = figure.interval.expect("a known design");
            let told = estimated(cases(0, size, n, wrong));
            assert!(
                is_near((figure.value, low, high), told),
                "{figure:?} {told:?}"
            );
            year.extend(cases(stratum, size, n, wrong));
            found += wrong;
            none += u64::from(wrong == 0);
        }
        let figure = ledger.estimates[1].mve.expect("asked for");
        let (low, high) = figure.interval.expect("a known design");
        let told = estimated(year);
        assert!(
            is_near((figure.value, low, high), told),
            "{figure:?} {told:?}"
        );
    }
    assert!(
        found > 0 && none > 0,
        "{found} errors, {none} periods without"
    );
}
