//! Findings for programs: a line of JSON each, or a log in SARIF.
//!
//! # Source
//! Static Analysis Results Interchange Format (SARIF) Version 2.1.0 plus Errata 01, OASIS Standard.

use serde::Serialize;

use super::rule::Rule;
use super::rules::{RULES, rule};
use tierone_scenario::Level;
use tierone_scenario::codes::{CODES, Code};
use tierone_scenario::diagnostic::lines::Lines;
use tierone_scenario::diagnostic::{Diagnostic, Label, Severity, SourceFile, render};

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
    let mut results = Vec::new();
    for (diagnostics, sources) in judged {
        let lines: Vec<Lines> = sources.iter().map(|file| Lines::of(&file.text)).collect();
        let each = diagnostics.iter();
        results.extend(each.map(|diagnostic| ResultRow::of(diagnostic, sources, &lines)));
    }
    let rules = RULES.iter().map(Descriptor::of_rule);
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "tierone",
                    version: env!("CARGO_PKG_VERSION"),
                    rules: rules
                        .chain(CODES.iter().map(Descriptor::of_error))
                        .collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    let mut text = serde_json::to_string_pretty(&log).expect("a log is plain data");
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<ResultRow<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor>,
}

/// A rule or an error as the standard describes it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    name: &'static str,
    short_description: Text<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Text<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Text<&'static str>>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Text<T> {
    text: T,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

impl Descriptor {
    fn of_rule(rule: &Rule) -> Self {
        let level = match rule.level {
            Level::Allow => "none",
            Level::Note => "note",
            Level::Warn => "warning",
            Level::Deny => "error",
        };
        Self {
            id: rule.code,
            name: rule.name,
            short_description: Text {
                text: rule.looks_for,
            },
            full_description: Some(Text {
                text: format!("{} {}", rule.looks_for, rule.matters),
            }),
            help: Some(Text { text: rule.remedy }),
            default_configuration: Configuration { level },
        }
    }

    fn of_error(error: &Code) -> Self {
        Self {
            id: error.code,
            name: error.name,
            short_description: Text {
                text: error.explanation,
            },
            full_description: None,
            help: None,
            default_configuration: Configuration { level: "error" },
        }
    }
}

/// One finding as the standard describes it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultRow<'a> {
    rule_id: &'static str,
    level: &'static str,
    message: Text<String>,
    locations: Vec<Location<'a>>,
    related_locations: Vec<Location<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    id: usize,
    physical_location: PhysicalLocation,
    message: Text<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

impl<'a> ResultRow<'a> {
    fn of(diagnostic: &'a Diagnostic, sources: &[SourceFile], lines: &[Lines]) -> Self {
        let labels = diagnostic.labels.iter().enumerate();
        let mut locations: Vec<Location> = labels
            .filter_map(|(id, label)| Location::of(id, label, sources, lines))
            .collect();
        let related_locations = locations.split_off(locations.len().min(1));
        let mut text = diagnostic.message.clone();
        if let Some(help) = &diagnostic.help {
            text += &format!(". Help: {help}");
        }
        Self {
            rule_id: diagnostic.code,
            level: match diagnostic.severity {
                Severity::Note => "note",
                Severity::Warning => "warning",
                Severity::Error => "error",
            },
            message: Text { text },
            locations,
            related_locations,
        }
    }
}

impl<'a> Location<'a> {
    fn of(id: usize, label: &'a Label, sources: &[SourceFile], lines: &[Lines]) -> Option<Self> {
        let (source, lines) = (sources.get(label.file)?, lines.get(label.file)?);
        let (start_line, start_column) = lines.place(&source.text, label.span.start);
        let end = label.span.end.max(label.span.start);
        let (end_line, end_column) = lines.place(&source.text, end);
        Some(Self {
            id,
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation {
                    uri: uri(&source.path),
                },
                region: Region {
                    start_line,
                    start_column,
                    end_line,
                    end_column,
                },
            },
            message: Text { text: &label.text },
        })
    }
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
