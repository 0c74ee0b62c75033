//! What the tests of lints share: scenarios read and judged.

// Each test binary uses its own part of these.
#![allow(dead_code)]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use tierone_engine::measure;
use tierone_lint::{self as lint, Levels, OFFICE, RULES, Rule};
use tierone_scenario::diagnostic::{Diagnostic, SourceFile};
use tierone_scenario::{self as scenario, Level, Reading};

/// Reads `text`, which may extend the office of the examples or a file of the folder.
pub fn read_in(folder: &Path, text: &str) -> Reading {
    let file = SourceFile {
        path: "test.toml".into(),
        text: text.into(),
    };
    let mut load = |naming: &str, named: &str| {
        let text = match named {
            "office.toml" => OFFICE.into(),
            _ => {
                let near = Path::new(naming).parent().unwrap_or(Path::new(""));
                fs::read_to_string(folder.join(near).join(named)).map_err(|e| e.to_string())?
            }
        };
        Ok(SourceFile {
            path: named.into(),
            text,
        })
    };
    scenario::read(file, &mut load, &measure::precise())
}

/// Reads `text`, which may extend the office of the examples.
pub fn read(text: &str) -> Reading {
    read_in(Path::new(""), text)
}

/// Reads a change to the office.
pub fn read_change(change: &str) -> Reading {
    read(&format!("extends = \"office.toml\"\n\n{change}\n"))
}

/// What all rules say, whatever the scenario itself allows.
pub fn every_lint(reading: &Reading) -> Vec<Diagnostic> {
    let mut reading = reading.clone();
    reading.lints.clear();
    lint::run(&reading, &Levels::default())
}

/// Levels at which one rule alone is judged by, whether it is on or off.
pub fn only(rule: &Rule) -> Levels {
    let mut levels = Levels::default();
    for other in RULES {
        let level = match other.level {
            _ if other.code != rule.code => Level::Allow,
            Level::Allow => Level::Note,
            level => level,
        };
        levels.set(other.code, level).expect("a rule");
    }
    levels
}

/// Each rule's first example, and what the rule says of it. It is judged once for all tests.
pub static FIRED: LazyLock<Vec<(Reading, Vec<Diagnostic>)>> =
    LazyLock::new(|| RULES.iter().map(fired).collect());

/// A rule's first example, and what the rule says of it.
pub fn fired(rule: &Rule) -> (Reading, Vec<Diagnostic>) {
    let reading = read_change(rule.fires);
    let lints = lint::run(&reading, &only(rule));
    (reading, lints)
}

/// What one rule says.
pub fn said<'a>(rule: &Rule, lints: &'a [Diagnostic]) -> Vec<&'a Diagnostic> {
    lints.iter().filter(|lint| lint.code == rule.code).collect()
}

/// The words that a label points at.
pub fn words<'a>(reading: &'a Reading, lint: &Diagnostic, label: usize) -> &'a str {
    let label = &lint.labels[label];
    &reading.sources[label.file].text[label.span.clone()]
}
