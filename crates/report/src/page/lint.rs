//! The page of what was found in scenarios without running them.

use tierone_scenario::diagnostic::SourceFile;

use super::findings;
use super::parts::{Code, Kind, LintRow, Page, Part, Section};
use crate::versions::TOOL_VERSION;

/// The page of findings in the scenarios of these files.
pub fn lint_page(title: &str, lints: &[LintRow], sources: &[SourceFile]) -> Page {
    let files = sources.iter().map(|source| {
        Part::Code(Code {
            summary: format!("The file in full: `{}`", source.path),
            text: source.text.clone(),
        })
    });
    let sections = [
        findings::section("lints", lints),
        Section::of("provenance", "Where this comes from", files.collect()),
    ];
    Page {
        tool: "tierone".into(),
        version: TOOL_VERSION.into(),
        kind: Kind::Lint,
        title: title.into(),
        question:
            "What can this policy not show, reach, pay for or bring about, before anything is run?"
                .into(),
        answer: answer(lints),
        first: Vec::new(),
        policies: Vec::new(),
        sections: sections.into_iter().flatten().collect(),
    }
}

/// How many there are of each severity, and the worst of them.
fn answer(lints: &[LintRow]) -> Vec<String> {
    let mut said = Vec::new();
    for (severity, meaning) in [
        ("error", "nothing can be run until it is put right"),
        ("warning", "likely a mistake"),
        ("note", "worth knowing"),
    ] {
        let found: Vec<&LintRow> = lints
            .iter()
            .filter(|lint| lint.severity == severity)
            .collect();
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
