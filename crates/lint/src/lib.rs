//! What to tell the author of a policy: a scenario is judged without being simulated.
//!
//! A rule looks at a `RuleContext` (the scenario, what is known of it in closed form, and where it says
//! what) and returns `Finding`s. [`RULES`] is all that the rest of the program knows of rules:
//! levels, output, `list`, `explain`, `docs/lints.md` and the sweep in this crate's `tests/lint/lint.rs` read it.
//!
//! | file | what it does |
//! | --- | --- |
//! | `context`, `known` | what a rule looks at: the scenario, and closed forms |
//! | `places` | the words of the scenario that a finding points at |
//! | `coverage` | which decisions a check can draw, and which its estimate covers |
//! | `feedback` | what is said of coaching, which closed forms leave out |
//! | `finding` | what a rule reports |
//! | `rule`, `family`, `names` | what a rule is, groups of rules, and what lints are called |
//! | `levels` | how serious a lint is: by itself, in the scenario, on the command line |
//! | `numbers` | numbers in sentences |
//! | `print` | findings as lines of JSON and as SARIF |
//! | `rules/` | one file a rule, and the table |
//!
//! To add a rule: its file in `rules/`, ending in a `const RULE`, with its line and its row in
//! `rules/mod.rs`. Its two examples change [`OFFICE`] and are run as tests.

mod context;
mod coverage;
mod family;
mod feedback;
mod finding;
mod known;
mod levels;
mod names;
mod numbers;
mod places;
pub mod print;
mod rule;
mod rules;

pub use family::{FAMILIES, Family};
pub use levels::{Levels, UnknownLint};
pub use rule::Rule;
pub use rules::{RULES, rule};

use context::RuleContext;
use finding::merged;
use names::LintName;
use tierone_scenario::diagnostic::{Diagnostic, Severity};
use tierone_scenario::{Level, Reading};

/// The scenario that examples change by `extends = "office.toml"`; no lint triggers on it.
pub const OFFICE: &str = include_str!("office.toml");

/// Judges a scenario: what every rule finds, in the order of the file; nothing where the file has
/// errors and there is no scenario.
pub fn run(reading: &Reading, levels: &Levels) -> Vec<Diagnostic> {
    let Some(scenario) = &reading.scenario else {
        return Vec::new();
    };
    let lints: Vec<LintName> = RULES.iter().map(Rule::lint).collect();
    let context = RuleContext::new(scenario, reading, &lints);
    let mut diagnostics = Vec::new();
    for rule in RULES {
        let Some(severity) = severity(levels.of(rule, reading)) else {
            continue;
        };
        for finding in merged(rule.findings(&context)) {
            diagnostics.push(finding.diagnostic(rule.code, severity));
        }
    }
    diagnostics.sort_by_key(|diagnostic| {
        let label = diagnostic.labels.first();
        (
            label.map(|label| (label.file, label.span.start)),
            diagnostic.code,
        )
    });
    diagnostics
}

fn severity(level: Level) -> Option<Severity> {
    match level {
        Level::Allow => None,
        Level::Note => Some(Severity::Note),
        Level::Warn => Some(Severity::Warning),
        Level::Deny => Some(Severity::Error),
    }
}
