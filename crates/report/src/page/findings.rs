//! What was found in a scenario without running it, and why each kind of finding matters.

use super::parts::{Cell, Column, LintRow, Part, Row, Section, Table, Term, Terms};

/// The section of these findings; of a run without any it says so.
pub(super) fn section(id: &str, lints: &[LintRow]) -> Option<Section> {
    let title = "What was found without running it";
    if lints.is_empty() {
        let none = "The static analysis found nothing to say of this scenario.";
        return Section::of(id, title, vec![Part::Text(none.into())]);
    }
    let rows = lints.iter().map(|lint| {
        let cells = vec![
            Cell::words(&lint.severity),
            Cell::words(&lint.message),
            Cell::words(lint.help.clone().unwrap_or("–".into())),
            Cell::words(&lint.place),
        ];
        Row::new(format!("{} {}", lint.code, lint.name), cells)
    });
    let heads = ["lint", "severity", "what was found", "what to do", "where"];
    let table = Table::new(
        format!("{id}-found"),
        "Findings of the static analysis, in the order of the file",
        Column::all(&heads, &[]),
        rows.collect(),
    );
    let mut terms: Vec<Term> = Vec::new();
    for lint in lints.iter().filter(|lint| !lint.why.is_empty()) {
        let word = format!("{} {}", lint.code, lint.name);
        if terms.iter().all(|term| term.word != word) {
            terms.push(Term {
                word,
                meaning: lint.why.clone(),
            });
        }
    }
    let summary = "Why these findings matter, and how their numbers are worked out".into();
    Section::of(
        id,
        title,
        vec![Part::Table(table), Part::Terms(Terms { summary, terms })],
    )
}
