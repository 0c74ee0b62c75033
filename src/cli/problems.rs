//! Shows findings on standard error.

use crate::diagnostic::{Diagnostic, Severity, SourceFile};

use super::terminal;

/// Shows findings with their places.
pub(super) fn show(problems: &[Diagnostic], sources: &[SourceFile]) {
    if problems.is_empty() {
        return;
    }
    for problem in problems {
        let severity = match problem.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        terminal::talk(&format!(
            "{severity}[{}]: {}",
            problem.code, problem.message
        ));
        for label in &problem.labels {
            if let Some(source) = sources.get(label.file) {
                let before = source.text.get(..label.span.start).unwrap_or_default();
                let line = before.matches('\n').count() + 1;
                terminal::talk(&format!("  --> {}:{line}: {}", source.path, label.text));
            }
        }
        if let Some(help) = &problem.help {
            terminal::talk(&format!("  = help: {help}"));
        }
    }
}
