//! Amounts of an office's results: laws in the units of the base, and in pounds where the base has none.

use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, LogNormal};
use rand_xoshiro::Xoshiro256PlusPlus;
use tierone_fit::office::{Found, OfficeFit, fit};
use tierone_records::join::{AttributeFinding, Decision};
use tierone_scenario::diagnostic::SourceFile;
use tierone_scenario::{Scenario, read};

const BASE: &str = r#"
title = "Awards"
[horizon]
start = 2026-04-01
period = "month"
periods = 1
[[attribute]]
name = "award rate"
MONEY
[[activity]]
name = "claims"
volume = 60000
value = { distribution = "constant", value = 1000 }
errors = { "award rate" = "10%" }
[workforce]
caseworkers = 30
[[policy]]
name = "audit"
[[policy.check]]
name = "tier one"
sample = { method = "simple-random", checks = 1440 }
checker = { sensitivity = "100%", false_fail = "0%", minutes = 30 }
"#;

fn base(money: &str) -> Scenario {
    let file = SourceFile {
        path: "office.toml".into(),
        text: BASE.replace("MONEY", money),
    };
    let reading = read(file, &mut |_, _| Err("nothing is extended".into()), &[]);
    reading
        .scenario
        .unwrap_or_else(|| panic!("{:?}", reading.problems))
}

/// So many fails, each with an amount around £200, two of three of them too much, of decisions worth £800.
fn fitted(base: &Scenario, fails: usize) -> OfficeFit {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(11);
    let law = LogNormal::new(200.0f64.ln(), 0.5).expect("a law");
    let decisions = (0..600).map(|number| {
        let failed = number < fails;
        let sign = if rng.random_bool(2.0 / 3.0) {
            1.0
        } else {
            -1.0
        };
        Decision {
            number: number.to_string(),
            process: "claims".into(),
            closed: None,
            value: Some(800.0),
            weight: Some(40.0),
            labels: vec![format!("caseworker {}", number % 30)],
            findings: vec![AttributeFinding {
                attribute: "award rate".into(),
                failed,
                amount: failed.then(|| sign * law.sample(&mut rng)),
            }],
        }
    });
    let check = &base.policies[0].checks[0];
    let found = Found {
        name: ("audit".into(), check.name.clone()),
        check,
        trusted: true,
        decisions: decisions.collect(),
        joined: Default::default(),
        labels: [Some(0), None, None],
    };
    fit(base, 0.0, &[found]).expect("a fit")
}

#[test]
fn amounts_are_fitted_whether_or_not_the_base_has_money() {
    let relative = "money = { relative = { distribution = \"gamma\", mean = 1, sd = 1 }, overstated = \"50%\" }";
    for (money, of, size) in [("", "absolute", 200.0), (relative, "relative", 0.25)] {
        let fit = fitted(&base(money), 90);
        let law = fit.amounts.first().expect("a law");
        assert_eq!(law.of, of);
        let first = &law.parameters[0];
        let (low, high) = (first.low.expect("a limit"), first.high.expect("a limit"));
        // The mean of a gamma law of such amounts is e^(σ²/2) times their median.
        let truth = if law.distribution == "gamma" {
            size * 0.125f64.exp()
        } else {
            size
        };
        assert!(low <= truth && truth <= high, "{money}: {first:?}");
        let overs = fit
            .estimates
            .iter()
            .find(|row| row.key.last().is_some_and(|key| key == "overstated"));
        let overs = overs.and_then(|row| row.value).expect("a share");
        // Three standard errors of 90 draws.
        assert!(
            (overs - 2.0 / 3.0).abs() < 3.0 * (2.0 / 9.0 / 90.0f64).sqrt(),
            "{overs}"
        );
        let is_told = fit
            .notes
            .iter()
            .any(|note| note.contains("does not say what errors in award rate are worth"));
        assert_eq!(is_told, money.is_empty(), "{:?}", fit.notes);
    }
    // Too few for a law: whatever goes wrong is worth nothing, and that is said.
    let few = fitted(&base(""), 12);
    assert!(few.amounts.is_empty());
    let untold = few
        .untold
        .iter()
        .find(|row| row.name.contains("worth"))
        .expect("a row");
    assert!(
        untold.why.contains("£0") && untold.remedy.contains("money"),
        "{untold:?}"
    );
}
