//! What lints say of the scenarios that are shipped: nothing that is not meant, and of the procedure's own
//! policies what they are there to show.

use crate::linting;

use linting::{every_lint, read, read_in, words};
use tierone_lint::{Levels, rule, run};
use tierone_plain::shipped;
use tierone_scenario::diagnostic::{Diagnostic, Severity};
use tierone_scenario::{Level, Reading, template};

/// Everything that is shipped, read.
fn readings() -> Vec<(String, Reading)> {
    let files = shipped::files().into_iter().map(|(path, text)| {
        let folder = path.parent().expect("a folder");
        (path.display().to_string(), read_in(folder, &text))
    });
    let template = ("the template".to_owned(), read(template::template()));
    files.chain([template]).collect()
}

#[test]
fn shipped_scenarios_are_clean_or_say_why_not() {
    let mut told = Vec::new();
    for (name, reading) in readings() {
        assert!(reading.scenario.is_some(), "{name}: {:?}", reading.problems);
        let lints = run(&reading, &Levels::default());
        let serious = lints
            .into_iter()
            .filter(|lint| lint.severity > Severity::Note);
        told.extend(serious.map(|lint| format!("{name}: {lint:#?}")));
        for setting in &reading.lints {
            let reason = setting.reason.as_deref().unwrap_or("");
            assert!(reason.len() > 10, "{name}: why is {} set?", setting.lint);
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn what_a_shipped_scenario_allows_would_be_said() {
    for (name, reading) in readings() {
        let lints = every_lint(&reading);
        for setting in reading
            .lints
            .iter()
            .filter(|lint| lint.level == Level::Allow)
        {
            // What is allowed where another file extends this one may be about this one only.
            let code = rule(&setting.lint).expect("a lint").code;
            let here = setting.file == 0;
            assert!(
                !here || lints.iter().any(|lint| lint.code == code),
                "{name} allows {} without need",
                setting.lint
            );
        }
    }
}

fn lints_of(file: &str) -> (Reading, Vec<Diagnostic>) {
    let (path, text) = shipped::files()
        .into_iter()
        .find(|(path, _)| path.ends_with(file))
        .expect("a shipped scenario");
    let reading = read_in(path.parent().expect("a folder"), &text);
    let lints = every_lint(&reading);
    (reading, lints)
}

/// The message of a lint that names something.
fn found<'a>(lints: &'a [Diagnostic], name: &str, of: &str) -> &'a Diagnostic {
    let code = rule(name).expect("a lint").code;
    let mut found = lints.iter().filter(|lint| lint.code == code);
    found
        .find(|lint| lint.message.contains(of))
        .unwrap_or_else(|| panic!("{name} says nothing of {of}: {lints:#?}"))
}

/// The first number in a text after some words.
fn number_after(text: &str, words: &str) -> f64 {
    let at = text
        .find(words)
        .unwrap_or_else(|| panic!("{words} is not in {text}"))
        + words.len();
    let digits: String = text[at..]
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || *c == '.' || *c == ',')
        .filter(|c| *c != ',')
        .collect();
    digits.parse().expect("a number")
}

#[test]
fn a_tier_one_figure_quoted_as_accuracy_is_reported_with_its_bias_in_points() {
    let (reading, lints) = lints_of("operational-coaching.toml");
    let lint = found(&lints, "targeted-figure", "`operational coaching`");
    let bias = number_after(&lint.message, "checks is");
    let facts = tierone_analysis::facts(reading.scenario.as_ref().expect("a scenario"));
    let facts = facts.expect("an anchor within reach");
    let policy = facts
        .policies
        .iter()
        .find(|policy| policy.name == "coaching quoted");
    let quoted = policy.expect("the policy").checks[0]
        .quoted
        .expect("a closed form");
    let expected =
        quoted.weighted_bias.expect("known chances") - quoted.weighted_frame_bias.expect("known");
    assert!(expected < 0.0, "hard decisions are less accurate");
    // Two figures are reported.
    assert!(
        (bias + 100.0 * expected).abs() < 0.006,
        "{bias} and {expected}"
    );
    assert_eq!(words(&reading, lint, 0), "[\"accuracy\"]");
    found(&lints, "self-checked-figure", "`operational coaching`");
}

#[test]
fn quotas_too_small_are_reported_with_fails_detection_and_false_alarms() {
    let (reading, lints) = lints_of("operational-coaching.toml");
    let lint = found(&lints, "small-quota", "24 checks a year");
    let said = &lint.message;
    let average = number_after(said, "an average caseworker has");
    let twice = number_after(said, "twice the odds of error");
    let limit = number_after(said, "a limit of");
    let found = number_after(said, "flags");
    let alarms = number_after(said, "wrongly");
    assert!(average < twice && twice < 2.0 * average, "{said}");
    assert!(limit >= 2.0 && found < 50.0, "{said}");
    // At the limit an average caseworker is a false alarm with probability 5 % at most, in 2,167 seats.
    assert!(alarms > 1.0 && alarms < 0.05 * 2_232.0, "{said}");
    assert_eq!(words(&reading, lint, 0), "2");
}

#[test]
fn the_wait_that_is_set_again_without_limit_is_reported_with_its_rounds() {
    let (reading, lints) = lints_of("cms-2021-22.toml");
    let lint = found(&lints, "unbounded-loop", "`due-date-expired`");
    assert!(
        reading.sources[lint.labels[0].file]
            .path
            .contains("cms-2012")
    );
    let workflow = &reading
        .scenario
        .as_ref()
        .expect("a scenario")
        .correction
        .workflow;
    let state = workflow
        .states
        .iter()
        .find(|state| state.name == "due-date-expired")
        .expect("the state");
    let late = 1.0 - state.duration.cdf(state.due.expect("a due date").days);
    let reported = number_after(&lint.message, "without limit:");
    // A tenth of a percentage point is reported.
    assert!(
        (reported - 100.0 * late).abs() < 0.06,
        "{reported} and {late}"
    );
}

#[test]
fn what_no_estimate_and_no_check_reaches_is_reported() {
    let (_, lints) = lints_of("operational-coaching.toml");
    found(&lints, "unestimated-activity", "`annual-review`");
    found(&lints, "unchecked-system", "of decisions");
    found(&lints, "blind-sample", "`external audit`");
}

#[test]
fn a_limit_of_three_percent_is_crossed_by_chance() {
    let (reading, lints) = lints_of("contract-audit.toml");
    let lint = found(&lints, "noise-crosses", "1,470 checks in 3 months together");
    let red = number_after(&lint.message, "misses it in");
    let share = number_after(&lint.message, "an office of") / 100.0;
    assert!(share < 0.03, "the office keeps the contract");
    // The exact binomial law at the share that is reported, by adding up: at most 44 of 1,470 may fail. The share
    // is reported to two figures, which moves red by less than two points.
    let (mut mass, mut green) = ((1.0 - share).powi(1_470), 0.0);
    for fails in 0..=44_u32 {
        green += mass;
        mass *= f64::from(1_470 - fails) / f64::from(fails + 1) * share / (1.0 - share);
    }
    assert!(
        (red - 100.0 * (1.0 - green)).abs() < 2.0,
        "{red} and {green}"
    );
    assert_eq!(words(&reading, lint, 0), "\"3%\"");
}
