//! The page of what was found in scenarios without running them.

use tierone_scenario::diagnostic::SourceFile;

use super::findings;
use super::parts::{LintRow, Page, PageKind, Part, Section};

/// The page of findings in the scenarios of these files.
pub fn lint_page(title: &str, lints: &[LintRow], sources: &[SourceFile]) -> Page {
    let files = Part::files("The file", sources);
    let sections = [
        findings::section("lints", lints),
        Section::of("provenance", "Where this comes from", files.collect()),
    ];
    Page::new(
        PageKind::Lint,
        title,
        "What can this policy not show, reach, pay for or bring about, before anything is run?",
        answer(lints),
        Vec::new(),
        sections,
    )
}

/// How many there are of each severity, and the worst of them.
fn answer(lints: &[LintRow]) -> Vec<String> {
    let mut said = Vec::new();
    for (severity, meaning) in [
        ("error", "nothing can be run until it is put right"),
        ("warning", "likely a mistake"),
        ("note", "worth knowing"),
    ] {
        let found = lints.iter().filter(|lint| lint.severity == severity);
        let found: Vec<&LintRow> = found.collect();
        let plural = if found.len() == 1 { "" } else { "s" };
        if let Some(first) = found.first() {
            said.push(format!(
                "{} {severity}{plural} ({meaning}). The first, {}: {}.",
                found.len(),
                first.code,
                first.message
            ));
        }
    }
    if said.is_empty() {
        said.push("The static analysis found nothing to say.".into());
    }
    said
}
