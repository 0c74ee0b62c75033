//! Holds every lint to what it says of itself, and levels to what they set.

use crate::linting;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use linting::{FIRED, every_lint, fired, only, read, read_change, said, words};
use tierone_lint::{FAMILIES, Levels, OFFICE, RULES, Rule, rule, run};
use tierone_scenario::diagnostic::{Diagnostic, Severity};
use tierone_scenario::{Level, Reading, codes::CODES};

#[test]
fn no_lint_triggers_on_the_office_of_the_examples() {
    let reading = read(OFFICE);
    assert!(reading.scenario.is_some(), "{:?}", reading.problems);
    let lints = every_lint(&reading);
    assert!(lints.is_empty(), "{lints:#?}");
}

/// All rules, or the one that `RULE` of the environment names by its code: what a change to it asks for first.
#[test]
fn every_rule_triggers_on_its_first_example_and_not_on_its_second() {
    let wrong: Vec<String> = match std::env::var("RULE") {
        Ok(code) => {
            let rule = rule(&code).expect("the code of a rule");
            examples(rule, &fired(rule))
        }
        Err(_) => {
            let each = RULES.iter().zip(&*FIRED);
            each.flat_map(|(rule, fired)| examples(rule, fired))
                .collect()
        }
    };
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What is wrong with the examples of a rule, of which the first was judged.
fn examples(rule: &Rule, fired: &(Reading, Vec<Diagnostic>)) -> Vec<String> {
    let mut wrong = Vec::new();
    let reading = read_change(&rule.quiet());
    let lints = run(&reading, &only(rule));
    for (example, (reading, lints), triggers) in [
        (rule.fires, fired, true),
        (&rule.quiet(), &(reading, lints), false),
    ] {
        if reading.scenario.is_none() {
            wrong.push(format!("{}: {:?}", rule.code, reading.problems));
            continue;
        }
        let lints = said(rule, lints);
        if lints.is_empty() == triggers {
            let how = if triggers {
                "does not trigger"
            } else {
                "triggers"
            };
            wrong.push(format!("{} {how}: {lints:?}\n{example}", rule.code));
        }
        for lint in lints {
            let message = &lint.message;
            assert!(
                message.chars().any(|c| c.is_ascii_digit()),
                "{}: no number in: {message}",
                rule.code
            );
            let first = message.chars().next().expect("words");
            assert!(!first.is_uppercase(), "{}: {message}", rule.code);
            assert!(!message.ends_with('.'), "{}: {message}", rule.code);
            assert!(!message.contains("NaN"), "{}: {message}", rule.code);
            assert!(!message.contains("  "), "{}: {message}", rule.code);
            let help = lint.help.as_ref().expect("a remedy");
            assert!(
                !help.is_empty() && !help.ends_with('.'),
                "{}: {help}",
                rule.code
            );
            assert!(!lint.labels.is_empty(), "{} points nowhere", rule.code);
            for label in 0..lint.labels.len() {
                assert!(!words(reading, lint, label).is_empty(), "{}", rule.code);
            }
        }
    }
    wrong
}

#[test]
fn every_rule_explains_itself() {
    let mut names = BTreeSet::new();
    for rule in RULES {
        for text in [rule.looks_for, rule.matters, rule.formula, rule.remedy] {
            assert!(text.ends_with('.'), "{}: {text}", rule.code);
            assert!(!text.contains("  "), "{}: {text}", rule.code);
        }
        assert!(
            !rule.source.is_empty() && !rule.source.ends_with('.'),
            "{}",
            rule.code
        );
        assert!(names.insert(rule.name), "two rules are named {}", rule.name);
        assert!(
            names.insert(rule.code),
            "two rules have the code {}",
            rule.code
        );
        assert!(
            rule.name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c == '-'),
            "{} is no kebab-case name",
            rule.name
        );
        let letter = rule.code.chars().next();
        assert!(
            FAMILIES.iter().any(|family| Some(family.letter) == letter),
            "{} is of no family",
            rule.code
        );
    }
    for error in CODES {
        assert!(
            !names.contains(error.code),
            "{} is an error too",
            error.code
        );
        assert!(
            !names.contains(error.name),
            "{} is an error too",
            error.name
        );
    }
    assert!(RULES.len() >= 36, "there are only {} rules", RULES.len());
    for family in FAMILIES {
        let mut rules = RULES
            .iter()
            .filter(|rule| rule.code.starts_with(family.letter));
        assert!(rules.next().is_some(), "no rule is of {}", family.name);
    }
}

#[test]
fn rules_stand_by_family_and_number_each_in_a_file_of_its_name() {
    let place = |code: &str| {
        let family = FAMILIES
            .iter()
            .position(|family| code.starts_with(family.letter));
        (family, code[1..].parse::<u32>().expect("a number"))
    };
    assert!(RULES.is_sorted_by_key(|rule| place(rule.code)));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    for rule in RULES {
        let file = folder.join(format!("{}.rs", rule.name.replace('-', "_")));
        let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        assert!(text.contains(&format!("code: \"{}\"", rule.code)));
    }
}

#[test]
fn a_scenario_and_the_command_line_say_how_serious_a_lint_is() {
    let pool = |level: &str| {
        format!(
            "{}\n[lints]\n{level}\n",
            rule("unused-pool").expect("a rule").fires
        )
    };
    let severity = |level: &str, levels: &Levels| {
        let reading = read_change(&pool(level));
        assert!(reading.scenario.is_some(), "{:?}", reading.problems);
        let lints = run(&reading, levels);
        lints
            .iter()
            .find(|lint| lint.code == "S003")
            .map(|lint| lint.severity)
    };
    let usual = Levels::default();
    assert_eq!(severity("", &usual), Some(Severity::Warning));
    assert_eq!(
        severity("unused-pool = \"deny\"", &usual),
        Some(Severity::Error)
    );
    assert_eq!(severity("S003 = \"note\"", &usual), Some(Severity::Note));
    let with_reason = "unused-pool = { level = \"allow\", reason = \"they start in May\" }";
    assert_eq!(severity(with_reason, &usual), None);
    let mut strict = Levels::default();
    strict.set("s003", Level::Deny).expect("a rule");
    assert_eq!(severity(with_reason, &strict), Some(Severity::Error));
    let unknown = strict.set("unused-pols", Level::Deny).expect_err("no rule");
    assert_eq!(unknown.nearest, Some("unused-pool"));
    assert_eq!(
        strict
            .set("gibberish", Level::Deny)
            .expect_err("no rule")
            .nearest,
        None
    );
}

#[test]
fn levels_that_are_none_are_errors_of_the_scenario() {
    for (broken, code) in [
        ("unused-pool = \"forbid\"", "S107"),
        ("unused-pool = 3", "S104"),
        ("unused-pool = { reason = \"none\" }", "S103"),
        ("unused-pool = { level = \"warn\", why = \"none\" }", "S102"),
    ] {
        let reading = read_change(&format!("[lints]\n{broken}"));
        let codes: Vec<&str> = reading
            .problems
            .iter()
            .map(|problem| problem.code)
            .collect();
        assert_eq!(codes, [code], "{broken}");
        assert!(reading.scenario.is_none());
    }
}

#[test]
fn a_lint_points_at_the_bare_number_of_one_with_a_source() {
    let reading = read_change(rule("unbounded-loop").expect("a rule").fires);
    let lints = every_lint(&reading);
    let lint = said(rule("W101").expect("a rule"), &lints)[0];
    assert_eq!(words(&reading, lint, 0), "\"asked for\"");
    assert_eq!(words(&reading, lint, 1), "\"14 days\"");
}

#[test]
fn nothing_says_that_coaching_above_its_ceiling_takes_away() {
    let rule = rule("F110").expect("a rule");
    assert!(rule.formula.contains("max(0, 1 − state/ceiling)"));
    assert!(!rule.matters.contains("takes away"));
    // A gain of 0.3 with a half-life of three months is back at a ceiling of 0.2 after log₂ 1.5 of those.
    let lints = every_lint(&read_change(rule.fires));
    let message = &said(rule, &lints)[0].message;
    assert!(
        message.ends_with("add nothing for 1.75 months"),
        "{message}"
    );
}

#[test]
fn a_quota_of_new_starters_is_held_against_what_new_starters_decide() {
    // Some 200 decisions each, of which those of new starters are 22 for each of all caseworkers.
    let of_starters = |checks: u32| {
        format!(
            "[[policy]]\nname = \"as it is\"\n[[policy.check]]\nname = \"coaching checks\"\n\
             sample = {{ method = \"per-caseworker\", checks = {checks} }}\n\
             frame = {{ automated = false, tenure_under = \"12 months\" }}"
        )
    };
    let rule = rule("K102").expect("a rule");
    for (checks, triggers) in [(100, false), (300, true)] {
        let lints = every_lint(&read_change(&of_starters(checks)));
        assert_eq!(!said(rule, &lints).is_empty(), triggers, "{checks}");
    }
}

#[test]
fn a_width_that_a_plan_asks_for_is_not_too_wide() {
    let rule = rule("P101").expect("there is such a rule");
    let said_of = |plan: &str| {
        let vary = "[[plan.vary]]\ncheck = \"assurance\"\nchecks = [5, 50]\n";
        let plan = if plan.is_empty() {
            String::new()
        } else {
            format!("[plan]\n{plan}\n{vary}")
        };
        let estimates = format!("{}\nestimate = [\"accuracy\"]", rule.fires);
        let reading = read_change(&format!("{estimates}\n\n{plan}"));
        assert!(reading.scenario.is_some(), "{:?}", reading.problems);
        said(rule, &every_lint(&reading)).len()
    };
    assert_eq!(said_of(""), 1);
    assert_eq!(said_of("hours = 100"), 1);
    assert_eq!(said_of("accuracy_half_width = \"25%\""), 0);
    assert_eq!(said_of("accuracy_half_width = \"0.1%\""), 1);
    assert_eq!(said_of("show = { accuracy = \"55%\" }"), 0);
    assert_eq!(said_of("show = { accuracy = \"99.9%\" }"), 1);
}

#[test]
fn cases_that_follow_others_fill_a_stage_too() {
    // 4,000 decisions a month are 131 a day: 1.3 reconsiderations, of which half go on to a stage that works 0.4 a day.
    let pathways = |share: &str| {
        format!(
            r#"[[pathway]]
name = "reconsideration"
per_decision = {{ value = "1%", source = "example" }}

[[pathway.stage]]
name = "notice"
duration = "5 days"

[[pathway]]
name = "appeal"
follows = "reconsideration"
per_case = {{ value = "{share}", source = "example" }}

[[pathway.stage]]
name = "hearing"
duration = "5 days"
capacity = 2"#
        )
    };
    let overfull = |share: &str| {
        let lints = every_lint(&read_change(&pathways(share)));
        lints.iter().filter(|lint| lint.code == "K111").count()
    };
    assert_eq!((overfull("50%"), overfull("20%")), (1, 0));
}

/// A check that fails one right decision in 100 puts its figure below the truth at 3 % of errors, whatever it misses.
#[test]
fn a_reported_figure_is_off_in_the_way_in_which_the_check_is_off() {
    let office = |false_fail: &str| {
        let change = format!(
            "[anchor]\naccuracy = \"97%\"\n\n[[policy]]\nname = \"as it is\"\n\n[[policy.check]]\nname = \"assurance\"\n\
             checker = {{ pool = \"assurance\", minutes = 30, sensitivity = \"80%\", false_fail = \"{false_fail}\" }}"
        );
        let lints = every_lint(&read_change(&change));
        let of = |code| {
            lints
                .iter()
                .find(|lint| lint.code == code)
                .map(|lint| lint.message.clone())
        };
        (
            of("B103").expect("a checker that misses errors"),
            of("B109"),
        )
    };
    let (check, anchor) = office("0%");
    assert!(check.contains("percentage points too high"), "{check}");
    assert!(anchor.expect("a note").ends_with("points lower"));
    let (check, anchor) = office("1%");
    assert!(check.contains("percentage points too low"), "{check}");
    assert!(anchor.expect("a note").ends_with("points higher"));
    let (_, anchor) = office("4%");
    assert!(
        anchor
            .expect("a note")
            .starts_with("97% was not reported by a check that finds")
    );
}
