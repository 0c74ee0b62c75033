//! Facts in closed form against simulations, and those that no simulation measures against sums of their own.

use crate::factual;

use factual::Office;
use tierone_analysis::{Main, main_facts, red, sensitivities};
use tierone_engine::measure::Scope;
use tierone_plain::shipped;

/// Three flat random checks of an office whose people stay.
const FLAT: &str = r#"
[workforce]
caseworkers = 30
team_size = 10
spread = 0.5
team_spread = 0.2

[[policy]]
name = "flat"

[[policy.check]]
name = "random"
sample = { method = "simple-random", checks = 120 }
checker = { sensitivity = "80%", false_fail = "0.4%", minutes = 30 }
on_fail = ["coach", "correct"]
estimate = ["accuracy", "mve"]

[[policy.check]]
name = "every seventh"
sample = { method = "systematic", order = "closing-date", every = 7 }
checker = { sensitivity = "100%", sensitivity_by_attribute = { income = "60%" } }
attributes = ["income", "notifications"]
on_fail = ["coach", "correct"]
estimate = ["accuracy"]

[[policy.check]]
name = "all that is hard"
sample = { method = "census" }
frame = { complexity = ["high"], activity = ["application"] }
estimate = ["accuracy", "mve"]
"#;

#[test]
fn a_flat_random_check_sees_what_its_facts_say() {
    let office = Office::of(FLAT, 1_000);
    office.everything();
    office.close();
}

#[test]
fn a_provider_within_the_limit_goes_red_as_often_as_the_binomial_law_says() {
    // Audits of 490 reports a month against 3 %, in the month and over three.
    let of = |share: f64| [red(490, share, 0.03), red(3 * 490, share, 0.03)];
    for (share, [month, three]) in [(0.025, [0.249, 0.100]), (0.04, [0.884, 0.975])] {
        let [one, rolling] = of(share);
        assert!((one - month).abs() < 0.0005, "{share}: {one}");
        assert!((rolling - three).abs() < 0.0005, "{share}: {rolling}");
    }
    // Just at the limit is not red.
    assert!((red(100, 0.5, 1.0) - 0.0).abs() < 1e-15);
    assert!((red(1, 0.3, 0.0) - 0.3).abs() < 1e-15);
}

/// New starters, leavers and vacancies, a growing automated share, a tenure frame and an area frame, strata by
/// tenure, anchored.
const STARTERS: &str = r#"
[workforce]
caseworkers = 540
team_size = 12
spread = 0.4
new_starters = { odds_ratio = 3.0, half_life = "3 months" }
attrition = "5%"
vacancy = "2 months"

[anchor]
accuracy = "95%"

[[policy]]
name = "starters"

[[policy.check]]
name = "new starters"
sample = { method = "per-caseworker", checks = 3 }
frame = { tenure_under = "9 months" }
checker = { sensitivity = "90%", false_fail = "0.2%" }
on_fail = ["coach", "correct"]
estimate = ["accuracy"]

[[policy.check]]
name = "old hands"
sample = { method = "simple-random", checks = 800 }
frame = { area = ["new"], tenure_from = "9 months" }
excludes = ["new starters"]
on_fail = ["coach", "correct"]
estimate = ["accuracy"]

[[policy.check]]
name = "by tenure"
sample = { method = "stratified", by = "tenure", bands = ["3 months", "18 months"], checks = 600, allocation = "equal" }
checker = { sensitivity = "80%", false_fail = "0.3%" }
estimate = ["accuracy", "mve"]
"#;

#[test]
fn new_starters_and_automation_are_seen_as_the_facts_say() {
    let automated = "automated = { from = \"20%\", to = \"50%\" }";
    let text = format!("{}{STARTERS}", factual::OPERATION)
        .replace("automated = \"25%\"", automated)
        // Large, so that numbers of people of some tenure hardly vary.
        .replace("volume = 600", "volume = 9_000")
        .replace("volume = 400", "volume = 6_000");
    let office = Office::with(shipped::scenario(&text), 400);
    let accuracy = office.facts.all.accuracy.expect("decisions");
    // The automated share grows after the first period, which the anchor is of.
    assert!(accuracy > 0.95 && accuracy < 0.96, "{accuracy}");
    office.everything();
    office.close();
}

/// Checks that are aimed: at strata, at risk scores, at what somebody thinks is wrong, at value.
const AIMED: &str = r#"
[workforce]
caseworkers = 25
team_size = 5
spread = 0.5

[[pool]]
name = "auditors"
hours = 100
checkers = { number = 4, spread = 0.5 }

[[policy]]
name = "aimed"

[[policy.check]]
name = "strata"
sample = { method = "stratified", by = "activity", checks = 150, allocation = "neyman" }
checker = { sensitivity = "75%", false_fail = "1%", minutes = 30 }
on_fail = ["correct"]
estimate = ["accuracy", "mve"]

[[policy.check]]
name = "scores"
sample = { method = "risk-targeted", checks = 100, auc = 0.8, random_share = "30%" }
checker = { sensitivity = "75%", false_fail = "1%", minutes = 30 }
excludes = ["strata"]
on_fail = ["correct"]
estimate = ["accuracy", "mve"]

[[policy.check]]
name = "hard"
sample = { method = "simple-random", checks = 60 }
frame = { complexity = ["medium", "high"], automated = false }
checker = { pool = "auditors", sensitivity = "80%", false_fail = "0.5%", minutes = 30 }
excludes = ["strata", "scores"]
on_fail = ["coach", "correct"]
estimate = ["accuracy"]

[[policy]]
name = "by eye"

[[policy.check]]
name = "judged"
sample = { method = "judgement", checks = 4, odds_ratio = 4 }
checker = { sensitivity = "75%", false_fail = "1%" }
on_fail = ["correct"]
estimate = ["accuracy"]

[[policy.check]]
name = "by value"
sample = { method = "value-weighted", checks = 80 }
checker = { sensitivity = "75%", false_fail = "1%" }
on_fail = ["correct"]
estimate = ["accuracy"]

[[policy]]
name = "by band"

[[policy.check]]
name = "bands"
sample = { method = "stratified", by = "value", bands = [1_000, 3_000], checks = 90, allocation = "equal" }
checker = { sensitivity = "75%" }
on_fail = ["correct"]
estimate = ["accuracy"]

[[policy.check]]
name = "teams"
sample = { method = "cluster", clusters = 2, checks = 30 }
on_fail = ["correct"]
estimate = ["accuracy"]
"#;

/// Checks of teams that are alike, and of shares of what arrives: half the time full, never full, always full. Where the
/// number drawn differs between periods each has a weight of its own, which widens the interval of money beyond its closed
/// form: of the check that is half the time full it is not asked.
const ARRIVING: &str = r#"
[workforce]
caseworkers = 18
team_size = 6
spread = 0.5

[[policy]]
name = "teams"

[[policy.check]]
name = "each team"
sample = { method = "per-team", checks = 40 }
frame = { activity = ["change"] }
checker = { sensitivity = "80%", false_fail = "0.4%", minutes = 30 }
on_fail = ["coach", "correct"]
estimate = ["accuracy", "mve"]

[[policy.check]]
name = "hard"
sample = { method = "per-team", checks = 12 }
frame = { activity = ["application"], complexity = ["high"] }
checker = { sensitivity = "75%", minutes = 30 }
on_fail = ["correct"]
estimate = ["accuracy"]

[[policy]]
name = "as they arrive"

[[policy.check]]
name = "half full"
sample = { method = "capped-share", share = "10%", cap = 100 }
checker = { sensitivity = "80%", false_fail = "0.4%", minutes = 30 }
on_fail = ["coach", "correct"]
estimate = ["accuracy"]

[[policy.check]]
name = "never full"
sample = { method = "capped-share", share = "20%", cap = 500 }
frame = { activity = ["application"] }
excludes = ["half full"]
checker = { sensitivity = "75%", minutes = 30 }
on_fail = ["correct"]
estimate = ["accuracy"]

[[policy.check]]
name = "always full"
sample = { method = "capped-share", share = "50%", cap = 60 }
frame = { activity = ["change"], automated = false }
checker = { sensitivity = "90%", minutes = 30 }
on_fail = ["correct"]
estimate = ["accuracy", "mve"]
"#;

#[test]
fn checks_of_teams_and_of_what_arrives_see_and_say_what_their_facts_say() {
    let office = Office::of(ARRIVING, 1_000);
    office.everything();
    // Of 1,000 decisions Bin(1000, 0.1), at most 100: the sum over its terms.
    let asked = office.facts.policies[1].checks[0].asked.expect("known");
    let mut mass = 0.9_f64.powi(1_000);
    let mut expected = 100.0;
    for k in 0..100 {
        expected -= f64::from(100 - k) * mass;
        mass *= f64::from(1_000 - k) / f64::from(k + 1) / 9.0;
    }
    assert!((asked - expected).abs() < 1e-9, "{asked} {expected}");
    office.close();
}

#[test]
fn aimed_checks_see_and_say_what_their_facts_say() {
    let office = Office::of(AIMED, 1_000);
    office.everything();
    office.close();
}

#[test]
fn every_kind_is_drawn_with_the_chance_that_its_facts_state() {
    let office = Office::of(AIMED, 1);
    for (policy, rules) in office.facts.policies.iter().zip(&office.scenario.policies) {
        for (check, facts) in rules.checks.iter().zip(&policy.checks) {
            let (Ok(seen), Ok(inclusion)) = (facts.seen, facts.inclusion.as_ref()) else {
                continue;
            };
            // By kind, chances times numbers are what is checked.
            let numbers = office
                .facts
                .kinds
                .iter()
                .zip(inclusion)
                .map(|(kind, chance)| {
                    let part = tierone_scenario::parts(&office.scenario, 2);
                    let part = part.iter().find(|part| {
                        part.activity == kind.activity && part.complexity == kind.complexity
                    });
                    let part = part.expect("a part of the office");
                    chance
                        * if kind.system {
                            part.system
                        } else {
                            part.manual
                        } as f64
                });
            let drawn: f64 = numbers.sum();
            assert!(
                (drawn / seen.checks - 1.0).abs() < 1e-9,
                "{}: {drawn}",
                check.name
            );
            for (kind, chance) in office.facts.kinds.iter().zip(inclusion) {
                let framed = check.frame.activities[kind.activity]
                    && check.frame.complexities[kind.complexity];
                assert!(framed || *chance == 0.0);
                assert!((0.0..=1.0).contains(chance));
            }
        }
        if let Ok(any) = &policy.inclusion {
            for (kind, any) in any.iter().enumerate() {
                for check in &policy.checks {
                    let one = check.inclusion.as_ref().expect("known with it")[kind];
                    assert!(one <= any + 1e-12);
                }
            }
        }
    }
    // Higher complexity has more errors, so that scores and judgement go there.
    let aimed = |check: usize, policy: usize| {
        office.facts.policies[policy].checks[check]
            .inclusion
            .clone()
            .expect("known")
    };
    for (policy, check) in [(0, 1), (1, 0)] {
        let chances = aimed(check, policy);
        let of = |complexity: usize| {
            let at = office.facts.kinds.iter().position(|kind| {
                kind.activity == 1 && kind.complexity == complexity && !kind.system
            });
            chances[at.expect("a kind")]
        };
        assert!(of(0) < of(1) && of(1) < of(2));
    }
}

#[test]
fn a_correction_takes_what_its_workflow_says() {
    let text = format!(
        "{}\n[workforce]\ncaseworkers = 20\nteam_size = 5\n[correction]\nworkflow = \"cms-2012\"\nfailed = \"10%\"\n        [[policy]]\nname = \"all\"\n[[policy.check]]\nname = \"all\"\nsample = {{ method = \"census\" }}\non_fail = [\"correct\"]\n",
        factual::OPERATION
    );
    let office = Office::with(shipped::scenario(&text), 300);
    let course = office.facts.correction.course.expect("it ends");
    let corrections = 6.0 * office.facts.policies[0].corrections.expect("known");
    office.agrees(0, Scope::Policy, "corrections", corrections);
    office.agrees(0, Scope::Policy, "correction_days", course.days);
    office.agrees(
        0,
        Scope::Policy,
        "corrections_overdue_share",
        100.0 * course.overdue,
    );
    office.agrees(
        0,
        Scope::Policy,
        "correction_hours",
        corrections * course.minutes / 60.0,
    );
    assert!((course.right - 0.9 * course.completed).abs() < 1e-12);
    for again in &office.facts.correction.loops {
        let (visits, again) = (
            again.visits.expect("it ends"),
            again.again.expect("it ends"),
        );
        assert!(visits > 0.0 && again > 0.0 && again < 1.0);
    }
    assert_eq!(office.facts.correction.unreachable, Vec::<String>::new());
    office.close();
}

#[test]
fn assumptions_are_judged_by_facts_worked_out_at_the_ends_of_their_ranges() {
    let assumed = "checks = { assumed = 120, low = 60, high = 240 } }";
    let changed = FLAT.replace("checks = 120 }", assumed).replace(
        "spread = 0.5",
        "spread = { assumed = 0.5, high = 0.9, source = \"a guess\" }",
    );
    let at = |checks: u32, spread: f64| {
        let rest = FLAT
            .replace("checks = 120 }", &format!("checks = {checks} }}"))
            .replace("spread = 0.5", &format!("spread = {spread}"));
        main_facts(&shipped::scenario(&format!("{}{rest}", factual::OPERATION)))
    };
    let reading = shipped::reading(&format!("{}{changed}", factual::OPERATION));
    let all = sensitivities(&reading);
    let [spread, checks] = all.as_slice() else {
        panic!("two assumptions, and not {all:?}");
    };
    assert_eq!((checks.value, checks.sourced), (120.0, false));
    assert_eq!(checks.low, at(60, 0.5).map(|main| (60.0, main)));
    assert_eq!(checks.high, at(240, 0.5).map(|main| (240.0, main)));
    assert_eq!((spread.value, spread.sourced), (0.5, true));
    assert!(spread.low.is_err(), "no lowest value is stated");
    assert_eq!(spread.high, at(120, 0.9).map(|main| (0.9, main)));
    let width = |main: &Main| main.accuracy_half_widths[0][0];
    let [low, high] = [60, 240].map(|checks| width(&at(checks, 0.5).expect("no anchor")));
    let (low, high) = (low.expect("it estimates"), high.expect("it estimates"));
    assert_eq!(checks.slope(width), Ok((high - low) / 180.0));
    assert_eq!(checks.swing(width), Ok((high - low).abs()));
    assert_eq!(checks.swing(|main| main.accuracy), Ok(0.0));
    assert!(high < low, "more checks, narrower");
}

#[test]
#[ignore = "seconds: all assumptions of a national service, at both ends"]
fn assumptions_of_a_national_service_keep_to_its_anchor() {
    let reading = shipped::reading("extends = \"cms-2021-22.toml\"");
    let all = sensitivities(&reading);
    println!("{} assumptions", all.len());
    let of = |key: &str| {
        let found = all.iter().find(|of| of.key == key);
        found.expect("an assumption of the file")
    };
    let amounts = of("attribute.income.money.relative.mean");
    let slope = amounts.slope(|main| main.mve).expect("known");
    assert!(slope > 0.0, "larger errors, more money");
    for of in &all {
        for end in [&of.low, &of.high] {
            // The anchor holds the first period; what is automated later moves the others.
            match end {
                Err(unknown) => println!("{}: {unknown}", of.key),
                Ok((_, main)) => {
                    let accuracy = main.accuracy.expect("decisions");
                    assert!((accuracy - 0.994).abs() < 0.001, "{}: {accuracy}", of.key);
                }
            }
        }
    }
}

#[test]
fn rechecks_ask_for_their_shares_of_what_is_passed_and_failed() {
    let rest = r#"
[workforce]
caseworkers = 30
team_size = 10
spread = 0.5

[[pool]]
name = "assurance"
hours = 500

[[policy]]
name = "again"

[[policy.check]]
name = "first"
sample = { method = "simple-random", checks = 300 }
checker = { sensitivity = "70%", false_fail = "1%", minutes = 30 }
estimate = ["accuracy"]

[[policy.check]]
name = "again"
sample = { method = "recheck", of = "first", passes = "10%", fails = "80%" }
checker = { pool = "assurance", minutes = 60 }
"#;
    let office = Office::of(rest, 1_000);
    office.everything();
    let policy = &office.facts.policies[0];
    let asked = policy.checks[1].asked.expect("the first is known");
    office.agrees(0, Scope::Check(1), "checks", 6.0 * asked);
    assert!((policy.pools[0].checks.expect("known") - asked).abs() < 1e-9);
    assert!(policy.checks[1].seen.is_err() && policy.errors_found.is_err());
    office.close();
}
