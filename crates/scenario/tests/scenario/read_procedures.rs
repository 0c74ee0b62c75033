//! What an office does about what it finds, as it is read: corrections, learning products, flags, targets, audits and pilots.

use crate::common;

use common::{SMALL, read_files, read_text, resolved};
use tierone_scenario::workflow::Workflow;
use tierone_scenario::workflows::WORKFLOWS;
use tierone_scenario::{Flag, FlagRule, Limit, Target, TargetMeasure};
use tierone_stats::distribution::Distribution;
use tierone_stats::units::Probability;

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
