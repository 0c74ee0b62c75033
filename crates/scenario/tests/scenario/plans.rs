//! `[plan]`: what it means, and what is said of a broken one, by line and column.

use crate::common;

use common::read_text;
use tierone_scenario::diagnostic::lines::Lines;
use tierone_scenario::{AimOf, Objective, Plan, Reading, SampleChange, WHOLE_SAMPLE};

const OFFICE: &str = r#"title = "An office"

[horizon]
start = 2025-04-01
period = "month"
periods = 12

[[activity]]
name = "award"
volume = 1_000
automated = "20%"
value = { distribution = "constant", value = 1_000 }
errors = { amount = "2%" }

[[attribute]]
name = "amount"
accuracy = true
money = { relative = { distribution = "uniform", low = 0.0, high = 1.0 }, max_relative = 1.0, overstated = "50%" }

[workforce]
caseworkers = 20

[[pool]]
name = "leaders"
hours = 100

[[policy]]
name = "today"

[[policy.check]]
name = "each"
sample = { method = "per-caseworker", checks = 2 }
checker = { pool = "leaders", minutes = 30 }

[[policy.check]]
name = "by risk"
sample = { method = "risk-targeted", checks = 30, auc = 0.7 }

[[policy.check]]
name = "measured \"twice\""
sample = { checks = { value = 100, source = "the plan" }, method = "simple-random" }
estimate = ["accuracy", "mve"]

"#;

fn plan(text: &str) -> Plan {
    let reading = read_text(&format!("{OFFICE}{text}"));
    let problems: Vec<&str> = reading
        .problems
        .iter()
        .map(|p| p.message.as_str())
        .collect();
    let scenario = reading.scenario.as_ref();
    let plan = scenario.and_then(|scenario| scenario.plan.clone());
    plan.unwrap_or_else(|| panic!("{problems:?}"))
}

const VARY: &str = "[[plan.vary]]\ncheck = \"each\"\nchecks = [3, 0, 1]\n";

#[test]
fn a_plan_is_read_with_what_it_leaves_out() {
    let plan = plan(&format!(
        "[plan]\naccuracy_half_width = \"0.5%\"\nshow = {{ accuracy = \"97%\" }}\nhours_by_pool = {{ leaders = 80 }}\n{VARY}\
         [[plan.vary]]\ncheck = \"by risk\"\nchecks = {{ from = 10, to = 35, step = 10 }}\nrandom_share = {{ from = 0, to = \"30%\", step = \"10%\" }}\n"
    ));
    assert_eq!((plan.policy, plan.objective), (0, Objective::Hours));
    assert_eq!(
        (plan.tolerance, plan.confidence, plan.indifference_zone),
        (0.02, 0.95, None)
    );
    let aims: Vec<(&str, AimOf, f64)> = plan
        .aims
        .iter()
        .map(|aim| (aim.key.as_str(), aim.of, aim.limit))
        .collect();
    let show = AimOf::Show {
        check: 2,
        accuracy: 0.97,
        confidence: 0.95,
    };
    assert_eq!(
        aims,
        [
            ("accuracy_half_width", AimOf::AccuracyHalfWidth(2), 0.005),
            ("show", show, 0.8),
            ("hours_by_pool.leaders", AimOf::HoursOf(0), 80.0),
        ]
    );
    let varied: Vec<(usize, &str, &[f64])> = plan
        .varied
        .iter()
        .map(|varied| (varied.check, varied.key, varied.values.as_slice()))
        .collect();
    assert_eq!(
        varied,
        [
            (0, "checks", &[0.0, 1.0, 3.0][..]),
            (1, "checks", &[10.0, 20.0, 30.0][..]),
            (1, "random_share", &[0.0, 0.1, 0.2, 0.3][..]),
        ]
    );
}

/// The first problem: its message, its help, and the line and column, counted from `[plan]`.
fn first(reading: &Reading) -> (String, String, usize, usize) {
    let problem = reading.problems.first().expect("there is a problem");
    let text = &reading.sources[0].text;
    let (line, column) = Lines::of(text).place(text, problem.labels[0].span.start);
    let before = OFFICE.lines().count();
    let help = problem.help.clone().unwrap_or_default();
    (problem.message.clone(), help, line - before, column)
}

#[test]
fn what_is_wrong_is_said_where_it_stands() {
    let hours = "[plan]\nhours = 50\n";
    for (text, message, help, place) in [
        (
            // No aim asks for the check, and it is none all the same.
            format!("{hours}check = \"eech\"\n{VARY}"),
            "there is no check `eech`",
            "each",
            (3, 9),
        ),
        (
            VARY.to_owned(),
            "[plan] needs `accuracy_half_width`",
            "without one the fewest",
            (1, 1),
        ),
        (
            hours.to_owned(),
            "[plan] needs `[[plan.vary]]`",
            "add",
            (1, 1),
        ),
        (
            format!("[plan]\nhour = 50\n{VARY}"),
            "[plan] has no key `hour`",
            "did you mean `hours`?",
            (2, 1),
        ),
        (
            format!("{hours}policy = \"todya\"\n{VARY}"),
            "there is no policy `todya`",
            "did you mean `today`?",
            (3, 10),
        ),
        (
            format!("{hours}objective = \"time\"\n{VARY}"),
            "",
            "use one of: `hours`, `cost`, `mve`",
            (3, 13),
        ),
        (
            format!("{hours}check = \"each\"\naccuracy_half_width = \"1%\"\n{VARY}"),
            "the check `each` does not estimate accuracy",
            "estimate = [\"accuracy\"]",
            (4, 23),
        ),
        (
            format!("{hours}poor_performers_found = \"50%\"\n{VARY}"),
            "the policy `today` does not look for poor performers",
            "`flag`",
            (3, 25),
        ),
        (
            format!("{hours}hours_by_pool = {{ leader = 4 }}\n{VARY}"),
            "there is no pool `leader`",
            "did you mean `leaders`?",
            (3, 19),
        ),
        (
            format!("{hours}accuracy_half_width = 0.2\n{VARY}"),
            "`accuracy_half_width` takes a half-width with its percent sign, not the number 0.2",
            "in quotes such as \"0.3%\"",
            (3, 23),
        ),
        (
            format!("{hours}accuracy_half_width = \"30%\"\n{VARY}"),
            "`accuracy_half_width` is 30%, and must be",
            "25%",
            (3, 23),
        ),
        (
            format!("{hours}accuracy = \"100%\"\n{VARY}"),
            "`accuracy` is 100%, and must be less than 100%",
            "",
            (3, 12),
        ),
        (
            format!("{hours}[[plan.vary]]\ncheck = \"eech\"\nchecks = [1]\n"),
            "there is no check `eech`",
            "did you mean `each`?",
            (4, 9),
        ),
        (
            format!("{hours}[[plan.vary]]\ncheck = \"each\"\n"),
            "[[plan.vary]] needs `checks`",
            "from = 50",
            (3, 1),
        ),
        (
            format!("{hours}[[plan.vary]]\ncheck = \"each\"\nrandom_share = [0.1]\n"),
            "the check `each` is drawn by `per-caseworker`, which has no `random_share` to vary",
            "vary `checks`",
            (5, 16),
        ),
        (
            format!("{hours}[[plan.vary]]\ncheck = \"each\"\nchecks = 4\n"),
            "`checks` takes a list of whole numbers, or a range",
            "[0, 1, 2]",
            (5, 10),
        ),
        (
            format!("{hours}[[plan.vary]]\ncheck = \"each\"\nchecks = []\n"),
            "`checks` has nothing to try",
            "at least one",
            (5, 10),
        ),
        (
            format!("{hours}[[plan.vary]]\ncheck = \"each\"\nchecks = [1, 2.5]\n"),
            "`checks` takes a whole number",
            "",
            (5, 14),
        ),
        (
            format!(
                "{hours}[[plan.vary]]\ncheck = \"each\"\nchecks = {{ from = 0, to = 1_000_000 }}\n"
            ),
            "`checks` has more than 1,000 values",
            "larger steps",
            (5, 10),
        ),
        (
            format!("{hours}[[plan.vary]]\ncheck = \"each\"\nchecks = {{ from = 9, to = 3 }}\n"),
            "the range ends before it begins",
            "",
            (5, 27),
        ),
        (
            format!("{hours}{VARY}[[plan.vary]]\ncheck = \"each\"\nchecks = [7]\n"),
            "`checks` of `each` varies twice",
            "keep one",
            (8, 10),
        ),
    ] {
        let reading = read_text(&format!("{OFFICE}{text}"));
        assert!(reading.scenario.is_none(), "{text}");
        let (said, helped, line, column) = first(&reading);
        assert!(said.starts_with(message), "{text}: {said}");
        assert!(helped.contains(help), "{text}: {helped}");
        if place.0 > 1 {
            assert_eq!((line, column), place, "{text}: {said}");
        }
    }
}

#[test]
fn a_policy_is_written_again_with_other_values() {
    let reading = read_text(OFFICE);
    let change = |check: &str, key: &str, value: &str| SampleChange {
        check: check.into(),
        key: key.into(),
        value: value.into(),
    };
    let changes = [
        change("each", "checks", "5"),
        change("by risk", "random_share", "\"25%\""),
        change("measured \"twice\"", "checks", "240"),
    ];
    let text = reading
        .places
        .policy_text("today", "planned", &changes, &[]);
    let text = text.expect("there is such a policy");
    let again = read_text(&format!("{OFFICE}{text}"));
    let scenario = again.scenario.as_ref().expect("it can be read");
    let [today, planned] = scenario.policies.as_slice() else {
        panic!("two policies: {text}");
    };
    assert_eq!(planned.name, "planned");
    for (old, new) in today.checks.iter().zip(&planned.checks) {
        let mut same = new.clone();
        same.sample = old.sample.clone();
        assert_eq!(&same, old);
    }
    let checks: Vec<Option<u64>> = planned
        .checks
        .iter()
        .map(|c| c.sample.method.checks())
        .collect();
    assert_eq!(checks, [Some(5), Some(30), Some(240)]);
    assert_eq!(
        planned.checks[1].sample.given().number("random_share"),
        Some(0.25)
    );
    assert!(
        reading
            .places
            .policy_text("another", "planned", &[], &[])
            .is_none()
    );
}

#[test]
fn whole_samples_and_numbers_by_stratum_may_vary() {
    let vary = r#"
[plan]
hours = 100

[[plan.vary]]
check = "each"
sample = [{ method = "per-caseworker", checks = 2 }, { method = "simple-random", checks = { value = 40, source = "a guess" } }]
checks = [1, 2]
"#;
    let reading = read_text(&format!("{OFFICE}{vary}"));
    let problems: Vec<&str> = reading
        .problems
        .iter()
        .map(|p| p.message.as_str())
        .collect();
    let scenario = reading.scenario.as_ref();
    let plan = scenario.and_then(|scenario| scenario.plan.as_ref());
    let plan = plan.unwrap_or_else(|| panic!("{problems:?}"));
    let [whole, checks] = plan.varied.as_slice() else {
        panic!("{:?}", plan.varied);
    };
    assert_eq!((whole.key, checks.key), (WHOLE_SAMPLE, "checks"));
    assert_eq!(
        (whole.values.as_slice(), checks.values.as_slice()),
        (&[0.0, 1.0][..], &[1.0, 2.0][..])
    );
    let names: Vec<&str> = whole
        .samples
        .iter()
        .map(|l| l.sample.method.name())
        .collect();
    assert_eq!(names, ["per-caseworker", "simple-random"]);
    let text = whole.samples[1].text(&[("checks", "7".into())]);
    assert_eq!(text, "{ method = \"simple-random\", checks = 7 }");
    let change = SampleChange {
        check: "each".into(),
        key: WHOLE_SAMPLE.into(),
        value: text,
    };
    let text = reading
        .places
        .policy_text("today", "planned", &[change], &[]);
    let again = read_text(&format!("{OFFICE}{}", text.expect("a policy")));
    let again = again.scenario.expect("it can be read");
    assert_eq!(
        again.policies[1].checks[0].sample.method.name(),
        "simple-random"
    );

    let strata = |sample: &str, vary: &str| {
        let text = OFFICE.replace("{ method = \"per-caseworker\", checks = 2 }", sample);
        assert_ne!(text, OFFICE);
        read_text(&format!(
            "{text}\n[plan]\nhours = 100\n[[plan.vary]]\ncheck = \"each\"\nby_stratum = {vary}\n"
        ))
    };
    let given = "{ method = \"stratified\", by = \"activity\", allocation = \"given\", given = { award = 5 } }";
    let reading = strata(given, "{ award = [5, 10] }");
    let scenario = reading.scenario.expect("it can be read");
    let varied = &scenario.plan.as_ref().expect("a plan").varied[0];
    assert_eq!(
        (varied.key, varied.stratum.as_deref()),
        ("given", Some("award"))
    );
    for (sample, vary, message) in [
        (given, "{ awards = [5, 10] }", "awards"),
        (given, "{ award = [] }", "has nothing to try"),
        (
            "{ method = \"stratified\", by = \"activity\", checks = 5 }",
            "{ award = [5] }",
            "has no numbers by stratum",
        ),
    ] {
        let reading = strata(sample, vary);
        assert!(reading.scenario.is_none(), "{vary}");
        let said: Vec<&str> = reading
            .problems
            .iter()
            .map(|p| p.message.as_str())
            .collect();
        assert!(said.iter().any(|said| said.contains(message)), "{said:?}");
    }
    for (samples, message) in [
        ("[]", "has nothing to try"),
        ("[{ checks = 2 }]", "method"),
        ("{ method = \"census\" }", "a list of samples"),
        (
            "[{ method = \"per-caseworkers\", checks = 2 }]",
            "there is no sampling method",
        ),
    ] {
        let text = format!(
            "{OFFICE}\n[plan]\nhours = 100\n[[plan.vary]]\ncheck = \"each\"\nsample = {samples}\n"
        );
        let reading = read_text(&text);
        assert!(reading.scenario.is_none(), "{samples}");
        let said: Vec<&str> = reading
            .problems
            .iter()
            .map(|p| p.message.as_str())
            .collect();
        assert!(said.iter().any(|said| said.contains(message)), "{said:?}");
    }
}
