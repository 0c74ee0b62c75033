//! Scenarios that are wrong: each is reported in the right place, with a remedy, and without a panic.

use crate::common;

use std::collections::BTreeMap;

#[cfg(feature = "schemas")]
use common::MEASURES;
use common::{read_files, read_text};
use proptest::prelude::*;
use tierone_scenario::diagnostic::lines::Lines;
use tierone_scenario::diagnostic::{Severity, SourceFile, render};
#[cfg(feature = "schemas")]
use tierone_scenario::schema::schema;
use tierone_scenario::template::template;
use tierone_scenario::{Reading, codes};

/// What holds for every reading that found something.
pub fn is_well_told(reading: &Reading, which: &str) {
    assert_eq!(reading.scenario, None, "{which} is not handed out");
    let errors = reading
        .problems
        .iter()
        .filter(|p| p.severity == Severity::Error);
    assert!(errors.clone().count() > 0, "{which} has an error");
    for problem in errors {
        assert!(
            codes::CODES.iter().any(|row| row.code == problem.code),
            "{which}: {problem:?}"
        );
        assert!(
            problem.help.as_ref().is_some_and(|help| !help.is_empty()),
            "{which}: {problem:?}"
        );
        assert!(!problem.labels.is_empty(), "{which}: {problem:?}");
        for label in &problem.labels {
            let text = &reading.sources[label.file].text;
            assert!(
                text.get(label.span.clone()).is_some(),
                "{which}: {problem:?}"
            );
        }
    }
    let order: Vec<_> = reading
        .problems
        .iter()
        .map(|p| (p.labels[0].file, p.labels[0].span.start))
        .collect();
    assert!(order.is_sorted(), "{which}: problems are in file order");
    let page = render::human(&reading.problems, &reading.sources, false);
    let lines: Vec<Lines> = reading.sources.iter().map(|s| Lines::of(&s.text)).collect();
    for problem in &reading.problems {
        let label = &problem.labels[0];
        let source = &reading.sources[label.file];
        let (line, column) = lines[label.file].place(&source.text, label.span.start);
        let place = format!("{}:{line}:{column}", source.path);
        assert!(
            page.contains(&place),
            "{which}: {place} is shown in\n{page}"
        );
    }
}

/// A scenario with nothing wrong in it.
const BASE: &str = include_str!("../broken/base.toml");

/// A scenario that is wrong in one way.
struct Broken {
    /// The code of the only problem.
    code: String,
    /// Words of its message or of its help.
    says: String,
    /// What stands once in [`BASE`], and what takes its place.
    change: Vec<(String, String)>,
}

impl Broken {
    fn text(&self) -> String {
        let mut text = BASE.to_owned();
        for (old, new) in &self.change {
            assert_eq!(
                BASE.matches(old).count(),
                1,
                "{old} stands once in the base"
            );
            text = text.replacen(old, new, 1);
        }
        text
    }
}

/// Broken scenarios by name.
fn broken() -> BTreeMap<String, Broken> {
    let table: toml::Table = include_str!("../broken/changes.toml")
        .parse()
        .expect("a table of changes");
    let text = |value: &toml::Value| value.as_str().expect("a text").to_owned();
    let row = |value: &toml::Value| Broken {
        code: text(&value["code"]),
        says: text(&value["says"]),
        change: value["change"]
            .as_array()
            .expect("changes")
            .iter()
            .map(|change| (text(&change[0]), text(&change[1])))
            .collect(),
    };
    table
        .iter()
        .map(|(name, value)| (name.clone(), row(value)))
        .collect()
}

#[test]
fn nothing_is_wrong_in_the_base_of_broken_scenarios() {
    assert_eq!(read_text(BASE).problems, []);
}

#[test]
fn an_empty_file_is_told_what_it_needs() {
    is_well_told(&read_text(""), "an empty file");
}

#[test]
fn every_broken_scenario_is_told_what_is_wrong() {
    let all = broken();
    for (which, row) in &all {
        let reading = read_text(&row.text());
        is_well_told(&reading, which);
        let told = reading.problems.iter().any(|problem| {
            let help = problem.help.as_deref().unwrap_or_default();
            problem.code == row.code
                && (problem.message.contains(&row.says) || help.contains(&row.says))
        });
        let page = render::human(&reading.problems, &reading.sources, false);
        assert!(
            told,
            "{which} should say {} “{}”, and says\n{page}",
            row.code, row.says
        );
        // One slip, one finding: no echoes of it elsewhere.
        assert_eq!(reading.problems.len(), 1, "{which} says\n{page}");
    }
    assert!(all.len() >= 110, "{} broken scenarios", all.len());
}

#[test]
fn all_problems_come_at_once_and_from_the_file_they_stand_in() {
    let base = template()
        .replace("periods = 12", "periods = 0")
        .replace("gain = {", "gian = {");
    let over = "extends = \"base.toml\"\ntitle = 5\nreplications = -1\n";
    let reading = read_files(over, &[("base.toml", &base)]);
    is_well_told(&reading, "base and over");
    let found: Vec<_> = reading
        .problems
        .iter()
        .map(|p| (p.labels[0].file, p.code))
        .collect();
    let wanted = [
        (0, codes::WRONG_KIND),
        (0, codes::OUT_OF_RANGE),
        (1, codes::OUT_OF_RANGE),
        (1, codes::UNKNOWN_KEY),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn an_error_is_shown_as_a_compiler_shows_it() {
    let text = template().replace("pool = \"team leaders\"", "pool = \"team leader\"");
    let reading = read_text(&text);
    insta::assert_snapshot!(render::human(&reading.problems, &reading.sources, false), @r#"
    error[S107]: there is no pool `team leader`
      --> test.toml:86:20
       |
    86 | checker = { pool = "team leader", sensitivity = "66%", false_fail = "0.1%", minutes = 45 }
       |                    ^^^^^^^^^^^^^ no such pool
       |
       = help: did you mean `team leaders`?
    "#);
    let json = render::json(&reading.problems, &reading.sources, |code| code);
    let json: serde_json::Value = serde_json::from_str(json.trim()).expect("one line of JSON");
    assert_eq!(json["line"], 86);
    assert_eq!(json["column"], 20);
    assert_eq!(json["path"], "test.toml");
}

#[test]
fn a_contradiction_shows_both_places() {
    let reading = read_text(&broken()["no-caseworkers"].text());
    insta::assert_snapshot!(render::human(&reading.problems, &reading.sources, false), @"
    error[S112]: nobody decides `change-of-income`: there are no caseworkers
      --> test.toml:21:15
       |
    12 | [[activity]]
       | ------------ caseworkers decide here
    ...
    21 | caseworkers = 0
       |               ^ no caseworkers
       |
       = help: give at least one caseworker, or `automated = 1` to every activity
    ");
}

/// TOML as the JSON that editors validate.
#[cfg(feature = "schemas")]
fn as_json(value: toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            serde_json::Value::Object(table.into_iter().map(|(k, v)| (k, as_json(v))).collect())
        }
    }
}

#[cfg(feature = "schemas")]
#[test]
fn the_schema_accepts_the_template_and_rejects_what_reading_rejects() {
    let names: Vec<&str> = MEASURES.iter().map(|measure| measure.name).collect();
    let schema = schema(&names);
    assert!(
        jsonschema::meta::is_valid(&schema),
        "the schema is itself valid"
    );
    let validator = jsonschema::validator_for(&schema).expect("a usable schema");
    let json = |text: &str| as_json(toml::Value::Table(text.parse().expect("TOML")));
    let good = json(template());
    let errors: Vec<String> = validator
        .iter_errors(&good)
        .map(|e| format!("{} at {}", e, e.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    assert!(validator.is_valid(&json("extends = \"a.toml\"\npolicy = [{ name = \"a\", check = [{ name = \"b\", sample = { checks = 3 } }] }]")));
    let all = broken();
    for broken in [
        "unknown-key",
        "misspelt-sample-key",
        "misspelt-method",
        "misspelt-measure",
        "wrong-type",
        "rate-as-bare-percentage",
        "duration-without-unit",
        "ceiling-below-zero",
        "negative-mean",
        "no-policy",
        "single-brackets",
        "workflow-misspelt",
        "workflow-negative-mean",
    ] {
        let text = all[broken].text();
        assert!(!validator.is_valid(&json(&text)), "{broken}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn no_text_makes_reading_panic(
        cut in 0usize..6_000,
        edits in prop::collection::vec((0usize..6_000, 0usize..WORDS.len(), 0usize..12), 0..6),
        staged in any::<bool>(),
    ) {
        let mut text = if staged { with_a_workflow() } else { template().to_owned() };
        for (at, word, dropped) in edits {
            let start = boundary(&text, at);
            let end = boundary(&text, start + dropped);
            text.replace_range(start..end, WORDS[word]);
        }
        if cut > 500 {
            text.truncate(boundary(&text, cut));
        }
        let reading = read_text(&text);
        prop_assert!(reading.scenario.is_some() || !reading.problems.is_empty());
        if reading.scenario.is_none() {
            is_well_told(&reading, &text);
        }
        let file = SourceFile { path: "test.toml".into(), text };
        render::json(&reading.problems, &[file], |code| code);
    }
}

#[test]
fn a_workflow_in_the_template_reads() {
    assert_eq!(read_text(&with_a_workflow()).problems, []);
}

/// The template with a workflow, changed and added to, in place of a duration.
fn with_a_workflow() -> String {
    let (before, rest) = template()
        .split_once("duration = \"10 days\"")
        .expect("it corrects");
    let (_, after) = rest.split_once("\n# Who checks").expect("pools follow");
    format!("{before}{STAGED}\n# Who checks{after}")
}

const STAGED: &str = r#"workflow = "cms-2012"
failed = "3%"

[[correction.state]]
name = "corrections-in-progress"
due = "21 days"
next = { corrections-completed = "85%", abandoned = "5%", handed-back = { assumed = "10%", low = 0, high = 0.2 } }

[[correction.state]]
name = "handed-back"
owner = "case owner"
duration = { distribution = "gamma", mean = 9, sd = 6 }
due = "10 days"
overdue = "due-date-expired"
minutes = 5
next = "corrections-in-progress"

[[correction.state]]
name = "abandoned"
"#;

/// What a slip of the hand may put into a scenario.
const WORDS: &[&str] = &[
    "",
    "\"",
    "'",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    "\n",
    "#",
    "nan",
    "-inf",
    "-1",
    "0",
    "1e308",
    "1e999",
    "99999999999999999999999999999999999999999",
    "\"140%\"",
    "\"%\"",
    "\"-5 days\"",
    "\"1e9 years\"",
    "true",
    "2020-01-01",
    "{ value = 1 }",
    "{ assumed = 1, low = 2 }",
    "[]",
    "{}",
    "é",
    "\u{0}",
    "\\",
    "name = \"x\"\n",
    "start = true\n",
    "next = \"corrections-completed\"\n",
    "[[correction.state]]\n",
    "\"0 days\"",
    "[[policy]]\n",
    "[policy]\n",
    "extends = \"test.toml\"\n",
    "a.b.c = 1\n",
    "0x1F",
    "1_0",
    "\r\n",
    "\t",
];

fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What is advised for a share in quotes may stand there.
#[test]
fn a_number_in_quotes_is_advised_only_as_what_may_stand_there() {
    let help = |written: &str| {
        let text = template().replace(
            "attrition = \"1.5%\"",
            &format!("attrition = \"{written}\""),
        );
        let reading = read_text(&text);
        let problem = reading.problems.iter().find(|p| p.code == "S104");
        problem
            .and_then(|p| p.help.clone())
            .unwrap_or_else(|| panic!("{:?}", reading.problems))
    };
    assert_eq!(
        help("0.5"),
        "write \"0.5%\" if a percentage is meant, or 0.5 without quotes if a share is"
    );
    assert_eq!(help("1.5"), "write \"1.5%\"");
    for written in ["150", "-3"] {
        let help = help(written);
        assert!(
            help.starts_with("write a number from 0 to 1, or a percentage"),
            "{help}"
        );
    }
}

#[test]
fn complexities_without_their_section_are_said_once_with_what_to_add() {
    let text = template();
    let from = text.find("[complexity]").expect("the section");
    let to = from + text[from..].find("\n\n").expect("its end");
    let reading = read_text(&format!("{}{}", &text[..from], &text[to..]));
    let problems = &reading.problems;
    assert_eq!(problems.len(), 1, "{problems:?}");
    let help = problems[0].help.as_deref().expect("a remedy");
    assert!(
        help.contains("`odds_ratio = { low = …, medium = …, high = … }`"),
        "{help}"
    );
}
