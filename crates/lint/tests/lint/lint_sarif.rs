//! Holds SARIF logs to the standard.

use crate::linting;

use linting::{FIRED, read};
use serde_json::Value;
use tierone_lint::RULES;
use tierone_lint::print::{Judged, sarif};

/// A log of every rule's first example, and of a scenario that cannot be read.
fn log() -> Value {
    let mut judged: Vec<Judged> = FIRED
        .iter()
        .map(|(reading, lints)| (lints.clone(), reading.sources.clone()))
        .collect();
    let broken = read("title = 3");
    assert!(broken.scenario.is_none());
    judged.push((broken.problems, broken.sources));
    serde_json::from_str(&sarif(&judged)).expect("a log is JSON")
}

#[cfg(feature = "schemas")]
fn holds(log: &Value, schema: &Value) {
    let validator = jsonschema::validator_for(schema).expect("a schema");
    let wrong: Vec<String> = validator
        .iter_errors(log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[cfg(feature = "schemas")]
#[test]
fn a_log_has_what_the_standard_asks_for_and_nothing_that_it_does_not_know() {
    let schema = include_str!("../sarif/emitted.json");
    holds(&log(), &serde_json::from_str(schema).expect("JSON"));
}

#[cfg(feature = "schemas")]
#[test]
#[ignore = "needs the published schema: SARIF_SCHEMA=path"]
fn a_log_holds_to_the_published_schema() {
    let path = std::env::var("SARIF_SCHEMA").expect("SARIF_SCHEMA names the published schema");
    let schema = std::fs::read_to_string(path).expect("a file of text");
    holds(&log(), &serde_json::from_str(&schema).expect("JSON"));
}

#[test]
fn every_result_names_a_rule_and_a_place() {
    let log = log();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert!(results.len() > RULES.len() / 2);
    for result in results {
        assert!(
            rules.iter().any(|rule| rule["id"] == result["ruleId"]),
            "{result}"
        );
        assert_eq!(
            result["locations"].as_array().map(Vec::len),
            Some(1),
            "{result}"
        );
    }
}
