//! Holds every remedy to what it says: it names keys that there are, and takes the warning away.

use std::collections::{BTreeMap, BTreeSet};

use crate::linting::{every_lint, read_change, said};
use tierone_lint::{RULES, rule};
use tierone_scenario::METHODS;
use tierone_scenario::reference::sections;

/// What may stand in a scenario and in no section of it: of every number, and of `[lints]`.
const EVERYWHERE: &[&str] = &[
    "value", "source", "assumed", "low", "high", "lints", "level", "reason",
];

/// The words of a scenario between the backticks of a text: no commands, no quoted values, no names in capitals.
fn scenario_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for code in text.split('`').skip(1).step_by(2) {
        if code.starts_with("tierone ") {
            continue;
        }
        let unquoted: String = code.split('"').step_by(2).collect();
        let parts = unquoted.split(|c: char| !(c.is_ascii_alphabetic() || "_-".contains(c)));
        let is_word = |part: &&str| part.len() > 1 && part.chars().all(|c| !c.is_ascii_uppercase());
        words.extend(parts.filter(is_word).map(str::to_owned));
    }
    words.retain(|word| word != "true" && word != "false");
    words
}

fn known() -> BTreeSet<String> {
    let mut known: BTreeSet<String> = EVERYWHERE.iter().map(|word| (*word).into()).collect();
    for at in sections() {
        known.extend(at.path.split('.').map(str::to_owned));
        known.extend(at.section.keys.iter().map(|key| key.name.to_owned()));
    }
    for method in METHODS {
        known.insert(method.keys.name.to_owned());
        known.extend(method.keys.keys.iter().map(|key| key.name.to_owned()));
    }
    // A word of `on_fail`.
    known.insert("coach".into());
    known.insert("correct".into());
    known
}

/// The lines that one of two texts has more often than the other.
fn changed(one: &str, other: &str) -> String {
    let mut lines: BTreeMap<&str, i32> = BTreeMap::new();
    for line in one.lines() {
        *lines.entry(line).or_default() += 1;
    }
    for line in other.lines() {
        *lines.entry(line).or_default() -= 1;
    }
    let changed = lines.iter().filter(|(_, times)| **times != 0);
    changed.map(|(line, _)| format!("{line}\n")).collect()
}

fn has_word(text: &str, word: &str) -> bool {
    let mut words = text.split(|c: char| !(c.is_ascii_alphanumeric() || "_-".contains(c)));
    words.any(|part| part == word)
}

#[test]
fn a_remedy_names_keys_that_there_are_and_its_example_uses_one() {
    let known = known();
    let mut wrong = Vec::new();
    for rule in RULES {
        let named = scenario_words(rule.remedy);
        let unknown = named.iter().filter(|name| !known.contains(*name));
        wrong.extend(unknown.map(|name| format!("{}: no key is called `{name}`", rule.code)));
        let changed = changed(rule.fires, &rule.quiet());
        if !named.is_empty() && !named.iter().any(|name| has_word(&changed, name)) {
            wrong.push(format!(
                "{}: none of {named:?} is changed:\n{changed}",
                rule.code
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is said of a change by one rule, message and remedy.
fn remedies(code: &str, change: &str) -> Vec<(String, String)> {
    let reading = read_change(change);
    assert!(reading.scenario.is_some(), "{:?}", reading.problems);
    let lints = every_lint(&reading);
    let found = said(rule(code).expect("a rule"), &lints);
    let texts = found
        .iter()
        .map(|lint| (lint.message.clone(), lint.help.clone().expect("a remedy")));
    texts.collect()
}

#[test]
fn a_target_that_chance_crosses_is_mended_by_each_key_that_is_named() {
    let fires = rule("T101").expect("a rule").fires;
    let (message, help) = remedies("T101", fires).remove(0);
    assert!(
        message.contains("of 400 checks to fail") && message.contains("of months by chance"),
        "{message}"
    );
    // `looks = 12`, and `rolling = "…"`, as the remedy has them.
    let code: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
    assert_eq!(code.len(), 2, "{help}");
    for change in &code {
        let mended = format!("{fires}\n{change}");
        assert!(remedies("T101", &mended).is_empty());
    }
    // Over a month more than one it is still crossed, and says so.
    let (message, _) = remedies("T101", &format!("{fires}\nrolling = \"2 months\"")).remove(0);
    assert!(message.contains("checks in 2 months together"), "{message}");
    // Looks allow for chance in what is said, and not in what is due.
    let due = "looks = 12\ncredits = [{ beyond = \"97.3%\", amount = 100 }]";
    assert_eq!(remedies("T101", &format!("{fires}\n{due}")).len(), 1);
}

#[test]
fn a_lenient_target_is_read_over_its_rolling_periods() {
    let fires = rule("T102").expect("a rule").fires;
    let rolling = fires.replace(
        "at_least = \"97%\"",
        "at_least = \"97%\"\nrolling = \"12 months\"",
    );
    assert_eq!(
        (
            remedies("T102", fires).len(),
            remedies("T102", &rolling).len()
        ),
        (1, 0)
    );
}

#[test]
fn false_fails_are_few_enough_at_the_probability_that_the_remedy_names() {
    let fires = rule("B104").expect("a rule").fires;
    let (_, help) = remedies("B104", fires).remove(0);
    let percent = help
        .split("`false_fail` is ")
        .nth(1)
        .and_then(|rest| rest.split('%').next());
    let percent: f64 = percent.expect("a share").parse().expect("a number");
    let at = |percent: f64| fires.replace("\"2%\"", &format!("\"{}%\"", 0.02 * percent));
    assert!(remedies("B104", &at(percent)).is_empty());
    // A whole percentage more is beyond the edge or on it; three are beyond.
    assert_eq!(remedies("B104", &at(percent + 3.0)).len(), 1);
    // A recheck of all fails comes after they counted.
    let again = "[[policy.check]]\nname = \"again\"\nchecker = { minutes = 30 }\n\
                 sample = { method = \"recheck\", of = \"coaching checks\", passes = \"0%\", fails = \"100%\" }";
    let (_, help) = remedies("B104", &format!("{fires}\n\n{again}")).remove(0);
    assert!(!help.contains("recheck"), "{help}");
}

#[test]
fn silent_periods_speak_with_as_many_checks_as_the_remedy_names() {
    let fires = rule("P107").expect("a rule").fires;
    let (_, help) = remedies("P107", fires).remove(0);
    let checks = help.split(' ').nth(1).expect("a number");
    let with = |checks: &str| {
        let more = fires.replace("checks = 50", &format!("checks = {checks}"));
        more.replace("minutes = 240", "minutes = 30")
    };
    assert!(remedies("P107", &with(checks)).is_empty());
    let fewer = checks.parse::<u64>().expect("a number") - 2;
    assert_eq!(remedies("P107", &with(&fewer.to_string())).len(), 1);
}

#[test]
fn a_quota_finds_half_of_the_poor_with_as_many_checks_as_the_remedy_names() {
    let fires = rule("P103").expect("a rule").fires;
    let (_, help) = remedies("P103", fires).remove(0);
    let number = |before: &str| -> u32 {
        let rest = help.split(before).nth(1).expect("a number");
        let digits = rest.split(' ').next().expect("a number").replace(',', "");
        digits.parse().expect("a number")
    };
    // Two checks of 200 minutes each take half of the hours: a larger quota alone would change little.
    let (checks, hours) = (number("ask for "), number("staff "));
    let with = |checks: u32, hours: u32| {
        let more = fires.replace("checks = 2", &format!("checks = {checks}"));
        format!("[[pool]]\nname = \"team leaders\"\nhours = {hours}\n\n{more}")
    };
    assert!(remedies("P103", &with(checks, hours)).is_empty());
    assert_eq!(remedies("P103", &with(checks, 160)).len(), 1);
    assert_eq!(remedies("P103", &with(checks - 2, hours)).len(), 1);
    // With hours enough only the quota is named.
    let (_, help) = remedies("P103", &fires.replace("minutes = 200", "minutes = 5")).remove(0);
    assert!(help.ends_with("times as many `checks`"), "{help}");
}

#[test]
fn a_draw_by_team_leaves_out_the_system_and_is_not_aimed_at_error() {
    let office = "[[activity]]\nname = \"change\"\nautomated = { value = \"40%\", source = \"example\" }\n\
                  system_errors = { income = { value = \"1%\", source = \"example\" } }\n\n\
                  [[policy]]\nname = \"as it is\"\n\n[[policy.check]]\nname = \"assurance\"\n\
                  sample = { method = \"stratified\", by = \"team\", checks = 100 }";
    let reading = read_change(office);
    let lints = every_lint(&reading);
    let found = said(rule("B101").expect("a rule"), &lints);
    let labels: Vec<&str> = found[0]
        .labels
        .iter()
        .map(|label| label.text.as_str())
        .collect();
    assert!(
        labels
            .iter()
            .any(|text| text.contains("the system decides is left out")),
        "{labels:?}"
    );
}

#[test]
fn only_a_recheck_that_estimates_corrects_a_figure_and_only_its_own() {
    let policy = |first: &str, second: &str| {
        format!(
            "[[policy]]\nname = \"as it is\"\n\n[[policy.check]]\nname = \"assurance\"\n\
             checker = {{ pool = \"assurance\", minutes = 30, sensitivity = \"80%\" }}\nestimate = [{first}]\n\n\
             [[policy.check]]\nname = \"second look\"\nchecker = {{ sensitivity = \"95%\" }}\non_fail = [\"correct\"]\n\
             sample = {{ method = \"recheck\", of = \"assurance\", passes = \"10%\", fails = \"100%\" }}\nestimate = [{second}]"
        )
    };
    let told = |first, second, code| remedies(code, &policy(first, second)).len();
    // Without `estimate` it corrects nothing, so nothing rests on its being right.
    assert_eq!(told("\"accuracy\"", "", "B113"), 1);
    assert_eq!(told("\"accuracy\"", "", "B105"), 0);
    // With it there are two figures, and the first is quoted.
    assert_eq!(told("\"accuracy\"", "\"accuracy\"", "B113"), 1);
    assert_eq!(told("\"accuracy\"", "\"accuracy\"", "B105"), 1);
    assert_eq!(told("\"mve\"", "\"accuracy\"", "B113"), 0);
    assert_eq!(told("\"mve\"", "\"accuracy\"", "B105"), 1);
}

#[test]
fn guesses_of_the_file_are_counted_and_those_of_the_catalogue_apart() {
    let guess = |source: &str| {
        format!(
            "[[activity]]\nname = \"change\"\nerrors = {{ income = {{ assumed = \"2%\", low = \"1%\", high = \"3%\"{source} }}, \
             effective-dates = {{ value = \"1%\", source = \"example\" }} }}"
        )
    };
    let (message, _) = remedies("A103", &guess("")).remove(0);
    assert!(
        message.starts_with("1 of 1 guesses have no source; ")
            && message.ends_with(" more are built in"),
        "{message}"
    );
    assert!(remedies("A103", &guess(", source = \"a guess\"")).is_empty());
}
