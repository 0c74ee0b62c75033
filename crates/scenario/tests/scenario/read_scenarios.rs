//! Scenarios that are right: what reading makes of them.

use crate::common;

use common::{read_files, read_text};
use tierone_scenario::template::template;
use tierone_scenario::workflow::Workflow;
use tierone_scenario::workflows::WORKFLOWS;
use tierone_scenario::{
    End, Flag, FlagRule, Interval, KeyValue, Limit, Reading, Replications, Scenario, Target,
    TargetMeasure, Tolerance,
};
use tierone_stats::distribution::Distribution;
use tierone_stats::units::{Decimal, Probability};

/// The least that a scenario needs, with a table of methods.
const SMALL: &str = r#"
title = "small"

[horizon]
start = 2025-01-01
period = "month"
periods = 3

[[activity]]
name = "a"
area = "north"
volume = 100
value = { distribution = "constant", value = 1_000 }
errors = { income = "1%" }

[workforce]
caseworkers = 10

[[policy]]
name = "none"
"#;

fn resolved(reading: Reading) -> Scenario {
    assert_eq!(reading.problems, [], "nothing is wrong");
    reading
        .scenario
        .expect("a scenario without errors is resolved")
}

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
fn a_shipped_workflow_is_taken_as_it_is_or_changed_by_name() {
    let named = "[correction]\nworkflow = \"cms-2012\"\nfailed = \"3%\"\n";
    let reading = read_text(&corrected(named));
    let last = reading.sources.last().map(|source| source.path.as_str());
    assert_eq!(last, Some("<workflow cms-2012>"));
    let logged = |key: &str| reading.assumptions.iter().any(|a| a.key == key);
    assert!(logged("correction.state.corrections-in-progress.due"));
    let (shipped, _) = WORKFLOWS[0].states().expect("a sound workflow");
    assert_eq!(resolved(reading).correction.workflow, shipped);

    let changed = format!(
        "{named}
[[correction.state]]
name = \"corrections-in-progress\"
due = \"3 weeks\"
next = {{ corrections-completed = \"90%\", abandoned = \"10%\" }}

[[correction.state]]
name = \"abandoned\"
"
    );
    let workflow = resolved(read_text(&corrected(&changed)))
        .correction
        .workflow;
    let place = |name: &str| workflow.states.iter().position(|state| state.name == name);
    let at = place("corrections-in-progress").expect("a state of that name");
    let state = &workflow.states[at];
    assert_eq!(state.duration, shipped.states[at].duration);
    let due = state.due.expect("a due date");
    assert_eq!((due.days, due.overdue), (21.0, place("due-date-expired")));
    let next: Vec<_> = state
        .next
        .iter()
        .map(|(to, p)| (Some(*to), p.get()))
        .collect();
    let wanted = [
        (place("corrections-completed"), 0.9),
        (place("abandoned"), 0.1),
    ];
    assert_eq!(next, wanted);
    let expected = workflow.expected().expect("a workflow that ends");
    assert!(expected.completed < 1.0);
}

#[test]
fn a_scenario_changes_how_the_one_it_extends_corrects() {
    let plain =
        corrected("[correction]\nduration = \"10 days\"\ndue = \"20 days\"\nminutes = 30\n");
    let staged = corrected("[correction]\nworkflow = \"cms-2012\"\n");
    let over = |correction: &str| format!("extends = \"base.toml\"\n[correction]\n{correction}\n");
    let workflow = |over: &str, base: &str| {
        let reading = read_files(over, &[("base.toml", base)]);
        resolved(reading).correction.workflow
    };
    // A duration takes the place of a workflow, and a workflow that of a duration.
    let shipped = workflow(&over("workflow = \"cms-2012\""), &plain);
    assert_eq!(shipped.states.len(), 8);
    let single = Workflow::single(Distribution::Constant(5.0), None, 0.0);
    assert_eq!(workflow(&over("duration = \"5 days\""), &staged), single);
    // Shares of ways are given together.
    let change =
        "state = [{ name = \"define-corrections\", next = { functionally-unique = 1.0 } }]";
    let changed = workflow(&over(change), &staged);
    assert_eq!(changed.states[1].next, [(3, Probability::ONE)]);
    assert!(!changed.reachable()[2]);
}

/// A small scenario that corrects.
fn corrected(section: &str) -> String {
    format!("{SMALL}\n{section}")
}

#[test]
fn learning_products_watch_what_is_in_use_and_round_up_to_whole_periods() {
    let products = r#"
[[learning_product]]
name = "guide"
attributes = ["debt-steer", "income"]
threshold = 20
window = "5 weeks"
lead_time = "31 days"
gain = 0.3
half_life = "6 weeks"
cooldown = "3 months"

[[learning_product]]
name = "note"
threshold = 1
window = "1 week"
gain = 0.1
system = true
cost = 250

[[policy]]
name = "the note alone"
learning_products = "note"

[[policy]]
name = "no product"
learning_products = []
"#;
    let scenario = resolved(read_text(&format!("{SMALL}{products}")));
    let [guide, note] = &scenario.learning[..] else {
        panic!("two products")
    };
    assert_eq!((&guide.attributes[..], guide.threshold), (&[0][..], 20));
    assert_eq!((guide.window, guide.lead_time, guide.cooldown), (2, 2, 3));
    let weeks = 6.0 * 7.0 / (365.25 / 12.0);
    assert!((guide.half_life - weeks).abs() < 1e-12, "continuous");
    assert_eq!((note.window, note.lead_time, note.cooldown), (1, 0, 0));
    assert!(note.system && note.half_life.is_infinite());
    let released: Vec<&[usize]> = scenario
        .policies
        .iter()
        .map(|policy| &policy.learning[..])
        .collect();
    assert_eq!(released, [&[0, 1][..], &[1], &[]]);
}

#[test]
fn attributes_have_the_worst_grade_and_the_kind_fail_where_they_do_not_say() {
    let graded = SMALL
        .replace(
            "title = \"small\"",
            "title = \"small\"\ngrades = [\"A\", \"AA\", \"U\"]",
        )
        .replace(
            "income = \"1%\"",
            "income = \"1%\", notifications = \"2%\", debt-steer = \"1%\"",
        );
    let own = r#"
[[attribute]]
name = "notifications"
grade = "AA"

[[attribute]]
name = "debt-steer"
outcome = "fail-debt steer"
"#;
    let scenario = resolved(read_text(&format!("{graded}{own}")));
    let grades: Vec<usize> = scenario.attributes.iter().map(|a| a.grade).collect();
    assert_eq!(grades, [2, 1, 2]);
    assert_eq!(scenario.kinds, ["fail", "fail-debt steer"]);
    let kinds: Vec<usize> = scenario.attributes.iter().map(|a| a.kind).collect();
    assert_eq!(kinds, [0, 0, 1]);
    let silent = resolved(read_text(SMALL));
    assert!(silent.grades.is_empty() && silent.kinds.is_empty());
}

#[test]
fn every_rule_that_flags_is_read_with_its_check_and_its_window_in_whole_periods() {
    let poor = SMALL.replace(
        "caseworkers = 10",
        "caseworkers = 10\npoor = { odds_ratio = 2.0 }",
    );
    let rules = [
        r#"{ rule = "fails-in", fails = 3, checks = 10 }"#,
        r#"{ rule = "cusum", check = "b", expected = "3%", odds_ratio = 2, limit = 3.5 }"#,
        r#"{ rule = "funnel", false_alarm = "5%", window = "5 weeks" }"#,
        r#"{ rule = "posterior", expected = "3%", worth = 40, above = "6%", probability = "95%" }"#,
    ];
    let policies: String = rules
        .iter()
        .enumerate()
        .map(|(number, rule)| {
            format!(
                "[[policy]]\nname = \"{number}\"\nflag = {rule}\n\
                 check = [{{ name = \"a\", sample = {{ method = \"per-caseworker\", checks = 2 }} }}, \
                 {{ name = \"b\", sample = {{ method = \"census\" }} }}]\n"
            )
        })
        .collect();
    let scenario = resolved(read_text(&format!("{poor}\n{policies}")));
    assert_eq!(scenario.workforce.poor, Some(2.0));
    let flags: Vec<Flag> = scenario.policies[1..]
        .iter()
        .map(|policy| policy.flag.clone().expect("a rule"))
        .collect();
    let wanted = [
        (
            0,
            FlagRule::FailsIn {
                fails: 3,
                checks: 10,
            },
        ),
        (
            1,
            FlagRule::Cusum {
                expected: 0.03,
                odds_ratio: 2.0,
                limit: 3.5,
            },
        ),
        (
            0,
            FlagRule::Funnel {
                expected: None,
                false_alarm: 0.05,
                window: Some(2),
            },
        ),
        (
            0,
            FlagRule::Posterior {
                expected: 0.03,
                worth: 40.0,
                above: 0.06,
                probability: 0.95,
                window: None,
            },
        ),
    ];
    assert_eq!(flags, wanted.map(|(check, rule)| Flag { check, rule }));
}

#[test]
fn targets_are_read_with_their_check_and_their_rolling_time_in_whole_periods() {
    let text = format!(
        "{SMALL}\n[[policy]]\nname = \"held\"\n\
         check = [{{ name = \"a\", sample = {{ method = \"census\" }} }}, \
         {{ name = \"b\", sample = {{ method = \"census\" }} }}]\n\
         target = [{{ name = \"fails\", measure = \"fail-share\", at_most = \"3%\", rolling = \"12 weeks\", looks = 12 }}, \
         {{ name = \"right\", check = \"b\", measure = \"accuracy\", at_least = \"99%\" }}, \
         {{ name = \"cheap\", measure = \"cost\", at_most = 5_000 }}, \
         {{ name = \"nobody\'s\", measure = \"mve\", at_most = \"1%\" }}]\n"
    );
    let scenario = resolved(read_text(&text));
    assert_eq!(scenario.policies[0].targets, []);
    let wanted = [
        Target {
            name: "fails".into(),
            check: Some(0),
            measure: TargetMeasure::FailShare,
            limit: Limit::AtMost(0.03),
            rolling: 3,
            looks: Some(12),
            credits: Vec::new(),
        },
        Target {
            name: "right".into(),
            check: Some(1),
            measure: TargetMeasure::Accuracy,
            limit: Limit::AtLeast(0.99),
            rolling: 1,
            looks: None,
            credits: Vec::new(),
        },
        Target {
            name: "cheap".into(),
            check: None,
            measure: TargetMeasure::Cost,
            limit: Limit::AtMost(5_000.0),
            rolling: 1,
            looks: None,
            credits: Vec::new(),
        },
        // No check estimates it.
        Target {
            name: "nobody's".into(),
            check: None,
            measure: TargetMeasure::Mve,
            limit: Limit::AtMost(0.01),
            rolling: 1,
            looks: None,
            credits: Vec::new(),
        },
    ];
    assert_eq!(scenario.policies[1].targets, wanted);
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
fn audits_are_read_with_their_challenges_their_credits_and_their_breaks() {
    let text = format!(
        "{SMALL}\n[[break]]\ncheck = \"a\"\nfrom = 2025-02-01\nsensitivity = \"60%\"\ndeclared = true\n\
         \n[[policy]]\nname = \"audited\"\n\
         check = [{{ name = \"a\", sample = {{ method = \"census\" }}, mitigated = \"5%\", \
         challenges = {{ share = \"10%\", overturned = \"50%\" }} }}]\n\
         target = [{{ name = \"fails\", measure = \"fail-share\", at_most = \"3%\", \
         credits = [{{ beyond = \"3%\", amount = 100 }}, {{ beyond = \"5%\", amount = 250 }}] }}]\n"
    );
    let scenario = resolved(read_text(&text));
    let policy = &scenario.policies[1];
    let check = &policy.checks[0];
    let challenges = check.challenges.expect("stated");
    assert_eq!(challenges.lost(true), 0.05);
    assert_eq!(challenges.lost(false), 0.05);
    assert_eq!(check.mitigated.get(), 0.05);
    let changed = check.changed.as_ref().expect("a break");
    let from = scenario.horizon.warm_up + 1;
    assert_eq!((changed.from, changed.declared), (from, true));
    assert_eq!(check.sensitivity(0, from - 1).get(), 1.0);
    assert_eq!(check.sensitivity(0, from).get(), 0.6);
    let target = &policy.targets[0];
    let due = [0.03, 0.031, 0.05, 0.2].map(|share| target.credit(share));
    assert_eq!(due, [0.0, 100.0, 100.0, 250.0]);
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

#[test]
fn pilots_are_read_with_their_teams_their_steps_and_their_policies() {
    let text = format!(
        "{SMALL}\n[[pilot]]\nname = \"guide\"\npolicy = \"b\"\ncheck = \"a\"\nteams = 4\ncomparison = 3\nfrom = 2025-02-01\nsteps = 2\n\
         step = \"20 days\"\ngain = 0.5\nhalf_life = \"1 month\"\ncontamination = \"50%\"\n\
         \n[[policy]]\nname = \"b\"\ncheck = [{{ name = \"a\", sample = {{ method = \"census\" }} }}]\n\
         \n[[policy]]\nname = \"c\"\ncheck = [{{ name = \"a\", sample = {{ method = \"census\" }} }}]\n"
    )
    .replace("caseworkers = 10", "caseworkers = 10\nteam_size = 1");
    let scenario = resolved(read_text(&text));
    let [none, held, not] = &scenario.policies[..] else {
        panic!("three policies")
    };
    assert!(none.pilots.is_empty() && not.pilots.is_empty());
    let pilot = &held.pilots[0];
    assert_eq!((pilot.teams, pilot.comparison), (4, 3));
    assert_eq!(pilot.starts, [1, 2]);
    assert_eq!([0, 1, 2, 3].map(|team| pilot.step(team)), [0, 0, 1, 1]);
    assert_eq!(pilot.phases(&scenario.horizon), 3);
    // Nothing before, half of it while waiting, all of it at once, and half of that a month later.
    let falls = [0, 1, 2].map(|period| pilot.fall(Some(1), period));
    assert_eq!(falls, [0.0, 0.25, 0.5]);
    assert_eq!(pilot.fall(Some(0), 2), 0.25);
    assert_eq!(pilot.fall(None, 2), 0.125);
    let at_once = text.replace(
        "steps = 2\nstep = \"20 days\"\n",
        "dropouts = { teams = 1, from = 2025-03-01 }\n",
    );
    let pilot = &resolved(read_text(&at_once)).policies[1].pilots[0];
    let out = pilot.dropouts.expect("given");
    assert_eq!((out.teams, out.from), (1, 2));
    assert!(pilot.has_left(0, 2) && !pilot.has_left(0, 1) && !pilot.has_left(1, 2));
    for (was, is) in [
        (
            "teams = 1, from = 2025-03-01",
            "teams = 4, from = 2025-03-01",
        ),
        (
            "teams = 1, from = 2025-03-01",
            "teams = 1, from = 2025-01-01",
        ),
        ("gain = 0.5", "steps = 2\nstep = \"1 month\"\ngain = 0.5"),
    ] {
        let problems = read_text(&at_once.replace(was, is)).problems;
        let told = problems
            .iter()
            .any(|problem| problem.message.contains("drop"));
        assert!(told, "{is}: {problems:?}");
    }
}
