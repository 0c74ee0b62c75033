//! Findings for programs: a line of JSON each, or a log in SARIF.
//!
//! # Source
//! Static Analysis Results Interchange Format (SARIF) Version 2.1.0 plus Errata 01, OASIS Standard.

use serde_json::{Value, json};

use super::rule::Rule;
use super::rules::{RULES, rule};
use tierone_scenario::Level;
use tierone_scenario::codes::{CODES, Code};
use tierone_scenario::diagnostic::lines::Lines;
use tierone_scenario::diagnostic::{Diagnostic, Label, SourceFile, render};

/// One JSON object a line for each finding, with the name of the lint or of the error.
pub fn json_lines(diagnostics: &[Diagnostic], sources: &[SourceFile]) -> String {
    render::json(diagnostics, sources, name)
}

/// The name of a code: a lint's, or that of an error in reading.
fn name(code: &str) -> &'static str {
    let errors = || CODES.iter().find(|error| error.code == code);
    match rule(code) {
        Some(rule) => rule.name,
        None => errors().map_or("", |error| error.name),
    }
}

/// Findings of one scenario, with the files they point into.
pub type Judged = (Vec<Diagnostic>, Vec<SourceFile>);

/// One SARIF log of one run over some scenarios.
pub fn sarif(judged: &[Judged]) -> String {
    let results: Vec<Value> = judged.iter().flat_map(results).collect();
    let rules = RULES.iter().map(described);
    let rules: Vec<Value> = rules.chain(CODES.iter().map(described_error)).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": { "name": "tierone", "version": env!("CARGO_PKG_VERSION"), "rules": rules },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// A rule as the standard describes it.
fn described(rule: &Rule) -> Value {
    let level = match rule.level {
        Level::Allow => "none",
        Level::Note => "note",
        Level::Warn => "warning",
        Level::Deny => "error",
    };
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.looks_for },
        "fullDescription": { "text": format!("{} {}", rule.looks_for, rule.matters) },
        "help": { "text": rule.remedy },
        "defaultConfiguration": { "level": level },
    })
}

/// An error in reading as the standard describes it.
fn described_error(error: &Code) -> Value {
    json!({
        "id": error.code,
        "name": error.name,
        "shortDescription": { "text": error.explanation },
        "defaultConfiguration": { "level": "error" },
    })
}

/// The findings of one scenario as the standard describes them.
fn results((diagnostics, sources): &Judged) -> Vec<Value> {
    let lines: Vec<Lines> = sources.iter().map(|file| Lines::of(&file.text)).collect();
    let result = |diagnostic: &Diagnostic| {
        let labels = diagnostic.labels.iter().enumerate();
        let mut locations: Vec<Value> = labels
            .filter_map(|(id, label)| location(id, label, sources, &lines))
            .collect();
        let related_locations = locations.split_off(locations.len().min(1));
        let mut text = diagnostic.message.clone();
        if let Some(help) = &diagnostic.help {
            text += &format!(". Help: {help}");
        }
        json!({
            "ruleId": diagnostic.code,
            "level": diagnostic.severity.word(),
            "message": { "text": text },
            "locations": locations,
            "relatedLocations": related_locations,
        })
    };
    diagnostics.iter().map(result).collect()
}

fn location(id: usize, label: &Label, sources: &[SourceFile], lines: &[Lines]) -> Option<Value> {
    let (source, lines) = (sources.get(label.file)?, lines.get(label.file)?);
    let (start_line, start_column) = lines.place(&source.text, label.span.start);
    let end = label.span.end.max(label.span.start);
    let (end_line, end_column) = lines.place(&source.text, end);
    Some(json!({
        "id": id,
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&source.path) },
            "region": {
                "startLine": start_line,
                "startColumn": start_column,
                "endLine": end_line,
                "endColumn": end_column,
            },
        },
        "message": { "text": label.text },
    }))
}

/// A path as a URI reference: what may not stand in one is written in percent.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => uri += &format!("%{other:02X}"),
        }
    }
    uri
}
