//! Facts of caseworkers, whom a quota checks each, against simulations and drawn results: what is found of whom, who is flagged, what a change
//! shows.

use crate::factual;

use factual::Office;
use rand::RngExt;
use rand_distr::Distribution;
use tierone_analysis::{Change, FALLS};
use tierone_engine::measure::Scope;
use tierone_plain::shipped;
use tierone_stats::rng::{Address, Purpose};

/// A quota of each caseworker, hours that are short, a rule that flags, learning products that change nothing.
const PEOPLE: &str = r#"
[workforce]
caseworkers = 40
team_size = 10
spread = 0.6
poor = { odds_ratio = 2.0 }

[correction]
duration = "20 days"
due = "28 days"
failed = "5%"
minutes = 45

[[learning_product]]
name = "leaflet"
attributes = ["notifications", "income"]
threshold = 9
window = "2 months"
lead_time = "1 month"
cooldown = "2 months"
gain = 0.0

[[pool]]
name = "team leaders"
hours = 55

[[policy]]
name = "two each"
flag = { rule = "fails-in", fails = 2, checks = 8 }

[[policy.check]]
name = "two each"
sample = { method = "per-caseworker", checks = 2 }
checker = { sensitivity = "70%", false_fail = "0.5%", minutes = 45 }
on_fail = ["coach", "correct"]
estimate = ["accuracy"]

[[policy.target]]
name = "fails"
measure = "fail-share"
at_most = "8%"
rolling = "3 months"

[[policy]]
name = "short of hours"
flag = { rule = "cusum", expected = "8%", odds_ratio = 3.0, limit = 2.5 }

[[policy.check]]
name = "three each"
sample = { method = "per-caseworker", checks = 3 }
checker = { pool = "team leaders", sensitivity = "70%", minutes = 30 }
on_fail = ["coach", "correct"]

[[policy.check]]
name = "some more"
sample = { method = "simple-random", checks = 40 }
frame = { automated = false }
checker = { pool = "team leaders", sensitivity = "90%", minutes = 30 }
on_fail = ["coach", "correct"]
estimate = ["accuracy"]

[[policy]]
name = "funnel"
flag = { rule = "funnel", expected = "7%", false_alarm = "20%", window = "4 months" }

[[policy.check]]
name = "five each"
sample = { method = "per-caseworker", checks = 5 }
on_fail = ["coach"]
"#;

#[test]
fn what_a_quota_of_everybody_shows_is_what_its_facts_say() {
    let office = Office::of(PEOPLE, 2_000);
    office.everything();
    for (id, policy) in office.facts.policies.iter().enumerate() {
        // Nobody leaves, and the half year that is reported follows two months that are not: eight looks.
        let flagged = within(&office, id, 8);
        office.agrees(id, Scope::Policy, "false_alarms", 100.0 * flagged.0);
        office.agrees(
            id,
            Scope::Policy,
            "poor_performers_found",
            100.0 * flagged.1,
        );
        for learning in &policy.learning {
            let attributes = &office.scenario.attributes;
            let attribute = attributes.iter().position(|a| a.name == learning.attribute);
            let scope = Scope::Attribute(attribute.expect("an attribute of the scenario"));
            let releases = learning.releases.expect("a short window");
            office.agrees(id, scope, "learning_products", releases);
        }
    }
    let pool = &office.facts.policies[1].pools[0];
    let asked = (3.0 * 40.0 + 40.0) * 0.5;
    assert!((pool.checks.expect("known") - asked).abs() < 1e-9);
    assert_eq!((pool.staffed, pool.exercises), (55.0, 0.0));
    let sessions: f64 = [0, 1]
        .map(|check| office.facts.policies[1].checks[check].coaching_sessions)
        .iter()
        .map(|sessions| sessions.expect("known"))
        .sum();
    assert!((pool.coaching.expect("known") - 0.5 * sessions).abs() < 1e-9);
    let done = office.figure(1, Scope::Policy, "check_hours", None);
    office.agree("check_hours", done, 6.0 * 0.5 * (82.0 + 27.0));
    office.close();
}

/// Shares of the others and of poor performers who are flagged after some periods.
fn within(office: &Office, policy: usize, periods: usize) -> (f64, f64) {
    let flagged = office.facts.policies[policy].flagged.as_ref();
    let flagged = flagged
        .expect("a rule")
        .as_ref()
        .expect("one that can be followed");
    let (others, poor) = flagged.by_period[periods - 1];
    (others / flagged.others, poor / flagged.poor)
}

#[test]
fn a_small_office_of_two_errs_over_and_under_as_its_facts_say() {
    // Without corrections and with all errors in force alike, money flows as it is decided.
    let text = format!(
        "{}\n[workforce]\ncaseworkers = 10\nteam_size = 5\nspread = 0.5\n[[policy]]\nname = \"none\"\n",
        factual::OPERATION
    );
    let office = Office::with(shipped::scenario(&text), 1_500);
    for (scope, facts) in [
        (Scope::Policy, &office.facts.all),
        (Scope::Activity(0), &office.facts.activities[0]),
        (Scope::Activity(1), &office.facts.activities[1]),
    ] {
        let gross = office.figure(0, scope, "error_gross", None).mean;
        for (name, part) in [("error_over", facts.over), ("error_under", facts.under)] {
            office.agrees(0, scope, name, gross * part / facts.gross);
        }
    }
    office.close();
}

#[test]
fn a_year_of_a_quota_shows_two_caseworkers_as_drawn_results_do() {
    let office = Office::of(PEOPLE, 1);
    let facts = &office.facts.policies[2].checks[0];
    let quota = facts.quota.expect("five of each").expect("known");
    assert_eq!(quota.checks, 60.0);
    let mut random = Address::opening(3, 0).open(&Purpose::world());
    let twice = quota.fails_of_twice / quota.checks;
    let rounds = 200_000;
    let (mut more, mut same, mut fails) = (0.0, 0.0, 0.0);
    for _ in 0..rounds {
        let mut year = |share: f64| (0..60).filter(|_| random.random::<f64>() < share).count();
        let (one, other) = (year(quota.fail_share), year(twice));
        more += f64::from(u8::from(other > one));
        same += f64::from(u8::from(other == one));
        fails += one as f64;
    }
    let rounds = f64::from(rounds);
    let agree = |what: &str, drawn: f64, fact: f64, variance: f64| {
        let error = (variance / rounds).sqrt();
        assert!(
            (drawn / rounds - fact).abs() < factual::STANDARD_ERRORS * error,
            "{what}: {drawn} {fact}"
        );
    };
    let share = |p: f64| p * (1.0 - p);
    agree(
        "more",
        more,
        quota.twice_has_more,
        share(quota.twice_has_more),
    );
    agree("same", same, quota.same, share(quota.same));
    agree("fails", fails, quota.fails, 60.0 * share(quota.fail_share));
    // Odds of every error doubled: fewer than twice the fails, since odds are not chances.
    assert!(quota.fails_of_twice > 1.7 * quota.fails && quota.fails_of_twice < 2.0 * quota.fails);
}

#[test]
fn power_is_that_of_drawn_samples_and_the_smallest_change_has_four_in_five() {
    for (size, rate, fall) in [
        (400.0, 0.01, 0.01),
        (1_470.0, 0.03, 0.01),
        (60.0, 0.1, 0.12),
    ] {
        let change = Change::between(size, rate);
        let place = FALLS.iter().position(|of| *of == fall);
        let power = place.map_or_else(
            || Change::power(size, rate, rate + fall),
            |at| change.power[at],
        );
        let mut random = Address::opening(5, 0).open(&Purpose::world());
        let law = |p: f64| rand_distr::Binomial::new(size as u64, p).expect("a share");
        let (before, after) = (law(rate), law(rate + fall));
        let rounds = 100_000;
        let mut seen = 0.0;
        for _ in 0..rounds {
            let (x, y) = (
                before.sample(&mut random) as f64,
                after.sample(&mut random) as f64,
            );
            let pooled = (x + y) / (2.0 * size);
            let error = (2.0 * pooled * (1.0 - pooled) / size).sqrt();
            seen += f64::from(u8::from(
                (y - x).abs() / size >= 1.959_963_984_540_054 * error && x != y,
            ));
        }
        let share = seen / f64::from(rounds);
        let error = (power * (1.0 - power) / f64::from(rounds)).sqrt();
        assert!(
            (share - power).abs() < 4.0 * error,
            "{size} {rate}: {share} and not {power}"
        );
        let smallest = change.smallest_fall.expect("a large fall is seen");
        let reached = |fall: f64| Change::power(size, rate, rate + fall);
        assert!(reached(smallest) >= 0.8 && reached(0.98 * smallest) < 0.8);
    }
    // Of one in a hundred, 60 checks cannot show any rise of accuracy.
    assert!(Change::between(60.0, 0.01).smallest_rise.is_err());
    // Many fails are as good as normal ones.
    let (exact, normal) = (
        Change::power(19_900.0, 0.01, 0.012),
        Change::power(20_100.0, 0.01, 0.012),
    );
    assert!((exact - normal).abs() < 0.01, "{exact} {normal}");
}
