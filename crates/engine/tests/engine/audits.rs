//! Audits and what a contract makes of them, to closed forms: red months, credits, run lengths, challenges, two audits of the same
//! reports, and breaks in how they measure.

use tierone_engine::measure::{Scope, Window};
use tierone_engine::sim::{Levels, Setup, replicate};
use tierone_engine::study::{Record, Spread, Summary, record, summarise};
use tierone_plain::Lab;
use tierone_plain::shipped::scenario;
use tierone_reference::Folder;
use tierone_scenario::Scenario;
use tierone_stats::service_level::{Credits, Level, Rolling};
use tierone_stats::special::{binomial_mass, hypergeometric_tails};

const REPLICATIONS: u32 = 1_500;

/// A provider whose reports are audited against 3 %, with credits in three steps.
fn audited(rate: &str, check: &str) -> Scenario {
    let text = r#"
title = "an audit"

[horizon]
start = 2019-04-01
period = "month"
periods = 12

[[activity]]
name = "report"
volume = 2_000
errors = { unacceptable = "RATE" }

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
CHECK

[[policy.target]]
name = "contract"
measure = "fail-share"
at_most = "3%"
rolling = "3 months"
credits = [
    { beyond = "3%", amount = 1_000 },
    { beyond = "4%", amount = 2_500 },
    { beyond = "5%", amount = 5_000 },
]
"#;
    scenario(&text.replace("RATE", rate).replace("CHECK", check))
}

fn summary(office: &Scenario) -> Summary {
    let setup = Setup::new(office).expect("it can be simulated");
    let records: Vec<Record> = (0..REPLICATIONS)
        .map(|r| record(office, replicate(&setup, 5, r)))
        .collect();
    summarise(office, &records, 0)
}

fn target(summary: &Summary, window: Window, name: &str) -> Spread {
    let figure = summary.figure(0, Scope::Target(0, window), name);
    *figure.unwrap_or_else(|| panic!("{name}"))
}

/// Within four Monte Carlo standard errors.
fn near(seen: Spread, wanted: f64, what: &str) {
    let within = 4.0 * seen.mcse.expect("many replications");
    assert!(
        (seen.mean - wanted).abs() <= within.max(1e-9 * wanted.abs()),
        "{what}: {} for {wanted} ± {within}",
        seen.mean
    );
}

/// The steps of the contract.
fn steps() -> Credits {
    Credits::new(&[(0.03, 1_000.0), (0.04, 2_500.0), (0.05, 5_000.0)]).expect("steps")
}

#[test]
fn red_months_credits_and_run_lengths_are_those_of_the_binomial_law() {
    let contract = Level {
        audited: 490,
        limit: 0.03,
    };
    for (text, rate) in [("2.5%", 0.025), ("4.26%", 0.0426)] {
        let summary = summary(&audited(text, ""));
        let red = |months| 100.0 * contract.p_red(rate, months).expect("a share");
        near(target(&summary, Window::Alone, "level_red"), red(1), text);
        near(target(&summary, Window::Rolling, "level_red"), red(3), text);
        let due = |months| steps().moments(490, rate, months).expect("a share").0;
        near(
            target(&summary, Window::Alone, "credit"),
            12.0 * due(1),
            text,
        );
        near(
            target(&summary, Window::Rolling, "credit"),
            10.0 * due(3),
            text,
        );
    }
    // Good in truth in nearly all months: a false alarm is waited for, in all replications together, as long as runs last.
    let good = summary(&audited("2%", ""));
    let wait = target(&good, Window::Alone, "periods_to_false_red");
    let length = contract.run_length(0.02).expect("it is red at times");
    assert!((length - 14.0).abs() < 0.01, "the reference: {length}");
    near(wait, length, "2%");
    // Bad in nearly all months.
    let bad = summary(&audited("4.26%", ""));
    let wait = target(&bad, Window::Alone, "periods_to_true_red");
    near(wait, contract.run_length(0.0426).expect("often"), "4.26%");
    assert!(Rolling::new(contract, 0.0426).is_some_and(|rolling| rolling.run_length() < Some(3.1)));
}

/// Red months, red windows of three months and credits of a year at every rate of the reference table with 490 audits against 3 %:
/// within four standard errors, of the binomial law where a run hardly varies.
#[test]
fn contracts_in_a_run_are_those_of_the_reference() {
    let table = Folder {
        root: concat!(env!("CARGO_MANIFEST_DIR"), "/../stats"),
    };
    let rows = table.rows("30_service_levels.csv");
    let of_rate = |rate: f64| {
        let all = rows.iter().filter(move |row| row.text("n") == "490");
        all.filter(move |row| row.text("rate").parse() == Ok(rate))
    };
    let mut compared = 0;
    let rates = [
        ("2%", 0.02),
        ("2.5%", 0.025),
        ("3%", 0.03),
        ("4.26%", 0.0426),
        ("5%", 0.05),
    ];
    for (text, rate) in rates {
        let office = audited(text, "");
        let setup = Setup::new(&office).expect("it can be simulated");
        let levels: Vec<Levels> = (0..REPLICATIONS)
            .map(|r| {
                record(&office, replicate(&setup, 31, r))[0]
                    .entry(None)
                    .levels[0]
            })
            .collect();
        for row in of_rate(rate) {
            let rolling = |levels: &Levels| levels.rolling.expect("three months");
            let of = |read: &dyn Fn(&Levels) -> f64| levels.iter().map(read).collect::<Vec<f64>>();
            let (figures, most) = match row.text("quantity") {
                "p_red_month" => (of(&|all| f64::from(all.alone.red) / 12.0), 1.0),
                "p_red_rolling3" => (of(&|all| f64::from(rolling(all).red) / 10.0), 1.0),
                "expected_red_months_year" => (of(&|all| all.alone.red.into()), 12.0),
                "rolling3_expected_red_windows_year" => (of(&|all| rolling(all).red.into()), 10.0),
                "p_any_red_month_year" => (of(&|all| f64::from(u8::from(all.alone.red > 0))), 1.0),
                "rolling3_p_any_red_year" => {
                    (of(&|all| f64::from(u8::from(rolling(all).red > 0))), 1.0)
                }
                "expected_credit_year" => {
                    (of(&|all| all.alone.credit.expect("steps") / 1_000.0), 60.0)
                }
                "expected_credit_year_rolling3" => (
                    of(&|all| rolling(all).credit.expect("steps") / 1_000.0),
                    50.0,
                ),
                _ => continue,
            };
            let n = figures.len() as f64;
            let mean = figures.iter().sum::<f64>() / n;
            let squares: f64 = figures.iter().map(|x| (x - mean).powi(2)).sum();
            let expected = row.number("expected");
            let binomial = expected * (most - expected).max(0.0);
            let error = (squares / n).max(binomial).sqrt() / n.sqrt();
            assert!(
                (mean - expected).abs() <= 4.0 * error + 1e-9,
                "{} {}: {mean} for {expected} ± {error}",
                row.text("case_id"),
                row.text("quantity")
            );
            compared += 1;
        }
    }
    assert_eq!(compared, 5 * 6 + 2 * 2, "rows of the table");
}

/// A lot of 490 audits at 2.5 % against 3 %: red by chance in a quarter of months, and in a tenth of windows of three.
#[test]
fn a_good_lot_is_red_in_a_quarter_of_months() {
    let contract = Level {
        audited: 490,
        limit: 0.03,
    };
    let red = |months| 100.0 * contract.p_red(0.025, months).expect("a share");
    assert!((red(1) - 24.9).abs() < 0.05 && (red(3) - 10.0).abs() < 0.05);
    let summary = summary(&audited("2.5%", ""));
    near(
        target(&summary, Window::Alone, "level_red"),
        red(1),
        "months",
    );
    near(
        target(&summary, Window::Rolling, "level_red"),
        red(3),
        "windows",
    );
}

/// Of the months that are good in truth, as they are of the bad ones, those are red whose sample says so.
#[test]
fn red_is_told_apart_by_what_was_true() {
    let summary = summary(&audited("3%", ""));
    let (n, limit) = (2_000u64, 60u64);
    let mut shares = [(0.0, 0.0); 2];
    for wrong in 20..130 {
        let mass = binomial_mass(wrong as f64, n as f64, 0.03, 0.97);
        let red = hypergeometric_tails(14, n, wrong, 490).upper;
        let side = &mut shares[usize::from(wrong > limit)];
        side.0 += mass;
        side.1 += mass * red;
    }
    for (name, (all, red)) in ["red_when_met", "red_when_missed"].into_iter().zip(shares) {
        near(
            target(&summary, Window::Alone, name),
            100.0 * red / all,
            name,
        );
    }
}

#[test]
fn challenges_take_fails_away_and_mitigation_takes_them_out_of_credits_alone() {
    let answers = "checker = { false_fail = \"2%\" }\nmitigated = \"30%\"\n\
                   challenges = { share = \"40%\", overturned = \"25%\", overturned_if_false = \"75%\" }";
    let office = audited("4%", answers);
    let summary = summary(&office);
    let check = |name| {
        *summary
            .figure(0, Scope::Check(0), name)
            .expect("a figure of it")
    };
    let checks = 12.0 * 490.0;
    let (rightly, falsely) = (0.04, 0.96 * 0.02);
    near(
        check("overturned"),
        checks * (0.1 * rightly + 0.3 * falsely),
        "overturned",
    );
    let stands = 0.9 * rightly + 0.7 * falsely;
    near(check("fails"), checks * stands, "fails");
    near(check("mitigated"), 0.3 * checks * stands, "mitigated");
    let contract = Level {
        audited: 490,
        limit: 0.03,
    };
    let red = 100.0 * contract.p_red(stands, 1).expect("a share");
    near(target(&summary, Window::Alone, "level_red"), red, "red");
    let due = steps().moments(490, 0.7 * stands, 1).expect("a share").0;
    near(
        target(&summary, Window::Alone, "credit"),
        12.0 * due,
        "credit",
    );
}

/// Two audits of the same reports: what they agree on, and what that is beyond chance.
#[test]
fn two_audits_agree_as_often_as_their_errors_let_them() {
    let again = r#"checker = { sensitivity = "80%", false_fail = "1%" }

[[policy.check]]
name = "independent audit"
sample = { method = "recheck", of = "audit", passes = 1.0, fails = 1.0 }
checker = { sensitivity = "90%", false_fail = "3%" }"#;
    let summary = summary(&audited("10%", again));
    let both = 0.1 * 0.8 * 0.9 + 0.9 * 0.01 * 0.03;
    let (first, second) = (0.1 * 0.8 + 0.9 * 0.01, 0.1 * 0.9 + 0.9 * 0.03);
    let agreement = 1.0 - first - second + 2.0 * both;
    let figure = |check, name| summary.figure(0, Scope::Check(check), name);
    near(
        *figure(1, "audit_agreement").expect("a recheck"),
        100.0 * agreement,
        "agreement",
    );
    assert!(figure(0, "audit_agreement").is_none());
    let chance = first * second + (1.0 - first) * (1.0 - second);
    let kappa = 100.0 * (agreement - chance) / (1.0 - chance);
    let seen = figure(1, "audit_kappa").expect("a recheck").mean;
    // A ratio of counts of 5,880 reports: its bias is of the order of one over them.
    assert!((seen - kappa).abs() < 0.3, "{seen} for {kappa}");
}

const FELL: &str = r#"
title = "a share that fell"

[horizon]
start = 2016-02-01
period = "month"
periods = 2

[[activity]]
name = "report"
volume = 1_000
errors = { unacceptable = "30.4%" }

[[attribute]]
name = "unacceptable"
label = "unacceptable"
accuracy = true
correctable = false

[workforce]
caseworkers = 20
team_size = 5
spread = 0

LEARNING
[[break]]
check = "audit"
from = 2016-03-01
sensitivity = SENSITIVITY
declared = DECLARED

[[policy]]
name = "audited"
learning_products = RELEASED

[[policy.check]]
name = "audit"
sample = { method = "simple-random", checks = 490 }

[[policy.target]]
name = "contract"
measure = "fail-share"
at_most = "16%"
credits = [{ beyond = "16%", amount = 1_000 }]
"#;

/// The published fall of one provider from 30.4 to 15.8 % in a month, by a break in measurement or by better work.
fn fell(by: &str, declared: bool) -> Scenario {
    let (learning, released, sensitivity) = match by {
        "measurement" => ("", "[]", "0.519_736_842_105_263_2"),
        // Log-odds of 30.4 % less those of 15.8 %.
        _ => (
            "[[learning_product]]\nname = \"better\"\nattributes = [\"unacceptable\"]\nthreshold = 1\nwindow = \"1 month\"\nlead_time = \"0 days\"\ngain = 0.844_862_1\ncooldown = \"5 years\"\n",
            "[\"better\"]",
            "1.0",
        ),
    };
    let text = FELL
        .replace("LEARNING", learning)
        .replace("RELEASED", released)
        .replace("SENSITIVITY", sensitivity)
        .replace("DECLARED", if declared { "true" } else { "false" });
    scenario(&text)
}

#[test]
fn a_break_is_told_apart_from_better_work_when_it_is_declared_and_not_otherwise() {
    let change = |by, declared| {
        let summary = summary(&fell(by, declared));
        let fails: Vec<Spread> = summary
            .by_period(0, Scope::Check(0), "fails")
            .iter()
            .map(|(_, spread)| **spread)
            .collect();
        (target(&summary, Window::Alone, "change_reported"), fails)
    };
    let (silent, of_break) = change("measurement", false);
    let (better, of_work) = change("work", false);
    // Undeclared, both give one series: 30.4 %, then 15.8 %, each month binomial, and both read as a change.
    for fails in [&of_break, &of_work] {
        near(fails[0], 490.0 * 0.304, "before");
        near(fails[1], 490.0 * 0.158, "after");
        for (fails, rate) in fails.iter().zip([0.304f64, 0.158]) {
            let sd = (490.0 * rate * (1.0 - rate)).sqrt();
            // A sample standard deviation of 1,500 has a standard error of 1.8 %.
            assert!((fails.sd.expect("many") / sd - 1.0).abs() < 0.08);
        }
    }
    assert!(silent.mean > 99.0 && better.mean > 99.0);
    // Declared, the break is seen for what it is, but for the 5 % of the test; better work is still seen.
    let (declared, _) = change("measurement", true);
    let (still, _) = change("work", true);
    assert!((3.0..7.0).contains(&declared.mean), "{}", declared.mean);
    assert!(still.mean > 99.0, "{}", still.mean);
}

/// Both engines, judged alike: levels, credits, waits and changes in the mean.
#[test]
fn levels_of_the_plain_engine_are_the_same() {
    let office = fell("measurement", true);
    let lab = Lab::new(&office);
    let records: Vec<Record> = (0..300)
        .map(|r| record(&office, lab.replicate(9, r)))
        .collect();
    let plain = summarise(&office, &records, 0);
    let sparse = summary(&office);
    for name in ["level_red", "credit", "red_when_missed", "change_reported"] {
        let (one, other) = (
            target(&sparse, Window::Alone, name),
            target(&plain, Window::Alone, name),
        );
        let error = one.mcse.unwrap_or(0.0).hypot(other.mcse.unwrap_or(0.0));
        assert!((one.mean - other.mean).abs() <= 4.0 * error, "{name}");
    }
}

/// October 2019 in what is simulated of the provider at its level of the year before: 4.3 % of lot 1 in the month and 5.2 % over three
/// months, and how often it is red, are those of the binomial law with 4.255 % of reports unacceptable.
#[test]
fn the_published_figures_of_a_lot_lie_where_the_binomial_law_puts_them() {
    let office = scenario("extends = \"pip-audit-lots.toml\"");
    let setup = Setup::new(&office).expect("it can be simulated");
    let records: Vec<Record> = (0..30)
        .map(|r| record(&office, replicate(&setup, 3, r)))
        .collect();
    let summary = summarise(&office, &records, 0);
    let rate = 500.0 / 11_750.0;
    let level = |limit| Level {
        audited: 490,
        limit,
    };
    let red = |place, window| {
        let scope = Scope::Target(place, window);
        *summary.figure(0, scope, "level_red").expect("it is judged")
    };
    let wanted = |limit, months| 100.0 * level(limit).p_red(rate, months).expect("a share");
    near(
        red(0, Window::Alone),
        wanted(0.03, 1),
        "red months of lot 1",
    );
    near(
        red(1, Window::Alone),
        wanted(0.03, 1),
        "red months of lot 3",
    );
    near(red(0, Window::Rolling), wanted(0.03, 3), "rolling months");
    let month = 100.0 * level(0.043).p_at_least(rate, 1).expect("a share");
    let three = 100.0 * level(0.052).p_at_least(rate, 3).expect("a share");
    assert!(
        (month - 43.0).abs() < 0.5 && (three - 3.9).abs() < 0.2,
        "{month} {three}"
    );
    near(red(2, Window::Alone), month, "4.3 % in the month");
    near(red(3, Window::Rolling), three, "5.2 % over three months");
}
