//! Scenarios that are right: what reading makes of them.

use crate::common;

use common::{SMALL, read_files, read_text, resolved};
use tierone_scenario::template::template;
use tierone_scenario::workflow::Workflow;
use tierone_scenario::{End, Interval, KeyValue, Replications, Tolerance};
use tierone_stats::distribution::Distribution;
use tierone_stats::units::Decimal;

#[test]
fn the_template_reads() {
    let reading = read_text(template());
    let keys: Vec<&str> = reading.assumptions.iter().map(|a| a.key.as_str()).collect();
    assert!(keys.contains(&"anchor.accuracy"), "{keys:?}");
    assert!(
        keys.contains(&"activity.change-of-income.volume"),
        "{keys:?}"
    );
    assert!(
        keys.contains(&"attribute.income.money.relative.median"),
        "{keys:?}"
    );
    let volume = reading
        .assumptions
        .iter()
        .find(|a| a.key == "activity.change-of-income.volume");
    let volume = volume.expect("logged");
    assert_eq!(
        (volume.value.as_str(), volume.high.as_deref()),
        ("6000", Some("9000"))
    );
    let scenario = resolved(reading);
    let names: Vec<&str> = scenario
        .attributes
        .iter()
        .map(|a| a.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "income",
            "effective-dates",
            "notifications",
            "caseworker-decision-validity"
        ]
    );
    assert_eq!(scenario.workforce.vacancy, 2);
    assert_eq!(scenario.coaching.delay, 1);
    assert_eq!(scenario.activities[0].volume, [6_000; 12]);
    assert_eq!(
        scenario.policies[0].checks[0].frame.complexities,
        [false, true, true]
    );
    assert_eq!(scenario.policies[0].checks[0].checker.hourly_cost, 28.0);
    assert_eq!(scenario.replications, Replications::Fixed(200));
    let shares = scenario.activities[0]
        .mix
        .iter()
        .fold(Decimal::ZERO, |sum, (_, s)| sum.plus(*s));
    assert!(shares.equals(Decimal::ONE));
}

#[test]
fn what_is_left_out_has_its_default() {
    let scenario = resolved(read_text(SMALL));
    assert_eq!(scenario.complexities.len(), 1);
    assert_eq!(scenario.complexities[0].name, "all");
    assert_eq!(scenario.activities[0].in_force, 365.25);
    assert_eq!(scenario.workforce.team_size, 12);
    assert_eq!(scenario.accuracy_tolerance, Tolerance::None);
    assert_eq!(scenario.replications, Replications::Fixed(1_000));
    let at_once = Workflow::single(Distribution::Constant(0.0), None, 0.0);
    assert_eq!(scenario.correction.workflow, at_once);
    assert_eq!(scenario.coaching.uptake.get(), 1.0);
    assert!(scenario.coaching.groups[0].half_life.is_infinite());
    assert_eq!(scenario.policies[0].checks, []);
}

#[test]
fn a_scenario_changes_the_one_that_it_extends() {
    let over = r#"
extends = "small.toml"
title = "changed"
until = { measure = "mve", mcse = "0.002%" }
[horizon]
periods = 2
[[activity]]
name = "b"
volume = [1, 2]
automated = { from = "10%", to = 0.5 }
system_errors = { lcrd = 0.001 }
[[activity]]
name = "a"
volume = 50
[[attribute]]
name = "income"
money = { max_relative = 2.0 }
[[policy]]
name = "some"
check = [
  { name = "first", sample = { method = "census" }, attributes = "income" },
  { name = "again", sample = { method = "recheck", of = "first", passes = 0.1, fails = "100%" }, excludes = "first", interval = "posterior" },
]
"#;
    let scenario = resolved(read_files(over, &[("small.toml", SMALL)]));
    assert_eq!(scenario.title, "changed");
    assert_eq!(scenario.activities[0].volume, [50, 50]);
    assert_eq!(scenario.activities[1].volume, [1, 2]);
    assert_eq!(scenario.activities[1].automated.1.fraction(), (5, 10));
    assert_eq!(scenario.activities[1].errors[0].rate.get(), 0.0);
    assert_eq!(scenario.activities[1].errors[0].system_rate.get(), 0.001);
    let money = scenario.attributes[0]
        .money
        .as_ref()
        .expect("income moves money");
    assert_eq!(money.amount.max, 2.0);
    let until = Replications::Until {
        measure: "mve".into(),
        mcse: 0.002,
        ceiling: 100_000,
    };
    assert_eq!(scenario.replications, until);
    let again = &scenario.policies[1].checks[1];
    assert_eq!(again.sample.method.rechecks(), Some(0));
    assert_eq!(
        again.sample.given().get("fails"),
        Some(&KeyValue::Share(1.0))
    );
    assert_eq!(again.excludes, [0]);
    let intervals = scenario.policies[1].checks.iter().map(|c| c.interval);
    assert_eq!(
        intervals.collect::<Vec<_>>(),
        [Interval::Closed, Interval::Posterior]
    );
    assert_eq!(scenario.policies[1].checks[0].looks_at, [true, false]);
}

#[test]
fn a_value_may_be_the_word_value_of_a_constant_or_of_a_source() {
    let sourced = SMALL.replace(
        r#"{ distribution = "constant", value = 1_000 }"#,
        r#"{ value = { distribution = "constant", value = { assumed = 900, low = 800, high = 1e3 } }, source = "ledger" }"#,
    );
    let reading = read_text(&sourced);
    let keys: Vec<&str> = reading.assumptions.iter().map(|a| a.key.as_str()).collect();
    assert_eq!(keys[..2], ["activity.a.value.value", "activity.a.value"]);
    assert_eq!(
        resolved(reading).activities[0].value,
        Some(Distribution::Constant(900.0))
    );
}

/// What comes in of the one activity of [`SMALL`], whose volume it takes the place of.
const DEMAND: &str = r#"
extends = "small.toml"
[[pool]]
name = "colleagues"
hours = 40
caseworkers = true
[demand]
intakes = { a = { plan = { value = [100, 110, 120], source = "plan" }, seasonal = [1, 2], trend = "10%", dispersion = 0.02 } }
productivity = { a = 10 }
priority = { a = 2 }
backlog = { a = [30, 5] }
target = "2 months"
absence = "20%"
full_time = 0.9
training = { lasts = "5 weeks", productivity = "50%" }
hours = 120
returned = "25%"
pressure = { gain = 0.3, above = "1 month", max = 0.6 }
"#;

#[test]
fn a_demand_says_what_comes_in_and_what_there_is_time_for() {
    let scenario = resolved(read_files(DEMAND, &[("small.toml", SMALL)]));
    let demand = scenario.demand.expect("one");
    let work = &demand.work[0];
    let expected = [100.0, 110.0 * 2.0 * 1.1, 120.0 * 1.21];
    for (intakes, expected) in work.intakes.iter().zip(expected) {
        assert!((intakes - expected).abs() < 1e-9);
    }
    assert_eq!(
        (work.dispersion, work.productivity, work.priority),
        (0.02, 10.0, 2)
    );
    assert_eq!(work.backlog, [30, 5]);
    assert_eq!(demand.target, 2.0 * 30.4375);
    assert_eq!(demand.training.expect("given").periods, 2);
    assert_eq!(demand.returned.get(), 0.25);
    let pressure = demand.pressure.expect("given");
    assert_eq!(
        (pressure.gain, pressure.above, pressure.max),
        (0.3, 1.0, 0.6)
    );
    assert_eq!(
        (demand.hours, demand.pools, demand.corrections),
        (Some(120.0), vec![true], false)
    );
    // Ten people of 0.9 who are there four days of five clear 72 decisions a month.
    assert_eq!(scenario.activities[0].volume, [72, 72, 72]);
    assert_eq!(work.planned, [(72, 0); 3]);
}

#[test]
fn a_demand_may_be_as_short_as_what_comes_in_and_what_one_clears() {
    let text = SMALL.replace("volume = 100\n", "")
        + "[demand]\nintakes = { a = 80 }\nproductivity = { a = 10 }\n";
    let scenario = resolved(read_text(&text));
    let demand = scenario.demand.expect("one");
    assert_eq!(demand.work[0].intakes, [80.0; 3]);
    assert!(demand.target.is_infinite() && demand.pressure.is_none() && demand.training.is_none());
    assert_eq!(scenario.activities[0].volume, [80, 80, 80]);
}

#[test]
fn recruitment_follows_a_plan_and_the_volumes_follow_recruitment() {
    let text = SMALL.replace("volume = 100\n", "")
        + "[demand]\nintakes = { a = 80 }\nproductivity = { a = 10 }\nrecruitment = { plan = [2, 0, 4], \
           lead_time = \"5 weeks\", show_rate = \"50%\", in_post = 6 }\n";
    let scenario = resolved(read_text(&text));
    let plan = scenario.workforce.recruitment.as_ref().expect("one");
    assert_eq!((&plan.offers[..], plan.lead_time), (&[2, 0, 4][..], 2));
    assert_eq!((plan.show_rate.get(), plan.in_post), (0.5, 6));
    // One comes after each of the first two periods: six, seven and eight clear ten each.
    assert_eq!(scenario.activities[0].volume, [60, 70, 80]);
    assert_eq!(scenario.workforce.filled(), 6.0);
    let few = text.replace(", show_rate = \"50%\", in_post = 6", "");
    let plan = resolved(read_text(&few)).workforce.recruitment;
    let plan = plan.expect("one");
    assert_eq!((plan.show_rate.get(), plan.in_post), (1.0, 10));
}

#[test]
fn durations_become_periods_rounded_up_or_as_they_are() {
    let text = SMALL.replace("caseworkers = 10", "caseworkers = 10\nattrition = 0.01\nvacancy = \"31 days\"\nnew_starters = { odds_ratio = 2, half_life = \"6 weeks\" }");
    let workforce = resolved(read_text(&text)).workforce;
    assert_eq!(workforce.vacancy, 2);
    assert_eq!(
        workforce.new_starters.expect("given").half_life,
        42.0 / 30.4375
    );
}

#[test]
fn an_assumption_can_be_read_at_the_ends_of_its_range() {
    let assumed = "{ assumed = 10, low = 4, high = 30 }";
    let share = "{ assumed = \"1%\", low = \"0.5%\", high = \"3%\", source = \"a guess\" }";
    let text = SMALL
        .replace("caseworkers = 10", &format!("caseworkers = {assumed}"))
        .replace("income = \"1%\"", &format!("income = {share}"));
    let reading = read_text(&text);
    let people = |end| {
        let (scenario, size) = reading
            .with("workforce.caseworkers", end)
            .expect("it holds");
        (scenario.workforce.seats, size)
    };
    assert_eq!(people(End::Assumed), (10, 10.0));
    assert_eq!(people(End::Low), (4, 4.0));
    assert_eq!(people(End::High), (30, 30.0));
    assert_eq!(people(End::Between(0.25)), (11, 11.0), "10.5 rounded");
    let key = reading
        .assumptions
        .iter()
        .map(|of| of.key.as_str())
        .find(|key| key.contains("income"));
    let (scenario, size) = reading
        .with(key.expect("an assumption"), End::High)
        .expect("it holds");
    let both = [
        ("workforce.caseworkers", End::Low),
        (key.expect("an assumption"), End::Between(0.5)),
    ];
    let (both, sizes) = reading.with_all(&both).expect("it holds");
    assert_eq!((both.workforce.seats, sizes[0]), (4, 4.0));
    assert!(
        (sizes[1] - 0.0175).abs() < 1e-12,
        "half way from 0.5 to 3 %"
    );
    assert_eq!(
        (scenario.activities[0].errors[0].rate.get(), size),
        (0.03, 0.03)
    );
    assert_eq!(scenario.workforce.seats, 10, "the others are as they were");
    assert_eq!(
        reading.with("workforce.spread", End::Low),
        None,
        "not an assumption"
    );
}

#[test]
fn the_page_on_scenarios_shows_feedback_as_it_is_written() {
    let readme = include_str!("../../../../docs/scenarios.md");
    let block = readme
        .split("```toml\n")
        .filter_map(|block| block.split("```").next())
        .find(|block| block.contains("[[learning_product]]"))
        .expect("an example of feedback");
    let around = SMALL
        .replace("[workforce]\ncaseworkers = 10\n", "")
        .replace("[[policy]]\nname = \"none\"\n", "")
        .replace("income = \"1%\"", "income = \"1%\", notifications = \"2%\"");
    let (grades, rest) = block.split_once('\n').expect("many lines");
    let scenario = resolved(read_text(&format!("{grades}\n{around}\n{rest}")));
    assert_eq!(scenario.learning.len(), 1);
    assert_eq!(scenario.attributes[1].grade, 2);
    assert!(scenario.policies[0].flag.is_some());
}

#[test]
fn the_page_on_scenarios_shows_a_demand_as_it_is_written() {
    let readme = include_str!("../../../../docs/scenarios.md");
    let block = readme
        .split("```toml\n")
        .filter_map(|block| block.split("```").next())
        .find(|block| block.contains("[demand]"))
        .expect("an example of demand");
    let around = SMALL
        .replace("volume = 100\n", "")
        .replace("name = \"a\"", "name = \"assessment\"")
        .replace("caseworkers = 10", "caseworkers = 88");
    let scenario = resolved(read_text(&format!("{around}\n{block}")));
    let demand = scenario.demand.expect("one");
    assert_eq!(demand.pools, [true]);
    assert_eq!(demand.work[0].backlog, [700, 80]);
    let plan = scenario.workforce.recruitment.expect("shown");
    assert_eq!((plan.offers, plan.in_post), (vec![3, 3, 0], 82));
}

#[test]
fn a_number_known_to_a_range_is_read_anywhere_in_it() {
    let text = SMALL.replace(
        "errors = { income = \"1%\" }",
        "errors = { income = { value = \"1%\", low = \"0.5%\", high = \"2%\", source = \"fitted: 900 checks\" } }",
    );
    let reading = read_text(&text);
    let assumption = &reading.assumptions[0];
    assert_eq!(assumption.key, "activity.a.errors.income");
    assert_eq!(assumption.source.as_deref(), Some("fitted: 900 checks"));
    for (end, rate) in [
        (End::Assumed, 0.01),
        (End::Low, 0.005),
        (End::High, 0.02),
        (End::Between(0.5), 0.0125),
        (End::Between(1.2), 0.023),
    ] {
        let (scenario, size) = reading
            .with("activity.a.errors.income", end)
            .expect("it holds");
        assert_eq!(
            (scenario.activities[0].errors[0].rate.get(), size),
            (rate, rate)
        );
    }
}

#[test]
fn a_share_that_decisions_are_counted_by_is_read_anywhere_in_its_range() {
    for range in ["low = \"20%\", high = \"80%\"", "low = 0.2, high = 0.8"] {
        let assumed = if range.contains('%') {
            "\"50%\""
        } else {
            "0.5"
        };
        let automated = format!("automated = {{ assumed = {assumed}, {range} }}\nvolume = 100");
        let reading = read_text(&SMALL.replace("volume = 100", &automated));
        for part in [0.123_456_789_123, 1.0 / 3.0, 1.1] {
            let held = reading.with("activity.a.automated", End::Between(part));
            let (_, share) = held.expect("it holds");
            assert!((share - (0.2 + 0.6 * part)).abs() < 1e-9, "{part}: {share}");
        }
    }
}

#[test]
fn none_takes_an_anchor_away() {
    let base = format!("{SMALL}\n[anchor]\naccuracy = \"98%\"\n");
    assert!(resolved(read_text(&base)).anchor.is_some());
    let fitted = "extends = \"base.toml\"\nanchor = \"none\"\nfitted = { file = \"f.json\", sha256 = \"0a\" }\n";
    let scenario = resolved(read_files(fitted, &[("base.toml", &base)]));
    assert_eq!(scenario.anchor, None);
    let estimates = scenario.fitted.expect("named");
    assert_eq!(
        (
            estimates.file.as_str(),
            estimates.sha256.as_str(),
            estimates.named_in
        ),
        ("f.json", "0a", 0)
    );
    // Where nothing can be moved, an anchor is wrong and "none" is not.
    let nothing = SMALL
        .replace("income", "notifications")
        .replace("title", "anchor = \"none\"\ntitle");
    assert_eq!(resolved(read_text(&nothing)).anchor, None);
}

#[test]
fn a_season_has_no_more_factors_than_a_horizon_may_have_periods() {
    let read = |factors: usize| {
        let seasons = format!("seasonal = [{}]", vec!["1"; factors].join(", "));
        let text = DEMAND.replace("seasonal = [1, 2]", &seasons);
        read_files(&text, &[("small.toml", SMALL)])
    };
    assert!(read(1_200).scenario.is_some());
    let broken = read(1_201);
    let says = |words: &str| {
        broken
            .problems
            .iter()
            .any(|problem| problem.message.contains(words))
    };
    assert!(says("has 1201 factors"), "{:?}", broken.problems);
}
