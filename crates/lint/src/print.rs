//! Findings for programs: a line of JSON each, or a log in SARIF.
//!
//! # Source
//! Static Analysis Results Interchange Format (SARIF) Version 2.1.0 plus Errata 01, OASIS Standard.

use serde_json::{Value, json};

use super::{RULES, Rule, rule};
use tierone_scenario::codes::CODES;
use tierone_scenario::diagnostic::lines::Lines;
use tierone_scenario::diagnostic::{Diagnostic, Label, Severity, SourceFile, render};

/// One JSON object a line for each finding, with the name of the lint or of the error.
pub fn json_lines(diagnostics: &[Diagnostic], sources: &[SourceFile]) -> String {
    let text = render::json(diagnostics, sources);
    let mut page = String::new();
    for (line, diagnostic) in text.lines().zip(diagnostics) {
        let name = format!("\"name\":{},", json!(name(diagnostic.code)));
        page += &line.replacen("\"severity\"", &format!("{name}\"severity\""), 1);
        page.push('\n');
    }
    page
}

/// The name of a code: a lint's, or that of an error in reading.
pub fn name(code: &str) -> &'static str {
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
    let results: Vec<Value> = judged
        .iter()
        .flat_map(|(diagnostics, sources)| {
            let lines: Vec<Lines> = sources.iter().map(|file| Lines::of(&file.text)).collect();
            diagnostics
                .iter()
                .map(move |diagnostic| result(diagnostic, sources, &lines))
                .collect::<Vec<_>>()
        })
        .collect();
    let errors = CODES.iter().map(|error| {
        json!({
            "id": error.code,
            "name": error.name,
            "shortDescription": { "text": error.explanation },
            "defaultConfiguration": { "level": "error" },
        })
    });
    let rules: Vec<Value> = RULES.iter().map(descriptor).chain(errors).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tierone",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).expect("a log is plain data");
    text.push('\n');
    text
}

fn descriptor(rule: &Rule) -> Value {
    let level = match rule.level {
        tierone_scenario::Level::Allow => "none",
        tierone_scenario::Level::Note => "note",
        tierone_scenario::Level::Warn => "warning",
        tierone_scenario::Level::Deny => "error",
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

fn result(diagnostic: &Diagnostic, sources: &[SourceFile], lines: &[Lines]) -> Value {
    let places: Vec<Value> = diagnostic
        .labels
        .iter()
        .enumerate()
        .filter_map(|(id, label)| location(id, label, sources, lines))
        .collect();
    let (first, others) = places.split_at(places.len().min(1));
    let mut text = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        text += &format!(". Help: {help}");
    }
    let level = match diagnostic.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    json!({
        "ruleId": diagnostic.code,
        "level": level,
        "message": { "text": text },
        "locations": first,
        "relatedLocations": others,
    })
}

fn location(id: usize, label: &Label, sources: &[SourceFile], lines: &[Lines]) -> Option<Value> {
    let (source, lines) = (sources.get(label.file)?, lines.get(label.file)?);
    let (line, column) = lines.place(&source.text, label.span.start);
    let (end_line, end_column) = lines.place(&source.text, label.span.end.max(label.span.start));
    Some(json!({
        "id": id,
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&source.path) },
            "region": {
                "startLine": line,
                "startColumn": column,
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
