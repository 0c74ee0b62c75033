//! Findings as rows of a page, each with what its rule says of itself.

use tierone_lint::RULES;
use tierone_report::LintRow;
use tierone_scenario::codes;
use tierone_scenario::diagnostic::lines::Lines;
use tierone_scenario::diagnostic::{Diagnostic, SourceFile};

/// A row a finding.
pub(crate) fn rows(found: &[Diagnostic], sources: &[SourceFile]) -> Vec<LintRow> {
    let lines: Vec<Lines> = sources
        .iter()
        .map(|source| Lines::of(&source.text))
        .collect();
    found.iter().map(|one| row(one, sources, &lines)).collect()
}

fn row(found: &Diagnostic, sources: &[SourceFile], lines: &[Lines]) -> LintRow {
    let place = found.labels.first().and_then(|label| {
        let source = sources.get(label.file)?;
        let (line, _) = lines.get(label.file)?.place(&source.text, label.span.start);
        Some(format!("{}, line {line}", source.path))
    });
    let rule = RULES.iter().find(|rule| rule.code == found.code);
    let code = codes::CODES.iter().find(|code| code.code == found.code);
    let why = match (rule, code) {
        (Some(rule), _) => vec![
            rule.looks_for.to_owned(),
            rule.matters.to_owned(),
            format!("How the number is worked out: {}", rule.formula),
            format!("Source: {}.", rule.source),
            format!("What to do: {}", rule.remedy),
        ],
        (None, Some(code)) => vec![code.explanation.to_owned()],
        (None, None) => Vec::new(),
    };
    LintRow {
        code: found.code.into(),
        name: rule
            .map(|rule| rule.name)
            .or(code.map(|code| code.name))
            .unwrap_or("")
            .into(),
        severity: found.severity.word().into(),
        message: found.message.clone(),
        place: place.unwrap_or_default(),
        help: found.help.clone(),
        why,
    }
}
