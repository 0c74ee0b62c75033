//! What is said of figures that are not the truth: which scenarios it is known of, and what it leaves out.

use crate::linting::{every_lint, read_change};

/// Messages and remedies of one lint.
fn said(code: &str, change: &str) -> Vec<(String, String)> {
    let reading = read_change(change);
    assert!(reading.scenario.is_some(), "{:?}", reading.problems);
    let lints = every_lint(&reading).into_iter();
    let of_code = lints.filter(|lint| lint.code == code);
    of_code
        .map(|lint| (lint.message, lint.help.unwrap_or_default()))
        .collect()
}

/// With many people a period now and then is dealt to one fewer, which makes a class of a fraction of a decision.
#[test]
fn an_interval_beside_the_truth_is_known_whatever_the_warm_up_and_the_horizon() {
    let coverage = |periods: u32, warm_up: u32| -> f64 {
        let change = format!(
            "[horizon]\nperiods = {periods}\nwarm_up = {warm_up}\n\n[workforce]\ncaseworkers = 55\nteam_size = 11\n\
             spread = 0.8\nattrition = \"2%\"\n\n[[pool]]\nname = \"assurance\"\nhours = 400\n\n\
             [[policy]]\nname = \"as it is\"\n\n[[policy.check]]\nname = \"assurance\"\n\
             sample = {{ method = \"per-caseworker\", checks = 6 }}\n\
             checker = {{ pool = \"assurance\", minutes = 45, sensitivity = \"60%\" }}"
        );
        let found = said("B107", &change);
        let accuracy = found.iter().find(|(text, _)| text.contains("for accuracy"));
        let (text, _) = accuracy.unwrap_or_else(|| panic!("{periods} {warm_up}: {found:?}"));
        let number = text
            .split("probability ")
            .nth(1)
            .and_then(|rest| rest.split('%').next());
        number
            .and_then(|number| number.parse().ok())
            .expect("a share")
    };
    let short = coverage(12, 6);
    // The same draws of people, in later periods of their careers.
    assert!((coverage(12, 24) - short).abs() < 3.0, "{short}");
    // Twice the checks around the same bias hold the truth less often.
    assert!(coverage(24, 24) < short);
}

/// How many a check asks for that learns does not hang on what it learns, so that what hours leave to others is known.
#[test]
fn a_check_by_value_beside_one_that_learns_is_known_to_flatter() {
    let change = "[[pool]]\nname = \"assurance\"\nhours = 202\n\n[[policy]]\nname = \"as it is\"\n\n\
                  [[policy.check]]\nname = \"coaching checks\"\n\
                  sample = { method = \"learning\", over = \"caseworkers\", checks = 100 }\n\
                  checker = { pool = \"assurance\", minutes = 30 }\n\n[[policy.check]]\nname = \"assurance\"\n\
                  sample = { method = \"value-weighted\", checks = 300 }\n\
                  checker = { pool = \"assurance\", minutes = 30, sensitivity = \"60%\" }";
    for code in ["B103", "B107"] {
        assert_eq!(said(code, change).len(), 1, "{code}");
    }
}

#[test]
fn a_target_that_is_kept_only_as_the_check_sees_it_is_said_to_be_missed() {
    let office = |target: &str| {
        format!(
            "[[policy]]\nname = \"as it is\"\n\n[[policy.check]]\nname = \"assurance\"\n\
             checker = {{ pool = \"assurance\", minutes = 30, sensitivity = \"80%\" }}\n\n\
             [[policy.target]]\nname = \"audit\"\ncheck = \"assurance\"\nmeasure = \"accuracy\"\n{target}"
        )
    };
    // 2.25 % is wrong, and four fifths of that are seen.
    for looks in ["", "\nlooks = 12"] {
        let found = said("T101", &office(&format!("at_least = \"98%\"{looks}")));
        let [(text, help)] = &found[..] else {
            panic!("{looks}: {found:?}");
        };
        let truth =
            "is missed in truth: 2.25% of what is checked is wrong, of which the check sees 1.8%";
        assert!(text.contains(truth), "{text}");
        assert!(
            !help.contains("looks") && help.contains("`recheck`"),
            "{help}"
        );
        assert_eq!(
            text.contains("in 5% of years at most"),
            !looks.is_empty(),
            "{text}"
        );
    }
    let (text, _) = said("T101", &office("at_least = \"97.5%\"")).remove(0);
    let both = "an office of 2.25%, of which the check sees 1.8%, misses it in";
    assert!(text.contains(both), "{text}");
}

#[test]
fn numbers_before_coaching_say_so_where_there_is_coaching() {
    let office = |on_fail: &str| {
        format!(
            "[[policy]]\nname = \"as it is\"\n\n[[policy.check]]\nname = \"coaching checks\"\non_fail = [{on_fail}]\n\n\
             [[policy.check]]\nname = \"assurance\"\n\
             checker = {{ pool = \"assurance\", minutes = 30, sensitivity = \"60%\" }}"
        )
    };
    for code in ["B103", "B107"] {
        for (on_fail, says) in [("\"coach\", \"correct\"", true), ("\"correct\"", false)] {
            let found = said(code, &office(on_fail));
            assert!(!found.is_empty(), "{code}");
            for (text, _) in found {
                assert_eq!(text.contains("before coaching"), says, "{text}");
            }
        }
    }
}

#[test]
fn a_quota_of_nothing_is_told_once_and_not_as_a_frame_that_is_too_narrow() {
    let none = "[[policy]]\nname = \"as it is\"\n\n[[policy.check]]\nname = \"coaching checks\"\n\
                sample = { method = \"per-caseworker\", checks = 0 }\n\n[[policy.check]]\nname = \"assurance\"\n\
                sample = { method = \"simple-random\", checks = 0 }";
    let lints = every_lint(&read_change(none));
    let of = |family: &str| {
        lints
            .iter()
            .filter(|lint| lint.code.starts_with(family))
            .count()
    };
    assert_eq!((of("C1"), of("K107")), (0, 2), "{lints:#?}");
}
