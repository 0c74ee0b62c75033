//! Facts in closed form against simulations, and those that no simulation measures against sums of their own.

mod factual;

use factual::Office;
use tierone::analysis::red;

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
    let office = Office::with(factual::scenario(&text), 400);
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

#[test]
fn aimed_checks_see_and_say_what_their_facts_say() {
    let office = Office::of(AIMED, 1_000);
    office.everything();
    office.close();
}

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
limit = "8%"
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
    let office = Office::of(PEOPLE, 8_000);
    office.everything();
    office.close();
}
